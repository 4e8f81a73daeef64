import { reserveTokenIds } from '../names/token.js';
import type { NameToken } from '../names/types.js';
import { meaningOf } from '../sound/meaning.js';
import { ByteReader } from './byte-reader.js';
import type { SpellingDictionary } from './column-data.js';
import { KeptMeanings, type MeaningArrays } from './kept-meanings.js';
import { type MeetingArrays, takeTotals } from './meeting-index.js';
import { bufferOf, PackedTexts, type TextArrays } from './packed-texts.js';
import { SpellingIndex, type SpellingIndexArrays } from './spelling-index.js';
import { idOfText } from './text-ids.js';
import { TokenCache } from './token-cache.js';
import { isCodedArabic, readCodedToken } from './token-codec.js';
import { type Prospects, WordMeetings } from './word-meetings.js';

/** A dictionary of spellings in shared memory: the texts, how each reads (token-codec.ts), what the Latin ones mean, and where those near to another are found. */
export interface SpellingArrays {
  texts: TextArrays;
  ids: Int32Array;
  codes: TextArrays;
  meanings: MeaningArrays;
  index: SpellingIndexArrays;
  meetings: MeetingArrays;
}

/** Tokens kept at hand, up to three kilobytes each. */
const mostTokens = 60_000;

/** Spellings that do not change any more, for any number of threads; each thread has its own tokens. */
export class PackedSpellings implements SpellingDictionary {
  readonly count: number;
  private readonly texts: PackedTexts;
  private readonly meanings: KeptMeanings;
  private readonly index: SpellingIndex;
  private readonly wordMeetings: WordMeetings;
  private readonly codes: Buffer;
  private readonly tokens = new TokenCache(mostTokens);
  /** A spelling has one token id, however often it is read again: what was kept of a pair of spellings stays good. */
  private readonly firstTokenId: number;

  constructor(readonly arrays: SpellingArrays) {
    this.texts = new PackedTexts(arrays.texts);
    this.count = this.texts.count;
    this.meanings = new KeptMeanings(arrays.meanings);
    this.index = new SpellingIndex(arrays.index, this.count);
    this.wordMeetings = new WordMeetings(arrays.meetings, arrays.index.skeletons, this.index, this.meanings);
    this.codes = bufferOf(arrays.codes.bytes);
    this.firstTokenId = reserveTokenIds(this.count);
  }

  text(id: number): string {
    return this.texts.text(id);
  }

  /** Id of a spelling, -1 if the dictionary does not have it. */
  idOf(text: string): number {
    return idOfText(text, this.arrays.ids, this.texts);
  }

  token(id: number): NameToken {
    let token = this.tokens.get(id);
    if (!token) {
      const reader = new ByteReader(this.codes, this.arrays.codes.offsets[id]!);
      token = readCodedToken(reader, this.text(id), this.firstTokenId + id);
      this.tokens.set(id, token);
    }
    token.meaning ??= this.meanings.read(id, token.readings);
    return token;
  }

  near(token: NameToken): Int32Array {
    return this.index.near(token);
  }

  prospects(token: NameToken, together: number | null): Prospects {
    if (together !== null && !token.isInitial) return this.wordMeetings.together(token, together);
    if (token.isInitial) return { open: [...this.near(token)], vowelsDiffer: [] };
    return this.wordMeetings.of(token);
  }

  /**
   * Works out the meanings of Latin spellings that were never asked for, from the spelling `from` on, for about so long; by one thread at a time. Slices, so
   * that whoever does it stays free for questions.
   * @returns the spelling to go on from; `count` when all is done or there is no more room
   */
  workOutMeanings(from: number, milliseconds: number): number {
    const until = performance.now() + milliseconds;
    let id = from;
    for (; id < this.count && performance.now() < until; id++) {
      if (isCodedArabic(this.codes[this.arrays.codes.offsets[id]!]!) || this.meanings.has(id)) continue;
      const { readings } = this.token(id);
      if (!this.meanings.keep(id, meaningOf(readings))) {
        id = this.count;
        break;
      }
    }
    if (id === this.count) takeTotals(this.arrays.meetings, (spelling) => this.meanings.total(spelling));
    return id;
  }
}
