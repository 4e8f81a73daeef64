import type { Faults } from './fields.js';
import type { FaultKeys } from './questions/question.js';
import type { Words } from './words.js';

/** What has to be mended, in the words of the page. */
export const faultsIn = (words: Words, faults: FaultKeys): Faults =>
  Object.fromEntries(Object.entries(faults).map(([field, fault]) => [field, fault && words(fault.key, fault.values)]));
