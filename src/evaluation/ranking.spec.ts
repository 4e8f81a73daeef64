import { describe, expect, it } from '@jest/globals';
import { rankCandidates } from './ranking.js';

const candidate = (weight: number, probability: number, same: boolean) => ({ weight, probability, same });

/** By hand: ten true pairs, eight of them candidates; in the order of weights the strangers stand third and last. */
const candidates = [
  ...[20, 19].map((weight) => candidate(weight, 0.95, true)),
  candidate(18, 0.95, false),
  ...[17, 16, 15, 14, 13, 12].map((weight) => candidate(weight, 0.95, true)),
  candidate(-5, 0.01, false),
];

describe('ranking all candidate pairs', () => {
  it('gives the share of true pairs down to where a recall is reached, missed pairs included', () => {
    expect(rankCandidates(candidates, 10).precision_at_80_percent_recall).toBeCloseTo(8 / 9, 9);
    expect(rankCandidates(candidates, 10).precision_at_90_percent_recall).toBeNull();
    expect(rankCandidates(candidates, 8).precision_at_90_percent_recall).toBeCloseTo(8 / 9, 9);
  });

  it('does not depend on the order of pairs of equal weight', () => {
    const level = candidates.map((each) => ({ ...each, weight: 1 }));
    expect(rankCandidates(level, 10)).toEqual(rankCandidates([...level].reverse(), 10));
  });

  it('measures how far probabilities lie from what is true, also without the hopeless pairs', () => {
    const figures = rankCandidates(candidates, 10);
    expect(figures.calibration_error).toBeCloseTo((9 * Math.abs(0.95 - 8 / 9) + 0.01) / 10, 9);
    expect(figures.calibration_error_from_one_in_ten).toBeCloseTo(Math.abs(0.95 - 8 / 9), 9);
  });

  it('has no figures for nothing', () => {
    expect(rankCandidates([], 0)).toEqual({
      precision_at_80_percent_recall: null,
      precision_at_90_percent_recall: null,
      calibration_error: null,
      calibration_error_from_one_in_ten: null,
    });
  });
});
