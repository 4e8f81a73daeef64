import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GrowingKeys } from './growing-keys.js';

const bits = (key: number) => 1 + (Math.abs(key) % 7) / 2;
const keysOfRow = fc.uniqueArray(fc.integer({ min: -40, max: 40 }), { maxLength: 12 });

describe('the keys of records that are still being added', () => {
  it('lead to the same records as asking every record', () => {
    fc.assert(
      fc.property(fc.array(keysOfRow, { maxLength: 300 }), fc.array(keysOfRow, { maxLength: 4 }), (rows, questions) => {
        const keys = new GrowingKeys();
        rows.forEach((ofRow, row) => {
          keys.add(row, ofRow);
        });
        for (const question of questions) {
          const asked = question.map((key) => ({ key, bits: bits(key) }));
          const expected = rows.flatMap((ofRow, row) => {
            const sum = asked.reduce((total, { key, bits: rarity }) => total + (ofRow.includes(key) ? rarity : 0), 0);
            return sum >= 6 ? [row] : [];
          });
          expect(keys.sharing(asked, 6)).toEqual(expected);
        }
      }),
      { numRuns: 60 },
    );
  });
});
