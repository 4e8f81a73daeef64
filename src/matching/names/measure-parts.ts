import { levelIndex, strangers, tokenDistance } from './compare-tokens.js';
import { mergedToken } from './merged-token.js';
import { different } from './name-level.js';
import { mostPartsMeasured, type NameSide } from './name-side.js';
import type { NameToken } from './types.js';
import { hasConsonantsOfTwo, hasLettersForTwo, togetherKey } from './written-together.js';

/** One word on one side is two on the other (Mohammedarar). */
const mergedPenalty = 0.15;
/** A pair of parts costs no more than this, so that one wrong part cannot hide how well the rest agrees. */
export const costliestPair = 2.5;
/** Parts that the sources themselves put in different roles. */
const roleContradicts = 0.25;
/** Above this distance two parts are worth trying as merged. */
export const worthMerging = 0.5;

const cells = mostPartsMeasured * mostPartsMeasured;
// Scratch space for one comparison at a time: comparing is synchronous, and this is the innermost loop of matching.
// Part i of the first name and part j of the second have the cell i * mostPartsMeasured + j.
export const distances = new Float64Array(cells);
/** Index into `levels`. */
export const levelsOfPairs = new Uint8Array(cells);
/** By position, not by part: a part that changes places takes the role of its new place. */
export const contradictions = new Float64Array(cells);
/** 1 where neither part's role occurs on the other side at all. */
export const roleAlone = new Uint8Array(cells);
/** Part i standing for part j and the part before it, and the other way round: cost (endless = it cannot) and level. */
export const oneForTwo = new Float64Array(cells);
export const levelsOneForTwo = new Uint8Array(cells);
export const twoForOne = new Float64Array(cells);
export const levelsTwoForOne = new Uint8Array(cells);

/** Compares every part of a with every part of b, once, for all the arrangements tried after it. */
export function measureParts(a: NameSide, b: NameSide): void {
  for (let i = 0; i < a.count; i++) {
    for (let j = 0; j < b.count; j++) {
      const x = a.tokens[i]!;
      const y = b.tokens[j]!;
      const distance = tokenDistance(x, y);
      const at = i * mostPartsMeasured + j;
      distances[at] = Math.min(costliestPair, distance);
      levelsOfPairs[at] = levelIndex(x, y);
      oneForTwo[at] = Number.POSITIVE_INFINITY;
      twoForOne[at] = Number.POSITIVE_INFINITY;
      if (distance <= worthMerging) continue;
      if (j > 0) measureMerged(x, b.tokens[j - 1]!, y, at, oneForTwo, levelsOneForTwo);
      if (i > 0) measureMerged(y, a.tokens[i - 1]!, x, at, twoForOne, levelsTwoForOne);
    }
  }
  measureRoles(a, b);
}

/** What the roles say, once the parts are set. */
export function measureRoles(a: NameSide, b: NameSide): void {
  const count = a.told && b.told;
  const ofA = count ? rolesIn(a) : 0;
  const ofB = count ? rolesIn(b) : 0;
  for (let i = 0; i < a.count; i++) {
    const role = a.roles[i]!;
    for (let j = 0; j < b.count; j++) {
      const at = i * mostPartsMeasured + j;
      const other = b.roles[j]!;
      contradictions[at] = count && role !== other ? roleContradicts : 0;
      roleAlone[at] = count && (ofB & bitOf(role)) === 0 && (ofA & bitOf(other)) === 0 ? 1 : 0;
    }
  }
}

const bitOf = (role: number): number => 1 << (role + 1);

function rolesIn({ roles, count }: NameSide): number {
  let found = 0;
  for (let at = 0; at < count; at++) found |= bitOf(roles[at]!);
  return found;
}

/** One word standing for two neighbours of the other name, where its letters could be enough. */
function measureMerged(
  word: NameToken,
  first: NameToken,
  second: NameToken,
  at: number,
  costs: Float64Array,
  levelsOf: Uint8Array,
): void {
  if (word.isInitial || first.script !== second.script) return;
  if (!hasLettersForTwo(word.letters, first.letters + second.letters)) return;
  const merged = hasConsonantsOfTwo(word, togetherKey(first, second)) ? mergedToken(first, second) : null;
  costs[at] = mergedCost(merged ? tokenDistance(word, merged) : strangers.distance);
  levelsOf[at] = merged ? levelIndex(word, merged) : different;
}

export const mergedCost = (distance: number): number => mergedPenalty + Math.min(costliestPair, distance);
