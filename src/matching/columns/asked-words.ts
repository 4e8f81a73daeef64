import { strangers } from '../names/compare-tokens.js';
import { different } from '../names/name-level.js';
import type { SpellingDictionary } from './column-data.js';
import type { NearSpellings } from './near-spellings.js';

const none = -1;

/**
 * How the words of one question agree with the spellings of a dictionary: a table that holds only the spellings near to one of them. A word is a number, given in
 * the order of adding.
 */
export class AskedWords {
  /** Row of a spelling, 0 = a stranger to all words. */
  private rowOf = new Int32Array(0);
  private readonly rows: number[] = [];
  private words: readonly NearSpellings[] = [];
  /** For each row and word the place in the word's list, -1 = a stranger. */
  private places = new Int32Array(0);

  constructor(private readonly spellings: SpellingDictionary) {}

  /** Forgets the last question. */
  ask(words: readonly NearSpellings[]): void {
    for (const spelling of this.rows) this.rowOf[spelling] = 0;
    this.rows.length = 0;
    this.words = words;
    if (this.rowOf.length < this.spellings.count) this.rowOf = new Int32Array(this.spellings.count);
    words.forEach(({ ids }, word) => {
      for (let at = 0; at < ids.length; at++) {
        // The table may be another one once the row is made.
        const start = this.row(ids[at]!);
        this.places[start + word] = at;
      }
    });
  }

  /** Spellings that are near to any word. */
  near(): readonly number[] {
    return this.rows;
  }

  isNearAny(spelling: number): boolean {
    return this.rowOf[spelling] !== 0;
  }

  /** Index into `levels`. */
  level(word: number, spelling: number): number {
    const at = this.place(word, spelling);
    return at < 0 ? different : this.words[word]!.level(at);
  }

  distance(word: number, spelling: number): number {
    const at = this.place(word, spelling);
    return at < 0 ? strangers.distance : this.words[word]!.distance(at);
  }

  private place(word: number, spelling: number): number {
    const row = this.rowOf[spelling]!;
    return row === 0 ? none : this.places[(row - 1) * this.words.length + word]!;
  }

  /** Start of the spelling's row, made if it has none. */
  private row(spelling: number): number {
    let row = this.rowOf[spelling]!;
    const width = this.words.length;
    if (row === 0) {
      this.rows.push(spelling);
      row = this.rows.length;
      this.rowOf[spelling] = row;
      if (row * width > this.places.length) {
        const longer = new Int32Array(Math.max(1024, 2 * row * width));
        longer.set(this.places);
        this.places = longer;
      }
      this.places.fill(none, (row - 1) * width, row * width);
    }
    return (row - 1) * width;
  }
}
