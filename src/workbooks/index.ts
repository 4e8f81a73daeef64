export { byteOrderMark, csvLine, safeCsvLine } from './csv-line.js';
export { withGuard, withoutGuard } from './formula-safe.js';
export { type PackedSheet, type PackedWorkbook, packWorkbook } from './pack-workbook.js';
export { columnLetter, type Sheet } from './sheet.js';
export { writeWorkbook } from './write-workbook.js';
export { longestCell, xmlText } from './xml-text.js';
