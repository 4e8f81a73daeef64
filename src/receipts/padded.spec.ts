import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { padded, paddingStep } from './padded.js';

const length = (answer: object) => Buffer.byteLength(JSON.stringify(answer));

describe('answers to a family', () => {
  it('C15: come in whole steps of 4 KiB, whatever is in them and in whatever script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 9_000 }), (words) => {
        const answer = padded({ words });
        expect(length(answer) % paddingStep).toBe(0);
        expect(length(answer) - length({ words })).toBeLessThan(paddingStep + 20);
        expect(answer.words).toBe(words);
      }),
    );
  });

  it('C15: one word more or less does not show in the length', () => {
    const lengths = Array.from({ length: 2_000 }, (_, letters) => length(padded({ words: 'x'.repeat(letters) })));
    expect(new Set(lengths)).toEqual(new Set([paddingStep]));
  });
});
