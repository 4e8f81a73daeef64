import { createReadStream } from 'node:fs';
import { FileProblem, inspect, limits, rowProblems, rows } from '../partner-files/index.js';
import { type Header, readHeader } from './linkage-columns.js';

/** A file that cannot be used; the message says why and in which row, without a value of the file. */
export class TableError extends Error {}

export interface TableRow {
  /** As a spreadsheet counts: the heading row is 1. */
  rowNumber: number;
  cells: string[];
}

export interface Table<Column extends string> {
  header: Header<Column>;
  rows: AsyncGenerator<TableRow>;
}

/**
 * Opens a CSV in UTF-8 (comma, semicolon, tab or bar; with or without a byte order mark) and reads its heading row, the first that is not blank.
 * @throws TableError when it has no heading row or none of the columns but `id`; while rows are read, at the first that cannot be
 */
export async function openTable<Column extends string>(
  path: string,
  columns: readonly Column[],
): Promise<Table<Column>> {
  const filled = filledRows(path);
  const first = await filled.next();
  if (first.done) throw new TableError('The file is empty. Its first row must name the columns.');
  const header = readHeader(first.value.cells, columns);
  if (Object.keys(header.places).every((column) => column === 'id')) {
    await filled.return(undefined);
    throw new TableError(
      `The first row names none of the columns ${columns.filter((name) => name !== 'id').join(', ')}.`,
    );
  }
  return { header, rows: filled };
}

/** A list that is to be linked is read whole or not at all: a row that is left out would be a person who is not found. */
async function* filledRows(path: string): AsyncGenerator<TableRow> {
  try {
    const chosen = { format: 'csv', encoding: 'utf-8', quote: '"', headings: null } as const;
    const beginning = createReadStream(path, { end: limits.sampleBytes - 1 });
    const { options } = await inspect(beginning, chosen);
    for await (const reading of rows(createReadStream(path), options)) {
      if (reading.kind === 'rejected')
        throw new TableError(`Row ${reading.rowNumber} cannot be read. ${rowProblems[reading.problem]}`);
      if (reading.kind !== 'row') continue;
      const { rowNumber, cells } = reading;
      if (cells.some(({ flags }) => flags?.includes('nul')))
        throw new TableError(`Row ${rowNumber} cannot be read. It holds a NUL character: this is no text in UTF-8.`);
      yield { rowNumber, cells: cells.map(({ raw }) => raw) };
    }
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    if (error.code !== 'file.empty') throw new TableError(error.sentence);
  }
}
