import { describe, expect, it } from '@jest/globals';
import { shownShare } from './daily-work.js';

describe('R22: a share in the figures', () => {
  it('is shown to two places with its interval when it is of many', () => {
    expect(shownShare(50, 100)).toEqual({ share: 0.5, low: 0.4, high: 0.6 });
    expect(shownShare(0, 40)).toEqual({ share: 0, low: 0, high: 0.09 });
  });

  it('is not shown of few, nor while one to four stand out on either side', () => {
    for (const [part, whole] of [
      [0, 0],
      [10, 19],
      [4, 100],
      [96, 100],
      [1, 20],
    ])
      expect([part, whole, shownShare(part, whole)]).toEqual([part, whole, null]);
    expect(shownShare(5, 100)).not.toBeNull();
    expect(shownShare(20, 20)).not.toBeNull();
  });
});
