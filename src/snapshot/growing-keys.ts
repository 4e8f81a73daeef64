import { type BlockingKey, inHundredths } from '../matching/index.js';

/** Ends a chain. */
const none = -1;

/**
 * Which rows have a key, for rows that are still being added: chains of entries behind a table of keys. Rows that are complete have a smaller index, which is
 * packed once.
 */
export class GrowingKeys {
  /** Newest entry of each chain. The keys of one slot share a chain; they are told apart by the entries themselves. */
  private heads = new Int32Array(1 << 10).fill(none);
  private keys = new Int32Array(1 << 12);
  private rows = new Int32Array(1 << 12);
  private before = new Int32Array(1 << 12);
  private entries = 0;
  /** Units that each row shares with the record that asks; zero between questions. */
  private shared = new Int32Array(1 << 10);

  /** @param row rising, each once; @param keys of the row, each once */
  add(row: number, keys: readonly number[]): void {
    this.makeRoom(row, keys.length);
    for (const key of keys) {
      this.keys[this.entries] = key;
      this.rows[this.entries] = row;
      this.hang(this.entries++);
    }
  }

  /** @returns rows, rising, that share keys of at least `least` bits with the given keys (blocking.ts, `sharesEnough`). */
  sharing(keys: readonly BlockingKey[], least: number): number[] {
    const touched: number[] = [];
    for (const { key, bits } of keys) {
      const units = inHundredths(bits);
      for (let entry = this.heads[this.slot(key)]; entry !== none; entry = this.before[entry]) {
        if (this.keys[entry] !== key) continue;
        const row = this.rows[entry];
        if (this.shared[row] === 0) touched.push(row);
        this.shared[row] += units;
      }
    }
    const needed = inHundredths(least);
    const found = touched.filter((row) => this.shared[row] >= needed).sort((a, b) => a - b);
    for (const row of touched) this.shared[row] = 0;
    return found;
  }

  private slot(key: number): number {
    return Math.imul(key, 0x9e3779b1) >>> (32 - Math.log2(this.heads.length));
  }

  private hang(entry: number): void {
    const slot = this.slot(this.keys[entry]);
    this.before[entry] = this.heads[slot];
    this.heads[slot] = entry;
  }

  private makeRoom(row: number, more: number): void {
    if (row >= this.shared.length) this.shared = new Int32Array(Math.max(2 * this.shared.length, row + 1));
    const needed = this.entries + more;
    if (needed > this.keys.length) {
      this.keys = longer(this.keys, needed);
      this.rows = longer(this.rows, needed);
      this.before = longer(this.before, needed);
    }
    if (needed <= this.heads.length) return;
    this.heads = new Int32Array(2 ** Math.ceil(Math.log2(2 * needed))).fill(none);
    for (let entry = 0; entry < this.entries; entry++) this.hang(entry);
  }
}

function longer(values: Int32Array, least: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(Math.max(least, 2 * values.length));
  copy.set(values);
  return copy;
}
