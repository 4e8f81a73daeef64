export { FileProblem, type FileProblemCode } from './file-problem.js';
export { type Confidence, type Guess, type Reason, type ReasonCode, reasons, sentenceOf } from './guess.js';
export { inspect } from './inspect.js';
export type { Choices, Inspection, SheetFacts } from './inspection.js';
export { limits } from './limits.js';
export { type ChildCaps, defaultCaps, inspectInChild, rowsInChild } from './parse-in-child.js';
export * from './reading.js';
export { type CellFlag, cellFlags, type RowProblem, type RowRemark, rowProblems, rowRemarks } from './row-notes.js';
export { rows } from './rows.js';
