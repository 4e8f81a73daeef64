// Rows as partners' files give them, read by the real reader of CSV, with the mapping that a table of cases names.
import type { ImportField, ListKind } from '../../src/imports/mapping/import-fields.js';
import type { ColumnMeaning, Mapping } from '../../src/imports/mapping/mapping.js';
import { makeRowReader } from '../../src/imports/rows/make-row-reader.js';
import type { ReadRow } from '../../src/imports/understood.js';
import { projectGazetteer } from '../../src/linkage/project-gazetteer.js';
import { parseDate } from '../../src/matching/index.js';
import { type Cell, type Column, type Row, rows } from '../../src/partner-files/index.js';
import type { DocumentType } from '../../src/sources/source.entity.js';

const gazetteer = projectGazetteer();

/** A cell as text, or typed as a workbook types it. */
export type ListCell = string | Cell;
export type ListCells = [field: ImportField | 'ignored', cell: ListCell][];

export interface ListSettings extends Pick<ColumnMeaning, 'date_order' | 'calendar' | 'values'> {
  kind?: ListKind;
  document?: DocumentType;
  documentDate?: string;
}

/** Reads one row whose columns are called as their fields. */
export async function readListRow(cells: ListCells, settings: ListSettings = {}): Promise<ReadRow> {
  const { columns, row } = await rowOfFile(cells);
  return readerOf(columns, cells, settings)(row);
}

export function readerOf(columns: Column[], cells: ListCells, settings: ListSettings = {}) {
  const { kind = 'detention_records', document = 'ngo_database', documentDate, ...meaning } = settings;
  const mapping: Mapping = {
    kind,
    columns: columns.map(({ heading }, at) => {
      const field = cells[at]?.[0] ?? 'ignored';
      return { heading, field: field === 'ignored' ? null : field, ...meaning };
    }),
  };
  return makeRowReader(columns, mapping, {
    gazetteer,
    documentType: document,
    documentDate: documentDate === undefined ? null : parseDate(documentDate),
  });
}

/** The row as a CSV file gives it; typed cells take their place afterwards. */
export async function rowOfFile(cells: ListCells): Promise<{ columns: Column[]; row: Row }> {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const heading = cells.map(([field]) => quoted(field)).join(',');
  const line = cells.map(([, cell]) => (typeof cell === 'string' ? quoted(cell) : 'typed')).join(',');
  let columns: Column[] = [];
  let row: Row | undefined;
  for await (const reading of rows(bytesOf(`${heading}\r\n${line}\r\n`), {
    format: 'csv',
    encoding: 'utf-8',
    delimiter: ',',
    quote: '"',
    headings: { row: 1, lines: 1 },
  })) {
    if (reading.kind === 'columns') columns = reading.columns;
    if (reading.kind === 'row') row = reading;
  }
  if (row === undefined) throw new Error('the file gave no row');
  return {
    columns,
    row: { ...row, cells: row.cells.map((cell, at) => (typeof cells[at]?.[1] === 'object' ? cells[at][1] : cell)) },
  };
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
