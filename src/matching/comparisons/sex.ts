import type { Model } from '../model/model.js';
import type { Sex } from '../record.js';
import { type ComparisonOutcome, notRecorded } from './outcome.js';

/** Levels: same, different. Different does not rule a pair out: the column is often filled by default. */
export function compareSexes(a: Sex | null, b: Sex | null, model: Model): ComparisonOutcome {
  if (!a || !b) return notRecorded('sex', a, b);
  const level = a === b ? 'same' : 'different';
  return { comparison: 'sex', level, weight: model.sex[level], a, b };
}
