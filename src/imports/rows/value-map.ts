import type { ColumnMeaning } from '../mapping/mapping.js';
import { foldWords } from '../word-tables.js';

/**
 * What the partner said that words of a column mean: a code of ours, null for "keep the text, read nothing", undefined for a word that is not in the map.
 * As written first, then folded.
 */
export function valueMap({ values }: ColumnMeaning): (text: string) => string | null | undefined {
  if (values === undefined) return () => undefined;
  const asWritten = new Map(Object.entries(values));
  const folded = new Map(Object.entries(values).map(([written, code]) => [foldWords(written), code]));
  return (text) => {
    const found = asWritten.get(text.trim());
    return found !== undefined ? found : folded.get(foldWords(text));
  };
}
