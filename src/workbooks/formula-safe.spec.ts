import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { byteOrderMark, safeCsvLine, withGuard, withoutGuard } from './index.js';

const letter = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  fc.constantFrom(...'=+-@\t\r\n\0\'" ,;\uff1d\uff0b\uff20\ufe66\u200f\u202b\u200b\ufeffa1\u0645'),
);
const cell = fc.array(letter, { maxLength: 8 }).map((letters) => letters.join(''));
const table = fc
  .integer({ min: 1, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }));

describe('CSV for people', () => {
  it('gives every cell back equal or with one apostrophe in front, and without the guard always equal', () => {
    const property = fc.property(table, (cells) => {
      const text = byteOrderMark + cells.map((row) => safeCsvLine(row)).join('');
      const back = parse(text, { bom: true, record_delimiter: '\r\n' }) as string[][];
      expect(back.map((row) => row.map(withoutGuard))).toEqual(cells);
      for (const [row, texts] of back.entries()) {
        for (const [at, written] of texts.entries()) {
          expect([cells[row][at], `'${cells[row][at]}`]).toContain(written);
          expect(written).not.toMatch(/^[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u);
          expect(written).not.toMatch(/^[\t\r\n\0]/);
        }
      }
    });
    fc.assert(property, { numRuns: 2_500 });
  });

  it.each([
    '=1+1',
    '+963 11',
    '-',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\0=1',
    '\uff1d1+1',
    '\u200f=1',
    '\u202e\u2066 =1',
    ' =cmd',
    "'=1",
    "''=1",
    '\n=1',
    '\u0000',
  ])('the cell %j gets an apostrophe', (text) => {
    expect(withGuard(text)).toBe(`'${text}`);
    expect(withoutGuard(withGuard(text))).toBe(text);
  });

  it.each(['', '\u0633\u0627\u0645\u064a', "Sami's", "'a", "d'Arc", '3/4/2013', '2013-05', 'a=b', '(+963)'])(
    'the cell %j stays as it is',
    (text) => {
      expect(withGuard(text)).toBe(text);
      expect(withoutGuard(text)).toBe(text);
    },
  );
});
