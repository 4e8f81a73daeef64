import { describe, expect, it } from '@jest/globals';
import { builtInModel, leastSizeClass, modelOfSizeClass, nextSizeClass, sizeClassOf } from './index.js';

describe('the size class that the prior is made for', () => {
  it('is the smallest for the demonstration, whose records are scored with the model as it was estimated', () => {
    for (const records of [0, 200, 20_000, 30_000]) expect(sizeClassOf(records)).toBe(leastSizeClass);
    expect(modelOfSizeClass(leastSizeClass)).toBe(builtInModel);
  });

  it('is never farther from the number of records than half as many above it and a quarter below it', () => {
    for (let records = leastSizeClass; records < 50_000_000; records = Math.ceil(records * 1.07)) {
      const share = records / sizeClassOf(records);
      expect(share).toBeLessThanOrEqual(1.5);
      expect(share).toBeGreaterThan(0.75);
    }
  });

  it('rises as soon as the records outgrow it, also over several classes at once', () => {
    expect(nextSizeClass(30_001, 20_000)).toBe(40_000);
    expect(nextSizeClass(1_000_000, 20_000)).toBe(1_280_000);
  });

  it('stays when a list is taken back and handed in again, and falls only when most records are gone', () => {
    expect(nextSizeClass(30_001, 40_000)).toBe(40_000);
    expect(nextSizeClass(10_000, 40_000)).toBe(40_000);
    expect(nextSizeClass(9_999, 40_000)).toBe(20_000);
    expect(nextSizeClass(0, leastSizeClass)).toBe(leastSizeClass);
  });

  it('asks for more evidence before a pair is suggested, the larger it is', () => {
    const evidence = [20_000, 160_000, 1_280_000].map((sizeClass) => {
      const { priorWeight, suggestAtMatchWeight } = modelOfSizeClass(sizeClass);
      return suggestAtMatchWeight.weak - priorWeight;
    });
    expect(evidence[1]! - evidence[0]!).toBeGreaterThan(2);
    expect(evidence[2]! - evidence[1]!).toBeGreaterThan(2);
  });

  it('is refused when it is none: the smallest, or one that is twice another', () => {
    for (const none of [0, 10_000, 50_000, Number.NaN]) expect(() => modelOfSizeClass(none)).toThrow(RangeError);
  });
});
