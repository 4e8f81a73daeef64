import type { NameColumn } from './column-data.js';
import { GrowingNumbers, grown } from './growing-numbers.js';
import { shared, sharedCopy } from './shared-arrays.js';
import { StepWriter } from './step-writer.js';

/** Which rows have a part in their names: the other way round than a name column. */
export interface RowsOfParts {
  /** Adds two figures to the sums of each row that has the part, as often as it has it: row r has sums[2 * r] and sums[2 * r + 1]. */
  addTo(sums: Int32Array, part: number, first: number, second: number): void;
}

/**
 * In shared memory: part p has the bytes steps[starts[p]] up to steps[starts[p + 1]], the first row plus one and the steps from each row to the next (step-writer.ts).
 */
export interface RowsOfPartsArrays {
  starts: Uint32Array;
  steps: Uint8Array;
}

export class PackedRowsOfParts implements RowsOfParts {
  constructor(private readonly arrays: RowsOfPartsArrays) {}

  addTo(sums: Int32Array, part: number, first: number, second: number): void {
    const { starts, steps } = this.arrays;
    const to = starts[part + 1]!;
    for (let next = starts[part]!, row = -1; next < to; ) {
      let byte = steps[next++]!;
      row += byte & 127;
      for (let shift = 7; byte >= 128; shift += 7) {
        byte = steps[next++]!;
        row += (byte & 127) << shift;
      }
      sums[2 * row]! += first;
      sums[2 * row + 1]! += second;
    }
  }
}

/** @param count of parts; @param rows of the column */
export function packRowsOfParts({ first, starts, parts }: NameColumn, rows: number, count: number): RowsOfPartsArrays {
  const from = new Uint32Array(count + 1);
  const places = starts[first[rows]!]!;
  for (let place = 0; place < places; place++) from[parts[place]! + 1]! += 1;
  for (let part = 0; part < count; part++) from[part + 1]! += from[part]!;
  const next = from.slice();
  const having = new Int32Array(places);
  for (let row = 0; row < rows; row++) {
    const end = starts[first[row + 1]!]!;
    for (let place = starts[first[row]!]!; place < end; place++) having[next[parts[place]!]!++] = row;
  }
  const packed = shared(Uint32Array, count + 1);
  const steps = new StepWriter(places);
  for (let part = 0; part < count; part++) {
    for (let at = from[part]!, last = -1; at < from[part + 1]!; last = having[at++]!) steps.number(having[at]! - last);
    packed[part + 1] = steps.length;
  }
  return { starts: packed, steps: sharedCopy(steps.bytes, steps.length) };
}

/** For rows that are added one by one: entries that point to the one before. */
export class GrowingRowsOfParts implements RowsOfParts {
  /** By part: its newest entry plus one, 0 = none. */
  private newest = new Int32Array(0);
  private readonly rows = new GrowingNumbers(new Int32Array(0));
  private readonly before = new GrowingNumbers(new Int32Array(0));

  add(row: number, part: number): void {
    while (part >= this.newest.length) this.newest = grown(this.newest);
    this.before.push(this.newest[part]!);
    this.rows.push(row);
    this.newest[part] = this.rows.length;
  }

  addTo(sums: Int32Array, part: number, first: number, second: number): void {
    const rows = this.rows.values;
    const before = this.before.values;
    for (let entry = part < this.newest.length ? this.newest[part]! : 0; entry > 0; entry = before[entry - 1]!) {
      const row = rows[entry - 1]!;
      sums[2 * row]! += first;
      sums[2 * row + 1]! += second;
    }
  }
}
