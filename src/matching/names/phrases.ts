import { readTable } from '../tables/read-table.js';
import { normaliseText } from '../text/normalise.js';

/** A word as phrases are looked up by: normaliseText of what was written. */
export interface FoldedWord {
  folded: string;
}

/** Fixed phrases of one or more words, each with what it means, found in a list of words after folding. */
export class PhraseTable<T> {
  private readonly phrases = new Map<string, T>();
  readonly longest: number;

  /** Reads a table whose column `written` holds the phrase. Of two rows that fold to one phrase the first counts. */
  constructor(fileName: string, meaningOf: (row: Record<string, string>) => T | undefined) {
    let longest = 0;
    for (const row of readTable(fileName)) {
      const meaning = meaningOf(row);
      const phrase = normaliseText(row.written!);
      if (meaning === undefined || this.phrases.has(phrase)) continue;
      this.phrases.set(phrase, meaning);
      longest = Math.max(longest, phrase.split(' ').length);
    }
    this.longest = longest;
  }

  get(phrase: string): T | undefined {
    return this.phrases.get(phrase);
  }

  /** Phrases that begin at a place, longest first, of at most `most` words. */
  *at(words: readonly FoldedWord[], start: number, most = this.longest): Generator<{ length: number; meaning: T }> {
    for (let length = Math.min(most, this.longest, words.length - start); length > 0; length--) {
      const meaning = this.phrases.get(foldedPhrase(words, start, length));
      if (meaning !== undefined) yield { length, meaning };
    }
  }
}

export function foldedPhrase(words: readonly FoldedWord[], start: number, length: number): string {
  if (length === 1) return words[start]!.folded;
  let phrase = words[start]!.folded;
  for (let at = start + 1; at < start + length; at++) phrase += ` ${words[at]!.folded}`;
  return phrase;
}
