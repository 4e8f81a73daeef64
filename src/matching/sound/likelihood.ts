import { longestRun } from './emissions.js';
import { mostLetters } from './sound-letters.js';
import { type ArabicSound, type LatinSound, runStride } from './spelled.js';

/** Longest run of a slot that stands for an unwritten vowel (arabic-slots.ts). */
const longestVowel = 2;

// Scratch space for one comparison at a time: this is the innermost loop of comparing across scripts. It begins with zeros, so that a run that would start
// before the first letter needs no question of its own.
const reached = new Float64Array(longestRun + mostLetters + 1);

/**
 * Probability that somebody who writes the Arabic name in Latin letters writes exactly this spelling, over all ways to share the letters among the slots
 * (forward algorithm, one row, last letter first so that it can be worked out in place). Only letters that the slots so far can reach, and from which those
 * that follow can still reach the end. 0..1; tiny for unlike names, never NaN.
 */
export function likelihood(arabic: ArabicSound, latin: LatinSound, probability: Float32Array): number {
  const { offsets, longest, mostLetters: most } = arabic;
  const { letters, columns } = latin;
  if (letters > most) return 0;
  reached.fill(0, longestRun + 1, longestRun + 1 + letters);
  reached[longestRun] = 1;
  let behind = 0;
  for (let slot = 0; slot < offsets.length; slot++) {
    const row = offsets[slot]!;
    const reach = longest[slot]!;
    behind += reach;
    const writesNothing = probability[row]!;
    const last = Math.min(behind, letters);
    const first = Math.max(letters - (most - behind), 0);
    for (let end = last; end >= first; end--) {
      const runs = end * runStride;
      const at = end + longestRun;
      let so =
        reached[at]! * writesNothing +
        reached[at - 1]! * probability[row + columns[runs + 1]!]! +
        reached[at - 2]! * probability[row + columns[runs + 2]!]!;
      if (reach > longestVowel) {
        so +=
          reached[at - 3]! * probability[row + columns[runs + 3]!]! +
          reached[at - 4]! * probability[row + columns[runs + 4]!]!;
      }
      reached[at] = so;
    }
  }
  return reached[longestRun + letters]!;
}
