import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BlockingKey } from '../blocking.js';
import { KeyIndex } from './key-index.js';
import { KeyIndexBuilder } from './key-index-builder.js';

const candidateBits = 13;
/** Some keys are everybody's and some hardly anybody's; a key has its rarity wherever it stands. */
const key = fc.oneof(
  fc.integer({ min: -4, max: 4 }),
  fc.integer({ min: -2000, max: 2000 }).map((n) => n * 1_000_003),
);
const bitsOf = (of: number): number => 8 + (((of >>> 0) * 37) % 1500) / 100;
const keys = fc.uniqueArray(key, { maxLength: 24 });
const asked = keys.map((all): BlockingKey[] => all.map((one) => ({ key: one, bits: bitsOf(one) })));
const everything = Number.POSITIVE_INFINITY;

function indexOf(rows: number[][]): KeyIndex {
  const builder = new KeyIndexBuilder();
  rows.forEach((of, row) => {
    builder.add(row, of);
  });
  return new KeyIndex(builder.pack(), rows.length);
}

function found(index: KeyIndex, of: BlockingKey[], mostBrought = everything) {
  const { rows, count, cut } = index.candidates(of, { candidateBits, mostBrought });
  return { rows: [...rows.subarray(0, count)].sort((a, b) => a - b), cut };
}

/** The rule as blocking.ts has it, in whole hundredths. */
const bitsShared = (of: BlockingKey[], row: number[]): number =>
  of.reduce((sum, { key: one, bits }) => sum + (row.includes(one) ? Math.round(bits * 100) : 0), 0);
const sharing = (of: BlockingKey[], rows: number[][]): number[] =>
  rows.flatMap((row, at) => (bitsShared(of, row) >= candidateBits * 100 ? [at] : []));

describe('records found by their blocking keys', () => {
  it('are exactly those that share enough, question after question', () => {
    fc.assert(
      fc.property(fc.array(keys, { maxLength: 300 }), fc.array(asked, { maxLength: 6 }), (rows, questions) => {
        const index = indexOf(rows);
        for (const of of questions) expect(found(index, of)).toEqual({ rows: sharing(of, rows), cut: [] });
      }),
      { numRuns: 300 },
    );
  });

  it('are, when common keys would bring too many, those of them that the rarer keys bring; the others are told', () => {
    const limited = fc.integer({ min: 1, max: 200 });
    fc.assert(
      fc.property(fc.array(keys, { maxLength: 200 }), asked, limited, (rows, of, most) => {
        const { rows: some, cut } = found(indexOf(rows), of, most);
        const having = (of: number): number => rows.filter((row) => row.includes(of)).length;
        for (const one of cut) expect(one.rows).toBe(having(one.key));
        const all = sharing(of, rows);
        expect(all).toEqual(expect.arrayContaining(some));
        const commonest = Math.min(...cut.map((one) => one.rows));
        for (const row of all.filter((one) => !some.includes(one))) {
          expect(cut.filter((one) => rows[row]!.includes(one.key))).not.toEqual([]);
          for (const one of of)
            if (rows[row]!.includes(one.key)) expect(having(one.key)).toBeGreaterThanOrEqual(commonest);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are found among ten thousand, wherever they stand', () => {
    const rows = Array.from({ length: 10_000 }, (_, row) => [row, 1_000_000 + (row % 7)]);
    const index = indexOf(rows);
    const of = [
      { key: 9_998, bits: 9 },
      { key: 1_000_000 + (9_998 % 7), bits: 8 },
    ];
    expect(found(index, of)).toEqual({ rows: [9_998], cut: [] });
    expect(found(index, [{ key: 1_000_003, bits: 13 }]).rows).toHaveLength(1429);
    expect(found(index, [{ key: 5_000_000, bits: 20 }])).toEqual({ rows: [], cut: [] });
  });

  it('are none where nothing is stored', () => {
    expect(found(indexOf([]), [{ key: 1, bits: 20 }])).toEqual({ rows: [], cut: [] });
  });
});
