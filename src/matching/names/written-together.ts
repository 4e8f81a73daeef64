import { keyHash, keyHashFrom } from '../key-hash.js';
import { nearKeysOf } from './token-codes.js';
import type { NameToken, TokenCodes } from './types.js';

/** The signs of a compound (token.ts) where they would stand within the word, and the consonants with which the half is written there (-al-Din, -allah; Abd al-, Abu). */
const withinWord: Readonly<Record<string, string>> = { '-': 'dn', '*': 'l', '+': 'bdl', '=': 'b' };
const signAtEnd = /[-*]$/;
const signAtBeginning = /^([+=])(.?)/;
const spelledOut = (sign: string): string => withinWord[sign]!;
/** The article's consonant and the same one behind it are written once (Abdallah). */
const spelledBefore = (_: string, sign: string, next: string): string =>
  spelledOut(sign).endsWith(next) ? spelledOut(sign) : spelledOut(sign) + next;

/**
 * Key of the consonants of two neighbouring parts written as one word, each in its plainest reading; a consonant that ends one and begins the other counts
 * once. Words that may be the two have it among their togetherKeysOf.
 */
export function togetherKey(first: NameToken, second: NameToken): number {
  const [one, two] = [asFirst(first), asSecond(second)];
  return keyBehind(keyHash(one), one.charCodeAt(one.length - 1), two);
}

/**
 * Consonants that change within a word, where each half has its own at its end: a final t is heard as d there, and th is written t, d or s; kh, h and j are k, ch, g.
 * Only whether two words are worth comparing depends on it.
 */
const widened = (coarse: string): string => coarse.replace(/[ds]/g, 't').replace(/[hj]/g, 'k');

/** The consonants of a part that another follows, and of one that follows another. */
export const asFirst = ({ codes }: NameToken): string =>
  widened((codes.coarse[0] ?? '').replace(signAtEnd, spelledOut));
export const asSecond = ({ codes }: NameToken): string =>
  widened((codes.coarse[0] ?? '').replace(signAtBeginning, spelledBefore));

/** togetherKey from the hash of the first's consonants, the last of them (NaN = it has none), and the second's. */
export const keyBehind = (hash: number, last: number, two: string): number =>
  keyHashFrom(hash, two, two.charCodeAt(0) === last ? 1 : 0);

/** Whether the letters of one word could be enough for two parts that have so many together. */
export const hasLettersForTwo = (letters: number, ofBoth: number): boolean =>
  letters >= ofBoth * 0.6 && letters <= ofBoth * 2.4;

/** The same for one coarse skeleton of the word. */
export const togetherKeysOfCoarse = (coarse: string): Int32Array => nearKeysOf(widened(coarse));

const keysOfWords = new WeakMap<TokenCodes, Int32Array>();

/** Keys of the two parts, whichever they are, that one word may stand for. */
export function togetherKeysOf({ codes }: NameToken): Int32Array {
  let keys = keysOfWords.get(codes);
  if (!keys) {
    keys = Int32Array.from(new Set(codes.coarse.flatMap((coarse) => [...togetherKeysOfCoarse(coarse)])));
    keysOfWords.set(codes, keys);
  }
  return keys;
}

/** Whether the consonants of one word are nearly those of two neighbouring parts together. If not it is a stranger to the word that they make. */
export function hasConsonantsOfTwo(word: NameToken, key: number): boolean {
  return togetherKeysOf(word).includes(key);
}
