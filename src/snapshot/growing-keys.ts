import type { BlockingKey } from '../matching/index.js';

/** Ends a chain. */
const none = -1;

/**
 * Which rows have a key, for rows that are still being added: chains of entries behind a table of keys. Rows that are complete are found by the postings of the
 * base instead, which are half as large.
 */
export class GrowingKeys {
  /** Newest entry of each chain. A chain holds the keys of one slot; they are told apart by the entries themselves. */
  private heads = new Int32Array(1 << 10).fill(none);
  private keys = new Int32Array(1 << 12);
  private rows = new Int32Array(1 << 12);
  private bits = new Float32Array(1 << 12);
  private before = new Int32Array(1 << 12);
  private entries = 0;
  /** Bits that each row shares with the record that asks; zero between questions. */
  private shared = new Float64Array(1 << 10);

  /** Rows are added in rising order, each once. */
  add(row: number, keys: readonly number[], bits: readonly number[]): void {
    this.makeRoom(row, keys.length);
    for (let at = 0; at < keys.length; at++) {
      const slot = this.slot(keys[at]);
      this.keys[this.entries] = keys[at];
      this.rows[this.entries] = row;
      this.bits[this.entries] = bits[at];
      this.before[this.entries] = this.heads[slot];
      this.heads[slot] = this.entries++;
    }
  }

  /** @returns rows, rising, that share keys of at least `least` bits with the given keys (blocking.ts, `sharesEnough`). */
  sharing(keys: readonly BlockingKey[], least: number): number[] {
    const touched: number[] = [];
    for (const { key, bits } of keys) {
      for (let entry = this.heads[this.slot(key)]; entry !== none; entry = this.before[entry]) {
        if (this.keys[entry] !== key) continue;
        const row = this.rows[entry];
        if (this.shared[row] === 0) touched.push(row);
        this.shared[row] += Math.min(bits, this.bits[entry]);
      }
    }
    const found = touched.filter((row) => this.shared[row] >= least).sort((a, b) => a - b);
    for (const row of touched) this.shared[row] = 0;
    return found;
  }

  private slot(key: number): number {
    return Math.imul(key, 0x9e3779b1) >>> (32 - Math.log2(this.heads.length));
  }

  private makeRoom(row: number, more: number): void {
    if (row >= this.shared.length) this.shared = new Float64Array(Math.max(2 * this.shared.length, row + 1));
    if (this.entries + more > this.keys.length) {
      const room = Math.max(2 * this.keys.length, this.entries + more);
      this.keys = grown(this.keys, new Int32Array(room));
      this.rows = grown(this.rows, new Int32Array(room));
      this.bits = grown(this.bits, new Float32Array(room));
      this.before = grown(this.before, new Int32Array(room));
    }
    if (this.entries + more <= this.heads.length) return;
    this.heads = new Int32Array(2 ** Math.ceil(Math.log2(2 * (this.entries + more)))).fill(none);
    for (let entry = 0; entry < this.entries; entry++) {
      const slot = this.slot(this.keys[entry]);
      this.before[entry] = this.heads[slot];
      this.heads[slot] = entry;
    }
  }
}

function grown<Numbers extends Int32Array | Float32Array>(from: Numbers, into: Numbers): Numbers {
  into.set(from);
  return into;
}
