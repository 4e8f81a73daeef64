import type { Column } from '../../partner-files/index.js';
import { foldWords } from '../word-tables.js';
import type { ColumnMeaning, Mapping } from './mapping.js';

type Meanings = (ColumnMeaning | null)[];

/**
 * The meaning of each column of a file, or null where the mapping does not speak of it. A heading finds its column whatever its position; of several equal
 * headings the second in the mapping is the second in the file.
 */
export const meaningsOf = (mapping: Mapping, columns: readonly Column[]): Meanings => find(mapping, columns, false);

/** The same for the mapping of an earlier version of a list, whose headings may differ in case, spaces or hamza. */
export const rememberedMeanings = (mapping: Mapping, columns: readonly Column[]): Meanings =>
  find(mapping, columns, true);

function find(mapping: Mapping, columns: readonly Column[], folding: boolean): Meanings {
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
  if (!folding) return meanings;
  return meanings.map((meaning, at) => {
    const folded = foldWords(columns[at].heading);
    return meaning ?? (folded === '' ? null : take((other) => foldWords(other) === folded));
  });
}
