import { areConfusable } from './confusable-names.js';
import { vowelsAgree } from './skeleton.js';
import { consonantsApart, sameConsonants, withinOneSlip } from './token-codes.js';
import type { NameLevel, NameToken } from './types.js';

/** All levels, from best to worst; a role of several words is no better than its worst word. */
export const levels: readonly NameLevel[] = [
  'same',
  'same_sound',
  'near',
  'initial',
  'vowels_differ',
  'one_edit',
  'different',
  'missing',
];

export const different = levels.indexOf('different');
export const vowelsApart = levels.indexOf('vowels_differ');
export const missing = levels.indexOf('missing');
const near = levels.indexOf('near');
const oneEdit = levels.indexOf('one_edit');

/** Whether at this level (an index into `levels`) the two are one name, so that chance brings them together as often as the name is common. */
export const areOneName = (level: number): boolean => level <= near;

/** Highest costs (about wrong consonants) at which two Arabic spellings still sound the same, are near, or may be one slip apart. */
export const costs = { sameSound: 0.27, near: 0.6, oneConsonantOff: 1.25, slipInLongName: 1.6 } as const;
/** Under this many letters a slip makes another name. */
const lettersForSlip = 4;
/** From this many letters on, even a slip from a consonant to a vowel leaves the name recognisable. */
export const lettersForWorseSlip = 6;
const worstSlip = (a: NameToken, b: NameToken): number =>
  Math.min(a.letters, b.letters) >= lettersForWorseSlip ? costs.slipInLongName : costs.oneConsonantOff;

/**
 * Bits for another name up to which two spellings sound the same, near, or a slip apart, and the bits of likeness that a slip must leave. `alike`, or
 * `alikePerLetter` of both for short names: less, and the two are no one name although no other explains the letters better. Of the true pairs of the development half 99
 * in 100 have more; unlike names in rare letters had up to 6.2.
 */
export const heard = {
  sameSound: 1.3,
  near: 3,
  slipMeant: 8.5,
  slipAlike: 9,
  alike: 6.5,
  alikePerLetter: 0.65,
} as const;

/** Bits of likeness below which sound makes no level of two spellings; for a slip they must be more alike still. */
export const leastAlike = (a: NameToken, b: NameToken): number =>
  Math.min(heard.alike, heard.alikePerLetter * (a.letters + b.letters));

/**
 * The level of two spelled names, in the order tried: same folded spelling; initial; alias; no consonants in common to speak of (token-codes.ts); a pair of
 * tables/confusable-names.tsv; same sound; near; same consonants although another name is
 * likelier (`vowels_differ`); letters one slip apart (`one_edit`), by sound or on the keyboard; different. `cost` and `alike` as pair-cache.ts keeps them.
 */
export function levelOf(a: NameToken, b: NameToken, cost: number, alike: number): NameLevel {
  const level = levelBySound(a, b, cost, alike);
  // Whatever they sound like, a slip of the keyboard is likelier than that another name begins so near.
  return level === 'different' && !consonantsApart(a.codes, b.codes) && withinOneSlip(a.codes, b.codes)
    ? 'one_edit'
    : level;
}

/** Index of the level of two spellings, one of them Latin, whose sound is not alike enough for any level. */
export function levelUnheard(a: NameToken, b: NameToken): number {
  if (sameConsonants(a.codes, b.codes)) return vowelsApart;
  return withinOneSlip(a.codes, b.codes) && !consonantsApart(a.codes, b.codes) ? oneEdit : different;
}

function levelBySound(a: NameToken, b: NameToken, cost: number, alike: number): NameLevel {
  if (a.isInitial || b.isInitial)
    return a.isInitial && b.isInitial && a.folded === b.folded ? 'initial' : cost < 1 ? 'initial' : 'different';
  if (a.folded === b.folded) return 'same';
  if (a.aliases.some((group) => b.aliases.includes(group))) return 'same_sound';
  if (consonantsApart(a.codes, b.codes)) return 'different';
  if (areConfusable(a, b)) return sameConsonants(a.codes, b.codes) ? 'vowels_differ' : 'different';
  if (a.script === 'Arab' && b.script === 'Arab') return arabicLevel(a, b, cost, compareSkeletons(a, b));
  const enough = alike >= leastAlike(a, b);
  if (enough && cost <= heard.sameSound) return 'same_sound';
  if (enough && cost <= heard.near) return 'near';
  if (sameConsonants(a.codes, b.codes)) return 'vowels_differ';
  return cost <= heard.slipMeant && alike >= heard.slipAlike ? 'one_edit' : 'different';
}

/** Within Arabic every written letter counts: what is more than another way to type the same letter is a slip or another name. */
function arabicLevel(a: NameToken, b: NameToken, cost: number, skeletons: Skeletons): NameLevel {
  if (skeletons === 'vowels_differ') return 'vowels_differ';
  if (cost <= costs.sameSound) return 'same_sound';
  if (skeletons === 'equal' && a.letters === b.letters && cost <= costs.near) return 'near';
  return a.letters >= lettersForSlip && b.letters >= lettersForSlip && cost <= worstSlip(a, b)
    ? 'one_edit'
    : 'different';
}

type Skeletons = 'equal' | 'vowels_differ' | 'different';

function compareSkeletons(a: NameToken, b: NameToken): Skeletons {
  if (!sameConsonants(a.codes, b.codes)) return 'different';
  for (const x of a.skeletons) {
    for (const y of b.skeletons) {
      if (x.coarse !== y.coarse) continue;
      if (vowelsAgree(x, y)) return 'equal';
    }
  }
  return 'vowels_differ';
}
