import type { NameToken } from '../names/types.js';
import { togetherKeysOfCoarse } from '../names/written-together.js';
import { letterPlace } from '../sound/run-tables.js';
import { soundLetters } from '../sound/sound-letters.js';
import { likelyAtRandom } from '../sound/sound-model.js';
import { arabicSteps } from './arabic-sound-walk.js';
import { GrowingNumbers } from './growing-numbers.js';
import { letterSteps } from './letter-walk.js';
import { type KeyedLists, packKeyedLists } from './packed-lists.js';
import { PackedTexts, packTexts, type TextArrays } from './packed-texts.js';
import { type TrieArrays, TrieMaker } from './sequence-trie.js';
import { sharedCopy } from './shared-arrays.js';
import { priorFigure, priorOf, randomFigure } from './sound-needs.js';
import { packTextIds } from './text-ids.js';

/** What tells of spellings, many at a time, that they are more than strangers to a word. Read by WordMeetings. */
export interface MeetingArrays {
  /** Coarse skeletons, by the ids of SpellingIndexArrays.skeletons. */
  coarse: TextArrays;
  coarseIds: Int32Array;
  /** The same by what two parts written together have (togetherKeysOf). */
  together: KeyedLists;
  /** Latin spellings by the letters of each reading (LatinSoundWalk), with randomFigure. */
  latin: TrieArrays;
  /** Arabic spellings as each reading is heard (ArabicSoundWalk), with priorFigure. */
  arabic: TrieArrays;
  /** Arabic spellings by the letters of each reading (LetterWalk), with the number of letters. */
  letters: TrieArrays;
  /** By spelling: TokenCodes.letterBits, NameToken.letters. */
  letterBits: Int32Array;
  lengths: Uint8Array;
  /** By spelling: 1 if it is read as Latin (NameToken.script not Arab). */
  isLatin: Uint8Array;
}

const mostLength = 255;
export const latinSteps = (core: string): number[] => {
  const letters = soundLetters(core);
  return [letters.length, ...[...letters].map(letterPlace)];
};

/** Takes in spellings by rising ids. */
export class MeetingIndexMaker {
  private readonly latin = new TrieMaker();
  private readonly arabic = new TrieMaker();
  private readonly letters = new TrieMaker();
  private readonly letterBits = new GrowingNumbers(new Int32Array(0));
  private readonly lengths = new GrowingNumbers(new Uint8Array(0));
  private readonly isLatin = new GrowingNumbers(new Uint8Array(0));

  add(id: number, token: NameToken): void {
    this.letterBits.push(token.codes.letterBits);
    this.lengths.push(Math.min(mostLength, token.letters));
    this.isLatin.push(token.script === 'Arab' ? 0 : 1);
    if (token.isInitial) return;
    if (token.script === 'Arab') this.addArabic(id, token);
    else this.addLatin(id, token);
  }

  /** @param coarse coarse skeletons by their ids */
  arrays(coarse: readonly string[]): MeetingArrays {
    const keys = new GrowingNumbers(new Int32Array(0));
    const ids = new GrowingNumbers(new Int32Array(0));
    coarse.forEach((one, id) => {
      for (const key of togetherKeysOfCoarse(one)) {
        keys.push(key);
        ids.push(id);
      }
    });
    const texts = packTexts(coarse.length, (id) => coarse[id]!);
    const { letterBits, lengths, isLatin } = this;
    return {
      coarse: texts,
      coarseIds: packTextIds(new PackedTexts(texts)),
      together: packKeyedLists(keys.values, ids.values, keys.length),
      latin: this.latin.pack(),
      arabic: this.arabic.pack(),
      letters: this.letters.pack(),
      letterBits: sharedCopy(letterBits.values, letterBits.length),
      lengths: sharedCopy(lengths.values, lengths.length),
      isLatin: sharedCopy(isLatin.values, isLatin.length),
    };
  }

  private addArabic(id: number, token: NameToken): void {
    const figure = priorFigure(priorOf(token));
    for (const { sound } of token.heard) this.arabic.add(arabicSteps(sound), id, figure);
    for (const reading of token.readings)
      this.letters.add(letterSteps(reading), id, Math.min(mostLength, token.letters));
  }

  private addLatin(id: number, { readings }: NameToken): void {
    // As in sound/meaning.ts: what the letters are at random counts over all readings, the dearest a little.
    const least = Math.min(...readings.map(({ core }) => likelyAtRandom(soundLetters(core))));
    for (const { core } of readings) this.latin.add(latinSteps(core), id, randomFigure(least));
  }
}
