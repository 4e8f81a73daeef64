import type { Column } from '../../partner-files/index.js';
import { foldWords } from '../word-tables.js';
import type { ColumnMeaning, Mapping } from './mapping.js';

/**
 * The meaning of each column of a file, or null where the mapping does not speak of it. A heading finds its column whatever its position; of several equal
 * headings the second in the mapping is the second in the file. Headings that differ in case, spaces or hamza only are the same.
 */
export function meaningsOf(mapping: Mapping, columns: readonly Column[]): (ColumnMeaning | null)[] {
  const waiting = new Set(mapping.columns);
  const take = (fits: (heading: string) => boolean): ColumnMeaning | null => {
    for (const meaning of waiting) {
      if (!fits(meaning.heading)) continue;
      waiting.delete(meaning);
      return meaning;
    }
    return null;
  };
  const meanings = columns.map(({ heading }) => take((other) => other === heading));
  return meanings.map((meaning, at) => {
    const folded = foldWords(columns[at].heading);
    return meaning ?? (folded === '' ? null : take((other) => foldWords(other) === folded));
  });
}
