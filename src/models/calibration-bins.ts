/** A pair that people judged, with the probability that a model gives it. */
export interface PredictedPair {
  /** 0..1, that the two are one person. */
  probability: number;
  same: boolean;
  /** How many pairs it stands for: 1 over the chance of having been looked at. */
  count?: number;
}

export interface CalibrationBin {
  /** From this probability on, and below the next. */
  from: number;
  to: number;
  pairs: number;
  /** How many of them were one person. */
  same: number;
  /** How many pairs they stand for. */
  count: number;
  /** Mean of what was predicted, and share that was the same, both weighted; NaN without a pair. */
  predicted: number;
  share: number;
}

/** Narrow where the bands begin and end; below a hundredth nearly nothing is ever looked at. */
const edges = [0, 0.01, 0.03, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97, 1] as const;

/** Below it few pairs are looked at, and those for a reason: what was decided there says nothing about the others. */
export const judgedFrom = 0.1;

export function calibrationBins(pairs: readonly PredictedPair[]): CalibrationBin[] {
  return edges.slice(0, -1).map((from, at) => {
    const to = edges[at + 1]!;
    const last = at === edges.length - 2;
    const inside = pairs.filter(({ probability }) => probability >= from && (probability < to || last));
    const count = sum(inside, () => 1);
    return {
      from,
      to,
      pairs: inside.length,
      same: inside.filter(({ same }) => same).length,
      count,
      predicted: sum(inside, ({ probability }) => probability) / count,
      share: sum(inside, ({ same }) => (same ? 1 : 0)) / count,
    };
  });
}

/**
 * Expected calibration error (Naeini, Cooper and Hauskrecht 2015) over the pairs whose probability is at least `judgedFrom`: how far the mean prediction of a bin is from
 * the share of its pairs that were one person, on average over the pairs.
 * @returns 0..1, or null without such a pair
 */
export function calibrationError(pairs: readonly PredictedPair[]): number | null {
  const judged = pairs.filter(({ probability }) => probability >= judgedFrom);
  if (judged.length === 0) return null;
  const bins = calibrationBins(judged).filter(({ pairs: inside }) => inside > 0);
  const total = bins.reduce((all, { count }) => all + count, 0);
  return bins.reduce((all, { predicted, share, count }) => all + Math.abs(predicted - share) * count, 0) / total;
}

const sum = (pairs: readonly PredictedPair[], of: (pair: PredictedPair) => number): number =>
  pairs.reduce((all, pair) => all + of(pair) * (pair.count ?? 1), 0);
