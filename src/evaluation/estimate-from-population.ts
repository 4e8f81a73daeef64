import {
  calibrate,
  compileModel,
  type Estimate,
  estimateModel,
  type JudgedPair,
  type ModelFile,
} from '../matching/index.js';
import { type CompiledPopulation, scorePopulation } from './score-population.js';

/** Rounds of EM; the shares no longer move in the third digit after about ten. */
const rounds = 15;

/** @param reviewed whether the truth of the population is used, as if every candidate had been reviewed */
export function estimateFromPopulation(
  { reports, records, whatIs }: CompiledPopulation,
  previous: ModelFile,
  { reviewed, priorStrength }: { reviewed: boolean; priorStrength: number },
): Estimate {
  return estimateModel({
    previous,
    reports: reports.map(({ compiled }) => compiled),
    records: records.map(({ compiled }) => compiled),
    known: (report, record) => (reviewed ? whatIs(reports[report]!.key, records[record]!.key) : null),
    priorStrength,
    rounds: reviewed ? 1 : rounds,
  });
}

/** Match weights of all candidates against the truth; null when the population is too small to judge by. */
export function calibrateOnPopulation(
  population: CompiledPopulation,
  model: ModelFile,
): ModelFile['calibration']['knots'] | null {
  const judged: JudgedPair[] = [];
  scorePopulation(
    population,
    (_, candidates) => {
      for (const { score, whatIs } of candidates) judged.push({ weight: score.matchWeight, same: whatIs === 'same' });
    },
    compileModel(model),
  );
  return calibrate(judged);
}
