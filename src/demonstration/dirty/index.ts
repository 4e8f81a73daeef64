export { type DirtyFile, type DirtyFileOptions, dirtyFile, type LedgerRow } from './dirty-file.js';
export { dirtyLists } from './dirty-lists.js';
export { type OddityName, oddityNames } from './draft.js';
