import { keyHash } from '../key-hash.js';
import type { ValueDictionary } from './column-data.js';
import { GrowingNumbers } from './growing-numbers.js';

/** Distinct texts that are given ids as they come. */
export class GrowingTexts implements ValueDictionary {
  private readonly texts: string[] = [];
  private readonly hashes = new GrowingNumbers(new Int32Array(0));
  /** Ids plus one at the places that the hashes point to, or behind; 0 = free. At most half full. A Map took a fifth longer to fill. */
  private slots = new Int32Array(64);

  get count(): number {
    return this.texts.length;
  }

  text(id: number): string {
    return this.texts[id]!;
  }

  /** Id of the text, a new one if it was never seen. */
  idOf(text: string): number {
    const hash = keyHash(text);
    const last = this.slots.length - 1;
    const hashes = this.hashes.values;
    let slot = hash & last;
    for (let id = this.slots[slot]! - 1; id >= 0; id = this.slots[slot]! - 1) {
      if (hashes[id] === hash && this.texts[id] === text) return id;
      slot = (slot + 1) & last;
    }
    this.texts.push(text);
    this.hashes.push(hash);
    this.slots[slot] = this.count;
    if (2 * this.count > this.slots.length) this.makeRoom();
    return this.count - 1;
  }

  private makeRoom(): void {
    this.slots = new Int32Array(2 * this.slots.length);
    const last = this.slots.length - 1;
    for (let id = 0; id < this.count; id++) {
      let slot = this.hashes.values[id]! & last;
      while (this.slots[slot] !== 0) slot = (slot + 1) & last;
      this.slots[slot] = id + 1;
    }
  }
}
