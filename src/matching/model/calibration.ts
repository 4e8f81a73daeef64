import type { ModelFile } from './model-file.js';

type Knots = ModelFile['calibration']['knots'];

const logOdds = (probability: number): number => Math.log2(probability / (1 - probability));
const fromLogOdds = (bits: number): number => 1 / (1 + 2 ** -bits);

/**
 * The probability, 0..1, that pairs of this match weight were found to be one person: a rising line through the knots in log odds. Beyond the first and
 * the last knot it goes on bit by bit, as the weights themselves say.
 */
export function calibratedProbability(matchWeight: number, knots: Knots): number {
  const first = knots[0]!;
  const last = knots.at(-1)!;
  if (matchWeight <= first.weight) return fromLogOdds(logOdds(first.probability) + matchWeight - first.weight);
  if (matchWeight >= last.weight) return fromLogOdds(logOdds(last.probability) + matchWeight - last.weight);
  const after = knots.findIndex(({ weight }) => weight > matchWeight);
  const [low, high] = [knots[after - 1]!, knots[after]!];
  const share = (matchWeight - low.weight) / (high.weight - low.weight);
  return fromLogOdds(logOdds(low.probability) * (1 - share) + logOdds(high.probability) * share);
}

/** The lowest match weight, in hundredths, whose calibrated probability reaches this. */
export function weightAtProbability(probability: number, knots: Knots): number {
  let low = -100_00;
  let high = 100_00;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (calibratedProbability(middle / 100, knots) >= probability) high = middle;
    else low = middle + 1;
  }
  return low / 100;
}
