import { describe, expect, it } from '@jest/globals';
import { readTable } from '../tables/read-table.js';
import { compareNames } from './compare-names.js';
import { levelIndex, levelWithoutMeaning } from './compare-tokens.js';
import { levels } from './name-level.js';
import { readToken } from './token.js';

const agreeing = ['same', 'same_sound', 'near'];
const levelOf = (a: string, b: string): string => compareNames(a, b).meetings[0]!.level;

describe('two spellings of a single name', () => {
  it.each(readTable('names.cases.tsv').map((row) => [row.a!, row.b!, row.expected!, row.note!]))(
    '%s and %s are %s (%s)',
    (a, b, expected) => {
      if (expected === 'same') expect(agreeing).toContain(levelOf(a, b));
      else expect(agreeing).not.toContain(levelOf(a, b));
      expect(levelOf(b, a)).toBe(levelOf(a, b));
    },
  );

  it('calls the same consonants with another long vowel what they are', () => {
    expect(levelOf('محمد', 'محمود')).toBe('vowels_differ');
    expect(levelOf('حسن', 'حسين')).toBe('vowels_differ');
  });

  it('sees one slip of the keyboard in a longer name', () => {
    expect(levelOf('Darwish', 'Darwosh')).not.toBe('different');
    expect(levelOf('إسماعيل', 'إسماعبل')).toBe('one_edit');
  });

  it('tells apart names that brothers and sisters bear', () => {
    expect(levelOf('منى', 'لين')).toBe('different');
    expect(levelOf('محمد', 'Ahmad')).toBe('different');
  });

  it('takes letters one slip apart for a slip of the keyboard, whatever they sound like', () => {
    expect(levelOf('محمد', 'أحمد')).toBe('one_edit');
  });

  it('knows the level of most spellings without working out what they mean, and it is that level', () => {
    const words = [...new Set(readTable('names.cases.tsv').flatMap(({ a, b }) => [a!, b!]))].filter(
      (word) => !word.includes(' '),
    );
    const known = new Map<string, number>();
    let open = 0;
    for (const one of words) {
      for (const other of words) {
        // Read anew each time: a meaning that was worked out stays with the token.
        const [a, b] = [readToken(one), readToken(other)];
        if (b.script === 'Arab') continue;
        const level = levelWithoutMeaning(a, b);
        if (level === null) open += 1;
        else {
          expect([one, other, levels[level]]).toEqual([one, other, levels[levelIndex(a, b)]]);
          known.set(levels[level]!, (known.get(levels[level]!) ?? 0) + 1);
        }
      }
    }
    expect(known.get('different')).toBeGreaterThan(10 * open);
    expect(known.get('vowels_differ')).toBeGreaterThan(0);
  });

  it.each([
    ['eo', '\u4e2d\u6587\u05d1\u2019\u02bf\u2019\u02be'],
    ['oo\u02be', '\u05d0\u05d0\u05d2\u05d3\u02be'],
  ])('expects no less of %s beside a word in a third script than the two agree', (latin, third) => {
    for (const [one, other] of [
      [latin, third],
      [third, latin],
    ]) {
      const [a, b] = [readToken(one!), readToken(other!)];
      expect([null, levelIndex(readToken(one!), readToken(other!))]).toContain(levelWithoutMeaning(a, b));
    }
  });
});
