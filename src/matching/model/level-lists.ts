import type { BirthLevel } from '../comparisons/birth.js';
import type { EventLevel } from '../comparisons/event.js';
import type { IdentifierLevel } from '../comparisons/identifier.js';
import type { ComparisonName } from '../comparisons/outcome.js';
import type { NameArrangement, NameLevel } from '../names/index.js';
import type { PlaceLevel } from '../places/compare-places.js';

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

/** Levels at which the two parts share their consonants, so that chance brings them together as often as the name is common. */
export const levelsWithRarity = ['same', 'same_sound', 'near', 'vowels_differ'] as const;

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
const births: Record<BirthLevel, true> = {
  same_day: true,
  same_day_one_order: true,
  same_few_days: true,
  day_month_swapped: true,
  same_day_other_year: true,
  same_month: true,
  same_year: true,
  same_year_part: true,
  near_days: true,
  about_same_year: true,
  same_decade: true,
  year_off_by_one: true,
  not_excluded: true,
  about_near: true,
  same_year_other_day: true,
  years_apart: true,
  far_apart: true,
};
const events: Record<EventLevel, true> = {
  same_day: true,
  days_after: true,
  same_few_days: true,
  same_month: true,
  weeks_after: true,
  shortly_before: true,
  same_year: true,
  months_after: true,
  not_excluded: true,
  long_after: true,
  years_after: true,
  before: true,
  long_before: true,
};
const places: Record<Exclude<PlaceLevel, 'not_recorded'>, true> = {
  facility: true,
  community: true,
  subdistrict: true,
  district: true,
  governorate: true,
  other_district: true,
  capital_region: true,
  other_governorate: true,
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
export const levelLists: Record<ComparisonName, { settings: readonly string[]; levels: readonly string[] }> = {
  given: inEveryScript,
  father: inEveryScript,
  grandfather: inEveryScript,
  family: inEveryScript,
  mother: inEveryScript,
  mother_family: inEveryScript,
  kunya: inEveryScript,
  name_arrangement: { settings: partSettings, levels: Object.keys(arrangements) },
  birth: { settings: anySetting, levels: Object.keys(births) },
  event: { settings: anySetting, levels: Object.keys(events) },
  place: { settings: anySetting, levels: Object.keys(places) },
  sex: { settings: anySetting, levels: Object.keys(sexes) },
  identifier: { settings: anySetting, levels: Object.keys(identifiers) },
};
export const comparisonNames = Object.keys(levelLists) as ComparisonName[];
