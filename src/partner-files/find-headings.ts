import { type Guess, guessed } from './guess.js';
import { commonest } from './guess-delimiter.js';
import type { HeadingRows } from './reading.js';

export interface SampleRow {
  rowNumber: number;
  cells: string[];
}

/** Merged cells of a workbook; rows from 1, columns from 0, both ends included. */
export interface MergedCells {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/**
 * Finds the heading row among the first rows of a table: the first row in which at least half of the columns have a cell, if these cells
 * are labels and no data. Rows above it with fewer cells are titles. A heading has a second line where cells of the first go over several columns.
 */
export function findHeadings(rows: SampleRow[], merged: MergedCells[] = []): Guess<HeadingRows> {
  const filled = rows.filter(({ cells }) => cells.some(isFilled));
  if (filled.length === 0) return guessed(null, 'guess', 'headings.none');
  const columns = commonest(filled.slice(0, 100).map(({ cells }) => lastFilled(cells)));
  const enough = Math.max(1, Math.ceil(columns / 2));
  const at = filled.findIndex(
    ({ cells }) => cells.filter(isFilled).length >= enough && lastFilled(cells) * 2 >= columns,
  );
  if (at < 0) return guessed(null, 'guess', 'headings.none');
  const { rowNumber, cells } = filled[at];
  const below = filled.slice(at + 1, at + 50);
  const column = (index: number) => below.map((row) => row.cells[index] ?? '');
  // "#" names a column, and so does "Q12" over words; a number over numbers is data.
  const isHeading = (cell: string, index: number) =>
    !isFilled(cell) || isLabel(cell) || !/\p{Nd}/u.test(cell) || !mostlyData(column(index));
  if (!cells.every(isHeading)) return guessed(null, at === 0 ? 'likely' : 'guess', 'headings.none');
  const next = filled[at + 1];
  const above = filled[at - 1];
  if (above && above.rowNumber === rowNumber - 1 && namesGroups(above, merged, columns)) {
    return guessed({ row: above.rowNumber, lines: 2 }, 'likely', 'headings.two_lines', { row: above.rowNumber });
  }
  if (next && next.rowNumber === rowNumber + 1 && isSecondLine(cells, next.cells, columns)) {
    const sure = merged.some(({ top, left, right }) => top === rowNumber && right > left);
    return guessed({ row: rowNumber, lines: 2 }, sure ? 'certain' : 'likely', 'headings.two_lines', { row: rowNumber });
  }
  const differs = cells.some((cell, index) => isFilled(cell) && mostlyData(column(index)));
  const labels = cells.filter(isFilled).length;
  const confidence = !differs ? 'guess' : labels === columns ? 'certain' : 'likely';
  return guessed({ row: rowNumber, lines: 1 }, confidence, 'headings.labels', { row: rowNumber, labels, columns });
}

const isFilled = (cell: string | undefined): cell is string => cell !== undefined && cell.trim() !== '';
const lastFilled = (cells: string[]) => cells.findLastIndex(isFilled) + 1;

/** Short, with more letters than digits. */
function isLabel(cell: string): boolean {
  if (cell.length > 120) return false;
  const letters = cell.match(/\p{L}/gu)?.length ?? 0;
  return letters > 0 && letters >= 2 * (cell.match(/\p{Nd}/gu)?.length ?? 0);
}

/** Numbers and dates: at least half of the cells that are filled are no labels. */
function mostlyData(cells: string[]): boolean {
  const filled = cells.filter(isFilled);
  return filled.length > 0 && filled.filter((cell) => !isLabel(cell)).length * 2 >= filled.length;
}

/** Only merged cells tell a line of groups from a title: at least two labels, one of them over several but not all columns. */
function namesGroups({ rowNumber, cells }: SampleRow, merged: MergedCells[], columns: number): boolean {
  const labels = cells.filter(isFilled);
  if (labels.length < 2 || !labels.every(isLabel)) return false;
  return merged.some(
    ({ top, bottom, left, right }) => top === rowNumber && bottom === top && right > left && right - left + 1 < columns,
  );
}

/** The second line names columns under a label that goes over several, and leaves those alone that have a label of their own. */
function isSecondLine(first: string[], second: string[], columns: number): boolean {
  if (first.filter(isFilled).length >= columns || !second.filter(isFilled).every(isLabel)) return false;
  let gaps = 0;
  for (const [index, cell] of second.entries()) {
    if (!isFilled(cell)) continue;
    if (!isFilled(first[index])) gaps++;
    else if (index + 1 >= columns || isFilled(first[index + 1])) return false;
  }
  return gaps > 0;
}
