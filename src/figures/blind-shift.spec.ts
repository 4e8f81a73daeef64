import { describe, expect, it } from '@jest/globals';
import { blindShift, type JudgedBand } from './blind-shift.js';

const band = (hidden: [number, number], shown: [number, number]): JudgedBand => ({
  hidden: { same: hidden[0], judged: hidden[1] },
  shown: { same: shown[0], judged: shown[1] },
});

describe('what people say when they do not see the weights', () => {
  it('is compared with what they say of pairs of the same band, not of others', () => {
    // The blind ones happen to be weak pairs; in each band people judge alike, whatever they see.
    const shift = blindShift([band([10, 100], [30, 300]), band([18, 20], [720, 800])]);
    expect(shift!.difference).toBe(0);
    expect(shift!.low).toBeLessThan(0);
    expect(shift!.high).toBeGreaterThan(0);
  });

  it('is told with the interval that Agresti and Caffo worked out for two shares', () => {
    // By hand: 15 of 30 against 45 of 60, raised to 16/32 and 46/62.
    const half = 1.959964 * Math.sqrt(0.25 / 32 + ((46 / 62) * (16 / 62)) / 62);
    const middle = 16 / 32 - 46 / 62;
    expect(blindShift([band([15, 30], [45, 60])])).toEqual({
      difference: -0.25,
      low: expect.closeTo(middle - half, 2),
      high: expect.closeTo(middle + half, 2),
    });
  });

  it('R22: is not told of few judgements, nor while one to four of them stand out', () => {
    expect(blindShift([])).toBeNull();
    expect(blindShift([band([2, 3], [40, 80])])).toBeNull();
    expect(blindShift([band([9, 19], [40, 80])])).toBeNull();
    expect(blindShift([band([28, 30], [40, 80])])).toBeNull();
    expect(blindShift([band([20, 30], [77, 80])])).toBeNull();
  });

  it('leaves out a band in which only one of the two was judged', () => {
    expect(blindShift([band([15, 30], [45, 60]), band([0, 0], [500, 500])])!.difference).toBe(-0.25);
    expect(blindShift([band([15, 30], [0, 0])])).toBeNull();
  });
});
