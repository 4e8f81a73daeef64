import { describe, expect, it } from '@jest/globals';
import { evaluateSuggestions, formatEvaluation, type RankedSuggestion } from './evaluation.js';

const strong = (recordKey: string, weight: number): RankedSuggestion => ({ recordKey, weight, band: 'strong' });
const worthALook = (recordKey: string, weight: number): RankedSuggestion => ({
  recordKey,
  weight,
  band: 'worth_a_look',
});
const weak = (recordKey: string, weight: number): RankedSuggestion => ({ recordKey, weight, band: 'weak' });

/**
 * By hand: report A has true records 1 and 2, B has 3, C has 4, D has 5, E has none.
 * A: true record first. B: true record sixth. C: only a stranger suggested. D: nothing suggested. E: one stranger.
 */
const truth = [
  { reportKey: 'A', recordKey: '1' },
  { reportKey: 'A', recordKey: '2' },
  { reportKey: 'B', recordKey: '3' },
  { reportKey: 'C', recordKey: '4' },
  { reportKey: 'D', recordKey: '5' },
];
const relatives = [{ reportKey: 'B', recordKey: '20' }];
const suggestions = new Map<string, RankedSuggestion[]>([
  ['A', [worthALook('9', 5), strong('1', 12), weak('2', 1)]],
  [
    'B',
    [
      strong('20', 11),
      worthALook('21', 6),
      worthALook('22', 5),
      worthALook('23', 4),
      worthALook('24', 3),
      weak('3', 1),
    ],
  ],
  ['C', [weak('30', 2)]],
  ['E', [weak('31', 2)]],
]);
const evaluation = evaluateSuggestions({ truth, relatives, suggestions, reports: 5, records: 40 });

describe('evaluating suggestions', () => {
  it('counts a report as found when one of its true records is among the first k by weight', () => {
    expect(evaluation.recall_at_1).toBe(1 / 4);
    expect(evaluation.recall_at_5).toBe(1 / 4);
    expect(evaluation.recall_at_10).toBe(2 / 4);
  });

  it('leaves reports without a true record out of recall', () => {
    expect(evaluation.reports_with_true_record).toBe(4);
    expect(evaluation.reports).toBe(5);
  });

  it('gives the share of the same person in each band', () => {
    expect(evaluation.suggestions_by_band).toEqual({ strong: 2, worth_a_look: 5, weak: 4 });
    expect(evaluation.true_suggestions_by_band).toEqual({ strong: 1, worth_a_look: 0, weak: 2 });
    expect(evaluation.precision_by_band).toEqual({ strong: 1 / 2, worth_a_look: 0, weak: 2 / 4 });
  });

  it('counts a brother as a relative, never as the person', () => {
    expect(evaluation.relative_suggestions_by_band).toEqual({ strong: 1, worth_a_look: 0, weak: 0 });
  });

  it('ranks by weight whatever the order it is given', () => {
    const reversed = new Map([...suggestions].map(([key, list]) => [key, [...list].reverse()]));
    expect(evaluateSuggestions({ truth, relatives, suggestions: reversed, reports: 5, records: 40 })).toEqual(
      evaluation,
    );
  });

  it('has no figure where there is nothing to count', () => {
    const empty = evaluateSuggestions({ truth: [], suggestions: new Map(), reports: 1, records: 1 });
    expect(empty.recall_at_1).toBeNull();
    expect(empty.precision_by_band).toEqual({ strong: null, worth_a_look: null, weak: null });
  });

  it('refuses a record that is suggested twice for one report', () => {
    const twice = new Map([['A', [strong('1', 3), weak('1', 2)]]]);
    expect(() => evaluateSuggestions({ truth, suggestions: twice, reports: 1, records: 1 })).toThrow(RangeError);
  });

  it('is printed with every figure in its own place', () => {
    const lines = formatEvaluation(evaluation).split('\n');
    expect(lines.find((line) => line.includes('0.250'))).toMatch(/0\.250\s+0\.250\s+0\.500$/u);
    expect(lines.find((line) => line.startsWith('  strong'))).toMatch(/2\s+1\s+1\s+0\.500$/u);
    expect(
      formatEvaluation(evaluateSuggestions({ truth: [], suggestions: new Map(), reports: 1, records: 1 })),
    ).toContain('-');
  });
});
