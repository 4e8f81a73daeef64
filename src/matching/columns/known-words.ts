import { levelIndex } from '../names/compare-tokens.js';
import { different, vowelsApart } from '../names/name-level.js';
import type { NameToken } from '../names/types.js';
import type { SpellingDictionary } from './column-data.js';
import { otherKeys } from './spelling-index.js';

/** The spellings of a dictionary that agree with a word somehow, and at which level (index into `levels`). */
export interface Meetings {
  ids: Int32Array;
  levels: Uint8Array;
}

/** A word of a question, with what is known of it from earlier ones. */
export class KnownWord {
  /** What a spelling shares with it that is no stranger. */
  readonly keys: Int32Array;
  private met: Meetings | null = null;

  /** `together`: the word is two neighbouring parts written as one, with this togetherKey; null = a part as it is. */
  constructor(
    readonly token: NameToken,
    readonly together: number | null,
  ) {
    this.keys = Int32Array.of(...token.codes.nearKeys, ...otherKeys(token));
  }

  /** All spellings that agree with the word; milliseconds the first time, when each that is near is compared with it. */
  meetings(spellings: SpellingDictionary): Meetings {
    if (this.met) return this.met;
    const { open, vowelsDiffer } = spellings.prospects(this.token, this.together);
    const ids = [...vowelsDiffer];
    const found = ids.map(() => vowelsApart);
    for (const id of open) {
      const level = levelIndex(this.token, spellings.token(id));
      if (level === different) continue;
      ids.push(id);
      found.push(level);
    }
    this.met = { ids: Int32Array.from(ids), levels: Uint8Array.from(found) };
    return this.met;
  }
}

/** Words kept for the questions that follow; when full, all are forgotten. About a kilobyte each. */
const mostWords = 60_000;

/** Words by their spelling, kept: reports share most of their names. */
export class KnownWords {
  private readonly kept = new Map<string, KnownWord>();
  private ofCount = 0;

  constructor(private readonly spellings: SpellingDictionary) {}

  of(token: NameToken, together: number | null): KnownWord {
    // A dictionary that has grown may have more that agrees.
    if (this.kept.size >= mostWords || this.ofCount !== this.spellings.count) {
      this.kept.clear();
      this.ofCount = this.spellings.count;
    }
    const key = together === null ? token.text : `${token.text} ${together}`;
    let word = this.kept.get(key);
    if (!word) {
      word = new KnownWord(token, together);
      this.kept.set(key, word);
    }
    return word;
  }
}
