import type { Field } from '../compare-records.js';
import { byField } from './by-field.js';
import type { Columns, NameColumn, PartTable, ValueColumn } from './column-data.js';
import type { KeyedLists } from './packed-lists.js';
import { PackedSpellings, type SpellingArrays } from './packed-spellings.js';
import { PackedTexts, type TextArrays } from './packed-texts.js';
import { PackedRowsOfParts, type RowsOfPartsArrays } from './rows-of-parts.js';

/** Columns as nothing but typed arrays in shared memory, so that threads are given them without copying and files hold them as they are. */
export interface ColumnArrays {
  names: NameColumn;
  mothers: NameColumn;
  rowsOfParts: { names: RowsOfPartsArrays; mothers: RowsOfPartsArrays };
  together: KeyedLists;
  parts: Omit<PartTable, 'count'>;
  spellings: SpellingArrays;
  fields: Record<Field, { ids: Int32Array; values: TextArrays }>;
}

/** Columns that do not change any more. Each thread makes its own from the same arrays. */
export class PackedColumns implements Columns {
  readonly rows: number;
  readonly names: NameColumn;
  readonly mothers: NameColumn;
  readonly rowsOfParts: Columns['rowsOfParts'];
  readonly together: KeyedLists | null;
  readonly parts: PartTable;
  readonly spellings: PackedSpellings;
  readonly fields: Record<Field, ValueColumn>;

  /** Without `together` only while that is made. */
  constructor({
    names,
    mothers,
    rowsOfParts,
    together = null,
    parts,
    spellings,
    fields,
  }: Omit<ColumnArrays, 'together'> & { together?: KeyedLists | null }) {
    this.rows = names.first.length - 1;
    this.names = names;
    this.mothers = mothers;
    this.rowsOfParts = {
      names: new PackedRowsOfParts(rowsOfParts.names),
      mothers: new PackedRowsOfParts(rowsOfParts.mothers),
    };
    this.together = together;
    this.parts = { count: parts.role.length, ...parts };
    this.spellings = new PackedSpellings(spellings);
    this.fields = byField((field) => ({ ids: fields[field].ids, values: new PackedTexts(fields[field].values) }));
  }
}
