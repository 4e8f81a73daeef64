import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normaliseText } from '../text/index.js';
import { isOneSlip as areOneSlipApart } from './token-codes.js';

const plain = (written: string) => normaliseText(written).replaceAll(' ', '');
const isOneSlip = (a: string, b: string) => areOneSlipApart(plain(a), plain(b));

describe('one slip of the keyboard', () => {
  it.each([
    ['جمال', 'جماك'],
    ['مكرم', 'مكر'],
    ['السفري', 'السرفي'],
    ['Bilal', 'Bilak'],
    ['Ahmad', 'Ahmsd'],
  ])('makes %s into %s', (a, b) => {
    expect(isOneSlip(a, b)).toBe(true);
    expect(isOneSlip(b, a)).toBe(true);
  });

  it.each([
    ['حسن', 'عمر'],
    ['جمال', 'كمال الدين'],
    ['مح', 'مر'],
    ['سامر', 'Samer'],
  ])('does not make %s into %s', (a, b) => {
    expect(isOneSlip(a, b)).toBe(false);
  });

  it('is the same in both directions', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 2, maxLength: 6 });
    fc.assert(fc.property(word, word, (a, b) => expect(isOneSlip(a, b)).toBe(isOneSlip(b, a))));
  });
});
