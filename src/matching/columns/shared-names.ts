import { knownNames } from '../sound/known-names.js';
import type { Meaning } from '../sound/meaning.js';
import { shared } from './shared-arrays.js';
import { leastShared } from './sound-needs.js';

/**
 * Latin spellings by the known names that they may mean, in shared memory: two of them are one name only if they may mean the same (hearWithinLatin in
 * sound/sound-evidence.ts). Filled by one thread as meanings become known; the others find what is there.
 */
export interface NameArrays {
  /** For each known name its last entry plus one; 0 = none. */
  lastOf: Int32Array;
  /** Three numbers each: the name's entry before plus one, the spelling, its share in units of 2 ** -30. */
  entries: Int32Array;
  /** [0]: entries used. */
  used: Int32Array;
  /** For each spelling how surely some known name is meant: 0 = not worked out, else one more than eight times the bits against an unknown name. */
  known: Uint8Array;
}

const numbersAnEntry = 3;
const shareUnit = 2 ** -30;
/** What all shares that are left out can bring together. */
const leftOut = leastShared / 32;
const knownSteps = 8;
const mostKnown = 255;
const unknownShare = Float64Array.from({ length: mostKnown + 1 }, (_, known) => 2 ** (-(known - 1) / knownSteps));
/** More than any share: such a spelling must be compared. */
const notWorkedOut = 2;
unknownShare[0] = notWorkedOut;

export function emptyNames(spellings: number, entries: number): NameArrays {
  return {
    lastOf: shared(Int32Array, knownNames.length),
    entries: shared(Int32Array, numbersAnEntry * entries),
    used: shared(Int32Array, 1),
    known: shared(Uint8Array, spellings),
  };
}

export class SharedNames {
  /** By spelling: what it shares with the word asked for. Only right for those near to it. */
  private readonly sums: Float64Array;

  constructor(private readonly arrays: NameArrays) {
    this.sums = new Float64Array(arrays.known.length);
  }

  /** To be called by one thread only. Without room for its names a spelling stays one that must be compared. */
  add(spelling: number, { names, weights, total, unknown }: Meaning): void {
    const { lastOf, entries, used, known } = this.arrays;
    if ((used[0]! + names.length) * numbersAnEntry > entries.length) return;
    for (let at = 0; at < names.length; at++) {
      const share = weights[at]! / total;
      if (share < leftOut) continue;
      const entry = used[0]!;
      entries[entry * numbersAnEntry] = lastOf[names[at]!]!;
      entries[entry * numbersAnEntry + 1] = spelling;
      entries[entry * numbersAnEntry + 2] = Math.ceil(share / shareUnit);
      used[0] = entry + 1;
      Atomics.store(lastOf, names[at]!, entry + 1);
    }
    Atomics.store(known, spelling, Math.min(mostKnown, 1 + Math.floor(-knownSteps * Math.log2(unknown))));
  }

  /** Finds those of the near Latin spellings that share enough with a word of this meaning, and all whose meaning is not known yet. */
  find({ names, weights, total, unknown }: Meaning, near: readonly number[], found: (spelling: number) => void): void {
    const { sums } = this;
    const { lastOf, entries, known } = this.arrays;
    const enough = leastShared - leftOut;
    // Whose meaning is said to be known here has all its entries, so this comes before they are read.
    for (const spelling of near) {
      const of = Atomics.load(known, spelling);
      sums[spelling] = of === 0 ? notWorkedOut : unknown * unknownShare[of]!;
    }
    for (let at = 0; at < names.length; at++) {
      const share = (weights[at]! / total) * shareUnit;
      for (let entry = Atomics.load(lastOf, names[at]!); entry > 0; ) {
        const place = (entry - 1) * numbersAnEntry;
        sums[entries[place + 1]!]! += share * entries[place + 2]!;
        entry = entries[place]!;
      }
    }
    for (const spelling of near) if (sums[spelling]! >= enough) found(spelling);
  }
}
