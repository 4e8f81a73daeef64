import { describe, expect, it } from '@jest/globals';
import { calibrationBins, calibrationError, type PredictedPair } from './calibration-bins.js';

const pairs = (count: number, same: number, probability: number): PredictedPair[] =>
  Array.from({ length: count }, (_, at) => ({ probability, same: at < same }));

describe('how far predictions are from what people found', () => {
  it('every pair falls into one bin, also one that is certain', () => {
    const bins = calibrationBins([...pairs(3, 0, 0), ...pairs(2, 1, 0.25), ...pairs(4, 4, 1)]);
    expect(bins.reduce((sum, bin) => sum + bin.pairs, 0)).toBe(9);
    expect(bins.at(-1)).toMatchObject({ from: 0.97, to: 1, pairs: 4, same: 4, predicted: 1, share: 1 });
    expect(bins.find(({ from }) => from === 0.25)).toMatchObject({ pairs: 2, same: 1, share: 0.5 });
  });

  it('is nothing where as many are the same as was said, and the distance where not', () => {
    expect(calibrationError(pairs(10, 8, 0.8))).toBeCloseTo(0, 10);
    expect(calibrationError(pairs(10, 2, 0.8))).toBeCloseTo(0.6, 10);
    // By hand: 10 pairs that are 0.1 off and 30 that are 0.3 off.
    expect(calibrationError([...pairs(10, 7, 0.8), ...pairs(30, 9, 0.6)])).toBeCloseTo((10 * 0.1 + 30 * 0.3) / 40, 10);
  });

  it('counts a pair for as many as it stands for', () => {
    const [one] = pairs(1, 1, 0.8);
    const [other] = pairs(1, 0, 0.8);
    expect(calibrationError([{ ...one!, count: 4 }, other!])).toBeCloseTo(0, 10);
  });

  it('leaves out what hardly anybody was asked about', () => {
    expect(calibrationError([...pairs(1000, 500, 0.09), ...pairs(10, 8, 0.8)])).toBeCloseTo(0, 10);
    expect(calibrationError(pairs(1000, 500, 0.09))).toBeNull();
  });
});
