import type { NameToken } from '../names/types.js';
import { togetherKeysOfCoarse } from '../names/written-together.js';
import { soundLetters } from '../sound/sound-letters.js';
import { likelyAtRandom } from '../sound/sound-model.js';
import { arabicSteps } from './arabic-sound-walk.js';
import { GrowingNumbers } from './growing-numbers.js';
import { latinSteps } from './latin-sound-walk.js';
import { letterSteps } from './letter-walk.js';
import { type KeyedLists, packKeyedLists } from './packed-lists.js';
import { PackedTexts, packTexts, type TextArrays } from './packed-texts.js';
import { type TrieArrays, TrieMaker } from './sequence-trie.js';
import { sharedCopy } from './shared-arrays.js';
import { priorFigure, priorOf, smallFigure, totalFigureOf } from './sound-needs.js';
import { packTextIds } from './text-ids.js';

/** What tells of spellings, many at a time, that they are more than strangers to a word. Read by WordMeetings. */
export interface MeetingArrays {
  /** Coarse skeletons, by the ids of SpellingIndexArrays.skeletons. */
  coarse: TextArrays;
  coarseIds: Int32Array;
  /** The same by what two parts written together have (togetherKeysOf). */
  together: KeyedLists;
  /** Latin spellings by the letters of each reading (LatinSoundWalk), with smallFigure of its letters at random; and by node the highest smallFigure of the totals of their meanings. */
  latin: TrieArrays;
  latinTotals: Uint8Array;
  /** Arabic spellings as each reading is heard (ArabicSoundWalk), with priorFigure. */
  arabic: TrieArrays;
  /** Arabic spellings by the letters of each reading (LetterWalk), with the number of letters. */
  letters: TrieArrays;
  /** By spelling: TokenCodes.letterBits, NameToken.letters. */
  letterBits: Int32Array;
  lengths: Uint8Array;
  /** By spelling: edgesOf the folded spelling. */
  edges: Int32Array;
  /** By spelling: 1 if it is read as Latin (NameToken.script not Arab). */
  isLatin: Uint8Array;
}

const mostLength = 255;
/** From so many letters on no slip touches both the first two and the last two. */
export const lettersBetween = 5;
const edgeMask = 0xffff;

/** The first two letters and the last two, as sixteen bits each; other letters may have the same. */
export function edgesOf(folded: string): number {
  const pair = (at: number): number => (folded.charCodeAt(at) * 31 + folded.charCodeAt(at + 1)) & edgeMask;
  return (pair(0) << 16) | pair(folded.length - 2);
}

/** False when both differ. */
export const sameEdge = (one: number, two: number): boolean =>
  ((one ^ two) & edgeMask) === 0 || (one ^ two) >>> 16 === 0;
/** Takes in spellings by rising ids. */
export class MeetingIndexMaker {
  private readonly latin = new TrieMaker();
  private readonly arabic = new TrieMaker();
  private readonly letters = new TrieMaker();
  private readonly letterBits = new GrowingNumbers(new Int32Array(0));
  private readonly edges = new GrowingNumbers(new Int32Array(0));
  private readonly lengths = new GrowingNumbers(new Uint8Array(0));
  private readonly isLatin = new GrowingNumbers(new Uint8Array(0));

  add(id: number, token: NameToken): void {
    this.letterBits.push(token.codes.letterBits);
    this.edges.push(edgesOf(token.folded));
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
    const { letterBits, lengths, edges, isLatin } = this;
    const latin = this.latin.pack(lengths.length);
    return {
      coarse: texts,
      coarseIds: packTextIds(new PackedTexts(texts)),
      together: packKeyedLists(keys.values, ids.values, keys.length),
      latin,
      latinTotals: sharedCopy(latin.most.map(totalFigureOf)),
      arabic: this.arabic.pack(lengths.length),
      letters: this.letters.pack(lengths.length),
      letterBits: sharedCopy(letterBits.values, letterBits.length),
      lengths: sharedCopy(lengths.values, lengths.length),
      edges: sharedCopy(edges.values, edges.length),
      isLatin: sharedCopy(isLatin.values, isLatin.length),
    };
  }

  private addArabic(id: number, token: NameToken): void {
    const figure = priorFigure(priorOf(token));
    for (const { sound } of token.heard) this.arabic.add(arabicSteps(sound), id, figure);
    for (const reading of token.readings)
      this.letters.add(letterSteps(reading), id, Math.min(mostLength, token.letters));
  }

  private addLatin(id: number, { letters, readings }: NameToken): void {
    // As in sound/meaning.ts: what the letters are at random counts over all readings, the dearest a little.
    const least = Math.min(...readings.map(({ core }) => likelyAtRandom(soundLetters(core))));
    for (const { core } of readings)
      this.latin.add(latinSteps(core, Math.min(mostLength, letters)), id, smallFigure(least));
  }
}

/** Writes the totals of meanings that are known by now into the index; 0 = not known. */
export function takeTotals({ latin, latinTotals }: MeetingArrays, totalOf: (spelling: number) => number): void {
  const { depths, most, entries } = latin;
  const below = new Uint8Array(mostLength + 1);
  for (let node = most.length - 1, depth = 0; node >= 0; node--) {
    // What stood behind was either below this node or not; only then it has a greater depth.
    const own = depths[node]!;
    let figure = depth > own ? below[own + 1]! : 0;
    below.fill(0, own + 1);
    for (let at = entries.starts[node]!; at < entries.starts[node + 1]!; at++) {
      const total = totalOf(entries.values[at]!);
      figure = Math.max(figure, total > 0 ? smallFigure(total) : totalFigureOf(most[node]!));
    }
    latinTotals[node] = figure;
    below[own] = Math.max(below[own]!, figure);
    depth = own;
  }
}
