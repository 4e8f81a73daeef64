import { fromColumns } from '../../database/fuzzy-date-columns.js';
import type { Gazetteer } from '../../matching/index.js';
import type { Source } from '../../sources/source.entity.js';
import type { RowContext } from './make-row-reader.js';

/** What the rows of a file are read beside: what document it is, and the places. */
export const rowContextOf = (gazetteer: Gazetteer, source: Source): RowContext => ({
  gazetteer,
  documentType: source.documentType,
  documentDate: fromColumns(source.documentDate),
});
