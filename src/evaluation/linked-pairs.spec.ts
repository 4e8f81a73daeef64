import { describe, expect, it } from '@jest/globals';
import { evaluateLinkedPairs, formatLinkedPairs, type LinkedPair, smallestGroup } from './linked-pairs.js';

const pair = (reportKey: string, recordKey: string, weight: number, probability: number | null): LinkedPair => ({
  reportKey,
  recordKey,
  weight,
  probability,
});

/** By hand: A has its true record first, B its second true record third, C's is not listed. */
const truth = [
  { reportKey: 'A', recordKey: '1' },
  { reportKey: 'B', recordKey: '2' },
  { reportKey: 'B', recordKey: '3' },
  { reportKey: 'C', recordKey: '4' },
];
const relatives = [{ reportKey: 'B', recordKey: '20' }];
const pairs = [
  pair('A', '1', 9, 0.95),
  pair('A', '9', 2, 0.05),
  pair('B', '20', 6, 0.75),
  pair('B', '21', 1, 0.05),
  pair('B', '3', 0, 0.05),
  pair('C', '22', 3, 0.15),
];
const evaluate = (some: readonly LinkedPair[] = pairs) =>
  evaluateLinkedPairs({ truth, relatives, pairs: some, groupsOf: () => [] });

describe('pairs of a file against the truth', () => {
  it('count a report as found from the rank on at which one of its true records stands', () => {
    const figures = evaluate();
    expect(figures.reports_with_true_record).toBe(3);
    expect(figures.recall_at_1).toBeCloseTo(1 / 3);
    expect(figures.recall_at_10).toBeCloseTo(2 / 3);
    expect(figures.listed_true_pairs).toBe(2 / 4);
    expect(figures.precision_at_80_percent_recall).toBeNull();
  });

  it('are weighed by their probabilities, bin by bin', () => {
    const figures = evaluate();
    const bins = figures
      .reliability!.filter((bin) => bin.pairs > 0)
      .map(({ from, pairs, same }) => [from, pairs, same]);
    expect(bins).toEqual([
      [0, 3, 1],
      [0.1, 1, 0],
      [0.7, 1, 0],
      [0.9, 1, 1],
    ]);
    const error = Math.abs(0.15 - 1) + 0.15 + 0.75 + 0.05;
    expect(figures.calibration_error).toBeCloseTo(error / 6);
    expect(figures.relatives).toEqual({ listed: 1, likely: 1 });
  });

  it('have no calibration when a file gives no probabilities', () => {
    const figures = evaluate(pairs.map((one) => ({ ...one, probability: null })));
    expect([figures.calibration_error, figures.reliability]).toEqual([null, null]);
    expect(figures.recall_at_10).toBeCloseTo(2 / 3);
  });

  it('are told by groups of reports, the worst first, leaving out groups too small to tell', () => {
    const keys = Array.from({ length: 2 * smallestGroup }, (_, at) => `R${at}`);
    const isWoman = (key: string): boolean => Number(key.slice(1)) % 2 === 0;
    const many = evaluateLinkedPairs({
      truth: keys.map((reportKey) => ({ reportKey, recordKey: reportKey })),
      relatives: [],
      pairs: keys.filter((key) => !isWoman(key) || key === 'R0').map((key) => pair(key, key, 5, 0.9)),
      groupsOf: (key) => [isWoman(key) ? 'sex: female' : 'sex: male', ...(key === 'R0' ? ['age: under 18'] : [])],
    });
    expect(many.groups).toEqual([
      { group: 'sex: female', reports: smallestGroup, recall_at_1: 1 / smallestGroup, recall_at_10: 1 / smallestGroup },
      { group: 'sex: male', reports: smallestGroup, recall_at_1: 1, recall_at_10: 1 },
    ]);
    expect(formatLinkedPairs(many)).toMatch(/worst group: sex: female \(recall@10 0\.033, 30 reports\)/);
  });
});
