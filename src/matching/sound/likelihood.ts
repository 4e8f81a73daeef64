import { longestRun } from './emissions.js';
import { mostLetters } from './sound-letters.js';
import { type ArabicSound, type LatinSound, runStride } from './spelled.js';

const width = mostLetters + longestRun + 1;
// Scratch rows for one comparison at a time: this is the innermost loop of comparing across scripts.
let here = new Float64Array(width);
let next = new Float64Array(width);
/** What is less likely than this beside the best so far cannot come back. */
const hopeless = 1e-30;

/**
 * Probability that somebody who writes the Arabic name in Latin letters writes exactly this spelling, over all ways to share the letters among the slots
 * (forward algorithm). 0..1; tiny for unlike names, never NaN.
 */
export function likelihood(arabic: ArabicSound, latin: LatinSound, probability: Float32Array): number {
  const { offsets, longest } = arabic;
  const { letters, columns } = latin;
  here.fill(0, 0, letters + 1);
  here[0] = 1;
  let from = 0;
  for (let slot = 0; slot < offsets.length; slot++) {
    const row = offsets[slot]!;
    const most = longest[slot]!;
    next.fill(0, 0, letters + 1);
    const writesNothing = probability[row]!;
    for (let at = from; at <= letters; at++) {
      const so = here[at]!;
      if (so < hopeless) {
        if (at === from) from++;
        continue;
      }
      next[at]! += so * writesNothing;
      const reach = Math.min(most, letters - at);
      const runs = at * runStride;
      for (let length = 1; length <= reach; length++) {
        next[at + length]! += so * probability[row + columns[runs + length]!]!;
      }
    }
    const swap = here;
    here = next;
    next = swap;
  }
  return here[letters]!;
}
