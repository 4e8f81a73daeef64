import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isOneSlip } from '../comparisons/one-slip.js';
import { readTable } from '../tables/read-table.js';
import { compareTokens } from './compare-tokens.js';
import { tokenOf } from './token.js';
import { consonantsExclude, equalSpelling, sameConsonants, withinOneSlip } from './token-codes.js';
import type { NameToken } from './types.js';

const names = ['given-names.male.tsv', 'given-names.female.tsv', 'surnames.tsv'].flatMap((file) =>
  readTable(file).map((row) => row.arabic!.replaceAll(' ', '')),
);
const latinNames = readTable('aliases.tsv').flatMap((row) =>
  Object.values(row).filter((cell) => /^[a-z]+$/.test(cell)),
);
const letters = fc.string({
  unit: fc.constantFrom(...'abdhklmnorstu', ...names[0]!, ...names[1]!),
  minLength: 1,
  maxLength: 8,
});
const known = fc.constantFrom(...names.slice(0, 300), ...latinNames);

/** A name and the same name after up to three slips of the keyboard, or another name. */
const spelling = fc.oneof(
  known,
  letters,
  fc.tuple(known, fc.nat(), letters).map(([name, at, more]) => {
    const place = at % name.length;
    return name.slice(0, place) + more[0]! + name.slice(place + (at % 3));
  }),
);
const pair = fc.oneof(
  fc.tuple(spelling, spelling),
  fc.tuple(known, fc.nat(), letters, fc.nat({ max: 3 })).map(([name, at, more, cut]): [string, string] => {
    const place = at % name.length;
    return [name, name.slice(0, place) + more.slice(0, at % 3) + name.slice(place + cut)];
  }),
);
const tokens = pair.map(([a, b]) => [tokenOf(a), tokenOf(b)] as const);
const runs = { numRuns: 2000 };

/** Edit distance with exchanged neighbours, by its definition. */
function slips(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const same = a[0] === b[0] ? 0 : 1;
  const ways = [slips(a.slice(1), b) + 1, slips(a, b.slice(1)) + 1, slips(a.slice(1), b.slice(1)) + same];
  if (a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0]) ways.push(slips(a.slice(2), b.slice(2)) + 1);
  return Math.min(...ways);
}

/** Consonants of each reading that the other name has in none of its own. */
function lacking(a: NameToken, b: NameToken): number {
  return Math.min(
    ...a.skeletons.map(
      ({ coarse }) =>
        [...new Set(coarse)].filter((one) => !b.skeletons.some((other) => other.coarse.includes(one))).length,
    ),
  );
}

describe('the cheap questions about two spellings', () => {
  it('finds equal what is folded alike', () => {
    fc.assert(
      fc.property(tokens, ([a, b]) => expect(equalSpelling(a.codes, b.codes)).toBe(a.folded === b.folded)),
      runs,
    );
  });

  it('finds one slip where the edit distance of two spellings of three letters and more is at most one', () => {
    const short = fc.string({ unit: fc.constantFrom(...'abc'), maxLength: 6 });
    const any = fc.oneof(
      tokens,
      fc.tuple(short, short).map(([a, b]) => [tokenOf(a), tokenOf(b)] as const),
    );
    fc.assert(
      fc.property(any, ([a, b]) => {
        const long = Math.min(a.letters, b.letters) >= 3 && Math.abs(a.letters - b.letters) <= 1;
        expect(withinOneSlip(a.codes, b.codes)).toBe(long && slips(a.folded, b.folded) <= 1);
      }),
      runs,
    );
  });

  it('finds the same slips in a spelling as in the text it was read from', () => {
    fc.assert(
      fc.property(tokens, ([a, b]) => expect(withinOneSlip(a.codes, b.codes)).toBe(isOneSlip(a.text, b.text))),
      runs,
    );
  });

  it('finds the same consonants where any two readings share a coarse skeleton', () => {
    fc.assert(
      fc.property(tokens, ([a, b]) =>
        expect(sameConsonants(a.codes, b.codes)).toBe(
          a.skeletons.some((x) => b.skeletons.some((y) => x.coarse === y.coarse)),
        ),
      ),
      runs,
    );
  });

  it('excludes two names where each has two consonants that the other lacks', () => {
    fc.assert(
      fc.property(tokens, ([a, b]) => {
        const excluded = a.skeletons.length > 0 && b.skeletons.length > 0 && lacking(a, b) >= 2 && lacking(b, a) >= 2;
        expect(consonantsExclude(a.codes, b.codes)).toBe(excluded);
      }),
      runs,
    );
  });

  it('excludes no two spellings that the sound model takes for one name, unless an alias says so', () => {
    fc.assert(
      fc.property(tokens, ([a, b]) => {
        if (!consonantsExclude(a.codes, b.codes) || (a.aliases.length > 0 && b.aliases.length > 0)) return;
        expect(compareTokens(a, b).level).toBe('different');
      }),
      runs,
    );
  });

  it('answers alike whichever name comes first', () => {
    fc.assert(
      fc.property(tokens, ([{ codes: a }, { codes: b }]) => {
        for (const ask of [equalSpelling, withinOneSlip, sameConsonants, consonantsExclude])
          expect(ask(a, b)).toBe(ask(b, a));
      }),
      runs,
    );
  });
});
