import { canonicalOf, type EntryRow, genesis, hashOf } from '../audit/canonical-entry.js';

/**
 * Looks through the newest entries of one chain. Pure.
 * @param rows without a gap at the beginning: ascending by number, the first one is believed to follow from what is before it
 * @returns the number of the first entry whose bytes, columns or place are not those that were hashed; null when there is none
 */
export function firstBroken(rows: readonly EntryRow[]): number | null {
  let before: EntryRow | null = null;
  for (const row of rows) {
    const seq = Number(row.seq);
    const follows: boolean = before
      ? seq === Number(before.seq) + 1 && row.prev_hash.equals(before.hash)
      : seq > 1 || row.prev_hash.equals(genesis);
    if (!follows || !hashOf(row.prev_hash, row.canonical).equals(row.hash) || canonicalOf(row) !== row.canonical)
      return seq;
    before = row;
  }
  return null;
}
