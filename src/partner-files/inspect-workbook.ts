import { isExplanation } from './explanation-sheets.js';
import { FileProblem } from './file-problem.js';
import { findHeadings, type MergedCells, type SampleRow } from './find-headings.js';
import { type Guess, guessed, type Reason } from './guess.js';
import type { Choices, Inspection, SheetFacts } from './inspection.js';
import { limits } from './limits.js';
import { firstOf } from './preview.js';
import { sheetRows } from './read-xlsx.js';
import type { HeadingRows, Reading } from './reading.js';
import type { SheetRow } from './sheet-rows.js';
import { TableRows } from './table-rows.js';
import type { Workbook, WorkbookSheet } from './workbook.js';

interface LookedAt {
  facts: SheetFacts;
  sample: SheetRow[];
  merged: MergedCells[];
  mergedCount: number;
}

/** Goes through all sheets. */
export async function inspectWorkbook(workbook: Workbook, choices: Choices): Promise<Omit<Inspection, 'bytes'>> {
  const sheets: LookedAt[] = [];
  for (const sheet of workbook.sheets) sheets.push(await lookAt(workbook, sheet));
  const sheet = choices.sheet === undefined ? likelySheet(sheets) : guessed(choices.sheet, 'certain', 'chosen');
  const chosen = sheets.find(({ facts }) => facts.name === sheet.value);
  if (!chosen) throw new FileProblem('file.no_such_sheet');
  const sample: SampleRow[] = chosen.sample.map(({ rowNumber, cells }) => ({
    rowNumber,
    cells: cells.map((cell) => cell?.raw ?? ''),
  }));
  const headings: Guess<HeadingRows> =
    choices.headings === undefined
      ? findHeadings(sample, chosen.merged)
      : guessed(choices.headings, 'certain', 'chosen');
  const table = new TableRows(headings.value);
  const first = firstOf(read(table, chosen.sample), headings.value, sample);
  const hidden = sheets.filter(({ facts }) => facts.hidden).length;
  const firstDataRow = headings.value === null ? 1 : headings.value.row + headings.value.lines;
  const inHeadings = chosen.merged.filter(({ top }) => top < firstDataRow).length;
  const notices: Reason[] = [];
  if (hidden > 0) notices.push({ code: 'notice.hidden_sheets', facts: { sheets: hidden } });
  if (workbook.macros) notices.push({ code: 'notice.macros' });
  const ranges = chosen.mergedCount - inHeadings;
  if (ranges > 0) notices.push({ code: 'notice.merged_cells', facts: { ranges } });
  return {
    options: { format: 'xlsx', sheet: sheet.value, headings: headings.value },
    guesses: { format: guessed('xlsx', 'certain', 'format.archive'), sheet, headings },
    sheets: sheets.map(({ facts }) => facts),
    ...first,
    notices: [...notices, ...first.notices],
  };
}

async function lookAt(workbook: Workbook, sheet: WorkbookSheet): Promise<LookedAt> {
  const sample: SheetRow[] = [];
  let rows = 0;
  let seen: { merged: MergedCells[]; mergedCount: number } = { merged: [], mergedCount: 0 };
  for await (const read of sheetRows(workbook, sheet)) {
    for (const row of read.finished.splice(0)) {
      if (row.problem === undefined && row.cells.every((cell) => cell.raw.trim() === '')) continue;
      rows++;
      if (sample.length < limits.sampleRows) sample.push(row);
    }
    seen = read;
  }
  return {
    facts: { name: sheet.name, rows, hidden: sheet.hidden },
    sample,
    merged: seen.merged,
    mergedCount: seen.mergedCount,
  };
}

/** The one that is not hidden, explains no columns and has the most rows. */
function likelySheet(all: LookedAt[]): Guess<string> {
  const lists = all.filter(({ facts }) => !isExplanation(facts.name));
  const sheets = lists.length > 0 ? lists : all;
  const shown = sheets.filter(({ facts }) => !facts.hidden);
  const [first, second] = (shown.length > 0 ? shown : sheets).toSorted((a, b) => b.facts.rows - a.facts.rows);
  const { name, rows } = first.facts;
  if (sheets.length === 1) return guessed(name, 'certain', 'sheet.only');
  const clear = second === undefined || second.facts.rows * 3 < rows;
  return guessed(name, clear ? 'likely' : 'guess', 'sheet.most_rows', { rows });
}

function* read(table: TableRows, rows: SheetRow[]): Generator<Reading> {
  for (const { rowNumber, cells, hidden, problem } of rows) {
    if (problem) yield* table.rejected(rowNumber, problem, cells.map(({ raw }) => raw).join('\t'));
    else yield* table.row(rowNumber, cells, hidden ? ['row.hidden'] : []);
  }
  yield* table.end();
}
