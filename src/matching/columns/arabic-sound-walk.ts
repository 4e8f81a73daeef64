import { longestRun } from '../sound/emissions.js';
import { mostLetters } from '../sound/sound-letters.js';
import { emissions } from '../sound/sound-model.js';
import { type ArabicSound, type LatinSound, runStride } from '../sound/spelled.js';
import type { TrieArrays } from './sequence-trie.js';

const { probability, columns } = emissions;
const rowCount = emissions.rows.size;
const width = mostLetters + 1;
/** As many slots as the longest Arabic spelling has, and the beginning. */
const deepest = 64;
/** See latin-sound-walk.ts. */
const rounding = 1 + 1e-6;

export const arabicSteps = ({ offsets }: ArabicSound): number[] => [
  0,
  ...Array.from(offsets, (offset) => offset / columns),
];

/**
 * Arabic spellings that could have written a Latin one: the forward algorithm of sound/likelihood.ts over all Arabic spellings at once. The steps of a sequence
 * are the beginning and the rows of its slots in the emission table (arabicSteps).
 */
export class ArabicSoundWalk {
  private readonly reached = new Float64Array(deepest * width);
  /** No slots, whichever, are likelier to write the letters from here to the end. */
  private readonly mostLeft = new Float64Array(width);

  constructor(private readonly trie: TrieArrays) {}

  /** As LatinSoundWalk.walk. */
  walk(sound: LatinSound, needed: Float64Array, found: (node: number, likelihood: number) => void): void {
    const { reached, mostLeft } = this;
    const { letters } = sound;
    this.begin(sound);
    const { steps, depths, ends, most, entries } = this.trie;
    for (let node = 0; node < steps.length; ) {
      const depth = depths[node]! - 1;
      const row = depth * width;
      const need = needed[most[node]!]!;
      if (depth > 0) this.step(sound, row, steps[node]! * columns);
      let bound = 0;
      for (let at = 0; at <= letters; at++) bound += reached[row + at]! * mostLeft[at]!;
      if (bound * rounding < need) {
        node = ends[node]!;
        continue;
      }
      if (entries.starts[node + 1]! > entries.starts[node]!) {
        const likelihood = reached[row + letters]! * rounding;
        if (likelihood >= need) found(node, likelihood);
      }
      node += 1;
    }
  }

  private begin({ letters, columns: runs }: LatinSound): void {
    const { reached, mostLeft } = this;
    reached.fill(0, 0, width);
    reached[0] = 1;
    mostLeft[letters] = 1;
    for (let at = letters - 1; at >= 0; at--) {
      let most = 0;
      for (let row = 0; row < rowCount; row++) {
        const offset = row * columns;
        let writes = 0;
        for (let run = 1; run <= Math.min(longestRun, letters - at); run++)
          writes += probability[offset + runs[(at + run) * runStride + run]!]! * mostLeft[at + run]!;
        most = Math.max(most, writes / (1 - probability[offset]!));
      }
      mostLeft[at] = Math.min(1, most);
    }
  }

  private step({ letters, columns: runs }: LatinSound, row: number, offset: number): void {
    const { reached } = this;
    const above = row - width;
    for (let end = 0; end <= letters; end++) {
      let so = reached[above + end]! * probability[offset]!;
      const longest = Math.min(longestRun, end);
      for (let run = 1; run <= longest; run++)
        so += reached[above + end - run]! * probability[offset + runs[end * runStride + run]!]!;
      reached[row + end] = so;
    }
  }
}
