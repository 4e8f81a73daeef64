import {
  calibrate,
  compileModel,
  type Estimate,
  estimateModel,
  type JudgedPair,
  type ModelFile,
} from '../matching/index.js';
import { type CompiledPopulation, scorePopulation } from './score-population.js';

/** @param reviewed whether the truth of the population is used, as if every candidate had been reviewed */
export function estimateFromPopulation(
  { reports, records, whatIs }: CompiledPopulation,
  previous: ModelFile,
  { reviewed, priorStrength, rounds }: { reviewed: boolean; priorStrength: number; rounds: number },
): Estimate {
  return estimateModel({
    previous,
    reports: reports.map(({ compiled }) => compiled),
    records: records.map(({ compiled }) => compiled),
    known: (report, record) => (reviewed ? whatIs(reports[report]!.key, records[record]!.key) : null),
    priorStrength,
    // With every answer known there is nothing to go round for.
    rounds: reviewed ? 1 : rounds,
  });
}

/** Match weights of all candidates of some populations against the truth; null when they are too small to judge by. Made one after the other, to save memory. */
export function calibrateOnPopulations(
  populations: (() => CompiledPopulation)[],
  model: ModelFile,
): ModelFile['calibration']['knots'] | null {
  const judged: JudgedPair[] = [];
  for (const population of populations) {
    scorePopulation(
      population(),
      (_, candidates) => {
        for (const { score, whatIs } of candidates) judged.push({ weight: score.matchWeight, same: whatIs === 'same' });
      },
      compileModel(model),
    );
  }
  return calibrate(judged);
}
