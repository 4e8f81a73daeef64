import type { ReportRecordPair } from './population.js';

export type SuggestionBand = 'strong' | 'worth_a_look' | 'weak';
export const suggestionBands: readonly SuggestionBand[] = ['strong', 'worth_a_look', 'weak'];

export interface RankedSuggestion {
  recordKey: string;
  /** Match weight, log2. */
  weight: number;
  band: SuggestionBand;
}

export interface EvaluationInput {
  truth: readonly ReportRecordPair[];
  /** Pairs of two people of one family: only counted, they are never right. */
  relatives?: readonly ReportRecordPair[];
  /** Number of reports and records that were compared. */
  reports: number;
  records: number;
  /** What was suggested for each report; reports without suggestions may be absent. Order does not matter. */
  suggestions: ReadonlyMap<string, readonly RankedSuggestion[]>;
}

export interface Evaluation {
  /**
   * recall@k: of the reports whose person is in at least one record, the share with at least one true record among the
   * first k suggestions by weight (equal weights: by record key). Null when no report has a true record.
   */
  recall_at_1: number | null;
  recall_at_5: number | null;
  recall_at_10: number | null;
  /** Of the suggestions of a band, the share that is the same person. Null when the band is empty. */
  precision_by_band: Record<SuggestionBand, number | null>;
  suggestions_by_band: Record<SuggestionBand, number>;
  true_suggestions_by_band: Record<SuggestionBand, number>;
  relative_suggestions_by_band: Record<SuggestionBand, number>;
  reports: number;
  reports_with_true_record: number;
  records: number;
  true_pairs: number;
  suggestions: number;
}

/** Compares suggestions with the truth of a generated population. Pure; throws RangeError if a report names a record twice. */
export function evaluateSuggestions(input: EvaluationInput): Evaluation {
  const truth = keysByReport(input.truth);
  const relatives = keysByReport(input.relatives ?? []);
  const perBand = (): Record<SuggestionBand, number> => ({ strong: 0, worth_a_look: 0, weak: 0 });
  const suggested = perBand();
  const right = perBand();
  const related = perBand();
  for (const [reportKey, list] of input.suggestions) {
    if (new Set(list.map(({ recordKey }) => recordKey)).size !== list.length) {
      throw new RangeError('A record is suggested twice for one report.');
    }
    for (const { recordKey, band } of list) {
      suggested[band]++;
      if (truth.get(reportKey)?.has(recordKey)) right[band]++;
      if (relatives.get(reportKey)?.has(recordKey)) related[band]++;
    }
  }
  const ranks = [...truth].map(([reportKey, keys]) =>
    rankOfFirst(keys, byWeight(input.suggestions.get(reportKey) ?? [])),
  );
  const precision = (band: SuggestionBand): number | null =>
    suggested[band] === 0 ? null : right[band] / suggested[band];
  return {
    recall_at_1: recallAt(ranks, 1),
    recall_at_5: recallAt(ranks, 5),
    recall_at_10: recallAt(ranks, 10),
    precision_by_band: {
      strong: precision('strong'),
      worth_a_look: precision('worth_a_look'),
      weak: precision('weak'),
    },
    suggestions_by_band: suggested,
    true_suggestions_by_band: right,
    relative_suggestions_by_band: related,
    reports: input.reports,
    reports_with_true_record: truth.size,
    records: input.records,
    true_pairs: input.truth.length,
    suggestions: suggested.strong + suggested.worth_a_look + suggested.weak,
  };
}

/** The evaluation as a table for people, in plain text of several lines. */
export function formatEvaluation(evaluation: Evaluation): string {
  const share = (value: number | null): string => (value === null ? '-' : value.toFixed(3));
  const line = (label: string, ...cells: (string | number)[]): string =>
    label.padEnd(34) + cells.map((cell) => String(cell).padStart(12)).join('');
  return [
    line('reports', evaluation.reports),
    line('  with a true record', evaluation.reports_with_true_record),
    line('detention records', evaluation.records),
    line('true pairs', evaluation.true_pairs),
    line('suggestions', evaluation.suggestions),
    '',
    line('recall per report', '@1', '@5', '@10'),
    line('', share(evaluation.recall_at_1), share(evaluation.recall_at_5), share(evaluation.recall_at_10)),
    '',
    line('band', 'suggested', 'same person', 'relative', 'precision'),
    ...suggestionBands.map((band) =>
      line(
        `  ${band}`,
        evaluation.suggestions_by_band[band],
        evaluation.true_suggestions_by_band[band],
        evaluation.relative_suggestions_by_band[band],
        share(evaluation.precision_by_band[band]),
      ),
    ),
  ].join('\n');
}

/** 1 = first place; Infinity when none of the keys is in the list, which has the best first. */
export function rankOfFirst(keys: ReadonlySet<string>, ranked: readonly { recordKey: string }[]): number {
  const index = ranked.findIndex(({ recordKey }) => keys.has(recordKey));
  return index < 0 ? Number.POSITIVE_INFINITY : index + 1;
}

/** The share of ranks up to this one; null when there are none. */
export function recallAt(ranks: readonly number[], rank: number): number | null {
  return ranks.length === 0 ? null : ranks.filter((one) => one <= rank).length / ranks.length;
}

function byWeight(suggestions: readonly RankedSuggestion[]): RankedSuggestion[] {
  return [...suggestions].sort((a, b) => b.weight - a.weight || (a.recordKey < b.recordKey ? -1 : 1));
}

export function keysByReport(pairs: readonly ReportRecordPair[]): Map<string, Set<string>> {
  const keys = new Map<string, Set<string>>();
  for (const { reportKey, recordKey } of pairs) {
    const known = keys.get(reportKey);
    if (known === undefined) keys.set(reportKey, new Set([recordKey]));
    else known.add(recordKey);
  }
  return keys;
}
