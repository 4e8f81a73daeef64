import { keyHash, keyHashFrom } from '../key-hash.js';
import type { NameToken } from './types.js';

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
 * once. Words that may be the two are those with this near key (token-codes.ts).
 */
export function togetherKey(first: NameToken, second: NameToken): number {
  const [one, two] = [asFirst(first), asSecond(second)];
  return keyBehind(keyHash(one), one.charCodeAt(one.length - 1), two);
}

/** The consonants of a part that another follows, and of one that follows another. */
export const asFirst = ({ codes }: NameToken): string => (codes.coarse[0] ?? '').replace(signAtEnd, spelledOut);
export const asSecond = ({ codes }: NameToken): string =>
  (codes.coarse[0] ?? '').replace(signAtBeginning, spelledBefore);

/** togetherKey from the hash of the first's consonants, the last of them (NaN = it has none), and the second's. */
export const keyBehind = (hash: number, last: number, two: string): number =>
  keyHashFrom(hash, two, two.charCodeAt(0) === last ? 1 : 0);

/** Whether the letters of one word could be enough for two parts that have so many together. */
export const hasLettersForTwo = (letters: number, ofBoth: number): boolean =>
  letters >= ofBoth * 0.6 && letters <= ofBoth * 2.4;

/** Whether the consonants of one word are nearly those of two neighbouring parts together. If not it is a stranger to the word that they make. */
export function hasConsonantsOfTwo({ codes }: NameToken, key: number): boolean {
  const keys = codes.nearKeys;
  for (let at = 0; at < keys.length; at++) if (keys[at] === key) return true;
  return false;
}
