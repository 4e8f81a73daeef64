import { particleKind } from './particles.js';
import { type FoldedWord, PhraseTable } from './phrases.js';
import { type WrittenWord, writtenWords } from './written-words.js';

interface Title {
  kind: 'title' | 'fate';
  /** never: nobody is called so, not even as a family name, and it may stand at the end. */
  alsoAName: 'yes' | 'no' | 'never';
}

const titles = new PhraseTable<Title>('titles.tsv', (row) => ({
  kind: row.kind as Title['kind'],
  alsoAName: row.also_a_name as Title['alsoAName'],
}));

export interface UntitledWords {
  words: WrittenWord[];
  titles: string[];
  fateWords: string[];
}

/**
 * Takes titles and fate words from the start of a name, and from its end those that are never a name. Never the last word left: somebody may be called
 * Sayed. A single letter counts as an abbreviated title only with a point after it or two names to follow.
 */
export function takeTitles(words: readonly WrittenWord[]): UntitledWords {
  const found: UntitledWords = { words: [...words], titles: [], fateWords: [] };
  while (takeFirst(found) || takeLast(found));
  return found;
}

function takeFirst(found: UntitledWords): boolean {
  const { words } = found;
  const asWritten = { list: words as readonly FoldedWord[], article: 0 };
  for (const { list, article } of [asWritten, ...withoutArticle(words)]) {
    for (const { length, meaning } of titles.at(list, 0, list.length - 1)) {
      const used = length + article;
      const needed = meaning.alsoAName === 'yes' && !isAbbreviation(words, used) ? 2 : 1;
      if (namesIn(words.slice(used)) >= needed) return take(found, meaning, 0, used);
    }
  }
  return false;
}

/** Names, not counting the particles that join them; a particle alone is a name. */
function namesIn(words: readonly WrittenWord[]): number {
  return Math.max(words.filter(({ text }) => !particleKind(text)).length, Math.min(words.length, 1));
}

/** The words as if the article before them were not there (Al Hajj), or glued to the next as Arabic writes it. */
function withoutArticle(words: readonly WrittenWord[]): { list: readonly FoldedWord[]; article: number }[] {
  const [first, second] = words;
  if (!second || particleKind(first!.text) !== 'article') return [];
  const rest = words.slice(1);
  if (first!.script !== 'Arab') return [{ list: rest, article: 1 }];
  return [{ list: [{ folded: first!.folded + second.folded }, ...words.slice(2)], article: 1 }];
}

function takeLast(found: UntitledWords): boolean {
  const { words } = found;
  for (let length = Math.min(titles.longest, words.length - 1); length > 0; length--) {
    for (const { length: matched, meaning } of titles.at(words, words.length - length, length)) {
      if (matched === length && meaning.alsoAName === 'never')
        return take(found, meaning, words.length - length, length);
    }
  }
  return false;
}

function isAbbreviation(words: readonly WrittenWord[], used: number): boolean {
  return used === 1 && words[0]!.folded.length === 1 && words[1]!.gap.startsWith('.');
}

function take(found: UntitledWords, { kind }: Title, start: number, length: number): true {
  const taken = found.words.splice(start, length);
  (kind === 'fate' ? found.fateWords : found.titles).push(taken.map((word) => word.written).join(' '));
  return true;
}

export interface OnlyTitles extends UntitledWords {
  /** None of them could be a name. */
  certain: boolean;
}

/** The titles and fate words that a text beside a name consists of ("(martyr)", "Dr."), or null if it holds anything else. */
export function onlyTitles(words: readonly WrittenWord[]): OnlyTitles | null {
  const found: OnlyTitles = { words: [...words], titles: [], fateWords: [], certain: true };
  while (found.words.length > 0) {
    const longest = titles.at(found.words, 0).next().value;
    if (!longest) return null;
    if (longest.meaning.kind === 'title' && longest.meaning.alsoAName === 'yes') found.certain = false;
    take(found, longest.meaning, 0, longest.length);
  }
  return words.length > 0 ? found : null;
}

/** "Detainee", "the Doctor": no name, unless somebody may be called so (Sayed). In a cell of its own such a word is a family name (al-Sheikh). */
export function saysOnlyTitles(raw: string): boolean {
  return onlyTitles(writtenWords(raw).words)?.certain === true;
}
