import { compareTokens } from '../names/compare-tokens.js';
import { levels } from '../names/name-level.js';
import { consonantsApart, withinOneSlip } from '../names/token-codes.js';
import type { NameLevel, NameToken } from '../names/types.js';

/** Levels kept by pair of spellings, in a table of fixed size where a newer pair takes an older one's place. */
const bits = 20;
const slots = 2 ** bits;
const ids = new Int32Array(2 * slots);
const kept = new Uint8Array(slots);

/** What `levels` calls different. */
export const different = levels.indexOf('different');

/**
 * The level at which two spellings agree as parts of two names, as an index into `levels`; letters one slip apart count as `one_edit` (comparisons/name-part.ts).
 * The cheap question comes first: it spares the sound model most pairs, which have nothing to do with each other.
 */
export function partLevel(a: NameToken, b: NameToken): number {
  if (consonantsApart(a.codes, b.codes) && mayNotStandForOther(a, b)) return different;
  const low = Math.min(a.id, b.id);
  const high = Math.max(a.id, b.id);
  const slot = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> (32 - bits);
  if (ids[2 * slot] !== low || ids[2 * slot + 1] !== high) {
    ids[2 * slot] = low;
    ids[2 * slot + 1] = high;
    kept[slot] = levels.indexOf(levelOfParts(a, b));
  }
  return kept[slot]!;
}

export const isDifferent = (level: number): boolean => level === different;

function levelOfParts(a: NameToken, b: NameToken): NameLevel {
  const { level } = compareTokens(a, b);
  return level === 'different' && withinOneSlip(a.codes, b.codes) ? 'one_edit' : level;
}

/** Names of the alias table may share no consonant at all, and an initial need not be one. */
function mayNotStandForOther(a: NameToken, b: NameToken): boolean {
  return (a.aliases.length === 0 || b.aliases.length === 0) && !a.isInitial && !b.isInitial;
}
