import { describe, expect, it } from '@jest/globals';
import { tryForHours, waitAfter } from './retry-schedule.js';

describe('when a message is tried again', () => {
  it.each([
    [1, 5],
    [2, 20],
    [3, 80],
    [4, 320],
    [6, 5_120],
    [7, 4 * 3600],
    [50, 4 * 3600],
  ])('after attempt %i it waits for about %i s, a fifth more or less', (tries, seconds) => {
    const waits = Array.from({ length: 300 }, () => waitAfter(tries) / 1000);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(seconds * 0.8);
    expect(Math.max(...waits)).toBeLessThanOrEqual(seconds * 1.2);
    // Chance: messages that failed together do not come back together.
    expect(new Set(waits).size).toBeGreaterThan(50);
  });

  it('that makes between 9 and 16 attempts in the 24 hours', () => {
    for (let round = 0; round < 50; round++) {
      let attempts = 1;
      for (let hours = 0; hours + waitAfter(attempts) / 3_600_000 < tryForHours; attempts++)
        hours += waitAfter(attempts) / 3_600_000;
      expect(attempts).toBeGreaterThanOrEqual(9);
      expect(attempts).toBeLessThanOrEqual(16);
    }
  });
});
