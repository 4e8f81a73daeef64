import { textCell } from './cell-flags.js';
import { type CsvRecord, CsvRecords } from './csv-records.js';
import { decodeText } from './decode-text.js';
import type { RowRemark } from './problem-codes.js';
import type { FileBytes, Reading, ReadingOptions } from './reading.js';
import { TableRows } from './table-rows.js';

/**
 * Rows of a CSV or TSV file.
 * @throws FileProblem file.no_headings
 */
export async function* readCsv(bytes: FileBytes, options: ReadingOptions): AsyncGenerator<Reading> {
  const { encoding = 'utf-8', delimiter = ',', quote = '"', headings = { row: 1, lines: 1 } } = options;
  const records = new CsvRecords(delimiter, quote);
  const table = new TableRows(headings);
  let rowNumber = 0;
  const readings = function* (found: Iterable<CsvRecord>): Generator<Reading> {
    for (const record of found) {
      rowNumber++;
      if (record.problem) yield* table.rejected(rowNumber, record.problem, record.text ?? '', record.cut);
      else yield* table.row(rowNumber, cellsOf(record), remarksOn(record, table.width));
      records.expectedCells = table.width;
    }
  };
  for await (const piece of decodeText(bytes, encoding)) yield* readings(records.push(piece));
  yield* readings(records.end());
  yield* table.end();
}

function cellsOf({ cells, strayQuotes }: CsvRecord) {
  if (strayQuotes) return cells.map((raw, index) => textCell(raw, strayQuotes.includes(index)));
  return cells.map((raw) => textCell(raw));
}

function remarksOn({ cells, holdsRows }: CsvRecord, width: number): RowRemark[] {
  const remarks: RowRemark[] = cells.length < width ? ['row.short'] : [];
  return holdsRows ? [...remarks, 'row.holds_rows'] : remarks;
}
