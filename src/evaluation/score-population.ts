import type { Population } from '../demonstration/index.js';
import {
  builtInModel,
  type CompiledRecord,
  compareRecords,
  compileRecord,
  eachCandidates,
  type Hypothesis,
  type Model,
  type PairScore,
} from '../matching/index.js';
import { readPopulation } from './population-records.js';

/** An invented population as the matcher sees it, with what is true of every pair. */
export interface CompiledPopulation {
  reports: { key: string; compiled: CompiledRecord }[];
  records: { key: string; compiled: CompiledRecord }[];
  /** `unrelated` for pairs that the population does not name. */
  whatIs: (reportKey: string, recordKey: string) => Hypothesis;
  population: Population;
}

export function compilePopulation(population: Population): CompiledPopulation {
  const { reports, records } = readPopulation(population);
  const compile = ({ key, features }: (typeof reports)[number]) => ({ key, compiled: compileRecord(features) });
  const known = new Map<string, Hypothesis>();
  for (const { reportKey, recordKey } of population.truth) known.set(`${reportKey} ${recordKey}`, 'same');
  for (const { reportKey, recordKey, kind } of population.relatives) known.set(`${reportKey} ${recordKey}`, kind);
  return {
    reports: reports.map(compile),
    records: records.map(compile),
    whatIs: (reportKey, recordKey) => known.get(`${reportKey} ${recordKey}`) ?? 'unrelated',
    population,
  };
}

export interface ScoredCandidate {
  reportKey: string;
  recordKey: string;
  score: PairScore;
  whatIs: Hypothesis;
}

/** Scores every candidate pair, suggested or not, report by report. */
export function scorePopulation(
  { reports, records, whatIs }: CompiledPopulation,
  use: (reportKey: string, candidates: ScoredCandidate[]) => void,
  model: Model = builtInModel,
): void {
  eachCandidates(
    reports.map(({ compiled }) => compiled),
    records.map(({ compiled }) => compiled),
    (at, found) => {
      const { key: reportKey, compiled } = reports[at]!;
      const scored = found.map((record) => {
        const { key: recordKey, compiled: other } = records[record]!;
        const score = compareRecords(compiled, other, model);
        return { reportKey, recordKey, score, whatIs: whatIs(reportKey, recordKey) };
      });
      use(reportKey, scored);
    },
    model,
  );
}
