import type { SampleRow } from './find-headings.js';
import type { Guess, Reason } from './guess.js';
import type {
  Column,
  Delimiter,
  Encoding,
  Format,
  HeadingRows,
  Quote,
  ReadingOptions,
  RejectedRow,
  Row,
} from './reading.js';

export interface SheetFacts {
  name: string;
  /** Rows with at least one cell that is not empty, headings and titles with them. */
  rows: number;
  hidden: boolean;
}

/** What was understood of a file: guesses with their reasons, and what they make of its first rows. */
export interface Inspection {
  /** For `rows`: every guess, and what was chosen instead of one. */
  options: ReadingOptions;
  guesses: {
    format: Guess<Format>;
    encoding?: Guess<Encoding>;
    delimiter?: Guess<Delimiter>;
    quote?: Guess<Quote>;
    sheet?: Guess<string>;
    headings: Guess<HeadingRows>;
  };
  /** Of a workbook. */
  sheets?: SheetFacts[];
  columns: Column[];
  /** Titles and the like over the headings. */
  above: SampleRow[];
  /** The first rows of data, with those that cannot be read. */
  firstRows: (Row | RejectedRow)[];
  notices: Reason[];
  bytes: number;
  /** Of a text; a cell may hold several lines. */
  lines?: number;
}

/** What a person chose instead of guesses. `headings: null` says that there are none. */
export type Choices = Partial<ReadingOptions>;
