import { weightAtProbability } from './calibration.js';
import { type Hypothesis, hypotheses, type RelativeKind, relativeKinds } from './hypotheses.js';
import { comparisonNames, fallingLevels, sayingNothing } from './level-lists.js';
import type { LevelWeights, Model } from './model.js';
import { bands } from './model.js';
import type { CountedComparison, LevelShares, ModelFile } from './model-file.js';

/**
 * Works out the weights of a model file: log2(share under the hypothesis / share between strangers), disagreements clamped, in hundredths of a bit, so that
 * sums are exact in any order.
 */
export function compileModel(file: ModelFile): Model {
  const same = weightsOf(file, 'same');
  const related = Object.values(file.shares).reduce((sum, share) => sum + share, 0) - file.shares.same;
  const unrelated = 1 - file.shares.same - related;
  const any = <Level extends string>(comparison: CountedComparison) => same[comparison].any as Record<Level, number>;
  return {
    version: file.version,
    priorWeight: hundredths(Math.log2(file.shares.same / (1 - file.shares.same))),
    relativePrior: byKind((kind) => hundredths(Math.log2(file.shares[kind] / unrelated))),
    same,
    relatives: byKind((kind) => weightsOf(file, kind)),
    birth: any('birth'),
    event: any('event'),
    place: file.place,
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

/**
 * A list that puts the family name first does so in every row, and nobody can tell from a name of two words which is which. The invented population has hardly any such
 * list, so its count would lose them all.
 */
const habitsOfLists = ['family_first', 'given_family_swapped'] as const;
const leastForHabit = -4;

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
  const guessed = weights.name_arrangement!.guessed!;
  for (const order of habitsOfLists) guessed[order] = Math.max(leastForHabit, guessed[order]!);
  for (const [comparison, levels] of Object.entries(fallingLevels)) {
    const { any } = weights[comparison] as LevelWeights[CountedComparison];
    if (hypothesis === 'same')
      Object.assign(any!, fallingWeights(levels, any!, file.levels[comparison as CountedComparison].any!));
    any![sayingNothing] = 0;
  }
  for (const settings of Object.values(weights)) {
    for (const levels of Object.values(settings))
      for (const [level, bits] of Object.entries(levels)) levels[level] = hundredths(bits);
  }
  return weights as LevelWeights;
}

/**
 * Weights that never rise along the levels: neighbours in the wrong order get their mean, by how often one person reaches them (pool adjacent violators).
 * What was counted a few times must not make a worse agreement weigh more than a better one.
 */
function fallingWeights(
  levels: readonly string[],
  weights: Record<string, number>,
  shares: Record<string, LevelShares>,
): Record<string, number> {
  const nothing = levels.indexOf(sayingNothing);
  const pools: { levels: string[]; weight: number; share: number }[] = [];
  levels.forEach((level, at) => {
    if (at === nothing) return;
    const weight = at < nothing ? Math.max(0, weights[level]!) : Math.min(0, weights[level]!);
    pools.push({ levels: [level], weight, share: shares[level]![hypotheses.indexOf('same')]! });
    while (pools.length > 1 && pools.at(-2)!.weight < pools.at(-1)!.weight) {
      const [one, two] = pools.splice(-2) as [(typeof pools)[number], (typeof pools)[number]];
      const share = one.share + two.share;
      const mean = (one.weight * one.share + two.weight * two.share) / share;
      pools.push({ levels: [...one.levels, ...two.levels], weight: mean, share });
    }
  });
  return Object.fromEntries(pools.flatMap((pool) => pool.levels.map((level) => [level, pool.weight])));
}

const clamped = (bits: number, { strongestDisagreement, strongestAgreement }: ModelFile): number =>
  Math.min(strongestAgreement, Math.max(strongestDisagreement, bits));

/**
 * What a share is measured against: that of strangers. The names of strangers have as many chances to agree in an exchanged order as in the written one, so
 * there an order is measured against the commonest order under the same hypothesis.
 */
function baseline(
  comparison: CountedComparison,
  levels: Record<string, LevelShares>,
  shares: LevelShares,
  column: number,
): number {
  if (comparison === 'name_arrangement') return Math.max(...Object.values(levels).map((of) => of[column]!));
  return shares[hypotheses.indexOf('unrelated')]!;
}
