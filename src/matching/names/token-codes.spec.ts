import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readTable } from '../tables/read-table.js';
import { normaliseText } from '../text/index.js';
import { compareTokens } from './compare-tokens.js';
import { tokenOf } from './token.js';
import { consonantsApart, equalSpelling, isOneSlip, sameConsonants, withinOneSlip } from './token-codes.js';
import type { NameToken } from './types.js';

const plain = (text: string) => normaliseText(text).replaceAll(' ', '');
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

/** Every skeleton with up to one consonant taken out, of those with four and more up to two. */
function nearWays({ skeletons }: NameToken): string[] {
  const without = (text: string) => Array.from(text, (_, at) => text.slice(0, at) + text.slice(at + 1));
  return skeletons.flatMap(({ coarse }) => {
    if (coarse.length < 2) return [coarse];
    const one = without(coarse);
    return [coarse, ...one, ...(coarse.length < 4 ? [] : one.flatMap(without))];
  });
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
      fc.property(tokens, ([a, b]) =>
        expect(withinOneSlip(a.codes, b.codes)).toBe(isOneSlip(plain(a.text), plain(b.text))),
      ),
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

  it('puts two names apart whose consonants are not one slip from each other in any reading, and none whose are', () => {
    fc.assert(
      fc.property(tokens, ([a, b]) => {
        const share = nearWays(a).some((left) => nearWays(b).includes(left));
        expect(consonantsApart(a.codes, b.codes)).toBe(!share);
        const coarse = ({ skeletons }: NameToken) => skeletons.map((skeleton) => skeleton.coarse);
        const long = (text: string) => text.length >= 2;
        const slip = coarse(a).some((x) => coarse(b).some((y) => long(x) && long(y) && slips(x, y) <= 1));
        if (slip) expect(consonantsApart(a.codes, b.codes)).toBe(false);
      }),
      runs,
    );
  });

  it('puts no two spellings apart that are taken for one name, unless an alias says so', () => {
    fc.assert(
      fc.property(tokens, ([a, b]) => {
        if (!consonantsApart(a.codes, b.codes) || a.isInitial || b.isInitial) return;
        if (a.aliases.length > 0 && b.aliases.length > 0) return;
        expect(compareTokens(a, b).level).toBe('different');
      }),
      runs,
    );
  });

  it('answers alike whichever name comes first', () => {
    fc.assert(
      fc.property(tokens, ([{ codes: a }, { codes: b }]) => {
        for (const ask of [equalSpelling, withinOneSlip, sameConsonants, consonantsApart])
          expect(ask(a, b)).toBe(ask(b, a));
      }),
      runs,
    );
  });
});
