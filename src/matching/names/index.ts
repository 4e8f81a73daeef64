/** Names of people in Arabic and Latin script: read, taken apart, compared. */
export { compareNames } from './compare-names.js';
export { compileName, compileNames, partSkeletons } from './compile-name.js';
export { nameFrequency } from './frequency.js';
export { nameKeys } from './name-keys.js';
export { parseName } from './parse-name.js';
export { splitNames } from './split-names.js';
export type * from './types.js';
