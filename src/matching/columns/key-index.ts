import type { BlockingKey } from '../blocking.js';
import { inHundredths } from '../model/part-lines.js';

/**
 * Which rows have which blocking keys, in shared memory: the keys sorted by their unsigned value, each with its rows, rising. `directory` says where the keys
 * begin whose highest bits are such and such, so that a key is found in a few steps. Of the rows the steps from one to the next are kept, as whole numbers of
 * seven bits a byte (varints): half of what the rows themselves would take.
 */
export interface KeyIndexArrays {
  directory: Int32Array;
  keys: Int32Array;
  /** Key k has the bytes steps[starts[k]] up to steps[starts[k + 1]]: how many rows, the first row plus one, the steps to the others. */
  starts: Uint32Array;
  steps: Uint8Array;
}

export interface CandidateOptions {
  /** Bits that the keys which a row shares with the asker must reach (Model.blocking.candidateBits). */
  candidateBits: number;
  /**
   * Rows that keys may bring, each counted as often as a key brings it. Beyond that the commonest keys bring none. Over 100,000 invented records, each ten times, 100,000
   * lost none of 4,674 true pairs (1 report in 90 met the limit), 50,000 lost 2 (1 in 10), 20,000 lost 11 (nearly half).
   */
  mostBrought: number;
}

export interface Candidates {
  /** The first `count` are the rows that share enough, in no order; good until the next question. */
  rows: Int32Array;
  count: number;
  /** Keys left out because they would have brought too many rows, with how many have them. Rows that other keys brought still count them. */
  cut: { key: number; rows: number }[];
}

/** Sums stop growing here, far above what any rule asks for, so that two bytes hold them. */
const mostUnits = 60_000;

/** Finds candidates; holds scratch space for one question at a time, so each thread needs its own. */
export class KeyIndex {
  private readonly shared: Uint16Array;
  private touched: Int32Array = new Int32Array(1024);
  private count = 0;
  private next = 0;
  private readonly directoryShift: number;

  constructor(
    private readonly arrays: KeyIndexArrays,
    rows: number,
  ) {
    this.shared = new Uint16Array(rows);
    this.directoryShift = 32 - Math.log2(arrays.directory.length - 1);
  }

  /**
   * The rule of blocking.ts: all rows whose shared keys reach `candidateBits`, but for what the limit leaves out. Keys are asked from the rarest on; those at the
   * end that together could not reach the bits need bring no rows, as a row that only they have is none.
   * @param keys of the asker, each once; the rarities are the same on both sides
   */
  candidates(keys: readonly BlockingKey[], { candidateBits, mostBrought }: CandidateOptions): Candidates {
    const needed = inHundredths(candidateBits);
    const lists = this.listsOf(keys);
    let [bringing, brought] = [0, 0];
    for (; bringing < lists.length; bringing++) {
      brought += lists[bringing]!.rows;
      if (brought > mostBrought && bringing > 0) break;
    }
    let [enough, rest] = [lists.length, 0];
    while (enough > 0 && rest + lists[enough - 1]!.units < needed) rest += lists[--enough]!.units;
    this.count = 0;
    lists.forEach((list, at) => {
      if (at < bringing && at < enough) this.bring(list);
      else this.countAmongTouched(list);
    });
    const count = this.keepThose(needed);
    const cut = lists.slice(bringing, Math.max(bringing, enough)).map(({ key, rows }) => ({ key, rows }));
    return { rows: this.touched, count, cut };
  }

  /** Rarest first. */
  private listsOf(keys: readonly BlockingKey[]): List[] {
    const { starts } = this.arrays;
    const lists: List[] = [];
    for (const { key, bits } of keys) {
      const place = this.placeOf(key);
      if (place < 0) continue;
      const rows = this.readNumber(starts[place]!);
      lists.push({ key, units: inHundredths(bits), rows, at: this.next, to: starts[place + 1]! });
    }
    return lists.sort((a, b) => a.rows - b.rows || a.key - b.key);
  }

  /** The number whose bytes begin here; `next` is then where they end. */
  private readNumber(at: number): number {
    const { steps } = this.arrays;
    let number = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = steps[at++]!;
      number |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    this.next = at;
    return number;
  }

  private placeOf(key: number): number {
    const { directory, keys } = this.arrays;
    const bucket = key >>> this.directoryShift;
    for (let low = directory[bucket]!, high = directory[bucket + 1]! - 1; low <= high; ) {
      const middle = (low + high) >>> 1;
      const found = keys[middle]!;
      if (found === key) return middle;
      if (found >>> 0 < key >>> 0) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  private bring({ units, rows, at, to }: List): void {
    const { shared, arrays } = this;
    const { steps } = arrays;
    if (this.touched.length < this.count + rows) this.touched = longer(this.touched, this.count + rows);
    const touched = this.touched;
    let count = this.count;
    for (let next = at, row = -1; next < to; ) {
      let byte = steps[next++]!;
      row += byte & 127;
      for (let shift = 7; byte >= 128; shift += 7) {
        byte = steps[next++]!;
        row += (byte & 127) << shift;
      }
      const sum = shared[row]!;
      if (sum === 0) touched[count++] = row;
      if (sum < mostUnits) shared[row] = sum + units;
    }
    this.count = count;
  }

  private countAmongTouched({ units, at, to }: List): void {
    const { shared, arrays } = this;
    const { steps } = arrays;
    for (let next = at, row = -1; next < to; ) {
      let byte = steps[next++]!;
      row += byte & 127;
      for (let shift = 7; byte >= 128; shift += 7) {
        byte = steps[next++]!;
        row += (byte & 127) << shift;
      }
      const sum = shared[row]!;
      if (sum !== 0 && sum < mostUnits) shared[row] = sum + units;
    }
  }

  /** Puts the rows that reach the bits in front, and forgets all sums. */
  private keepThose(needed: number): number {
    const { shared, touched, count } = this;
    let kept = 0;
    for (let at = 0; at < count; at++) {
      const row = touched[at]!;
      if (shared[row]! >= needed) touched[kept++] = row;
      shared[row] = 0;
    }
    return kept;
  }
}

interface List {
  key: number;
  units: number;
  rows: number;
  /** Where the steps begin and end. */
  at: number;
  to: number;
}

function longer(values: Int32Array, least: number): Int32Array {
  const copy = new Int32Array(Math.max(least, 2 * values.length));
  copy.set(values);
  return copy;
}
