import { describe, expect, it } from '@jest/globals';
import type { ComparisonOutcome } from '../comparisons/outcome.js';
import { builtInModelFile, compileModel, hypotheses } from '../model/index.js';
import { calibrate } from './calibrate.js';
import { estimateShares } from './estimate-shares.js';
import { Observations } from './observations.js';

const line = (comparison: ComparisonOutcome['comparison'], level: string): ComparisonOutcome => ({
  comparison,
  level,
  ...(comparison === 'given' && { setting: 'arabic' as const }),
  weight: 0,
  a: 'x',
  b: 'y',
});
const pair = (given: string, birth: string, sex: string) => [
  line('given', given),
  line('birth', birth),
  line('sex', sex),
];
const strangers = (): Observations => {
  const random = new Observations();
  for (let at = 0; at < 20_000; at++)
    random.add(
      pair(
        at % 50 === 0 ? 'same' : at % 50 === 1 ? 'one_edit' : 'different',
        at % 100 === 0 ? 'same_year' : at % 100 === 1 ? 'year_off_by_one' : 'far_apart',
        at % 5 === 0 ? 'different' : 'same',
      ),
      'unrelated',
    );
  return random;
};
const share = (found: ReturnType<typeof estimateShares>, comparison: 'given' | 'birth' | 'sex', level: string) =>
  found.levels[comparison][comparison === 'given' ? 'arabic' : 'any']![level]![hypotheses.indexOf('same')]!;

describe('estimating a model', () => {
  it('from reviewed pairs gives what was counted, when enough was counted', () => {
    const candidates = new Observations();
    for (let at = 0; at < 5_000; at++)
      candidates.add(
        pair(at % 10 === 0 ? 'one_edit' : 'same', at % 4 === 0 ? 'year_off_by_one' : 'same_year', 'same'),
        'same',
      );
    const input = {
      previous: builtInModelFile,
      candidates,
      random: strangers(),
      allPairs: 1e8,
      priorStrength: 50,
      rounds: 1,
    };
    const found = estimateShares(input);
    expect(share(found, 'given', 'same')).toBeCloseTo(0.9, 1);
    expect(share(found, 'birth', 'same_year')).toBeCloseTo(0.75, 1);
    expect(found.shares.same).toBeCloseTo(5e-5, 5);
  });

  it('from few reviewed pairs hardly moves the weights', () => {
    const candidates = new Observations();
    for (let at = 0; at < 3; at++) candidates.add(pair('different', 'far_apart', 'different'), 'same');
    const input = {
      previous: builtInModelFile,
      candidates,
      random: new Observations(),
      allPairs: 1e6,
      priorStrength: 50,
      rounds: 1,
    };
    const after = compileModel({ ...builtInModelFile, ...estimateShares(input) });
    const before = compileModel(builtInModelFile);
    for (const level of ['same', 'same_sound'])
      expect(Math.abs(after.same.given.arabic![level]! - before.same.given.arabic![level]!)).toBeLessThan(1);
  });

  it('without any review tells the true pairs from chance, and the same input gives the same numbers', () => {
    const unlabelled = (): Observations => {
      const candidates = new Observations();
      for (let at = 0; at < 2_000; at++)
        candidates.add(pair('same', at % 5 === 0 ? 'year_off_by_one' : 'same_year', 'same'));
      for (let at = 0; at < 40_000; at++)
        candidates.add(
          pair(
            at % 50 === 0 ? 'same' : 'different',
            at % 100 === 0 ? 'same_year' : 'far_apart',
            at % 5 === 0 ? 'different' : 'same',
          ),
        );
      return candidates;
    };
    const from = { ...builtInModelFile, shares: { ...builtInModelFile.shares, same: 0.01 } };
    const estimate = () =>
      estimateShares({
        previous: from,
        candidates: unlabelled(),
        random: strangers(),
        allPairs: 42_000,
        priorStrength: 50,
        rounds: 15,
      });
    const found = estimate();
    expect(found.shares.same * 42_000).toBeGreaterThan(1_400);
    expect(found.shares.same * 42_000).toBeLessThan(2_600);
    expect(estimate()).toEqual(found);
  });

  it('leaves a comparison that no record has as it was', () => {
    const found = estimateShares({
      previous: builtInModelFile,
      candidates: new Observations(),
      random: strangers(),
      allPairs: 1e6,
      priorStrength: 50,
      rounds: 1,
    });
    const after = compileModel({ ...builtInModelFile, ...found });
    const before = compileModel(builtInModelFile);
    for (const level of Object.keys(before.identifier) as (keyof typeof before.identifier)[])
      expect(after.identifier[level]).toBeCloseTo(before.identifier[level], 1);
  });

  it('does not learn from a rejected pair what the two are, only that they are not one', () => {
    const candidates = new Observations();
    for (let at = 0; at < 500; at++) candidates.add(pair('same', 'same_year', 'same'), 'not_same');
    const found = estimateShares({
      previous: builtInModelFile,
      candidates,
      random: strangers(),
      allPairs: 1e6,
      priorStrength: 50,
      rounds: 3,
    });
    expect(found.shares.same).toBeLessThan(builtInModelFile.shares.same);
  });
});

describe('calibrating', () => {
  const judged = Array.from({ length: 4_000 }, (_, at) => ({
    weight: (at % 400) / 20 - 10,
    same: ((at * 7919) % 1000) / 1000 < 1 / (1 + 2 ** -((at % 400) / 20 - 10)),
  }));

  it('gives a rising line that follows the answers', () => {
    const knots = calibrate(judged)!;
    expect(knots.length).toBeGreaterThan(3);
    knots.forEach(({ weight, probability }, at) => {
      expect(Math.abs(probability - 1 / (1 + 2 ** -weight))).toBeLessThan(0.15);
      if (at > 0) expect(probability).toBeGreaterThanOrEqual(knots[at - 1]!.probability);
    });
  });

  it('says nothing when one answer is missing', () => {
    expect(calibrate(judged.map((pair) => ({ ...pair, same: false })))).toBeNull();
    expect(calibrate([])).toBeNull();
  });
});
