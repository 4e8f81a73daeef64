import { eachCandidates } from '../candidates.js';
import { compareBesideNames, compareRecords } from '../compare-records.js';
import type { CompiledRecord } from '../compile-record.js';
import { compileModel, type Hypothesis, type ModelFile } from '../model/index.js';
import { averageFrequencies } from './average-frequencies.js';
import { estimateShares } from './estimate-shares.js';
import { Observations } from './observations.js';

/** What somebody found out about a pair; null: nobody has looked. */
export type Known = Hypothesis | 'not_same' | null;

export interface ModelInput {
  /** Where to start from; what it says counts as `priorStrength` observations. */
  previous: ModelFile;
  reports: readonly CompiledRecord[];
  records: readonly CompiledRecord[];
  /** By index of report and record. */
  known: (report: number, record: number) => Known;
  priorStrength: number;
  rounds: number;
}

export type Estimate = Pick<ModelFile, 'shares' | 'levels' | 'averageFrequency'> & {
  reviewedPairs: number;
  unlabelledPairs: number;
};

/** Pairs on which strangers are counted. Comparing names takes most of the time; birthdays agree so seldom that more pairs are needed. */
const pairsWithNames = 300_000;
const pairsBesideNames = 3_000_000;

/** Estimates shares, levels and average frequencies from records, some of whose pairs may have been reviewed. Throws RangeError without reports or records. */
export function estimateModel(input: ModelInput): Estimate {
  const { previous, reports, records, known } = input;
  if (reports.length === 0 || records.length === 0)
    throw new RangeError('There is nothing to estimate from: no reports or no records.');
  const averageFrequency = averageFrequencies([...reports, ...records], previous.averageFrequency);
  const model = compileModel({ ...previous, averageFrequency });
  const candidates = new Observations();
  let reviewedPairs = 0;
  eachCandidates(
    reports,
    records,
    (report, found) => {
      for (const record of found) {
        const answer = known(report, record);
        if (answer !== null) reviewedPairs += 1;
        candidates.add(compareRecords(reports[report]!, records[record]!, model).comparisons, answer);
      }
    },
    model,
  );
  const random = new Observations();
  const allPairs = reports.length * records.length;
  for (const [report, record] of spreadPairs(reports.length, records.length, pairsWithNames))
    random.add(compareRecords(reports[report]!, records[record]!, model).comparisons, known(report, record));
  for (const [report, record] of spreadPairs(reports.length, records.length, pairsBesideNames))
    random.add(compareBesideNames(reports[report]!, records[record]!, model), known(report, record));
  const estimated = estimateShares({
    ...input,
    previous: { ...previous, averageFrequency },
    candidates,
    random,
    allPairs,
  });
  return { ...estimated, averageFrequency, reviewedPairs, unlabelledPairs: candidates.size - reviewedPairs };
}

/** Pairs spread evenly over all, none twice, always the same ones: every report meets records at equal distances. */
function* spreadPairs(reports: number, records: number, wanted: number): Generator<[number, number]> {
  const perReport = Math.min(records, Math.max(1, Math.round(wanted / reports)));
  for (let report = 0; report < reports; report++) {
    const start = (report * 7919) % records;
    for (let turn = 0; turn < perReport; turn++) {
      yield [report, (start + Math.floor((turn * records) / perReport)) % records];
    }
  }
}
