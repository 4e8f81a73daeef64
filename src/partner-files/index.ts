export { decodeText } from './decode-text.js';
export { explanationSheets } from './explanation-sheets.js';
export { FileProblem, type FileProblemCode, filledIn, isFileProblemCode } from './file-problem.js';
export { type Confidence, type Guess, type Reason, type ReasonCode, reasons, sentenceOf } from './guess.js';
export { inspect } from './inspect.js';
export type { Choices, Inspection, SheetFacts } from './inspection.js';
export { limits } from './limits.js';
export { type ChildCaps, defaultCaps, inspectInChild, rowsInChild } from './parse-in-child.js';
export { noteFields, personFields, pfifVersion } from './pfif-fields.js';
export {
  type CellFlag,
  cellFlags,
  fileProblems,
  type RowProblem,
  type RowRemark,
  rowProblems,
  rowRemarks,
} from './problem-codes.js';
export * from './reading.js';
export { rows } from './rows.js';
export { type XmlElement, XmlPieces, type XmlReader } from './xml-pieces.js';
