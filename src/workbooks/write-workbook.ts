import type { Readable } from 'node:stream';
import { packWorkbook } from './pack-workbook.js';
import { checkSheetNames, type Sheet, sheetXml, stylesXml } from './sheet.js';

/**
 * An Excel workbook (.xlsx) of text cells, as a stream of bytes: the rows are read while the bytes are taken, one sheet after the other.
 * No cell can be a formula. A character that XML cannot hold becomes U+FFFD, a text beyond `longestCell` is cut and ends in an ellipsis.
 * Too many rows or columns, and whatever the rows throw, end the stream with that error.
 * @throws RangeError for sheet names that Excel does not open
 */
export function writeWorkbook(sheets: readonly Sheet[]): Readable {
  checkSheetNames(sheets.map(({ name }) => name));
  return packWorkbook({
    sheets: sheets.map((sheet, at) => ({ name: sheet.name, xml: () => sheetXml(sheet, at === 0) })),
    styles: stylesXml,
  });
}
