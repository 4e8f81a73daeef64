import { buffer } from 'node:stream/consumers';
import { columnLetter, packWorkbook, xmlText } from '../../workbooks/index.js';
import type { DirtyCell } from './draft.js';

const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
/** Style 1 shows a number as a day (built-in format 14). */
const styles = `<styleSheet xmlns="${spreadsheet}"><fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

export interface DirtySheet {
  name: string;
  rows: readonly DirtyCell[][];
  /** The title in the first row goes over so many columns. */
  titleColumns?: number;
}

/** A workbook as partners send it: typed cells, formulas with stored results, a merged title. Not for giving out: nothing in it is made safe. */
export function dirtyWorkbook(sheets: readonly DirtySheet[], date1904: boolean): Promise<Buffer> {
  return buffer(
    packWorkbook({
      sheets: sheets.map((sheet) => ({ name: sheet.name, xml: () => sheetXml(sheet) })),
      styles,
      date1904,
    }),
  );
}

async function* sheetXml({ rows, titleColumns }: DirtySheet): AsyncGenerator<string> {
  yield `<worksheet xmlns="${spreadsheet}"><sheetViews><sheetView rightToLeft="1" workbookViewId="0"/></sheetViews><sheetData>`;
  for (const [at, cells] of rows.entries()) {
    const inner = cells.map((cell, column) => cellXml(cell, `${columnLetter(column)}${at + 1}`)).join('');
    yield `<row r="${at + 1}">${inner}</row>`;
  }
  const merged = titleColumns === undefined ? '' : `A1:${columnLetter(titleColumns - 1)}1`;
  yield `</sheetData>${merged && `<mergeCells count="1"><mergeCell ref="${merged}"/></mergeCells>`}</worksheet>`;
}

function cellXml(cell: DirtyCell, reference: string): string {
  if (cell === '') return '';
  if (typeof cell === 'string') {
    return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${xmlText(cell)}</t></is></c>`;
  }
  if ('number' in cell) return `<c r="${reference}"${cell.date ? ' s="1"' : ''}><v>${cell.number}</v></c>`;
  return `<c r="${reference}" t="str"><f>${xmlText(cell.formula.replace(/^[=+@]/, ''))}</f><v>${xmlText(cell.result)}</v></c>`;
}
