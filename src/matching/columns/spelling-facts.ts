import { keyHash } from '../key-hash.js';
import { orderOf, scriptIndex } from '../names/name-side.js';
import { asFirst, asSecond, keyBehind } from '../names/written-together.js';
import type { SpellingDictionary } from './column-data.js';
import { GrowingNumbers } from './growing-numbers.js';
import { otherKeys } from './spelling-index.js';

/**
 * What laying a name needs of a spelling even where it is a stranger: numbers by its id, worked out when first asked for. Thirty bytes a spelling that was asked
 * for, and a short text.
 */
export class SpellingFacts {
  /** See scriptIndex: of the letters, and the script that the spelling is read in. */
  writtenIn = new Uint8Array(0);
  readIn = new Uint8Array(0);
  letters = new Uint8Array(0);
  /** 1 for an initial, which never stands for two words. */
  initials = new Uint8Array(0);
  /** See NameSide.orders. */
  orders = new Int32Array(0);
  /** For togetherKey: hash and last letter of its consonants as a first part. */
  private hashes = new Int32Array(0);
  private lasts = new Uint16Array(0);
  private readonly seconds: string[] = [];
  /** Keys that the spelling shares with every word that is no stranger to it: keys[keysFrom] up to keys[keysTo]. */
  keysFrom = new Int32Array(0);
  keysTo = new Int32Array(0);
  private readonly allKeys = new GrowingNumbers(new Int32Array(0));
  private known = new Uint8Array(0);

  constructor(private readonly spellings: SpellingDictionary) {}

  get keys(): Int32Array {
    return this.allKeys.values;
  }

  /** Makes the facts of this spelling known. */
  read(id: number): void {
    if (this.known[id] !== 1) this.work(id);
  }

  /** togetherKey of two spellings whose facts are known. */
  togetherKey(first: number, second: number): number {
    return keyBehind(this.hashes[first]!, this.lasts[first]!, this.seconds[second]!);
  }

  private work(id: number): void {
    if (id >= this.known.length) this.grow(Math.max(this.spellings.count, id + 1));
    const token = this.spellings.token(id);
    const first = asFirst(token);
    this.writtenIn[id] = scriptIndex(token.codes.writtenIn);
    this.readIn[id] = scriptIndex(token.script);
    this.letters[id] = token.letters;
    this.initials[id] = token.isInitial ? 1 : 0;
    this.orders[id] = orderOf(token.text);
    this.hashes[id] = keyHash(first);
    this.lasts[id] = first.charCodeAt(first.length - 1);
    this.seconds[id] = asSecond(token);
    this.keysFrom[id] = this.allKeys.length;
    for (const key of token.codes.nearKeys) this.allKeys.push(key);
    for (const key of otherKeys(token)) this.allKeys.push(key);
    this.keysTo[id] = this.allKeys.length;
    this.known[id] = 1;
  }

  private grow(count: number): void {
    const longer = <Values extends Uint8Array | Uint16Array | Int32Array>(values: Values, made: Values): Values => {
      made.set(values);
      return made;
    };
    this.writtenIn = longer(this.writtenIn, new Uint8Array(count));
    this.readIn = longer(this.readIn, new Uint8Array(count));
    this.letters = longer(this.letters, new Uint8Array(count));
    this.initials = longer(this.initials, new Uint8Array(count));
    this.orders = longer(this.orders, new Int32Array(count));
    this.hashes = longer(this.hashes, new Int32Array(count));
    this.lasts = longer(this.lasts, new Uint16Array(count));
    this.keysFrom = longer(this.keysFrom, new Int32Array(count));
    this.keysTo = longer(this.keysTo, new Int32Array(count));
    this.known = longer(this.known, new Uint8Array(count));
  }
}
