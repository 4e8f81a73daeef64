import { levelIndex, strangers, tokenDistance } from '../names/compare-tokens.js';
import { different } from '../names/name-level.js';
import { hasConsonantsOfTwo } from '../names/written-together.js';
import type { SpellingDictionary } from './column-data.js';
import type { KnownWord } from './known-words.js';
import type { SpellingFacts } from './spelling-facts.js';

const notMeasured = 255;
/** Places of the table of keys; a key of another word in the same place only lets a stranger be measured. */
const keyBits = 13;
const everyWord = -1;

const placeOfKey = (key: number): number => Math.imul(key, 0x9e3779b1) >>> (32 - keyBits);
/** More than 32 words share bits: some strangers are measured then. */
const bitOf = (word: number): number => 1 << (word & 31);

/**
 * How the words of one question agree with the spellings of a dictionary, each pair worked out once. A word is a number, given in the order of adding. Either
 * all spellings that agree with a word are known from the start (a search of everything), or each is asked about when it comes.
 */
export class AskedWords {
  /** Row of a spelling, 0 = none yet. */
  private rowOf = new Int32Array(0);
  private readonly rows: number[] = [];
  private words: readonly KnownWord[] = [];
  private all = false;
  private levels = new Uint8Array(0);
  /** NaN = not measured. */
  private distances = new Float64Array(0);
  /** Words with a key that falls on this place. */
  private readonly wordsOfKey = new Int32Array(2 ** keyBits);
  private readonly usedKeys: number[] = [];
  private initials = 0;
  /** By spelling: the words it is near to, one bit each, and the question of which that is said. */
  private nearTo = new Int32Array(0);
  private nearIn = new Int32Array(0);
  private question = 0;

  constructor(
    private readonly spellings: SpellingDictionary,
    private readonly facts: SpellingFacts,
  ) {}

  /** Forgets the last question. @param all whether every spelling will be asked about */
  ask(words: readonly KnownWord[], all: boolean): void {
    for (const spelling of this.rows) this.rowOf[spelling] = 0;
    this.rows.length = 0;
    this.words = words;
    this.all = all;
    this.question += 1;
    if (this.rowOf.length < this.spellings.count) {
      this.rowOf = new Int32Array(this.spellings.count);
      this.nearTo = new Int32Array(this.spellings.count);
      this.nearIn = new Int32Array(this.spellings.count);
    }
    if (all) this.takeMeetings();
    else this.takeKeys();
  }

  /** Spellings that are known to agree with some word; in a search of everything these are all. */
  met(): readonly number[] {
    return this.rows;
  }

  /** Index into `levels` of names/name-level.ts. */
  level(word: number, spelling: number): number {
    let row = this.rowOf[spelling]!;
    if (row === 0) {
      if (this.all || (this.near(spelling) & bitOf(word)) === 0) return different;
      row = this.newRow(spelling);
    }
    const cell = (row - 1) * this.words.length + word;
    const level = this.levels[cell]!;
    return level === notMeasured ? this.measureLevel(cell, word, spelling) : level;
  }

  distance(word: number, spelling: number): number {
    let row = this.rowOf[spelling]!;
    if (row === 0) {
      if (!this.all && (this.near(spelling) & bitOf(word)) === 0) return strangers.distance;
      row = this.newRow(spelling);
    }
    const cell = (row - 1) * this.words.length + word;
    const distance = this.distances[cell]!;
    return Number.isNaN(distance) ? this.measureDistance(cell, word, spelling) : distance;
  }

  private measureLevel(cell: number, word: number, spelling: number): number {
    const { token, together } = this.words[word]!;
    const other = this.spellings.token(spelling);
    const level = together !== null && !hasConsonantsOfTwo(other, together) ? different : levelIndex(token, other);
    this.levels[cell] = level;
    return level;
  }

  private measureDistance(cell: number, word: number, spelling: number): number {
    const { token, together } = this.words[word]!;
    const other = this.spellings.token(spelling);
    const apart = together !== null && !hasConsonantsOfTwo(other, together);
    const distance = apart ? strangers.distance : tokenDistance(token, other);
    this.distances[cell] = distance;
    return distance;
  }

  private takeMeetings(): void {
    this.words.forEach((word, at) => {
      const { ids, levels } = word.meetings(this.spellings);
      for (let place = 0; place < ids.length; place++) {
        const spelling = ids[place]!;
        const row = this.rowOf[spelling]! || this.newRow(spelling);
        this.levels[(row - 1) * this.words.length + at] = levels[place]!;
      }
    });
  }

  private takeKeys(): void {
    for (const place of this.usedKeys) this.wordsOfKey[place] = 0;
    this.usedKeys.length = 0;
    this.initials = 0;
    this.words.forEach((word, at) => {
      if (word.token.isInitial) this.initials |= bitOf(at);
      for (const key of word.keys) {
        const place = placeOfKey(key);
        this.wordsOfKey[place]! |= bitOf(at);
        this.usedKeys.push(place);
      }
    });
  }

  /** True when the spelling is a stranger to all words. */
  isStranger(spelling: number): boolean {
    return this.near(spelling) === 0;
  }

  /** Words that the spelling may be more to than a stranger, one bit each. */
  private near(spelling: number): number {
    if (this.nearIn[spelling] === this.question) return this.nearTo[spelling]!;
    const { facts } = this;
    facts.read(spelling);
    let near = facts.initials[spelling] === 1 ? everyWord : this.initials;
    const { keys, keysTo } = facts;
    const to = keysTo[spelling]!;
    for (let at = facts.keysFrom[spelling]!; at < to; at++) near |= this.wordsOfKey[placeOfKey(keys[at]!)]!;
    this.nearIn[spelling] = this.question;
    this.nearTo[spelling] = near;
    return near;
  }

  /** The spelling's row, numbered from 1. */
  private newRow(spelling: number): number {
    this.rows.push(spelling);
    const row = this.rows.length;
    this.rowOf[spelling] = row;
    const width = this.words.length;
    if (row * width > this.levels.length) this.grow(Math.max(1024, 2 * row * width));
    const start = (row - 1) * width;
    if (this.all) {
      this.levels.fill(different, start, start + width);
      this.distances.fill(Number.NaN, start, start + width);
      return row;
    }
    const near = this.near(spelling);
    for (let word = 0; word < width; word++) {
      const stranger = (near & bitOf(word)) === 0;
      this.levels[start + word] = stranger ? different : notMeasured;
      this.distances[start + word] = stranger ? strangers.distance : Number.NaN;
    }
    return row;
  }

  private grow(cells: number): void {
    const levels = new Uint8Array(cells);
    levels.set(this.levels);
    this.levels = levels;
    const distances = new Float64Array(cells);
    distances.set(this.distances);
    this.distances = distances;
  }
}
