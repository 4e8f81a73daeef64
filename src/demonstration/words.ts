import { readDataTable } from './project-data.js';

export type Language = 'ar' | 'en' | 'fr' | 'de' | 'tr';
const tables = ['demonstration/words.tsv', 'demonstration/dirty-words.tsv'];
const words = new Map<string, string[]>();

/** The words of words.tsv and dirty-words.tsv of one kind and language, in table order. Throws when there are none. */
export function wordsOf(kind: string, language: string): string[] {
  if (words.size === 0) {
    for (const row of tables.flatMap((table) => readDataTable<'kind' | 'language' | 'text'>(table))) {
      const key = `${row.kind}:${row.language}`;
      words.set(key, [...(words.get(key) ?? []), row.text]);
    }
  }
  const found = words.get(`${kind}:${language}`);
  if (found === undefined) throw new Error(`No words of kind ${kind} in ${language}.`);
  return found;
}
