import type { Gazetteer } from '../../matching/index.js';
import type { FuzzyDate } from '../../matching/record.js';
import type { Column, Row } from '../../partner-files/index.js';
import type { DocumentType } from '../../sources/source.entity.js';
import type { Mapping } from '../mapping/mapping.js';
import type { ReadRow } from '../understood.js';
import { checkCells } from './check-cells.js';
import { fieldReaders } from './field-readers.js';
import { repeatsHeadings } from './headings-again.js';
import { saysTotal } from './known-words.js';
import { columnsByField, mappedColumns } from './mapped-columns.js';
import { sayNobody } from './nobody.js';
import type { ReadNames } from './read-names.js';
import { recordOfRow } from './record-of-row.js';
import { reportOfRow } from './report-of-row.js';
import { RowInHand } from './row-in-hand.js';
import { hasSlipped } from './slipped.js';

/** What a row is read beside: the same for all rows of an import. */
export interface RowContext {
  gazetteer: Gazetteer;
  documentType: DocumentType;
  /** Day of the document, by which an age is dated when its row names no day; null: not known. */
  documentDate: FuzzyDate | null;
}

export type RowReader = (row: Row) => ReadRow;

/**
 * A reader for the rows of one import. It remembers what it has read, so make it once. Reading never throws and gives the same each time.
 * A value that cannot be understood is kept as written with a warning. A row is rejected only when it names nobody or cannot be stored, and held for
 * somebody to look at when it may not be what it seems (row-problems.ts). What is held or rejected is not understood: its cells stay with the import.
 */
export function makeRowReader(columns: readonly Column[], mapping: Mapping, context: RowContext): RowReader {
  const mapped = mappedColumns(columns, mapping);
  const byField = columnsByField(mapped);
  const readers = fieldReaders(byField, context.gazetteer);
  const isHeadings = repeatsHeadings(columns);
  const understand = mapping.kind === 'reports' ? reportOfRow : recordOfRow;
  return (source) => {
    const row = new RowInHand(source, byField);
    checkCells(row, mapped);
    if (row.plan === 'rejected') return result(row);
    if (isHeadings(source.cells)) {
      row.say(null, 'row.headings_again');
      return result(row);
    }
    const names = readers.names(row);
    if (isTotal(row, names)) {
      row.say(null, 'row.total');
      return result(row);
    }
    const understood = understand(row, readers, names, context);
    const versionAt = readers.versionAt(row);
    if (hasSlipped(row, mapped, context.gazetteer)) row.say(null, 'row.slipped');
    else if (names.sought.length === 0) sayNobody(row);
    return row.plan === 'ready' ? { plan: 'ready', problems: row.problems, understood, versionAt } : result(row);
  };
}

const result = ({ plan, problems }: RowInHand): ReadRow => ({ plan, problems, understood: null, versionAt: null });

/** A row that names "Total", or that names nobody and says so in any cell. */
function isTotal(row: RowInHand, { sought }: ReadNames): boolean {
  if (sought.length > 0) return saysTotal(sought[0]!.raw);
  return row.row.cells.some(({ raw }) => saysTotal(raw));
}
