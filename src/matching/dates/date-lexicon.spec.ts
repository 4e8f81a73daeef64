import { describe, expect, it } from '@jest/globals';
import { readTable } from '../tables/read-table.js';
import { lexiconKey, longestEntryWords } from './date-lexicon.js';

const entries = [
  ...['months.tsv', 'hijri-months.tsv', 'seasons.tsv'].flatMap((file) =>
    readTable(file).map((row) => ({ words: row.names!, meaning: [file, row.calendar, row.from, row.to].join(' ') })),
  ),
  ...readTable('qualifiers.tsv')
    .filter((row) => row.kind !== 'unknown')
    .map((row) => ({ words: row.words!, meaning: `${row.kind} ${row.value}` })),
].flatMap(({ words, meaning }) => words.split('|').map((word) => ({ key: lexiconKey(word), word, meaning })));

describe('the words of dates', () => {
  it('have one meaning each in all languages together once they are folded', () => {
    const meanings = new Map<string, string>();
    const twice = entries.filter(({ key, meaning }) => {
      const known = meanings.get(key) ?? meaning;
      meanings.set(key, known);
      return known !== meaning;
    });
    expect(twice).toEqual([]);
  });

  it('are short enough to be found, and none is empty', () => {
    for (const { key } of entries) {
      expect(key).not.toBe('');
      expect(key.split(' ').length).toBeLessThanOrEqual(longestEntryWords);
    }
  });
});
