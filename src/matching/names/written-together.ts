import { keyHash } from '../key-hash.js';
import type { NameToken } from './types.js';

/** The signs of a compound (token.ts) where they would stand within the word. */
const signsAtEnd = /[-*]$/;
const signsAtBeginning = /^[+=]/;

/**
 * Key of the consonants of two neighbouring parts written as one word, each in its plainest reading; a consonant that ends one and begins the other counts
 * once. Words that may be the two are those with this near key (token-codes.ts).
 */
export function togetherKey(first: NameToken, second: NameToken): number {
  const one = (first.codes.coarse[0] ?? '').replace(signsAtEnd, '');
  const two = (second.codes.coarse[0] ?? '').replace(signsAtBeginning, '');
  return keyHash(one !== '' && one.at(-1) === two[0] ? one + two.slice(1) : one + two);
}

/** Whether the letters of one word could be enough for two parts that have so many together. */
export const hasLettersForTwo = (letters: number, ofBoth: number): boolean =>
  letters >= ofBoth * 0.6 && letters <= ofBoth * 2.4;

/** Whether the consonants of one word are nearly those of two neighbouring parts together. If not it is a stranger to the word that they make. */
export function hasConsonantsOfTwo({ codes }: NameToken, key: number): boolean {
  const keys = codes.nearKeys;
  for (let at = 0; at < keys.length; at++) if (keys[at] === key) return true;
  return false;
}
