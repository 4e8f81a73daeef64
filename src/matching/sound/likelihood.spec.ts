import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { longestRun, unseenColumn } from './emissions.js';
import { knownNames } from './known-names.js';
import { likelihood } from './likelihood.js';
import { soundLetters } from './sound-letters.js';
import { emissions } from './sound-model.js';
import { type ArabicSound, arabicSound, latinSound } from './spelled.js';

const { probability, runs } = emissions;

/** By its definition: the sum over every way to share the letters among the slots. */
function likelihoodByDefinition({ offsets, longest }: ArabicSound, letters: string): number {
  const known = new Map<string, number>();
  const from = (slot: number, at: number): number => {
    if (slot === offsets.length) return at === letters.length ? 1 : 0;
    const place = `${slot} ${at}`;
    let sum = known.get(place);
    if (sum !== undefined) return sum;
    sum = 0;
    for (let length = 0; length <= Math.min(longest[slot]!, longestRun, letters.length - at); length++) {
      const run = letters.slice(at, at + length);
      const column = run === '' ? 0 : (runs.get(run) ?? unseenColumn(run));
      sum += probability[offsets[slot]! + column]! * from(slot + 1, at + length);
    }
    known.set(place, sum);
    return sum;
  };
  return from(0, 0);
}

const core = fc.constantFrom(...knownNames.slice(0, 800).map((name) => name.core));
const arabic = fc.oneof(
  core,
  fc.tuple(core, core).map(([a, b]) => a + b),
  fc.string({ unit: fc.constantFrom(...knownNames[0]!.core, ...knownNames[1]!.core), maxLength: 12 }),
);
const latin = fc.string({ unit: fc.constantFrom(...'abdehiklmnorstuyz'), maxLength: 26 }).map(soundLetters);

describe('how likely a name is written so', () => {
  it('is the sum over all ways to share the letters among the slots', () => {
    fc.assert(
      fc.property(arabic, latin, (name, letters) => {
        const sound = arabicSound(name, emissions);
        const expected = likelihoodByDefinition(sound, letters);
        const found = likelihood(sound, latinSound(letters, emissions), probability);
        expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-12 * expected);
      }),
      { numRuns: 1500 },
    );
  });

  it('is nothing for a spelling that is longer than the name can be written', () => {
    expect(likelihood(arabicSound('', emissions), latinSound('ali', emissions), probability)).toBe(0);
  });
});
