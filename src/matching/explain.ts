import type { PairScore } from './compare-records.js';
import type { ComparisonOutcome } from './comparisons/outcome.js';
import { placeComparisons } from './comparisons/place.js';
import { type ExplanationLocale, hasWords, wordsFor } from './explain-words.js';
import type { Band } from './model/index.js';

export type Agreement = 'same' | 'same_other_script' | 'partly' | 'conflict' | 'not_recorded';

export interface ExplanationRow {
  comparison: string;
  label: string;
  /** Values as written (places by name if it is known), null when not recorded. To be shown with their own text direction. */
  a: string | null;
  b: string | null;
  agreement: Agreement;
  agreementLabel: string;
  weight: number;
  /** Running total before and after this row. */
  before: number;
  after: number;
  sentence: string;
}

export interface Explanation {
  headline: string;
  startingPoint: { label: string; weight: number; sentence: string };
  rows: ExplanationRow[];
  total: number;
  band: Band | null;
  bandLabel: string;
}

export interface ExplainOptions {
  /** Name of a P-code or facility id (`gazetteer.nameOfCode`); without it places show their codes. */
  placeName?: (code: string, locale: ExplanationLocale) => string | null;
}

const nameParts = new Set(['given', 'father', 'grandfather', 'family', 'mother']);
const mapComparisons = new Set<string>(placeComparisons.filter((comparison) => comparison !== 'held'));
const wholeAgreement = new Set([
  'same',
  'same_sound',
  'same_day',
  'facility',
  'community',
  'national_number_same',
  'other_number_same',
]);

/**
 * Puts a score into words for a caseworker: where it starts, one row per comparison with both values, what each adds, the total and the band. No
 * percentages: the weights order evidence, they are no probability that a family may be told.
 */
export function explain(score: PairScore, locale: ExplanationLocale, options: ExplainOptions = {}): Explanation {
  let total = score.priorWeight;
  const rows: ExplanationRow[] = [];
  for (const outcome of score.comparisons) {
    // An order that is as one expects is no news.
    if (outcome.comparison === 'name_arrangement' && outcome.weight === 0) continue;
    const before = total;
    total = Math.round((total + outcome.weight) * 100) / 100;
    const agreement = agreementOf(outcome);
    rows.push({
      comparison: outcome.comparison,
      label: wordsFor(`label.${outcome.comparison}`, locale),
      a: shown(outcome, outcome.a, locale, options),
      b: shown(outcome, outcome.b, locale, options),
      agreement,
      agreementLabel: wordsFor(`agreement.${agreement}`, locale),
      weight: outcome.weight,
      before,
      after: total,
      sentence: sentenceOf(outcome, locale),
    });
  }
  const mayBeRelative = score.comparisons.some(({ note }) => note?.may_be_relative === 1);
  return {
    headline: wordsFor(`headline.${mayBeRelative ? 'relative' : (score.band ?? 'none')}`, locale),
    startingPoint: {
      label: wordsFor('label.start', locale),
      weight: score.priorWeight,
      sentence: wordsFor('start.sentence', locale, { oneIn: 2 ** -score.priorWeight }),
    },
    rows,
    total: score.matchWeight,
    band: score.band,
    bandLabel: wordsFor(`band.${score.band ?? 'none'}`, locale),
  };
}

function sentenceOf(outcome: ComparisonOutcome, locale: ExplanationLocale): string {
  if (outcome.level === 'not_recorded') return wordsFor('not_recorded', locale);
  if (outcome.note?.may_be_relative === 1)
    return wordsFor(outcome.level === 'unmet' ? 'given.unmet' : 'given.relative', locale);
  const group = nameParts.has(outcome.comparison) ? 'name' : mapComparisons.has(outcome.comparison) ? 'place' : null;
  // A key of its own goes before that of the group: who is taken at home is not born there.
  const own = `${outcome.comparison}.${outcome.level}`;
  const sentence = wordsFor(group === null || hasWords(own) ? own : `${group}.${outcome.level}`, locale, outcome.note);
  const aside = outcome.note?.guessed === 1 ? 'place.guessed' : outcome.note?.also === 1 ? 'place.also' : null;
  return aside === null ? sentence : `${sentence} ${wordsFor(aside, locale)}`;
}

/** The word for an outcome: what was found decides, and a weight below zero is a conflict whatever its level. */
export function agreementOf({ comparison, level, weight, note }: ComparisonOutcome): Agreement {
  if (level === 'not_recorded') return 'not_recorded';
  if (weight < 0 || level === 'different') return 'conflict';
  if (!wholeAgreement.has(level)) return 'partly';
  return nameParts.has(comparison) && note?.otherScript === 1 ? 'same_other_script' : 'same';
}

function shown(
  outcome: ComparisonOutcome,
  value: string | null,
  locale: ExplanationLocale,
  options: ExplainOptions,
): string | null {
  if (value === null) return null;
  const key = `${outcome.comparison}.value.${value}`;
  if (outcome.comparison === 'sex' && hasWords(key)) return wordsFor(key, locale);
  return (placeComparisons as readonly string[]).includes(outcome.comparison)
    ? (options.placeName?.(value, locale) ?? value)
    : value;
}
