import { describe, expect, it } from '@jest/globals';
import { reviewShares } from './review-shares.js';

describe('how many pairs a decided one stands for', () => {
  it('is one over the chance that a pair of its band was decided', () => {
    const { shares, counts } = reviewShares([
      { band: 'strong', stored: 20, decided: 10 },
      { band: 'weak', stored: 300, decided: 6 },
    ]);
    expect(shares).toEqual([
      { band: 'strong', share: 0.5 },
      { band: 'weak', share: 0.02 },
    ]);
    expect(counts!.get('strong')).toBe(2);
    expect(counts!.get('weak')).toBe(50);
  });

  it('is not known as soon as a band has too few decided pairs, and what fell below all bands stands for itself', () => {
    expect(reviewShares([{ band: 'strong', stored: 20, decided: 4 }]).counts).toBeNull();
    expect(
      reviewShares([
        { band: 'strong', stored: 20, decided: 20 },
        { band: null, stored: 500, decided: 2 },
      ]).counts!.get(null),
    ).toBe(1);
  });
});
