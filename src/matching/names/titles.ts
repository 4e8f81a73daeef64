import { readTable } from '../tables/read-table.js';
import { normaliseText } from '../text/normalise.js';

interface Title {
  kind: 'title' | 'fate';
  alsoAName: boolean;
}

const titles = new Map<string, Title>(
  readTable('titles.tsv').map((row) => [
    normaliseText(row.written!),
    { kind: row.kind as Title['kind'], alsoAName: row.also_a_name === 'yes' },
  ]),
);
const longestTitleWords = 2;

export interface UntitledWords<T> {
  words: T[];
  titles: string[];
  fateWords: string[];
}

/** Takes titles and fate words from the start of a name, as written. Never the last word: somebody may be called Sayed. */
export function takeTitles<T extends { written: string }>(words: readonly T[]): UntitledWords<T> {
  const rest = [...words];
  const found: UntitledWords<T> = { words: rest, titles: [], fateWords: [] };
  for (;;) {
    const length = titleLength(rest);
    if (length === 0) return found;
    const written = rest
      .slice(0, length)
      .map((word) => word.written)
      .join(' ');
    const kind = titles.get(normaliseText(written))!.kind;
    (kind === 'fate' ? found.fateWords : found.titles).push(written);
    rest.splice(0, length);
  }
}

function titleLength(words: readonly { written: string }[]): number {
  for (let length = Math.min(longestTitleWords, words.length - 1); length > 0; length--) {
    const text = words
      .slice(0, length)
      .map((word) => word.written)
      .join(' ');
    const title = titles.get(normaliseText(text));
    if (title && words.length - length >= (title.alsoAName ? 2 : 1)) return length;
  }
  return 0;
}
