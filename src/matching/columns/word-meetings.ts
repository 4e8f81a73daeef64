import { costs, lettersForWorseSlip } from '../names/name-level.js';
import { meaningOfToken } from '../names/sound-of-token.js';
import { mayBeOneSlip } from '../names/token-codes.js';
import type { NameToken } from '../names/types.js';
import { ArabicSoundWalk } from './arabic-sound-walk.js';
import type { KeptMeanings } from './kept-meanings.js';
import { LatinSoundWalk } from './latin-sound-walk.js';
import { LetterWalk } from './letter-walk.js';
import { edgesOf, lettersBetween, type MeetingArrays, sameEdge } from './meeting-index.js';
import { type Lists, placeOf } from './packed-lists.js';
import { PackedTexts } from './packed-texts.js';
import { NeededOfLatin, neededOfArabic } from './sound-needs.js';
import { type SpellingIndex } from './spelling-index.js';
import { idOfText } from './text-ids.js';

/** Spellings that may be more than strangers to a word. */
export interface Prospects {
  /** These are to be compared. */
  open: number[];
  /** These surely have the same consonants and are nothing better (level `vowels_differ`). */
  vowelsDiffer: number[];
}

/** By the most letters that a spelling has, the highest cost at which two Arabic ones are one slip apart (names/name-level.ts). */
const slips = Float64Array.from({ length: 256 }, (_, letters) =>
  letters >= lettersForWorseSlip ? costs.slipInLongName : costs.oneConsonantOff,
);
const slipsOfShort = new Float64Array(256).fill(costs.oneConsonantOff);

/**
 * Which spellings of a dictionary agree with a word somehow, without looking at each that is near to it: nothing that names/name-level.ts would not call
 * `different` is left out. One search at a time.
 */
export class WordMeetings {
  private readonly coarse: PackedTexts;
  private readonly latinWalk: LatinSoundWalk;
  private readonly arabicWalk: ArabicSoundWalk;
  private readonly letterWalk: LetterWalk;
  private readonly foundIn: Int32Array;
  private round = 0;
  private open: number[] = [];

  constructor(
    private readonly arrays: MeetingArrays,
    private readonly skeletons: Lists,
    private readonly index: SpellingIndex,
    private readonly meanings: KeptMeanings,
  ) {
    this.coarse = new PackedTexts(arrays.coarse);
    this.latinWalk = new LatinSoundWalk(arrays.latin, arrays.latinTotals);
    this.arabicWalk = new ArabicSoundWalk(arrays.arabic);
    this.letterWalk = new LetterWalk(arrays.letters);
    this.foundIn = new Int32Array(arrays.lengths.length);
  }

  /** @param word no initial */
  of(word: NameToken): Prospects {
    this.begin();
    for (const id of this.index.byOtherKeys(word)) this.take(id);
    const latin: number[] = [];
    this.takeSlips(word, this.index.near(word), latin);
    if (word.script === 'Arab') {
      this.takeLatin(word, latin);
      this.takeLetters(word);
    } else {
      this.takeArabic(word);
      this.meanings.names.find(meaningOfToken(word), latin, (id) => this.take(id));
    }
    const vowelsDiffer: number[] = [];
    for (const coarse of new Set(word.codes.coarse)) {
      const skeleton = idOfText(coarse, this.arrays.coarseIds, this.coarse);
      if (skeleton >= 0) this.takeSkeleton(word, skeleton, vowelsDiffer);
    }
    return { open: this.open, vowelsDiffer };
  }

  /** The same for a word that two parts make, written together. @param key togetherKey of the two */
  together(word: NameToken, key: number): Prospects {
    this.begin();
    this.index.near(word);
    const { keys, starts, values } = this.arrays.together;
    const list = placeOf(keys, key);
    if (list < 0) return { open: [], vowelsDiffer: [] };
    for (let at = starts[list]!; at < starts[list + 1]!; at++) {
      const skeleton = values[at]!;
      for (let one = this.skeletons.starts[skeleton]!; one < this.skeletons.starts[skeleton + 1]!; one++) {
        const id = this.skeletons.values[one]!;
        if (this.index.isNear(id)) this.take(id);
      }
    }
    return { open: this.open, vowelsDiffer: [] };
  }

  private begin(): void {
    this.round += 1;
    this.open = [];
  }

  private isNew(id: number): boolean {
    if (this.foundIn[id] === this.round) return false;
    this.foundIn[id] = this.round;
    return true;
  }

  private take(id: number): void {
    if (this.isNew(id)) this.open.push(id);
  }

  private takeSlips(word: NameToken, near: Int32Array, latin: number[]): void {
    const { letterBits, lengths, isLatin, edges } = this.arrays;
    const { letters, codes } = word;
    const edge = edgesOf(word.folded);
    for (let at = 0; at < near.length; at++) {
      const id = near[at]!;
      if (isLatin[id] === 1) latin.push(id);
      const apart = lengths[id]! - letters;
      if (apart <= 1 && apart >= -1 && mayBeOneSlip(letterBits[id]!, codes.letterBits)) {
        // One slip leaves the beginning or the end as it is, unless both are one place.
        const same = sameEdge(edges[id]!, edge) || letters < lettersBetween || lengths[id]! < lettersBetween;
        if (same) this.take(id);
      }
    }
  }

  private takeLatin(word: NameToken, near: readonly number[]): void {
    this.latinWalk.marks.mark(near);
    const { starts, values } = this.arrays.latin.entries;
    const needed = new NeededOfLatin(word);
    for (const { sound } of word.heard) {
      this.latinWalk.walk(sound, needed, (node, likelihood) => {
        for (let at = starts[node]!; at < starts[node + 1]!; at++)
          if (likelihood >= needed.with(0, this.meanings.total(values[at]!))) this.take(values[at]!);
      });
    }
  }

  private takeArabic(word: NameToken): void {
    const { starts, values } = this.arrays.arabic.entries;
    const meaning = meaningOfToken(word);
    const needed = neededOfArabic(word, meaning);
    for (const { sound } of meaning.readings) {
      this.arabicWalk.walk(sound, needed, (node) => {
        for (let at = starts[node]!; at < starts[node + 1]!; at++) this.take(values[at]!);
      });
    }
  }

  private takeLetters(word: NameToken): void {
    const { starts, values } = this.arrays.letters.entries;
    const limits = word.letters >= lettersForWorseSlip ? slips : slipsOfShort;
    for (const reading of word.readings) {
      this.letterWalk.walk(reading, limits, (node) => {
        for (let at = starts[node]!; at < starts[node + 1]!; at++) this.take(values[at]!);
      });
    }
  }

  private takeSkeleton(word: NameToken, skeleton: number, vowelsDiffer: number[]): void {
    const { starts, values } = this.skeletons;
    const { isLatin } = this.arrays;
    for (let at = starts[skeleton]!; at < starts[skeleton + 1]!; at++) {
      const id = values[at]!;
      if (!this.isNew(id)) continue;
      // Within Arabic the vowels that are written may be the same, and the letters further off still.
      if (word.script === 'Arab' && isLatin[id] === 0) this.open.push(id);
      else vowelsDiffer.push(id);
    }
  }
}
