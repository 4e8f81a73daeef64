import { columnsOf, letterOf, named } from './columns.js';
import { FileProblem } from './file-problem.js';
import { limits } from './limits.js';
import type { RowProblem, RowRemark } from './problem-codes.js';
import type { Cell, Columns, HeadingRows, Reading, RejectedRow, Row, Summary } from './reading.js';

/** Rows of a table as they come, told apart: titles, headings, data, blank, rejected; and their counts. */
export class TableRows {
  private above = 0;
  private rows = 0;
  private rejectedRows = 0;
  private blank = 0;
  private lastRow = 0;
  private readonly headingLines: string[][] = [];
  private columns: Columns | null = null;

  constructor(private readonly headings: HeadingRows) {}

  /** Columns of the table; 0 before the headings are known. */
  get width(): number {
    return this.columns?.columns.length ?? 0;
  }

  private get firstDataRow(): number {
    return this.headings === null ? 1 : this.headings.row + this.headings.lines;
  }

  *row(rowNumber: number, cells: Cell[], remarks: RowRemark[] = []): Generator<Reading> {
    this.passTo(rowNumber);
    if (rowNumber < this.firstDataRow) {
      this.above++;
      if (rowNumber >= this.headings!.row) this.headingLines.push(cells.map(({ raw }) => raw));
      // Said as soon as it is known: the reader of the next rows needs the width.
      if (rowNumber === this.firstDataRow - 1) yield* this.sayColumns([]);
      return;
    }
    if (cells.every(isBlank)) {
      this.blank++;
      return;
    }
    yield* this.sayColumns(cells);
    if (cells.some(({ raw }) => !raw.isWellFormed())) {
      yield this.rejection(rowNumber, 'row.invalid_bytes', cells.map(({ raw }) => raw).join('\t'));
      return;
    }
    this.rows++;
    const row: Row = { kind: 'row', rowNumber, cells };
    if (cells.slice(this.width).some((cell) => !isBlank(cell))) remarks = [...remarks, 'row.long'];
    if (remarks.length > 0) row.remarks = remarks;
    yield row;
  }

  *rejected(rowNumber: number, problem: RowProblem, text: string, cut?: true): Generator<Reading> {
    this.passTo(rowNumber);
    if (rowNumber < this.firstDataRow) {
      this.above++;
      if (rowNumber >= this.headings!.row) throw new FileProblem('file.no_headings', { row: rowNumber });
      return;
    }
    yield* this.sayColumns([]);
    yield this.rejection(rowNumber, problem, text, cut);
  }

  *end(): Generator<Reading> {
    if (this.headings !== null && this.headingLines.length === 0) {
      throw new FileProblem('file.no_headings', { row: this.headings.row });
    }
    yield* this.sayColumns([]);
    const { above, rows, rejectedRows: rejected, blank, lastRow } = this;
    yield { kind: 'end', above, rows, rejected, blank, lastRow } satisfies Summary;
  }

  /** Rows that a workbook leaves out are blank. */
  private passTo(rowNumber: number): void {
    for (let passed = this.lastRow + 1; passed < rowNumber; ) {
      const until = passed < this.firstDataRow ? Math.min(rowNumber, this.firstDataRow) : rowNumber;
      if (passed < this.firstDataRow) this.above += until - passed;
      else this.blank += until - passed;
      passed = until;
    }
    this.lastRow = rowNumber;
  }

  private *sayColumns(firstCells: Cell[]): Generator<Columns> {
    if (this.columns !== null) return;
    const columns = this.headings === null ? named(firstCells.map(() => '')) : columnsOf(this.headingLines);
    this.columns = { kind: 'columns', columns };
    yield this.columns;
  }

  private rejection(rowNumber: number, problem: RowProblem, text: string, cut?: true): RejectedRow {
    this.rejectedRows++;
    return rejection(rowNumber, problem, text, cut);
  }
}

export function rejection(rowNumber: number, problem: RowProblem, text: string, cut?: true): RejectedRow {
  const row: RejectedRow = {
    kind: 'rejected',
    rowNumber,
    problem,
    text: text.slice(0, limits.rejectedText).toWellFormed(),
  };
  if (cut || text.length > limits.rejectedText) row.cut = true;
  return row;
}

/** The column of a row in words: its heading, or its letter. */
export const nameOf = (index: number, heading: string | undefined): string => heading || letterOf(index);

const isBlank = ({ raw, formula, typed }: Cell) => formula === undefined && typed === undefined && raw.trim() === '';
