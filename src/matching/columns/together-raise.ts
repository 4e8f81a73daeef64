import { hasLettersForTwo, togetherKeysOf } from '../names/written-together.js';
import type { SpellingDictionary } from './column-data.js';
import type { KnownWord } from './known-words.js';
import { PairLevels } from './pair-levels.js';
import type { SpellingFacts } from './spelling-facts.js';
import type { TogetherIndex } from './together-index.js';

/** A word of the record that asks, and by level (index into `levels`) the most that it can bring, in hundredths of a bit. */
export interface RaisingWord {
  word: KnownWord;
  mostAt: readonly number[];
  most: number;
}

/**
 * By how much the bounds of rows are raised because a word may stand for two of their parts: first, by consonants alone, in the sums of all such rows; then, for the
 * few rows that get so far, by the level at which the word and the two really agree.
 */
export class TogetherRaise {
  private readonly wordsOfKey = new Map<number, RaisingWord[]>();
  private readonly levels: PairLevels;

  constructor(
    private readonly together: TogetherIndex,
    private readonly facts: SpellingFacts,
    spellings: SpellingDictionary,
  ) {
    this.levels = new PairLevels(spellings);
  }

  /** @param words each once */
  ask(words: readonly RaisingWord[]): void {
    this.wordsOfKey.clear();
    for (const raising of words) {
      if (raising.word.token.isInitial) continue;
      for (const key of togetherKeysOf(raising.word.token)) {
        const others = this.wordsOfKey.get(key);
        if (others) others.push(raising);
        else this.wordsOfKey.set(key, [raising]);
      }
    }
  }

  /** @param times 1, or -1 to take away what was added */
  addTo(sums: Int32Array, times: number): void {
    for (const [key, words] of this.wordsOfKey) {
      const most = words.reduce((sum, raising) => sum + raising.most, 0);
      this.together.addTo(sums, key, times * most);
    }
  }

  /** What was added to the row's sums beyond what its words and pairs can bring, in hundredths of a bit. */
  slack(row: number): number {
    let slack = 0;
    this.together.eachPair(row, (first, second, key) => {
      const words = this.wordsOfKey.get(key);
      if (!words) return;
      for (const raising of words) slack += raising.most - this.mostOf(raising, first, second);
    });
    return slack;
  }

  private mostOf({ word, mostAt }: RaisingWord, first: number, second: number): number {
    if (!hasLettersForTwo(word.token.letters, this.facts.letters[first]! + this.facts.letters[second]!)) return 0;
    return mostAt[this.levels.level(word, first, second)]!;
  }
}
