import { levelIndex, levelWithoutMeaning } from '../names/compare-tokens.js';
import { mergedToken } from '../names/merged-token.js';
import type { SpellingDictionary } from './column-data.js';
import type { KnownWord } from './known-words.js';

/** Levels kept, sixteen bytes and the room of a table each; when full, all are forgotten. */
const mostKept = 1_000_000;
/** More spellings than a dictionary has. */
const spellingsAtMost = 2 ** 26;

/** How words agree with two spellings read as one, kept for the questions that follow: a list has the same two names side by side again and again. */
export class PairLevels {
  private readonly ofWords = new Map<KnownWord, Map<number, number>>();
  private count = 0;

  constructor(private readonly spellings: SpellingDictionary) {}

  /** Index into `levels` of names/name-level.ts. */
  level(word: KnownWord, first: number, second: number): number {
    const pair = first * spellingsAtMost + second;
    let ofWord = this.ofWords.get(word);
    const known = ofWord?.get(pair);
    if (known !== undefined) return known;
    if (this.count >= mostKept) {
      this.ofWords.clear();
      this.count = 0;
      ofWord = undefined;
    }
    if (!ofWord) {
      ofWord = new Map();
      this.ofWords.set(word, ofWord);
    }
    const merged = mergedToken(this.spellings.token(first), this.spellings.token(second));
    const level = levelWithoutMeaning(word.token, merged) ?? levelIndex(word.token, merged);
    ofWord.set(pair, level);
    this.count += 1;
    return level;
  }
}
