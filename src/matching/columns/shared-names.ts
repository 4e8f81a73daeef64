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
  /** Two numbers each: the name's entry before plus one, and the spelling. */
  entries: Int32Array;
  /** For each entry eight times the bits by which the name is less than all that explains the spelling, rounded down. */
  shares: Uint8Array;
  /** [0]: entries used. */
  used: Int32Array;
  /** For each spelling how surely some known name is meant: 0 = not worked out, else one more than eight times the bits against an unknown name, rounded down. */
  known: Uint8Array;
}

const numbersAnEntry = 2;
/** What all shares that are left out can bring together. */
const leftOut = leastShared / 8;
const stepsPerBit = 8;
const mostSteps = 255;
const stepsOf = (share: number): number => Math.floor(-stepsPerBit * Math.log2(share));
const shareOf = Float64Array.from({ length: mostSteps }, (_, steps) => 2 ** (-steps / stepsPerBit));
/** More than any share: such a spelling must be compared. */
const notWorkedOut = 2;

export function emptyNames(spellings: number, entries: number): NameArrays {
  return {
    lastOf: shared(Int32Array, knownNames.length),
    entries: shared(Int32Array, numbersAnEntry * entries),
    shares: shared(Uint8Array, entries),
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
    const { lastOf, entries, shares, used, known } = this.arrays;
    if (used[0]! + names.length > shares.length) return;
    for (let at = 0; at < names.length; at++) {
      const share = weights[at]! / total;
      if (share < leftOut) continue;
      const entry = used[0]!;
      entries[entry * numbersAnEntry] = lastOf[names[at]!]!;
      entries[entry * numbersAnEntry + 1] = spelling;
      shares[entry] = Math.max(0, stepsOf(share));
      used[0] = entry + 1;
      Atomics.store(lastOf, names[at]!, entry + 1);
    }
    Atomics.store(known, spelling, Math.min(mostSteps, 1 + stepsOf(unknown)));
  }

  /** Finds those of the near Latin spellings that share enough with a word of this meaning, and all whose meaning is not known yet. */
  find({ names, weights, total, unknown }: Meaning, near: readonly number[], found: (spelling: number) => void): void {
    const { sums } = this;
    const { lastOf, entries, shares, known } = this.arrays;
    const enough = leastShared - leftOut;
    // Whose meaning is said to be known here has all its entries, so this comes before they are read.
    for (const spelling of near) {
      const of = Atomics.load(known, spelling);
      sums[spelling] = of === 0 ? notWorkedOut : unknown * shareOf[of - 1]!;
    }
    for (let at = 0; at < names.length; at++) {
      const share = weights[at]! / total;
      for (let entry = Atomics.load(lastOf, names[at]!); entry > 0; ) {
        const place = (entry - 1) * numbersAnEntry;
        sums[entries[place + 1]!]! += share * shareOf[shares[entry - 1]!]!;
        entry = entries[place]!;
      }
    }
    for (const spelling of near) if (sums[spelling]! >= enough) found(spelling);
  }
}
