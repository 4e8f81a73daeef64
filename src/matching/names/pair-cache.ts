import type { NameToken } from './types.js';

/**
 * Results kept by pair of spellings: a table of fixed size in which a newer pair takes an older one's place. Typed arrays, because a Map of pairs
 * costs more time than most comparisons and never gives its memory back; 40 MB when all of it has been used.
 */
const bits = 20;
const slots = 2 ** bits;
/** Ids of the pair, the lower first. */
const ids = new Int32Array(2 * slots);

/** Within Arabic and for initials the cost of the letters; otherwise the bits that speak for another name. */
export const keptCost = new Float64Array(slots);
/** Bits by which the letters are alike (sound-evidence.ts); 0 within Arabic and for initials. */
export const keptAlike = new Float64Array(slots);
export const keptDistance = new Float64Array(slots);
/** Index of the level, plus one; 0 = not worked out yet. */
export const keptLevel = new Uint8Array(slots);

/** The pair's slot, the same for both orders. Ids start at 1, so an empty slot matches nobody. */
export function slotOf(a: NameToken, b: NameToken): number {
  const low = Math.min(a.id, b.id);
  const high = Math.max(a.id, b.id);
  return (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> (32 - bits);
}

export function isKept(slot: number, a: NameToken, b: NameToken): boolean {
  return ids[2 * slot] === Math.min(a.id, b.id) && ids[2 * slot + 1] === Math.max(a.id, b.id);
}

export function keep(slot: number, a: NameToken, b: NameToken, cost: number, alike: number, distance: number): void {
  ids[2 * slot] = Math.min(a.id, b.id);
  ids[2 * slot + 1] = Math.max(a.id, b.id);
  keptCost[slot] = cost;
  keptAlike[slot] = alike;
  keptDistance[slot] = distance;
  keptLevel[slot] = 0;
}
