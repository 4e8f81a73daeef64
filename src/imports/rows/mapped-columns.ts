import type { Column } from '../../partner-files/index.js';
import { type FieldType, fieldsOf, fieldType, type ImportField } from '../mapping/import-fields.js';
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
 * The columns that mean something, in the order of the file. Columns are found again by heading (the second of two that are called the same by the second
 * of that name), whatever their position. Of two that mean one field the first is read, which a checked mapping does not have.
 */
export function mappedColumns(columns: readonly Column[], mapping: Mapping): MappedColumn[] {
  const fields = new Set(fieldsOf(mapping.kind));
  const waiting = new Map<string, Column[]>();
  for (const column of columns) {
    const same = waiting.get(column.heading);
    if (same) same.push(column);
    else waiting.set(column.heading, [column]);
  }
  const found: MappedColumn[] = [];
  for (const meaning of mapping.columns) {
    const column = waiting.get(meaning.heading)?.shift();
    const { field } = meaning;
    if (!column || field === null || !fields.delete(field)) continue;
    found.push({ field, type: fieldType(field), index: column.index, name: column.heading || column.letter, meaning });
  }
  return found.sort((a, b) => a.index - b.index);
}
