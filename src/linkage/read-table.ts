import { createReadStream } from 'node:fs';
import { type CsvRow, csvRows } from '../imports/csv-rows.js';
import { type Header, readHeader } from './linkage-columns.js';

/** A file that cannot be used at all; the message says why, without a value of the file. */
export class TableError extends Error {}

export interface Table<Column extends string> {
  header: Header<Column>;
  rows: AsyncGenerator<CsvRow>;
}

/**
 * Opens a CSV in UTF-8 (comma, semicolon or tab; with or without a byte order mark) and reads its heading row.
 * @throws TableError when it has no heading row or none of the columns but `id`; Problem (while rows are read too) for what is no such file, with the row
 */
export async function openTable<Column extends string>(
  path: string,
  columns: readonly Column[],
): Promise<Table<Column>> {
  const rows = csvRows(createReadStream(path), 'kept');
  const first = await rows.next();
  if (first.done) throw new TableError('The file is empty. Its first row must name the columns.');
  const header = readHeader(first.value.cells, columns);
  if (Object.keys(header.places).every((column) => column === 'id')) {
    await rows.return(undefined);
    throw new TableError(
      `The first row names none of the columns ${columns.filter((name) => name !== 'id').join(', ')}.`,
    );
  }
  return { header, rows };
}
