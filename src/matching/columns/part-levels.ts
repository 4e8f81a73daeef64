import { areStrangers, levelIndex } from '../names/compare-tokens.js';
import { levels } from '../names/name-level.js';
import type { NameToken } from '../names/types.js';

/** What `levels` calls different. */
export const different = levels.indexOf('different');

/** The level at which two spellings agree as parts of two names, as an index into `levels`. */
export const partLevel = (a: NameToken, b: NameToken): number =>
  !a.isInitial && !b.isInitial && areStrangers(a, b) ? different : levelIndex(a, b);

export const isDifferent = (level: number): boolean => level === different;
