import { vowelsAgree } from './skeleton.js';
import { skeletonDistance } from './skeleton-distance.js';
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

/** Highest costs (about wrong consonants) at which two spellings still sound the same, are near, or may be one slip apart. */
const costs = { sameSound: 0.27, near: 0.6, slip: 1.1, oneConsonantOff: 1.25, slipInLongName: 1.6 } as const;
/** Under this many letters a slip makes another name. */
const lettersForSlip = 4;
const consonantsForSlip = 3;
/** From this many letters on, even a slip from a consonant to a vowel leaves the name recognisable. */
const lettersForWorseSlip = 6;
const worstSlip = (a: NameToken, b: NameToken): number =>
  Math.min(a.letters, b.letters) >= lettersForWorseSlip ? costs.slipInLongName : costs.oneConsonantOff;

/**
 * The level of two spelled names whose alignment cost is known, in the order tried: same folded spelling; initial; alias; same consonants whose
 * vowels contradict; same sound; near (same coarse consonants or a small cost); one slip; different.
 */
export function levelOf(a: NameToken, b: NameToken, cost: number): NameLevel {
  if (a.isInitial || b.isInitial)
    return a.isInitial && b.isInitial && a.folded === b.folded ? 'initial' : cost < 1 ? 'initial' : 'different';
  if (a.folded === b.folded) return 'same';
  if (a.aliases.some((group) => b.aliases.includes(group))) return 'same_sound';
  const skeletons = compareSkeletons(a, b);
  if (skeletons === 'vowels_differ') return 'vowels_differ';
  if (cost <= costs.sameSound) return 'same_sound';
  if (a.script === 'Arab' && b.script === 'Arab') return arabicLevel(a, b, cost, skeletons);
  if ((skeletons === 'equal' && cost <= costs.slip) || cost <= costs.near) return 'near';
  if (a.letters >= lettersForSlip && b.letters >= lettersForSlip && cost <= costs.slip) return 'one_edit';
  return skeletons === 'one_off' && cost <= worstSlip(a, b) ? 'one_edit' : 'different';
}

/** Within Arabic every written letter counts: what is more than another way to type the same letter is a slip or another name. */
function arabicLevel(a: NameToken, b: NameToken, cost: number, skeletons: string): NameLevel {
  if (skeletons === 'equal' && a.letters === b.letters && cost <= costs.near) return 'near';
  return a.letters >= lettersForSlip && b.letters >= lettersForSlip && cost <= worstSlip(a, b)
    ? 'one_edit'
    : 'different';
}

function compareSkeletons(a: NameToken, b: NameToken): 'equal' | 'vowels_differ' | 'one_off' | 'different' {
  let oneOff = false;
  let contradicted = false;
  for (const x of a.skeletons) {
    for (const y of b.skeletons) {
      if (x.coarse === y.coarse) {
        if (vowelsAgree(x, y, a.script, b.script)) return 'equal';
        contradicted = true;
      } else if (!oneOff && x.coarse.length >= consonantsForSlip && y.coarse.length >= consonantsForSlip) {
        oneOff = skeletonDistance(x.coarse, y.coarse) <= 1;
      }
    }
  }
  return contradicted ? 'vowels_differ' : oneOff ? 'one_off' : 'different';
}
