import { afterLineEnd, closingQuote, endOfCell, endOfLine } from './csv-scan.js';
import { limits } from './limits.js';
import type { RowProblem } from './problem-codes.js';
import type { Quote } from './reading.js';

/** One row of a CSV file: its cells, or why it cannot be read and the text that stands there. */
export interface CsvRecord {
  cells: string[];
  /** Columns in which a quotation mark stands inside a cell that is not quoted. */
  strayQuotes?: number[];
  /** A quoted cell holds lines that would be rows by themselves; the number of cells is right all the same. */
  holdsRows?: true;
  problem?: RowProblem;
  text?: string;
  /** Not to be kept: beyond the limit of a row the rest of the line is passed over. */
  cut?: true;
}

/**
 * Cuts text into rows and cells (RFC 4180; also lone CR and LF as line ends, and quotation marks within unquoted cells as letters).
 *
 * A row that cannot be read is given back with its text, and reading goes on at the line after it: after its *first* line if the quotation
 * mark is never closed within the limit, or if the second line by itself has the expected number of cells, so that an open quotation mark costs
 * one row and not all that follow.
 */
export class CsvRecords {
  private text = '';
  private ended = false;
  /** Within a line that was given up because it is too long. */
  private passingOver = false;
  /** Cells of the heading row; 0 as long as it is not known. */
  expectedCells = 0;

  constructor(
    private readonly delimiter: string,
    private readonly quote: Quote,
  ) {}

  /** Takes the next piece of the text and gives the rows that are complete. */
  *push(piece: string): Generator<CsvRecord> {
    this.text = this.text === '' ? piece : this.text + piece;
    yield* this.complete();
  }

  *end(): Generator<CsvRecord> {
    this.ended = true;
    yield* this.complete();
  }

  private *complete(): Generator<CsvRecord> {
    let at = this.passingOver ? this.endOfTooLongLine() : 0;
    while (at < this.text.length) {
      const found = this.recordAt(at);
      if (found === null) break;
      yield found.record;
      at = found.next;
    }
    this.text = this.text.slice(at);
  }

  /** The row that begins at `start`, or null if it goes on in the next piece. */
  private recordAt(start: number): { record: CsvRecord; next: number } | null {
    const { text, delimiter, quote } = this;
    const cells: string[] = [];
    const strayQuotes: number[] = [];
    let at = start;
    for (;;) {
      if (cells.length > limits.columns) return this.rejectedLine(start, 'row.too_many_columns');
      if (quote !== 'none' && text[at] === quote) {
        const closed = closingQuote(text, quote, at + 1);
        if (closed === null) {
          if (!this.ended && text.length - start <= limits.rowCharacters) return null;
          return this.rejectedLine(start, 'row.quote_not_closed');
        }
        const after = text[closed + 1];
        if (after === undefined && !this.ended) return null;
        if (after !== undefined && after !== delimiter && after !== '\n' && after !== '\r') {
          if (this.goesOn(start, endOfLine(this.text, closed))) return null;
          const single = this.secondLineIsWhole(start, closed);
          return this.rejectedLine(start, 'row.text_after_quote', single ? start : closed + 1);
        }
        const inner = text.slice(at + 1, closed);
        cells.push(inner.includes(quote) ? inner.replaceAll(quote + quote, quote) : inner);
        at = closed + 1;
      } else {
        const end = endOfCell(text, delimiter, at);
        if (end === text.length && !this.ended) {
          if (end - start > limits.rowCharacters) return this.rejectedLine(start, 'row.too_long');
          return null;
        }
        const cell = text.slice(at, end);
        if (quote !== 'none' && cell.includes(quote)) strayQuotes.push(cells.length);
        cells.push(cell);
        at = end;
      }
      if (at < text.length && text[at] === delimiter) {
        at++;
        continue;
      }
      // A CR at the end of the piece: whether an LF belongs to it is not known yet.
      if (text[at] === '\r' && at + 1 === text.length && !this.ended) return null;
      break;
    }
    if (at - start > limits.rowCharacters) return this.rejectedLine(start, 'row.too_long', at);
    const record: CsvRecord = strayQuotes.length > 0 ? { cells, strayQuotes } : { cells };
    if (this.secondLineIsWhole(start, at)) {
      if (cells.length !== this.expectedCells) return this.rejectedLine(start, 'row.quote_not_closed');
      record.holdsRows = true;
    }
    return { record, next: afterLineEnd(this.text, at) };
  }

  /** Whether the row that spans several lines up to `end` has a second line that is a row by itself. */
  private secondLineIsWhole(start: number, end: number): boolean {
    const firstEnd = endOfLine(this.text, start);
    if (firstEnd >= end || this.expectedCells < 2) return false;
    const second = afterLineEnd(this.text, firstEnd);
    const line = this.text.slice(second, endOfLine(this.text, second));
    const alone = new CsvRecords(this.delimiter, this.quote);
    const [only] = [...alone.push(line), ...alone.end()];
    return (
      only !== undefined &&
      only.problem === undefined &&
      only.strayQuotes === undefined &&
      only.cells.length === this.expectedCells
    );
  }

  /** Gives up the row from `start` to the end of the line that `through` lies in, and goes on after it. */
  private rejectedLine(start: number, problem: RowProblem, through = start) {
    const end = endOfLine(this.text, through);
    if (this.goesOn(start, end)) return null;
    this.passingOver = end === this.text.length && !this.ended;
    const record: CsvRecord = { cells: [], problem, text: this.text.slice(start, end) };
    if (this.passingOver) record.cut = true;
    return { record, next: afterLineEnd(this.text, end) };
  }

  /** Whether what decides about the row may stand in the next piece: the line end at `end`, or the LF after its CR. */
  private goesOn(start: number, end: number): boolean {
    if (this.ended || end - start > limits.rowCharacters) return false;
    return end === this.text.length || (this.text[end] === '\r' && end + 1 === this.text.length);
  }

  private endOfTooLongLine(): number {
    const end = endOfLine(this.text, 0);
    if (end === this.text.length) return end;
    if (this.text[end] === '\r' && end + 1 === this.text.length && !this.ended) return end;
    this.passingOver = false;
    return afterLineEnd(this.text, end);
  }
}
