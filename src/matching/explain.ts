import type { PairScore } from './compare-records.js';
import type { ComparisonOutcome } from './comparisons/outcome.js';
import { placeComparisons } from './comparisons/place.js';
import { type ExplanationLocale, hasWords, wordsFor } from './explain-words.js';
import { type Band, hundredths } from './model/index.js';
import { partComparisons } from './model/level-lists.js';

export type Agreement = 'same' | 'same_other_script' | 'partly' | 'conflict' | 'not_recorded';

export interface ExplanationRow {
  /** Name of the comparison; `given_rarity` and the like for how common a value is; `relative` for the last row. */
  comparison: string;
  label: string;
  /** Values as written (places by name if it is known), null when not recorded. To be shown with their own text direction. */
  a: string | null;
  b: string | null;
  /** Null for a row about the values themselves (how common a name is) or about relatives: nothing is compared there. */
  agreement: Agreement | null;
  agreementLabel: string | null;
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
  /** The band beside the report's other suggestions, where it is known (see bandBeside). */
  band?: Band | null;
  /** Name of a P-code or facility id (`gazetteer.nameOfCode`); without it places show their codes. */
  placeName?: (code: string, script: 'ar' | 'en') => string | null;
}

const nameParts: ReadonlySet<string> = new Set(partComparisons);
const seldomRecorded: ReadonlySet<string> = new Set(['kunya', 'mother_family']);
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
 * Puts a score into words for a caseworker: where it starts, one row per comparison with both values, one more where a value is common or rare, what relatives
 * would explain as well, the total and the band. The rows add up to the total to the hundredth. No percentages: the weights order evidence, they are
 * no probability that a family may be told.
 */
export function explain(score: PairScore, locale: ExplanationLocale, options: ExplainOptions = {}): Explanation {
  let total = score.priorWeight;
  const rows = rowsOf(score, locale, options).map((row) => {
    const before = total;
    total = hundredths(total + row.weight);
    return { ...row, before, after: total };
  });
  const band = options.band === undefined ? score.band : options.band;
  const headline = relativeIsLikelier(score)
    ? score.relative.kind
    : band !== null && band !== score.band
      ? 'rival'
      : (band ?? 'none');
  return {
    headline: wordsFor(`headline.${headline}`, locale),
    startingPoint: {
      label: wordsFor('label.start', locale),
      weight: score.priorWeight,
      sentence: wordsFor('start.sentence', locale, { oneIn: 2 ** -score.priorWeight }),
    },
    rows,
    total: score.matchWeight,
    band,
    bandLabel: wordsFor(`band.${band ?? 'none'}`, locale),
  };
}

/** A close relative is a lead too, and the likeliest of the three readings here. */
export function relativeIsLikelier({ probabilities: { same, relative, unrelated } }: PairScore): boolean {
  return relative > same && relative > unrelated;
}

/** Places have names in Arabic and in Latin script; a reader gets those of his own. */
const scriptOf: Record<ExplanationLocale, 'ar' | 'en'> = {
  ar: 'ar',
  ckb: 'ar',
  kmr: 'en',
  en: 'en',
  tr: 'en',
  de: 'en',
};

type Row = Omit<ExplanationRow, 'before' | 'after'>;

function rowsOf(score: PairScore, locale: ExplanationLocale, options: ExplainOptions): Row[] {
  const rows: Row[] = [];
  for (const outcome of score.comparisons) {
    // An order that is as one expects is no news, nor is a kunya or a mother's family that few records have.
    if (outcome.comparison === 'name_arrangement' && outcome.weight === 0) continue;
    if (outcome.level === 'not_recorded' && seldomRecorded.has(outcome.comparison)) continue;
    const { comparison } = outcome;
    const rarity = nameParts.has(comparison) ? (outcome.rarity ?? 0) : 0;
    const agreement = agreementOf(outcome);
    rows.push({
      comparison,
      label: wordsFor(`label.${comparison}`, locale),
      a: shown(outcome, outcome.a, locale, options),
      b: shown(outcome, outcome.b, locale, options),
      agreement,
      agreementLabel: wordsFor(`agreement.${agreement}`, locale),
      weight: hundredths(outcome.weight - rarity),
      sentence: sentenceOf(outcome, locale),
    });
    if (rarity !== 0) {
      const label = wordsFor(`label.${comparison}_rarity`, locale);
      rows.push(rowWithoutValues(`${comparison}_rarity`, label, rarity, wordsFor('rarity', locale, outcome.note)));
    }
  }
  const { weight, kind } = score.relative;
  if (weight !== 0) {
    const sentence = wordsFor(`relative.${kind}.${relativeIsLikelier(score) ? 'likelier' : 'possible'}`, locale);
    rows.push(rowWithoutValues('relative', wordsFor('label.relative', locale), weight, sentence));
  }
  return rows;
}

function rowWithoutValues(comparison: string, label: string, weight: number, sentence: string): Row {
  return { comparison, label, a: null, b: null, agreement: null, agreementLabel: null, weight, sentence };
}

/** What a level of a comparison says, in words. `oneIn` is needed where the sentence says how often strangers reach it. */
export function sentenceOfLevel(
  comparison: string,
  level: string,
  locale: ExplanationLocale,
  values: Record<string, string | number> = {},
): string {
  const group = nameParts.has(comparison) ? 'name' : mapComparisons.has(comparison) ? 'place' : null;
  // A key of its own goes before that of the group: who is taken at home is not born there.
  const own = `${comparison}.${level}`;
  return wordsFor(group === null || hasWords(own) ? own : `${group}.${level}`, locale, values);
}

export const labelOfComparison = (comparison: string, locale: ExplanationLocale): string =>
  wordsFor(`label.${comparison}`, locale);

function sentenceOf(outcome: ComparisonOutcome, locale: ExplanationLocale): string {
  if (outcome.level === 'not_recorded') return wordsFor('not_recorded', locale);
  const sentence = sentenceOfLevel(outcome.comparison, outcome.level, locale, outcome.note);
  const aside = outcome.note?.guessed === 1 ? 'place.guessed' : outcome.note?.also === 1 ? 'place.also' : null;
  return aside === null ? sentence : `${sentence} ${wordsFor(aside, locale)}`;
}

/** The word for an outcome: what was found decides, and a weight below zero is a conflict whatever its level; only a common name is none. */
export function agreementOf({ comparison, level, weight, rarity = 0, note }: ComparisonOutcome): Agreement {
  if (level === 'not_recorded') return 'not_recorded';
  if (weight - rarity < 0 || level === 'different') return 'conflict';
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
    ? (options.placeName?.(value, scriptOf[locale]) ?? value)
    : value;
}
