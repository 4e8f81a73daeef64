import type { CellFlag, RowProblem, RowRemark } from './problem-codes.js';

/** The bytes of a file, once from beginning to end. Whoever reads a file twice (inspect, then rows) opens it twice. */
export type FileBytes = AsyncIterable<Uint8Array>;

export const formats = ['csv', 'xlsx', 'jsonl', 'pfif'] as const;
export type Format = (typeof formats)[number];
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1256'] as const;
export type Encoding = (typeof encodings)[number];
export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];
/** The mark that encloses cells; "none" reads every such mark as a letter. */
export const quotes = ['"', "'", 'none'] as const;
export type Quote = (typeof quotes)[number];

/** Where the headings stand: `lines` rows from row `row`, the data below them; null: the file has none. */
export type HeadingRows = { row: number; lines: number } | null;

/** Everything that `inspect` guesses and a person may change. What a format does not have is left out. */
export interface ReadingOptions {
  format: Format;
  /** csv, jsonl and pfif. */
  encoding?: Encoding;
  /** csv. */
  delimiter?: Delimiter;
  /** csv. */
  quote?: Quote;
  /** xlsx. */
  sheet?: string;
  /** csv and xlsx. */
  headings?: HeadingRows;
}

/**
 * What a typed cell says beside its text.
 * A date is what the cell's own number format shows of it: `2013`, `2013-05`, `2013-05-04` or `2013-05-04T10:30:00` (no zone).
 */
export type TypedValue =
  | { kind: 'number'; value: number /** As its format shows it, where that adds leading zeros. */; shown?: string }
  | {
      kind: 'date';
      value: string /** The format shows the day in the Hijri calendar; `value` is Gregorian all the same. */;
      shownAs?: 'hijri';
    }
  | { kind: 'time'; value: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'null' }
  | { kind: 'error'; value: string };

export interface Cell {
  /** As the source holds it, not a character changed. For a typed cell of a workbook its stored text, for example "41275". */
  raw: string;
  typed?: TypedValue;
  /** Workbooks: the formula whose stored result `raw` is. */
  formula?: string;
  flags?: CellFlag[];
}

export interface Column {
  /** Position from 0: cells[index] of every row belongs to it. */
  index: number;
  /** As a spreadsheet calls it: A, B, … AA. */
  letter: string;
  /** Lines of a heading that has several are joined by " / ". Empty if there is none. */
  heading: string;
  /** The letter of an earlier column with the same heading. */
  sameAs?: string;
}

/** The columns of all rows that follow. Comes first; JSON Lines and PFIF say it again when a field is seen for the first time. */
export interface Columns {
  kind: 'columns';
  columns: Column[];
}

export interface Row {
  kind: 'row';
  /** As a spreadsheet counts: the first row of the file is 1. JSON Lines: the line. PFIF: the how manieth record. */
  rowNumber: number;
  cells: Cell[];
  remarks?: RowRemark[];
}

export interface RejectedRow {
  kind: 'rejected';
  rowNumber: number;
  problem: RowProblem;
  /** The heading or letter of the column, where one is to blame. */
  column?: string;
  /** What stands there, at most `rejectedText` characters of it; bytes that are no text are shown as U+FFFD. */
  text: string;
  /** The text is longer than what is given here. */
  cut?: true;
}

/** Comes last, when the whole file was read: above + rows + rejected + blank = lastRow. */
export interface Summary {
  kind: 'end';
  /** Rows up to and with the headings. */
  above: number;
  rows: number;
  rejected: number;
  blank: number;
  lastRow: number;
}

export type Reading = Columns | Row | RejectedRow | Summary;
