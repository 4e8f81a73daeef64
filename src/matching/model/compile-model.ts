import type { ComparisonName } from '../comparisons/outcome.js';
import { weightAtProbability } from './calibration.js';
import { type Hypothesis, hypotheses, type RelativeKind, relativeKinds } from './hypotheses.js';
import { comparisonNames } from './level-lists.js';
import type { LevelWeights, Model } from './model.js';
import { bands } from './model.js';
import type { LevelShares, ModelFile } from './model-file.js';

/** Works out the weights of a model file: log2(share under the hypothesis / share between strangers), disagreements clamped. */
export function compileModel(file: ModelFile): Model {
  const same = weightsOf(file, 'same');
  const related = Object.values(file.shares).reduce((sum, share) => sum + share, 0) - file.shares.same;
  const unrelated = 1 - file.shares.same - related;
  const any = <Level extends string>(comparison: ComparisonName) => same[comparison].any as Record<Level, number>;
  return {
    version: file.version,
    priorWeight: hundredths(Math.log2(file.shares.same / (1 - file.shares.same))),
    relativePrior: byKind((kind) => Math.log2(file.shares[kind] / unrelated)),
    same,
    relatives: byKind((kind) => weightsOf(file, kind)),
    birth: any('birth'),
    event: any('event'),
    place: any('place'),
    sex: any('sex'),
    identifier: any('identifier'),
    averageFrequency: file.averageFrequency,
    frequencyShrinkage: file.frequencyShrinkage,
    strongestDisagreement: file.strongestDisagreement,
    calibration: file.calibration.knots,
    suggestAtMatchWeight: Object.fromEntries(
      bands.map((band) => [band, weightAtProbability(file.suggestAtProbability[band], file.calibration.knots)]),
    ) as Model['suggestAtMatchWeight'],
    blocking: file.blocking,
  };
}

export const hundredths = (bits: number): number => Math.round(bits * 100) / 100 + 0;

const byKind = <T>(make: (kind: RelativeKind) => T): Record<RelativeKind, T> =>
  Object.fromEntries(relativeKinds.map((kind) => [kind, make(kind)])) as Record<RelativeKind, T>;

function weightsOf(file: ModelFile, hypothesis: Hypothesis): LevelWeights {
  const column = hypotheses.indexOf(hypothesis);
  const weights = Object.fromEntries(
    comparisonNames.map((comparison) => [
      comparison,
      Object.fromEntries(
        Object.entries(file.levels[comparison]).map(([setting, levels]) => [
          setting,
          Object.fromEntries(
            Object.entries(levels).map(([level, shares]) => [
              level,
              clamped(Math.log2(shares[column]! / baseline(comparison, levels, shares, column)), file),
            ]),
          ),
        ]),
      ),
    ]),
  );
  return weights as LevelWeights;
}

const clamped = (bits: number, { strongestDisagreement, strongestAgreement }: ModelFile): number =>
  Math.min(strongestAgreement, Math.max(strongestDisagreement, bits));

/**
 * What a share is measured against: that of strangers. The names of strangers have as many chances to agree in an exchanged order as in the written one, so
 * there an order is measured against the commonest order under the same hypothesis.
 */
function baseline(
  comparison: ComparisonName,
  levels: Record<string, LevelShares>,
  shares: LevelShares,
  column: number,
): number {
  if (comparison === 'name_arrangement') return Math.max(...Object.values(levels).map((of) => of[column]!));
  return shares[hypotheses.indexOf('unrelated')]!;
}
