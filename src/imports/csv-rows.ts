import { CsvError, parse } from 'csv-parse';
import { type FieldError, Problem } from '../errors.js';

export interface CsvRow {
  /** As a spreadsheet counts: the heading row is 1. */
  rowNumber: number;
  cells: string[];
}

/** Longest row that is read, in characters: an open quotation mark must not swallow the file. */
const longestRow = 1_000_000;

/**
 * Reads UTF-8 CSV row by row; blank rows are passed over but counted. The separator is the one that the heading row uses most.
 * @param strayQuotes whether a quotation mark within a cell is kept as written; an import has such a row mended where it comes from instead
 * @throws Problem import.encoding, import.nul_byte, import.malformed, each with the row.
 */
export async function* csvRows(
  bytes: AsyncIterable<Buffer>,
  strayQuotes: 'refused' | 'kept' = 'refused',
): AsyncGenerator<CsvRow> {
  const text = decodeUtf8(bytes);
  const start = await text.next();
  const first = start.done ? '' : start.value;
  const parser = parse({
    bom: true,
    delimiter: separatorOf(first),
    // Said and not guessed from the first row: files put together from several have both.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: strayQuotes === 'kept',
    skip_empty_lines: false,
    max_record_size: longestRow,
  });
  const feeding = feed(parser, first, text);
  let rowNumber = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      rowNumber++;
      if (cells.some((cell) => cell.trim() !== '')) yield { rowNumber, cells };
    }
    await feeding;
  } catch (error) {
    if (error instanceof Problem) throw error;
    // The parser is ahead of this loop by the rows that it holds ready: the row in question is its own.
    if (error instanceof CsvError) throw malformed(Number(error.records) + 1, error.code);
    throw error;
  } finally {
    parser.destroy();
    await feeding.catch(() => undefined);
  }
}

function malformed(row: number, code: string): Problem {
  const messages: Record<string, string> = {
    CSV_QUOTE_NOT_CLOSED: 'A quotation mark is opened and never closed.',
    CSV_INVALID_CLOSING_QUOTE: 'A quotation mark stands inside a quoted cell. Write it twice.',
    CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'Text follows a closing quotation mark.',
    INVALID_OPENING_QUOTE: 'A quotation mark stands inside a cell that is not quoted.',
    CSV_MAX_RECORD_SIZE: 'The row is longer than a million characters: a quotation mark may be open.',
  };
  const error: FieldError = {
    row,
    code: 'row.malformed',
    message: messages[code] ?? 'The row cannot be read.',
  };
  return new Problem('import.malformed', undefined, [error]);
}

async function feed(parser: ReturnType<typeof parse>, first: string, rest: AsyncGenerator<string>): Promise<void> {
  try {
    let chunk: string | undefined = first;
    while (chunk !== undefined && !parser.destroyed) {
      if (!parser.write(chunk)) await untilWritable(parser);
      const next = await rest.next();
      chunk = next.done ? undefined : next.value;
    }
    if (!parser.destroyed) parser.end();
  } catch (error) {
    // Reaches the reader as the error of its loop.
    parser.destroy(error as Error);
  }
}

/** Also when it will never be: a reader that stopped, or a row that cannot be read. */
function untilWritable(parser: ReturnType<typeof parse>): Promise<void> {
  const events = ['drain', 'close', 'error'] as const;
  return new Promise((resolve) => {
    const done = () => {
      for (const event of events) parser.off(event, done);
      resolve();
    };
    for (const event of events) parser.on(event, done);
  });
}

async function* decodeUtf8(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rows = 1;
  let offset = 0;
  const read = (chunk: Buffer | undefined): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      throw new Problem(
        'import.encoding',
        offset === 0 && looksLikeUtf16(chunk)
          ? 'The file looks like UTF-16. Save it as "CSV UTF-8" and send it again.'
          : 'The file is in another encoding, often Windows-1256 for Arabic. Save it as "CSV UTF-8" and send it again.',
        [{ row: rows, code: 'file.not_utf8', message: 'A byte that is not UTF-8 stands at or after this row.' }],
      );
    }
  };
  for await (const chunk of bytes) {
    const text = read(chunk);
    if (text.includes('\u0000')) throw nulByte(rows + lineEnds(text.slice(0, text.indexOf('\u0000'))));
    rows += lineEnds(text);
    offset += chunk.length;
    if (text !== '') yield text;
  }
  const last = read(undefined);
  if (last !== '') yield last;
}

const lineEnds = (text: string) => text.match(/\r\n|\n|\r/g)?.length ?? 0;
const nulByte = (row: number) =>
  new Problem(
    'import.nul_byte',
    'The file is not a text file, or it is UTF-16. Save it as "CSV UTF-8" and send it again.',
    [{ row, code: 'file.nul_byte', message: 'A NUL byte stands in this row.' }],
  );

function looksLikeUtf16(chunk: Buffer | undefined): boolean {
  return (
    chunk !== undefined && chunk.length > 1 && (chunk.readUInt16BE(0) === 0xfeff || chunk.readUInt16LE(0) === 0xfeff)
  );
}

function separatorOf(text: string): string {
  const heading = text.trimStart().split(/[\r\n]/, 1)[0];
  const count = (separator: string) => heading.split(separator).length;
  return [',', ';', '\t'].reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}
