import type { FuzzyDate } from '../record.js';
import { ageMarksOf, birthOfAge } from './age-phrase.js';
import { cutIntoMarks } from './date-marks.js';
import { foldDateText } from './fold-date-text.js';
import { toFuzzyDate, unknownDate } from './parse-date.js';
import { readMarks } from './read-date.js';

/** Longer texts are notes. */
const longestRawText = 10_000;
const longestAgeText = 60;

/**
 * The birth interval of somebody of a stated age: "23", "aged about 30", "20-25 years", on the day that the text itself gives ("25 years old in 2014"), else
 * on `asOf`. An age means nothing without its date, so without one the birth date is unknown. Never throws; not understood gives precision 'unknown'.
 */
export function parseAge(raw: string, asOf: FuzzyDate): FuzzyDate {
  const folded = raw.length > longestRawText ? '' : foldDateText(raw);
  const marks = folded.length > longestAgeText ? null : cutIntoMarks(folded);
  const age = marks && ageMarksOf(marks, true);
  const birth = age ? birthOfAge(age, (date) => readMarks(date, {}), asOf) : 'not_understood';
  return typeof birth === 'string' ? unknownDate(raw) : toFuzzyDate(raw, birth);
}
