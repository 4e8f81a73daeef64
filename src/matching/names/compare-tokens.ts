import { alignUnits } from './align-units.js';
import { levelOf, levels } from './name-level.js';
import { isKept, keep, keptCost, keptDistance, keptLevel, slotOf } from './pair-cache.js';
import { pairCost, unitCount } from './sounds.js';
import type { NameLevel, NameToken, Reading } from './types.js';

export interface TokenComparison {
  /** 0..1. */
  similarity: number;
  level: NameLevel;
}

/** Costs of compounds that differ in one half. */
const affix = { missing: 0.6, different: 1.2 } as const;
const aliasCost = 0.12;
const initialCost = 0.5;
const wrongInitialCost = 3;
/** Dearest letter pair at which an initial still agrees with a name. */
const initialAgrees = 0.15;
/** Nothing costs more: names without a letter in common are not told apart further. */
const highestCost = 8;
const steepness = 2.2;

/**
 * Cost of laying two spelled names against each other, in one script or across, divided by the root of their length: 0 = the same, about 1 and more =
 * unrelated. Symmetric to the last bit.
 */
export function tokenDistance(a: NameToken, b: NameToken): number {
  return keptDistance[compared(a, b)]!;
}

/** The same as a similarity, with the level in words. */
export function compareTokens(a: NameToken, b: NameToken): TokenComparison {
  const slot = compared(a, b);
  if (keptLevel[slot] === 0) keptLevel[slot] = 1 + levels.indexOf(levelOf(a, b, keptCost[slot]!));
  return { similarity: Math.exp(-steepness * keptDistance[slot]!), level: levels[keptLevel[slot]! - 1]! };
}

function compared(a: NameToken, b: NameToken): number {
  const slot = slotOf(a, b);
  // Ids depend on what was read before; the spelling does not, and a fixed order makes the sums the same to the last bit.
  if (!isKept(slot, a, b)) measure(slot, b.text < a.text ? b : a, b.text < a.text ? a : b);
  return slot;
}

function measure(slot: number, a: NameToken, b: NameToken): void {
  if (a.isInitial || b.isInitial) {
    const cost = a.folded === b.folded ? 0 : initialsAgree(a, b) ? initialCost : wrongInitialCost;
    keep(slot, a, b, cost, cost);
    return;
  }
  let cost = highestCost;
  let letters = a.letters + b.letters;
  for (const x of a.readings) {
    for (const y of b.readings) {
      const fixed = x.cost + y.cost + affixCost(x.prefix, y.prefix) + affixCost(x.suffix, y.suffix);
      if (fixed >= cost) continue;
      const total = fixed + alignUnits(x, y, cost - fixed);
      if (total < cost) {
        cost = total;
        letters = readingLength(x) + readingLength(y);
      }
    }
  }
  if (a.folded === b.folded) cost = Math.min(cost, a.text === b.text ? 0 : 0.01);
  else if (a.aliases.length > 0 && a.aliases.some((group) => b.aliases.includes(group)))
    cost = Math.min(cost, aliasCost);
  // A wrong letter in a short name is worse than one in a long name, but not in proportion.
  keep(slot, a, b, cost, cost / Math.sqrt(Math.max(2, letters / 2) / 4));
}

function affixCost(x: string, y: string): number {
  return x === y ? 0 : x === '' || y === '' ? affix.missing : affix.different;
}

const readingLength = (reading: Reading): number => reading.units.length + (reading.prefix || reading.suffix ? 2 : 0);

function initialsAgree(a: NameToken, b: NameToken): boolean {
  return a.readings.some((x) =>
    b.readings.some((y) => pairCost[x.units[0]! * unitCount + y.units[0]!]! <= initialAgrees),
  );
}
