import type { FieldError } from '../errors.js';
import { foldWords, readWordTable } from './word-tables.js';

export const importFields = [
  'source_record_id',
  'full_name',
  'given_name',
  'father_name',
  'grandfather_name',
  'family_name',
  'mother_name',
  'sex',
  'birth_date',
  'birth_place',
  'home',
  'event_type',
  'event_date',
  'arrest_place',
  'governorate',
  'district',
  'community',
  'facility',
  'national_number',
  'notes',
] as const;
export type ImportField = (typeof importFields)[number];

const known = new Set<string>(importFields);
const meaning = new Map<string, ImportField>(importFields.map((field) => [foldWords(field), field]));
for (const [field, heading] of readWordTable('headings')) {
  const folded = foldWords(heading);
  if (known.has(field) && !meaning.has(folded)) meaning.set(folded, field as ImportField);
}

const nameFields: readonly ImportField[] = ['full_name', 'given_name', 'family_name'];

/** Which column holds which field. Columns that mean nothing here are only kept with the row. */
export interface ColumnMap {
  headings: string[];
  columns: Partial<Record<ImportField, number>>;
}

/** Reads the heading row. @returns errors when no column holds a name, or two columns mean the same. */
export function readHeadings(cells: string[], rowNumber = 1): { map: ColumnMap; errors: FieldError[] } {
  const columns: ColumnMap['columns'] = {};
  const errors: FieldError[] = [];
  cells.forEach((heading, column) => {
    const field = meaning.get(foldWords(heading));
    if (!field) return;
    if (columns[field] === undefined) columns[field] = column;
    else {
      errors.push({
        row: rowNumber,
        column: heading,
        code: 'heading.duplicate',
        message: `Column ${column + 1} means the same as column ${(columns[field] ?? 0) + 1}. Rename or remove one of them.`,
      });
    }
  });
  if (!nameFields.some((field) => columns[field] !== undefined)) {
    errors.push({
      row: rowNumber,
      code: 'heading.no_name',
      message: 'No heading means a name. Call the column full_name, or given_name and family_name.',
    });
  }
  return { map: { headings: cells, columns }, errors };
}
