import type { Gazetteer } from '../../matching/index.js';
import type { FuzzyDate } from '../../matching/record.js';
import type { Column, Row } from '../../partner-files/index.js';
import type { DocumentType } from '../../sources/source.entity.js';
import type { Mapping } from '../mapping/mapping.js';
import type { ReadRow } from '../understood.js';

/** What a row is read beside: the same for all rows of an import. */
export interface RowContext {
  gazetteer: Gazetteer;
  documentType: DocumentType;
  /** Day of the document, by which an age is dated when its row names no day; null: not known. */
  documentDate: FuzzyDate | null;
}

export type RowReader = (row: Row) => ReadRow;

/** A reader for the rows of one import. It remembers what it has read, so make it once; reading never throws and is the same each time. */
export function makeRowReader(columns: readonly Column[], mapping: Mapping, context: RowContext): RowReader {
  return (row) => readOne(row, columns, mapping, context);
}

function readOne(row: Row, _columns: readonly Column[], _mapping: Mapping, _context: RowContext): ReadRow {
  return {
    plan: 'rejected',
    problems: [{ row: row.rowNumber, code: 'name.missing', message: 'The row has no name.' }],
    understood: null,
    versionAt: null,
  };
}
