import { compileName } from './compile-name.js';
import { nameFrequency } from './frequency.js';
import type { NameToken } from './types.js';

/** A part this common says too little alone: it is only a key together with another part. */
const commonShare = 0.02;
const mostVariantsInPairs = 2;

/**
 * Blocking keys for a name alone, without any other field of a record: two names that share none are not compared. Each part gives its coarse
 * consonant skeletons; a common part only together with another part, in any order.
 */
export function nameKeys(raw: string): string[] {
  const { parts } = compileName(raw);
  const tokens = parts.map((part) => part.token).filter((token) => !token.isInitial && token.skeletons.length > 0);
  const keys = new Set<string>();
  for (const token of tokens) {
    if (tokens.length > 1 && isCommon(token)) continue;
    for (const coarse of coarseOf(token)) keys.add(coarse);
  }
  // Neighbours written as one word on the other side (Mohammedarar) have the skeletons of both in a row.
  for (let i = 0; i + 1 < tokens.length; i++) keys.add(coarseOf(tokens[i]!)[0]! + coarseOf(tokens[i + 1]!)[0]!);
  for (let i = 0; i < tokens.length; i++) {
    for (let j = i + 1; j < tokens.length; j++) {
      for (const x of coarseOf(tokens[i]!).slice(0, mostVariantsInPairs)) {
        for (const y of coarseOf(tokens[j]!).slice(0, mostVariantsInPairs)) keys.add(x < y ? `${x} ${y}` : `${y} ${x}`);
      }
    }
  }
  return [...keys];
}

const isCommon = (token: NameToken): boolean =>
  nameFrequency(token, 'given') > commonShare || nameFrequency(token, 'family') > commonShare;

const coarseOf = (token: NameToken): string[] => [...new Set(token.skeletons.map(({ coarse }) => coarse))];
