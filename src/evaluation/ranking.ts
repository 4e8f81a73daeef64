/** A candidate pair with its place in the order of all, and what is true of it. */
export interface JudgedCandidate {
  weight: number;
  probability: number;
  same: boolean;
}

export interface Ranking {
  /** Of the pairs from the top down to the one with which this share of all true pairs is reached, how many are true. Null when it is never reached. */
  precision_at_80_percent_recall: number | null;
  precision_at_90_percent_recall: number | null;
  /** Expected calibration error in ten bins of probability: how far probabilities lie from what is true, on average over pairs. Null without pairs. */
  calibration_error: number | null;
  /** The same over pairs whose probability is at least 0.1: the many hopeless pairs flatter the figure over all. */
  calibration_error_from_one_in_ten: number | null;
}

/** @param truePairs all true pairs, also those that are no candidates: missed pairs count */
export function rankCandidates(candidates: readonly JudgedCandidate[], truePairs: number): Ranking {
  const ranked = [...candidates].sort((a, b) => b.weight - a.weight);
  return {
    precision_at_80_percent_recall: precisionAtRecall(ranked, truePairs, 0.8),
    precision_at_90_percent_recall: precisionAtRecall(ranked, truePairs, 0.9),
    calibration_error: calibrationError(ranked),
    calibration_error_from_one_in_ten: calibrationError(ranked.filter(({ probability }) => probability >= 0.1)),
  };
}

/** Pairs of equal weight are taken together, so that their order cannot matter. */
function precisionAtRecall(ranked: readonly JudgedCandidate[], truePairs: number, recall: number): number | null {
  if (truePairs === 0) return null;
  let found = 0;
  for (let at = 0; at < ranked.length; at++) {
    if (ranked[at]!.same) found += 1;
    const lastOfWeight = ranked[at + 1]?.weight !== ranked[at]!.weight;
    if (lastOfWeight && found >= recall * truePairs) return found / (at + 1);
  }
  return null;
}

function calibrationError(candidates: readonly JudgedCandidate[]): number | null {
  if (candidates.length === 0) return null;
  return (
    reliability(candidates).reduce((sum, bin) => sum + Math.abs(bin.probability - bin.same), 0) / candidates.length
  );
}

/** Pairs whose probability lies in one tenth of 0..1: the sum of their probabilities, and how many are true. */
export interface ReliabilityBin {
  from: number;
  pairs: number;
  probability: number;
  same: number;
}

/** Ten bins of probability; 1 belongs to the last. */
export function reliability(candidates: readonly JudgedCandidate[]): ReliabilityBin[] {
  const bins = Array.from({ length: 10 }, (_, at) => ({ from: at / 10, pairs: 0, probability: 0, same: 0 }));
  for (const { probability, same } of candidates) {
    const bin = bins[Math.min(9, Math.floor(probability * 10))]!;
    bin.pairs += 1;
    bin.probability += probability;
    bin.same += same ? 1 : 0;
  }
  return bins;
}
