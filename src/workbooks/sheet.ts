import { cellText, xmlText } from './xml-text.js';

/** One sheet of text cells. */
export interface Sheet {
  /** 1 to 31 characters, none of : \ / ? * [ ], no apostrophe at either end. */
  name: string;
  /** The first row: bold, and in view while the others scroll. */
  headings?: readonly string[];
  /** Read once, as fast as the workbook is taken. A row has at most 16,384 cells; the sheet at most 1,048,576 rows. */
  rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>;
  /** The first column stands on the right. */
  rightToLeft?: boolean;
  /** Of the columns, in characters, 1 to 255. Columns without one get 18. */
  widths?: readonly number[];
}

const mostRows = 1_048_576;
const mostColumns = 16_384;
const usualWidth = 18;
const pieceCharacters = 32_768;

/** @throws RangeError for a name that Excel does not open */
export function checkSheetNames(names: readonly string[]): void {
  for (const name of names) {
    if (name.length < 1 || name.length > 31 || /[:\\/?*[\]\p{Cc}]|^'|'$/u.test(name)) {
      throw new RangeError('A sheet is called by 1 to 31 characters, none of : \\ / ? * [ ].');
    }
  }
  const folded = new Set(names.map((name) => name.toLowerCase()));
  if (names.length === 0 || folded.size < names.length) throw new RangeError('Sheets need names of their own.');
}

/**
 * The XML of a sheet, piece by piece. Every cell is text (`inlineStr`) in Excel's text format, so none is run as a formula, and a date or
 * number that somebody types into it later stays as typed.
 * @throws RangeError where a row or column is too many
 */
export async function* sheetXml(sheet: Sheet, isFirst: boolean): AsyncGenerator<string> {
  let piece = beginning(sheet, isFirst);
  let row = 0;
  for await (const cells of withHeadings(sheet)) {
    row++;
    if (row > mostRows) throw new RangeError(`A sheet holds at most ${mostRows} rows.`);
    if (cells.length > mostColumns) throw new RangeError(`A row holds at most ${mostColumns} cells.`);
    piece += rowXml(cells, row, sheet.headings !== undefined && row === 1 ? headingStyle : textStyle);
    if (piece.length < pieceCharacters) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}</sheetData></worksheet>`;
}

/** Places in `stylesXml`. */
const textStyle = 1;
const headingStyle = 2;
const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** Text format (built-in 49) for cells, and the same in bold on grey for headings. */
export const stylesXml = `<styleSheet xmlns="${spreadsheet}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE7E6E6"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

async function* withHeadings({ headings, rows }: Sheet): AsyncGenerator<readonly string[]> {
  if (headings !== undefined) yield headings;
  yield* rows;
}

function beginning({ headings, rightToLeft, widths }: Sheet, isFirst: boolean): string {
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const columns = Math.max(headings?.length ?? 0, widths?.length ?? 0);
  const cols = Array.from({ length: columns }, (_, at) => {
    const width = Math.min(255, Math.max(1, widths?.[at] ?? usualWidth));
    return `<col min="${at + 1}" max="${at + 1}" width="${width}" style="${textStyle}" customWidth="1"/>`;
  });
  return (
    `<worksheet xmlns="${spreadsheet}"><sheetViews><sheetView${rightToLeft ? ' rightToLeft="1"' : ''}${isFirst ? ' tabSelected="1"' : ''} workbookViewId="0">` +
    `${headings === undefined ? '' : pane}</sheetView></sheetViews>` +
    `${cols.length === 0 ? '' : `<cols>${cols.join('')}</cols>`}<sheetData>`
  );
}

function rowXml(cells: readonly string[], row: number, style: number): string {
  let xml = `<row r="${row}">`;
  for (const [at, cell] of cells.entries()) {
    if (cell === '') continue;
    xml += `<c r="${columnLetter(at)}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(cellText(cell))}</t></is></c>`;
  }
  return `${xml}</row>`;
}

/** 0 is A, 25 Z, 26 AA. */
export const columnLetter = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : columnLetter(Math.floor(index / 26) - 1) + columnLetter(index % 26);
