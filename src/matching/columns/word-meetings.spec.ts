import { beforeAll, describe, expect, it } from '@jest/globals';
import { levelIndex } from '../names/compare-tokens.js';
import { mergedToken } from '../names/merged-token.js';
import { different } from '../names/name-level.js';
import { readToken, tokenOf } from '../names/token.js';
import type { NameToken } from '../names/types.js';
import { hasConsonantsOfTwo, togetherKey } from '../names/written-together.js';
import { readTable } from '../tables/read-table.js';
import type { SpellingDictionary } from './column-data.js';
import { KnownWord } from './known-words.js';
import { packSpellings } from './pack-spellings.js';
import { PackedSpellings } from './packed-spellings.js';
import { GrowingSpellings } from './spelling-dictionary.js';

/** Slips of the keyboard in a spelling, always the same ones. */
function slipsOf(text: string, at: number): string[] {
  const place = at % Math.max(1, text.length - 1);
  return [
    text.slice(0, place) + text.slice(place + 1),
    text.slice(0, place) + text[place + 1] + text[place] + text.slice(place + 2),
    text.slice(0, place) + text[(place + 2) % text.length] + text.slice(place + 1),
  ].filter((slip) => slip.trim() !== '' && !slip.includes('undefined'));
}

describe('the spellings that agree with a word', () => {
  const growing = new GrowingSpellings();
  let packed: PackedSpellings;
  let asked: NameToken[];
  let readTokens: NameToken[];

  beforeAll(() => {
    const texts = new Set<string>(['م', 'k', 'ع', '7', '--', '٣٣', 'abd-rahman', 'salah-din', 'Абу', 'aمb', 'خالd']);
    for (const row of readTable('names.cases.tsv'))
      for (const cell of Object.values(row)) for (const word of cell.split(' ')) texts.add(word.slice(0, 48));
    for (const { arabic, latin } of readTable('given-names.female.tsv').slice(0, 250)) {
      texts.add(arabic!);
      if (latin) texts.add(latin);
    }
    for (const { arabic } of readTable('surnames.tsv').slice(0, 250)) texts.add(arabic!);
    for (const { a, b } of readTable('confusable-names.tsv')) texts.add(a!).add(b!);
    for (const { spellings } of readTable('aliases.tsv')) for (const one of spellings!.split('|')) texts.add(one);
    for (const [at, text] of [...texts].entries()) for (const slip of slipsOf(text, at)) texts.add(slip);
    for (const text of texts) if (text !== '') growing.idOf(text.slice(0, 48));
    packed = new PackedSpellings(
      packSpellings(
        growing,
        Int32Array.from({ length: growing.count }, (_, id) => growing.count - 1 - id),
        null,
      ),
    );
    readTokens = Array.from({ length: growing.count }, (_, id) => readToken(growing.text(id)));
    const strangers = ['Khattar', 'Abulhasan', 'بوغزالة', 'Nurettin', 'Chaimaa', 'جرجوعي', "As'ad", 'عبدالمتجلي'];
    asked = [...texts]
      .filter((_, at) => at % 53 === 0)
      .concat(strangers, ['م', 'k', '--', 'aمb', '7'])
      .map(tokenOf);
  });

  const levels = (of: SpellingDictionary, word: KnownWord): [string, number][] => {
    const { ids, levels: found } = word.meetings(of);
    expect(new Set(ids).size).toBe(ids.length);
    return [...ids].map((id, at): [string, number] => [of.text(id), found[at]!]).sort();
  };

  /** Each spelling of the dictionary compared by itself. */
  const oneByOne = (word: NameToken, key: number | null): [string, number][] =>
    Array.from({ length: growing.count }, (_, id) => readTokens[id]!)
      .filter((other) => key === null || hasConsonantsOfTwo(other, key))
      .map((other): [string, number] => [other.text, levelIndex(word, other)])
      .filter(([, level]) => level !== different)
      .sort();

  const expectedOf = new Map<NameToken, [string, number][]>();
  const agreeWithOneByOne = (): void => {
    let found = 0;
    for (const token of asked) {
      const expected = expectedOf.get(token) ?? oneByOne(token, null);
      expectedOf.set(token, expected);
      found += expected.length;
      expect([token.text, levels(packed, new KnownWord(token, null))]).toEqual([token.text, expected]);
    }
    expect(found).toBeGreaterThan(asked.length);
  };

  it(
    'are those that comparing each by itself finds, before the meanings of Latin spellings are worked out',
    agreeWithOneByOne,
  );

  it('are the same when some of the meanings are known, and when all are', () => {
    packed.workOutMeanings(0, 20);
    agreeWithOneByOne();
    expect(packed.workOutMeanings(0, Number.POSITIVE_INFINITY)).toBe(packed.count);
    agreeWithOneByOne();
  });

  it('are the same when the dictionary was packed again with what it knew', () => {
    const order = Int32Array.from({ length: growing.count }, (_, id) => id);
    const before = packed;
    packed = new PackedSpellings(packSpellings(growing, order, before));
    agreeWithOneByOne();
    packed = before;
  });

  it('are the same in a dictionary that grows', () => {
    for (const token of asked.slice(0, 30))
      expect(levels(growing, new KnownWord(token, null))).toEqual(oneByOne(token, null));
  });

  it('are found for two parts written together as well', () => {
    let found = 0;
    for (const [at, second] of asked.entries()) {
      const first = asked[(at * 7 + 3) % asked.length]!;
      for (const one of [first, second]) {
        if (one.script !== second.script) continue;
        const word = mergedToken(one, second);
        const key = togetherKey(one, second);
        const expected = oneByOne(word, key);
        found += expected.length;
        for (const spellings of [packed, growing])
          expect(levels(spellings, new KnownWord(word, key))).toEqual(expected);
      }
    }
    const [abd, rest] = [tokenOf('salah'), tokenOf('din')];
    expect(levels(packed, new KnownWord(mergedToken(abd, rest), togetherKey(abd, rest)))).not.toHaveLength(0);
    expect(found).toBeGreaterThan(0);
  });
});
