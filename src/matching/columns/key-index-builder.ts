import { GrowingNumbers } from './growing-numbers.js';
import type { KeyIndexArrays } from './key-index.js';
import { shared, sharedCopy } from './shared-arrays.js';
import { sortPairs } from './sort-pairs.js';
import { StepWriter } from './step-writer.js';

/** Keys of which one stretch of the directory leads to so many, on average. */
const keysOfStretch = 4;

/** Takes in the keys of rows, rising, and packs them when all are there. */
export class KeyIndexBuilder {
  private readonly keys = new GrowingNumbers(new Int32Array(0));
  private readonly rows = new GrowingNumbers(new Int32Array(0));

  /** @param keys of the row, each once */
  add(row: number, keys: ArrayLike<number>): void {
    for (let at = 0; at < keys.length; at++) {
      this.keys.push(keys[at]!);
      this.rows.push(row);
    }
  }

  /** The index of all that was added. Uses up what it was made of. */
  pack(): KeyIndexArrays {
    const count = this.keys.length;
    const { keys, values: rows } = sortPairs(this.keys.values, this.rows.values, count);
    let distinct = 0;
    for (let at = 0; at < count; at++) if (at === 0 || keys[at] !== keys[at - 1]) distinct += 1;
    const packed = shared(Int32Array, distinct);
    const starts = shared(Uint32Array, distinct + 1);
    let stretches = 2;
    while (stretches * keysOfStretch < distinct) stretches *= 2;
    const directory = shared(Int32Array, stretches + 1);
    const shift = 32 - Math.log2(stretches);
    const steps = new StepWriter(count);
    for (let place = 0, from = 0; place < distinct; place++) {
      const key = keys[from]!;
      let to = from + 1;
      while (to < count && keys[to] === key) to++;
      packed[place] = key;
      directory[(key >>> shift) + 1]! += 1;
      steps.number(to - from);
      for (let at = from, last = -1; at < to; last = rows[at++]!) steps.number(rows[at]! - last);
      starts[place + 1] = steps.length;
      from = to;
    }
    for (let stretch = 0; stretch < stretches; stretch++) directory[stretch + 1]! += directory[stretch]!;
    return { directory, keys: packed, starts, steps: sharedCopy(steps.bytes, steps.length) };
  }
}
