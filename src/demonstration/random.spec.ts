import { describe, expect, it } from '@jest/globals';
import { Random, WeightedDraw } from './random.js';

describe('seeded chance', () => {
  it('repeats itself from the same seed', () => {
    const draw = (seed: number): number[] => {
      const random = new Random(seed);
      return Array.from({ length: 20 }, () => random.next());
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('draws by weight and never what has no weight', () => {
    const random = new Random(9);
    const draw = new WeightedDraw([
      ['often', 3],
      ['never', 0],
      ['once', 1],
    ] as const);
    const drawn = Array.from({ length: 4000 }, () => draw.draw(random));
    expect(drawn.filter((item) => item === 'often').length / 4000).toBeCloseTo(0.75, 1);
    expect(drawn).not.toContain('never');
  });

  it('shuffles without losing anybody and keeps numbers between their ends', () => {
    const random = new Random(3);
    const items = Array.from({ length: 50 }, (_, index) => index);
    expect([...random.shuffle(items)].sort((a, b) => a - b)).toEqual(items);
    const numbers = Array.from({ length: 500 }, () => random.between(2, 4));
    expect(new Set(numbers)).toEqual(new Set([2, 3, 4]));
  });

  it('refuses to draw from nothing', () => {
    expect(() => new Random(1).pick([])).toThrow(RangeError);
    expect(() => new WeightedDraw([['nobody', 0]])).toThrow(RangeError);
  });
});
