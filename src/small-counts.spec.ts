import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { suppressSmallCounts } from './small-counts.js';

const cellsOf = (counts: number[]) => counts.map((count, i) => ({ state: String(i), count }));
const small = fc.integer({ min: 1, max: 4 });
const shown = fc.oneof(fc.constant(0), fc.integer({ min: 5, max: 100_000 }));

describe('R22: small counts of people are not shown', () => {
  it('shows 0 and 5 or more as they are, with their sum', () => {
    expect(suppressSmallCounts(cellsOf([0, 5, 12]))).toEqual({
      total: 17,
      cells: [
        { state: '0', count: 0 },
        { state: '1', count: 5 },
        { state: '2', count: 12 },
      ],
    });
  });

  it('R22: 1 to 4 are all written "<5", and no total tells what the others leave over', () => {
    for (const count of [1, 2, 3, 4]) {
      expect(suppressSmallCounts(cellsOf([count, 7]))).toEqual({
        total: null,
        cells: [
          { state: '0', count: '<5' },
          { state: '1', count: 7 },
        ],
      });
    }
  });

  it('R22: nobody can tell two tables apart that differ only in counts from 1 to 4', () => {
    const table = fc.array(fc.oneof(shown, fc.tuple(small, small)), { maxLength: 12 });
    fc.assert(
      fc.property(table, (cells) => {
        const one = cells.map((cell) => (Array.isArray(cell) ? cell[0] : cell));
        const other = cells.map((cell) => (Array.isArray(cell) ? cell[1] : cell));
        expect(suppressSmallCounts(cellsOf(one))).toEqual(suppressSmallCounts(cellsOf(other)));
      }),
    );
  });
});
