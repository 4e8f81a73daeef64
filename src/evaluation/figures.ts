import { type Evaluation, evaluateSuggestions, type RankedSuggestion } from '../demonstration/index.js';
import { bandBeside, type Model } from '../matching/index.js';
import { type JudgedCandidate, type Ranking, rankCandidates } from './ranking.js';
import { type CompiledPopulation, type ScoredCandidate, scorePopulation } from './score-population.js';

export interface RelativeFigures {
  /** Candidate pairs of two people of one family, and how many of them a relative was called likelier than anything else. */
  pairs: number;
  called_relatives: number;
  /** All candidate pairs that were called relatives: what is neither of one family nor one person was called so in error. */
  all_called: number;
  called_though_same: number;
}

export interface PopulationFigures extends Evaluation, Ranking {
  /** Pairs that share enough blocking keys, and the share of all true pairs among them. */
  candidates: number;
  blocking_recall: number | null;
}

export interface RecordEvaluation {
  all: PopulationFigures;
  /** Reports of people of whose family somebody else is in the records, and the others. */
  with_relatives: PopulationFigures;
  without_relatives: PopulationFigures;
  relatives: RelativeFigures;
}

interface Part {
  suggestions: Map<string, RankedSuggestion[]>;
  judged: JudgedCandidate[];
  reports: Set<string>;
}

/** Scores an invented population in this process and compares with what is true of it. */
export function evaluatePopulation(compiled: CompiledPopulation, model?: Model): RecordEvaluation {
  const { truth, relatives } = compiled.population;
  const withRelatives = new Set(relatives.map(({ reportKey }) => reportKey));
  const parts = { with: emptyPart(), without: emptyPart() };
  const called: RelativeFigures = { pairs: 0, called_relatives: 0, all_called: 0, called_though_same: 0 };
  scorePopulation(
    compiled,
    (reportKey, candidates) => {
      const part = withRelatives.has(reportKey) ? parts.with : parts.without;
      part.reports.add(reportKey);
      part.suggestions.set(reportKey, suggestionsOf(candidates));
      for (const candidate of candidates) {
        part.judged.push(judge(candidate));
        countRelatives(candidate, called);
      }
    },
    model,
  );
  const figures = (...from: Part[]): PopulationFigures => {
    const suggestions = new Map(from.flatMap((part) => [...part.suggestions]));
    const judged = from.flatMap((part) => part.judged);
    const reports = new Set(from.flatMap((part) => [...part.reports]));
    const isOfThese = ({ reportKey }: { reportKey: string }): boolean => reports.has(reportKey);
    const trueOfThese = truth.filter(isOfThese);
    const input = { truth: trueOfThese, relatives: relatives.filter(isOfThese), suggestions };
    return {
      ...evaluateSuggestions({ ...input, reports: reports.size, records: compiled.records.length }),
      ...rankCandidates(judged, trueOfThese.length),
      candidates: judged.length,
      blocking_recall: trueOfThese.length === 0 ? null : judged.filter(({ same }) => same).length / trueOfThese.length,
    };
  };
  return {
    all: figures(parts.with, parts.without),
    with_relatives: figures(parts.with),
    without_relatives: figures(parts.without),
    relatives: called,
  };
}

const emptyPart = (): Part => ({ suggestions: new Map(), judged: [], reports: new Set() });

function suggestionsOf(candidates: readonly ScoredCandidate[]): RankedSuggestion[] {
  return candidates.flatMap(({ recordKey, score }) => {
    const others = candidates.filter((other) => other.recordKey !== recordKey).map((other) => other.score);
    const band = score.band && bandBeside(score, others);
    return band ? [{ recordKey, weight: score.matchWeight, band }] : [];
  });
}

const judge = ({ score, whatIs }: ScoredCandidate): JudgedCandidate => ({
  weight: score.matchWeight,
  probability: score.probabilities.same,
  same: whatIs === 'same',
});

function countRelatives({ score, whatIs }: ScoredCandidate, called: RelativeFigures): void {
  const { same, relative, unrelated } = score.probabilities;
  const isCalled = relative > same && relative > unrelated;
  const isRelative = whatIs !== 'same' && whatIs !== 'unrelated';
  if (isRelative) called.pairs += 1;
  if (!isCalled) return;
  called.all_called += 1;
  if (isRelative) called.called_relatives += 1;
  if (whatIs === 'same') called.called_though_same += 1;
}

/** The evaluation as a table for people, one column for each group of reports. */
export function formatRecordEvaluation(evaluation: RecordEvaluation): string {
  const groups = [evaluation.all, evaluation.with_relatives, evaluation.without_relatives];
  const line = (label: string, cells: (string | number)[]): string =>
    label.padEnd(44) + cells.map((cell) => String(cell).padStart(16)).join('');
  const share = (value: number | null): string => (value === null ? '-' : value.toFixed(3));
  const row = (label: string, pick: (group: PopulationFigures) => string | number): string =>
    line(label, groups.map(pick));
  const { relatives } = evaluation;
  return [
    line('reports', ['all', 'with relatives', 'without']),
    row('  number', ({ reports }) => reports),
    row('  with a true record', ({ reports_with_true_record }) => reports_with_true_record),
    row('true pairs', ({ true_pairs }) => true_pairs),
    row('candidate pairs', ({ candidates }) => candidates),
    row('blocking recall', ({ blocking_recall }) => share(blocking_recall)),
    row('recall per report at 1', ({ recall_at_1 }) => share(recall_at_1)),
    row('  at 5', ({ recall_at_5 }) => share(recall_at_5)),
    row('  at 10', ({ recall_at_10 }) => share(recall_at_10)),
    ...(['strong', 'worth_a_look', 'weak'] as const).map((band) =>
      row(
        `${band}: right of suggested`,
        ({ true_suggestions_by_band: right, suggestions_by_band: all, precision_by_band: precision }) =>
          `${right[band]}/${all[band]} ${share(precision[band])}`,
      ),
    ),
    row('precision at 80 % recall of true pairs', (group) => share(group.precision_at_80_percent_recall)),
    row('  at 90 %', (group) => share(group.precision_at_90_percent_recall)),
    row('calibration error', (group) => group.calibration_error?.toFixed(5) ?? '-'),
    row('  for probabilities from 0.1', (group) => share(group.calibration_error_from_one_in_ten)),
    '',
    `Pairs of one family: ${relatives.pairs}, called relatives ${relatives.called_relatives}.`,
    `Called relatives in all: ${relatives.all_called}, of them one person ${relatives.called_though_same}.`,
  ].join('\n');
}
