import { birthLevels } from '../comparisons/birth.js';
import { eventLevels } from '../comparisons/event.js';
import type { IdentifierLevel } from '../comparisons/identifier.js';
import type { NameArrangement, NameLevel } from '../names/index.js';
import type { CountedComparison } from './model-file.js';

/** Names are compared in three settings that agree differently: a vowel that Arabic letters always write is left to chance in Latin ones. */
export const scriptSettings = ['arabic', 'latin', 'across'] as const;
export type ScriptSetting = (typeof scriptSettings)[number];

/** Whether both sources told the parts of the name apart; otherwise a moved part may only mean that a name in one piece was read wrongly. */
export const partSettings = ['told', 'guessed'] as const;
export type PartSetting = (typeof partSettings)[number];

/** A comparison that is the same in every setting. */
export const anySetting = ['any'] as const;

/** Name parts whose agreement says more the rarer the name is. */
export const partComparisons = [
  'given',
  'father',
  'grandfather',
  'family',
  'mother',
  'mother_family',
  'kunya',
] as const;
export type PartComparison = (typeof partComparisons)[number];

// The records make the compiler check that no level of a comparison is forgotten.
const names: Record<Exclude<NameLevel, 'missing'>, true> = {
  same: true,
  same_sound: true,
  near: true,
  vowels_differ: true,
  one_edit: true,
  initial: true,
  different: true,
};
const arrangements: Record<NameArrangement, true> = {
  as_written: true,
  family_first: true,
  father_grandfather_swapped: true,
  given_father_swapped: true,
  given_family_swapped: true,
  shifted: true,
};
const sexes = { same: true, different: true };
const identifiers: Record<IdentifierLevel, true> = {
  national_number_same: true,
  national_number_one_digit: true,
  national_number_different: true,
  other_number_same: true,
  not_comparable: true,
};

const inEveryScript = { settings: scriptSettings, levels: Object.keys(names) };

/** Settings and levels of every comparison, without `not_recorded`, which never counts. */
export const levelLists: Record<CountedComparison, { settings: readonly string[]; levels: readonly string[] }> = {
  given: inEveryScript,
  father: inEveryScript,
  grandfather: inEveryScript,
  family: inEveryScript,
  mother: inEveryScript,
  mother_family: inEveryScript,
  kunya: inEveryScript,
  name_arrangement: { settings: partSettings, levels: Object.keys(arrangements) },
  birth: { settings: anySetting, levels: birthLevels },
  event: { settings: anySetting, levels: eventLevels },
  sex: { settings: anySetting, levels: Object.keys(sexes) },
  identifier: { settings: anySetting, levels: Object.keys(identifiers) },
};
export const comparisonNames = Object.keys(levelLists) as CountedComparison[];

/** Comparisons whose levels stand from the best agreement to the worst: their weights for one person never rise along the list. */
export const fallingLevels: Partial<Record<CountedComparison, readonly string[]>> = {
  birth: birthLevels,
  event: eventLevels,
};

/** The level of those lists that says nothing; above it a level never speaks against, below it never for one person. */
export const sayingNothing = 'not_excluded';
