import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { grouped, newRequestNumber, newSecret, numberLength, readDigits, secretLength } from './receipt-digits.js';

/** The same digit on a Latin, an Arabic and a Persian keyboard. */
const onSomeKeyboard = (digit: number) =>
  fc.constantFrom(String(digit), String.fromCharCode(0x660 + digit), String.fromCharCode(0x6f0 + digit));
/** What people and telephones put between digits: spaces of three kinds, dashes, direction marks and embeddings. */
const between = fc
  .array(
    fc.constantFrom(
      ' ',
      '\u00a0',
      '\u202f',
      '\t',
      '\n',
      '-',
      '\u2010',
      '\u2013',
      '\u2014',
      '\u2212',
      '\u200e',
      '\u200f',
      '\u061c',
      '\u202a',
      '\u202c',
      '\u2067',
      '\u2069',
      '\u200b',
      '\ufeff',
    ),
    {
      maxLength: 3,
    },
  )
  .map((parts) => parts.join(''));

const typedDigits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).chain((digits) =>
    fc.tuple(between, ...digits.map((digit) => fc.tuple(onSomeKeyboard(digit), between))).map(([first, ...rest]) => ({
      plain: digits.join(''),
      typed: first + rest.map((pair) => pair.join('')).join(''),
    })),
  );

describe('the digits of a receipt', () => {
  it('C2: are understood on every keyboard, with spaces, dashes and marks that nobody sees', () => {
    for (const length of [numberLength, secretLength]) {
      fc.assert(fc.property(typedDigits(length), ({ plain, typed }) => readDigits(typed, length) === plain));
    }
  });

  it('one digit too few or too many is told from a wrong one', () => {
    fc.assert(
      fc.property(typedDigits(secretLength + 1), typedDigits(secretLength - 1), (longer, shorter) => {
        expect(readDigits(longer.typed, secretLength)).toBeNull();
        expect(readDigits(shorter.typed, secretLength)).toBeNull();
      }),
    );
  });

  it('letters, digits of other scripts and signs are no digits, and never fail', () => {
    for (const typed of [
      '12345a',
      '12345\u09ef',
      '12345\u0665\u066c'.slice(1),
      '\u2460\u2461\u2462\u2463\u2464\u2465',
      '1234.5',
    ]) {
      expect(readDigits(typed, numberLength)).toBe('not digits');
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const read = readDigits(typed, numberLength);
        expect(read === null || read === 'not digits' || /^[0-9]{6}$/.test(read)).toBe(true);
      }),
    );
  });

  it('a secret is shown in groups of five and read back from them', () => {
    for (let i = 0; i < 200; i++) {
      const secret = newSecret();
      expect(grouped(secret)).toMatch(/^(\d{5} ){4}\d{5}$/);
      expect(readDigits(grouped(secret), secretLength)).toBe(secret);
    }
  });

  it('C2: every place of a secret takes every digit equally often, so that it has its 83 bits', () => {
    const drawn = 20_000;
    const counts = Array.from({ length: secretLength }, () => Array<number>(10).fill(0));
    for (let i = 0; i < drawn; i++) {
      for (const [place, digit] of [...newSecret()].entries()) counts[place][Number(digit)]++;
    }
    const chiSquare = (seen: number[], expected: number) =>
      seen.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    // Nine degrees of freedom: an unbiased draw passes 70 once in some 10^11 times. A byte's remainder by ten, which prefers 0 to 5
    // by one part in 25, comes to about 180 over all places.
    for (const place of counts) expect(chiSquare(place, drawn / 10)).toBeLessThan(70);
    const overall = Array.from({ length: 10 }, (_, digit) => counts.reduce((sum, place) => sum + place[digit], 0));
    expect(chiSquare(overall, (drawn * secretLength) / 10)).toBeLessThan(70);
  });

  it('numbers are six digits without a leading zero, spread over the whole range and not in a row', () => {
    const numbers = Array.from({ length: 9_000 }, newRequestNumber);
    expect(numbers.every((number) => /^[1-9]\d{5}$/.test(number))).toBe(true);
    for (const first of '123456789') {
      const share = numbers.filter((number) => number.startsWith(first)).length;
      expect([first, Math.abs(share - 1_000) < 250]).toEqual([first, true]);
    }
    const rising = numbers.filter((number, i) => i > 0 && number > numbers[i - 1]).length;
    expect(Math.abs(rising - 4_500)).toBeLessThan(500);
  });
});
