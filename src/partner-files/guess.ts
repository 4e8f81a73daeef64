import { type Facts, filledIn } from './file-problem.js';

export type Confidence = 'certain' | 'likely' | 'guess';

/** Why something was guessed, and what stands out in a file. Codes are stable, the sentences are for translation. */
export const reasons = {
  'format.archive': 'The file begins like an archive and holds an Excel workbook.',
  'format.xml': 'The file begins like XML, with the mark of PFIF.',
  'format.json': 'The first line begins with a brace, as JSON Lines do.',
  'format.text': 'The file is text in lines and cells.',
  chosen: 'It was chosen by a person.',
  'encoding.mark': 'The file begins with the mark of this encoding (BOM).',
  'encoding.ascii': 'The file holds only letters that are the same in all encodings.',
  'encoding.utf8': 'All {characters} letters beyond ASCII are well-formed UTF-8.',
  'encoding.utf8_damaged': '{characters} letters are well-formed UTF-8, but {broken} bytes are not.',
  'encoding.utf16': '{percent} % of the byte pairs are letters in this order; there is no mark (BOM).',
  'encoding.arabic_letters':
    'The file is not UTF-8; read so, {percent} % of the bytes beyond ASCII are Arabic letters.',
  'encoding.nothing_fits':
    'The file is not UTF-8; read so, only {percent} % of the bytes beyond ASCII are Arabic letters.',
  'encoding.declared': 'The XML says so itself.',
  'delimiter.said': 'The first line of the file says so (sep=).',
  'delimiter.steady': 'Cut so, {percent} % of the first rows have {columns} cells.',
  'delimiter.none': 'No mark cuts the rows into the same number of cells; each row is taken as one cell.',
  'quote.used': 'Cells are enclosed in this mark.',
  'quote.usual': 'It is the usual mark; the first rows do not use any.',
  'headings.labels': 'Row {row} has a label for {labels} of {columns} columns, and the rows below differ from it.',
  'headings.above': '{rows} rows above it have few cells, as titles do.',
  'headings.two_lines': 'The cells of row {row} go over several columns, and the row below names each of them.',
  'headings.none': 'The first row looks like the rows below it.',
  'headings.fields': 'The fields have names in this format.',
  'sheet.only': 'It is the only sheet.',
  'sheet.most_rows': 'Of the sheets that are not hidden it has the most rows: {rows}.',
  'notice.invalid_bytes': '{broken} bytes are not text in this encoding, the first in line {line}.',
  'notice.same_heading': 'Columns {first} and {second} have the same heading.',
  'notice.no_heading': 'Column {column} has no heading.',
  'notice.merged_cells': '{ranges} groups of cells are merged; only the first cell of each has a value.',
  'notice.hidden_sheets': '{sheets} sheets are hidden.',
  'notice.macros': 'The workbook holds macros; they are never run.',
  'notice.mixed_line_ends': 'Lines end in different ways.',
  'notice.nul': 'The file holds NUL characters.',
} as const;

export type ReasonCode = keyof typeof reasons;

export interface Reason {
  code: ReasonCode;
  facts?: Facts;
}

export interface Guess<T> {
  value: T;
  confidence: Confidence;
  why: Reason;
}

/** English; for other languages translate the code and fill in the facts. */
export const sentenceOf = ({ code, facts = {} }: Reason): string => filledIn(reasons[code], facts);

export const guessed = <T>(value: T, confidence: Confidence, code: ReasonCode, facts?: Facts): Guess<T> => ({
  value,
  confidence,
  why: facts ? { code, facts } : { code },
});

export const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.floor((100 * part) / whole));
