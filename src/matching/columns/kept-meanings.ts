import type { Reading } from '../names/types.js';
import type { Meaning } from '../sound/meaning.js';
import { type MeaningViews, readMeaning, sizeOfMeaning, totalOf, viewsOf, writeMeaning } from './meaning-codec.js';
import { shared } from './shared-arrays.js';
import { emptyNames, type NameArrays, SharedNames } from './shared-names.js';

/**
 * Meanings of Latin spellings in shared memory. There is room for some that are worked out later; one thread writes them, the others find them from then on.
 */
export interface MeaningArrays {
  /** For each spelling where its meaning stands, in units of eight bytes; 0 = nowhere. Comes first, so that who copies them one by one copies no place whose meaning is not there yet. */
  places: Int32Array;
  /** All of its buffer. */
  bytes: Uint8Array;
  /** [0]: units used. The first is left free. */
  used: Int32Array;
  names: NameArrays;
}

/** Known names that a spelling may mean; most may mean fewer. */
const namesAMeaning = 10;
const unit = 8;

/** No meanings yet, and room for those of so many spellings that have one, in so many units beside the first. */
export function emptyMeanings(spellings: number, meanings: number, units: number): MeaningArrays {
  const used = shared(Int32Array, 1);
  used[0] = 1;
  return {
    places: shared(Int32Array, spellings),
    bytes: shared(Uint8Array, (units + 1) * unit),
    used,
    names: emptyNames(spellings, meanings * namesAMeaning),
  };
}

export const unitsOfMeaning = (meaning: Meaning): number => sizeOfMeaning(meaning) / unit;

export class KeptMeanings {
  readonly names: SharedNames;
  private readonly views: MeaningViews;

  constructor(private readonly arrays: MeaningArrays) {
    this.views = viewsOf(arrays.bytes.buffer);
    this.names = new SharedNames(arrays.names);
  }

  has(spelling: number): boolean {
    return Atomics.load(this.arrays.places, spelling) !== 0;
  }

  /** The meaning of a spelling with these readings, if it was kept. */
  read(spelling: number, readings: readonly Reading[]): Meaning | null {
    const place = Atomics.load(this.arrays.places, spelling);
    return place === 0 ? null : readMeaning(this.views, place * unit, readings);
  }

  /** Meaning.total of a spelling whose meaning was kept, else 0. */
  total(spelling: number): number {
    const place = Atomics.load(this.arrays.places, spelling);
    return place === 0 ? 0 : totalOf(this.views, place * unit);
  }

  /** To be called by one thread only. @returns false when there is no room left */
  keep(spelling: number, meaning: Meaning): boolean {
    const { bytes, places, used } = this.arrays;
    const place = used[0]!;
    const next = place + unitsOfMeaning(meaning);
    if (next * unit > bytes.byteLength) return false;
    writeMeaning(meaning, bytes.buffer, place * unit);
    used[0] = next;
    Atomics.store(places, spelling, place);
    this.names.add(spelling, meaning);
    return true;
  }
}
