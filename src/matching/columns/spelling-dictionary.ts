import { tokenOf } from '../names/token.js';
import type { NameToken } from '../names/types.js';
import { hasConsonantsOfTwo } from '../names/written-together.js';
import type { SpellingDictionary } from './column-data.js';
import { GrowingNumbers } from './growing-numbers.js';
import { initialsKey, otherKeys } from './spelling-index.js';
import { GrowingTexts } from './value-dictionary.js';
import type { Prospects } from './word-meetings.js';

/** Spellings that are given ids as they come. They are read when somebody first asks for those near to one: filling the dictionary reads nothing. */
export class GrowingSpellings implements SpellingDictionary {
  private readonly texts = new GrowingTexts();
  /** Spellings below this id stand in the lists. */
  private listed = 0;
  /** The last entry of each key; entries point to the one before. */
  private readonly lastOf = new Map<number, number>();
  private readonly spellings = new GrowingNumbers(new Int32Array(0));
  private readonly previous = new GrowingNumbers(new Int32Array(0));
  private found = new Int32Array(0);
  private foundIn = new Int32Array(0);
  private round = 0;

  get count(): number {
    return this.texts.count;
  }

  text(id: number): string {
    return this.texts.text(id);
  }

  token(id: number): NameToken {
    return tokenOf(this.text(id));
  }

  idOf(text: string): number {
    return this.texts.idOf(text);
  }

  near(token: NameToken): Int32Array {
    this.listNewOnes();
    if (token.isInitial) return Int32Array.from({ length: this.count }, (_, id) => id);
    this.round += 1;
    let count = this.gather(initialsKey, 0);
    for (const key of meetingKeys(token)) count = this.gather(key, count);
    return this.found.subarray(0, count);
  }

  /** All that are near: a dictionary that grows is small, and an index of it would soon be an old one. */
  prospects(token: NameToken, together: number | null): Prospects {
    const near = [...this.near(token)];
    const open = together === null ? near : near.filter((id) => hasConsonantsOfTwo(this.token(id), together));
    return { open, vowelsDiffer: [] };
  }

  private gather(key: number, count: number): number {
    for (let entry = this.lastOf.get(key) ?? -1; entry >= 0; entry = this.previous.values[entry]!) {
      const spelling = this.spellings.values[entry]!;
      if (this.foundIn[spelling] === this.round) continue;
      this.foundIn[spelling] = this.round;
      this.found[count++] = spelling;
    }
    return count;
  }

  private listNewOnes(): void {
    for (; this.listed < this.count; this.listed++) {
      const token = this.token(this.listed);
      for (const key of token.isInitial ? [...meetingKeys(token), initialsKey] : meetingKeys(token)) {
        this.previous.push(this.lastOf.get(key) ?? -1);
        this.lastOf.set(key, this.spellings.length);
        this.spellings.push(this.listed);
      }
    }
    if (this.found.length < this.count) {
      this.found = new Int32Array(2 * this.count);
      this.foundIn = new Int32Array(2 * this.count);
      this.round = 0;
    }
  }
}

/** Two that are not strangers share one of these, unless one of them is an initial. */
const meetingKeys = (token: NameToken): number[] => [...token.codes.nearKeys, ...otherKeys(token)];
