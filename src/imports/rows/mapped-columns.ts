import type { Column } from '../../partner-files/index.js';
import { type FieldType, fieldsOf, fieldType, type ImportField, mayRepeat } from '../mapping/import-fields.js';
import { meaningsOf } from '../mapping/mapped-columns.js';
import type { ColumnMeaning, Mapping } from '../mapping/mapping.js';

/** A column of the file that means something. */
export interface MappedColumn {
  field: ImportField;
  type: FieldType;
  index: number;
  /** As a person calls it: its heading, or its letter. */
  name: string;
  meaning: ColumnMeaning;
}

/**
 * The columns that mean something, in the order of the file. Of two that mean a field that is given once the first is read, which a checked mapping does
 * not have.
 */
export function mappedColumns(columns: readonly Column[], mapping: Mapping): MappedColumn[] {
  const fields = new Set(fieldsOf(mapping.kind));
  const meanings = meaningsOf(mapping, columns);
  const found: MappedColumn[] = [];
  for (const [at, { index, heading, letter }] of columns.entries()) {
    const meaning = meanings[at];
    const field = meaning?.field;
    if (!meaning || !field || !fields.has(field)) continue;
    if (!mayRepeat(field)) fields.delete(field);
    found.push({ field, type: fieldType(field), index, name: heading || letter, meaning });
  }
  return found;
}

/** The columns of an import by field; several of a field that may repeat, in the order of the file. */
export type ColumnsByField = ReadonlyMap<ImportField, readonly [MappedColumn, ...MappedColumn[]]>;

export function columnsByField(columns: readonly MappedColumn[]): ColumnsByField {
  const found = new Map<ImportField, [MappedColumn, ...MappedColumn[]]>();
  for (const column of columns) {
    const before = found.get(column.field);
    if (before) before.push(column);
    else found.set(column.field, [column]);
  }
  return found;
}
