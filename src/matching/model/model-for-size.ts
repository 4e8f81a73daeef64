import { compileModel, hundredths } from './compile-model.js';
import { relativeKinds } from './hypotheses.js';
import type { Model } from './model.js';
import type { ModelFile } from './model-file.js';

/** A handful of records must not make everybody the person sought: no pair is likelier than this before anything is compared. */
const mostLikely = 0.2;

/** True records that a report had on average where the model was estimated: what stays the same however many records there are. */
export function trueRecordsPerReport({ shares, estimated }: ModelFile): number {
  return shares.same * estimated.records;
}

/**
 * The model for another number of records: a report has as many true records and relatives among a million as among twenty thousand, so one pair is that much
 * less often one person (Fellegi and Sunter's prior; matching.md section 7). Every match weight moves by one constant, apart from what a relative explains; the
 * calibration moves along, in weight and in log odds alike, so that the same evidence keeps its likelihood ratio; the bands keep their probabilities.
 *
 * @param records number of records that each report is compared with, at least 1
 * @param expected true records per report, above 0; what the model was estimated with unless something better is known
 */
export function modelForSize(file: ModelFile, records: number, expected = trueRecordsPerReport(file)): Model {
  if (!(records >= 1 && expected > 0))
    throw new RangeError('A model needs at least one record, and something to expect.');
  const same = Math.min(mostLikely, expected / records);
  const factor = same / file.shares.same;
  const shares = { ...file.shares, same };
  for (const kind of relativeKinds) shares[kind] = Math.min(mostLikely, file.shares[kind] * factor);
  const moved = hundredths(priorBits(same)) - hundredths(priorBits(file.shares.same));
  const knots = file.calibration.knots.map(({ weight, probability }) => ({
    weight: hundredths(weight + moved),
    probability: 1 / (1 + ((1 - probability) / probability) * 2 ** -moved),
  }));
  return compileModel({ ...file, shares, calibration: { ...file.calibration, knots } });
}

const priorBits = (share: number): number => Math.log2(share / (1 - share));
