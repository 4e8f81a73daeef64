import { keyHash } from '../key-hash.js';
import type { ValueDictionary } from './column-data.js';
import { shared } from './shared-arrays.js';

/** Where the id of a text stands: an open-addressing table, at most half full, of ids plus one; 0 = nobody. */
export function packTextIds(texts: ValueDictionary): Int32Array {
  let slots = 2;
  while (slots < 2 * texts.count) slots *= 2;
  const table = shared(Int32Array, slots);
  for (let id = 0; id < texts.count; id++) {
    let slot = keyHash(texts.text(id)) & (slots - 1);
    while (table[slot] !== 0) slot = (slot + 1) & (slots - 1);
    table[slot] = id + 1;
  }
  return table;
}

/** Id of a text, -1 if the dictionary does not have it. */
export function idOfText(text: string, table: Int32Array, texts: ValueDictionary): number {
  const last = table.length - 1;
  for (let slot = keyHash(text) & last; table[slot] !== 0; slot = (slot + 1) & last) {
    const id = table[slot]! - 1;
    if (texts.text(id) === text) return id;
  }
  return -1;
}
