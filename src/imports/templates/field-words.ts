import { type ImportField, importFields } from '../mapping/import-fields.js';
import { readWordTable } from '../word-tables.js';

export const templateLanguages = ['ar', 'en'] as const;
export type TemplateLanguage = (typeof templateLanguages)[number];

/** What partners are told of a field in one language. */
export interface FieldWords {
  heading: string;
  /** What it is. */
  what: string;
  /** Which values are understood. */
  accepted: string;
  example: string;
}

/** Columns of data/imports/fields.tsv. */
const places = { ar: [1, 3, 5, 7], en: [2, 4, 6, 8] } as const;

const table: ReadonlyMap<string, string[]> = new Map(readWordTable('fields').map((row) => [row[0], row]));

/** @throws Error for a field that data/imports/fields.tsv does not explain */
export function fieldWords(field: ImportField, language: TemplateLanguage): FieldWords {
  const row = table.get(field);
  const [heading, what, accepted, example] = places[language].map((at) => row?.[at] ?? '');
  if (!heading || !what || !accepted || !example) throw new Error(`data/imports/fields.tsv does not explain ${field}.`);
  return { heading, what, accepted, example };
}

/** Fields that the table explains and that are none. */
export const unknownFieldsExplained = (): string[] =>
  [...table.keys()].filter((field) => !(importFields as readonly string[]).includes(field));
