import { FileProblem } from './file-problem.js';
import { partPieces } from './part-xml.js';
import type { Reading, ReadingOptions } from './reading.js';
import { SheetRows } from './sheet-rows.js';
import { TableRows } from './table-rows.js';
import type { Workbook, WorkbookSheet } from './workbook.js';

/** Rows of one sheet of a workbook. @throws FileProblem */
export async function* readSheet(workbook: Workbook, options: ReadingOptions): AsyncGenerator<Reading> {
  const { sheet: name, headings = { row: 1, lines: 1 } } = options;
  const sheet = name === undefined ? workbook.sheets[0] : workbook.sheets.find((one) => one.name === name);
  if (!sheet) throw new FileProblem('file.no_such_sheet');
  const table = new TableRows(headings);
  for await (const rows of sheetRows(workbook, sheet)) {
    for (const { rowNumber, cells, hidden, problem } of rows.finished.splice(0)) {
      if (problem) yield* table.rejected(rowNumber, problem, cells.map((cell) => cell?.raw ?? '').join('\t'));
      else yield* table.row(rowNumber, cells, hidden ? ['row.hidden'] : []);
    }
  }
  yield* table.end();
}

/** The rows of a sheet, given whenever some are finished; whoever reads takes them out of `finished`. */
export async function* sheetRows(workbook: Workbook, sheet: WorkbookSheet): AsyncGenerator<SheetRows> {
  const rows = new SheetRows(workbook);
  for await (const _ of partPieces(workbook.archive, sheet.part, rows)) yield rows;
}
