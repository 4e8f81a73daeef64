import { describe, expect, it } from '@jest/globals';
import { hideSmallCells, sumOfCells } from './hide-small-cells.js';

describe('R22: what another model would move is shown without small counts', () => {
  it('R22: a single hidden count hides the smallest other, which would tell it with the sum', () => {
    expect(hideSmallCells([40, 3, 7, 0])).toEqual([40, '<5', null, 0]);
    expect(hideSmallCells([40, 3, 2, 7])).toEqual([40, '<5', '<5', 7]);
    expect(hideSmallCells([3])).toEqual(['<5']);
    expect(hideSmallCells([40, 7, 0])).toEqual([40, 7, 0]);
  });

  it('R22: a sum is shown only where none of its parts is hidden, or it is small itself', () => {
    expect(sumOfCells([6, 7], [6, 7])).toBe(13);
    expect(sumOfCells([6, 3], [6, '<5'])).toBeNull();
    expect(sumOfCells([1, 2], ['<5', '<5'])).toBe('<5');
    expect(sumOfCells([], [])).toBe(0);
  });
});
