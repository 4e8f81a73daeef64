import { alignUnits } from './align-units.js';
import type { NameToken, Reading } from './types.js';

/** Costs of compounds that differ in one half. */
const affix = { missing: 0.6, different: 1.2 } as const;
/** Nothing costs more: names without a letter in common are not told apart further. */
const highestCost = 8;

/** Length of the two readings that were laid against each other last. */
let letters = 0;

/**
 * Cheapest cost of laying the letters of two spellings in one script against each other over all their readings: 0 = the same, 1 = about one wrong consonant.
 * The same to the last bit whichever comes first.
 */
export function letterCost(a: NameToken, b: NameToken): number {
  // Ids depend on what was read before; the spelling does not, and a fixed order makes the sums the same to the last bit.
  const [one, two] = b.text < a.text ? [b, a] : [a, b];
  let cost = highestCost;
  letters = a.letters + b.letters;
  for (const x of one.readings) {
    for (const y of two.readings) {
      const fixed = x.cost + y.cost + affixCost(x.prefix, y.prefix) + affixCost(x.suffix, y.suffix);
      if (fixed >= cost) continue;
      const total = fixed + alignUnits(x, y, cost - fixed);
      if (total < cost) {
        cost = total;
        letters = readingLength(x) + readingLength(y);
      }
    }
  }
  return cost;
}

/** The cost of the last letterCost by length: a wrong letter in a short name is worse than one in a long name, but not in proportion. */
export function byLength(cost: number): number {
  return cost / Math.sqrt(Math.max(2, letters / 2) / 4);
}

export function affixCost(x: string, y: string): number {
  return x === y ? 0 : x === '' || y === '' ? affix.missing : affix.different;
}

const readingLength = (reading: Reading): number => reading.units.length + (reading.prefix || reading.suffix ? 2 : 0);
