import { withGuard } from './formula-safe.js';

/** Stands before the first line, so that Excel reads the file as UTF-8. */
export const byteOrderMark = '\ufeff';

/** One line of CSV (RFC 4180), without its end. For programs: a cell may be what a spreadsheet runs. */
export function csvLine(cells: readonly string[], delimiter: ',' | ';' | '\t' = ','): string {
  if (cells.length === 1 && cells[0] === '') return '""'; // otherwise it would be no row at all
  return cells
    .map((cell) => (/[",;\t\r\n]|^\s|\s$/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(delimiter);
}

/** One line of CSV for people, with its end (CRLF): no cell begins with what a spreadsheet would run. */
export const safeCsvLine = (cells: readonly string[]): string => `${csvLine(cells.map(withGuard))}\r\n`;
