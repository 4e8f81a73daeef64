import { describe, expect, it } from '@jest/globals';
import { shareInterval } from './share-interval.js';

describe('the interval of a share', () => {
  it.each([
    // Newcombe (1998), table I, method 3.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is that of the literature', (found, of, low, high) => {
    const interval = shareInterval(found, of)!;
    expect(interval.share).toBe(found / of);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('of everything reaches up to everything, and of nothing there is none', () => {
    expect(shareInterval(40, 40)!.high).toBe(1);
    expect(shareInterval(40, 40)!.low).toBeGreaterThan(0.9);
    expect(shareInterval(0, 0)).toBeNull();
  });
});
