import { compileName } from './compile-name.js';
import { nameFrequency } from './frequency.js';
import { meaningOfToken } from './sound-of-token.js';
import type { NameToken } from './types.js';

/** A part this common says too little alone: it is only a key together with another part. */
const commonShare = 0.016;
const mostVariantsInPairs = 2;
/** Known names that a Latin spelling may stand for, likeliest first, as far as they are no mere possibility. */
const mostMeanings = 4;
const leastMeaning = 0.02;

/**
 * Blocking keys for a name alone, without any other field of a record: two names that share none are not compared. Each part gives its coarse consonant
 * skeletons and the known names it may stand for; a common part only together with another part, in any order.
 */
export function nameKeys(raw: string): string[] {
  const { parts } = compileName(raw);
  const tokens = parts.map((part) => part.token).filter((token) => !token.isInitial && token.skeletons.length > 0);
  const keys = new Set<string>();
  for (const token of tokens) {
    if (tokens.length > 1 && isCommon(token)) continue;
    for (const coarse of coarseOf(token)) keys.add(coarse);
    for (const id of meanings(token)) keys.add(`#${id}`);
  }
  for (const token of tokens.filter(mayBeTwo)) {
    for (const coarse of coarseOf(token)) if (coarse.length >= consonantsOfTwo) keys.add(asOneWord(coarse));
  }
  // Neighbours written as one word on the other side (Mohammedarar), with the second one's article or without.
  for (let i = 0; i + 1 < tokens.length; i++) {
    for (const first of coarseOf(tokens[i]!).slice(0, mostVariantsInPairs)) {
      for (const second of coarseOf(tokens[i + 1]!)) {
        for (const faith of first.endsWith('-') ? ['dn', 'ldn'] : [''])
          keys.add(asOneWord(first.replace(/-$/, faith) + second));
      }
    }
  }
  for (let i = 0; i < tokens.length; i++) {
    for (let j = i + 1; j < tokens.length; j++) {
      for (const x of coarseOf(tokens[i]!).slice(0, mostVariantsInPairs)) {
        for (const y of coarseOf(tokens[j]!).slice(0, mostVariantsInPairs)) keys.add(x < y ? `${x} ${y}` : `${y} ${x}`);
      }
    }
  }
  return [...keys];
}

/** Fewer consonants are hardly two names in one word. */
const consonantsOfTwo = 3;

/**
 * The consonants of two names in a row as they look when nobody knows where the second begins: the halves of compounds written out, t as d, doubled ones once.
 */
function asOneWord(consonants: string): string {
  const spelled = consonants.replace('+', 'bd').replace('=', 'b').replace('-', 'dn').replace('*', 'l');
  return `1|${spelled.replaceAll('t', 'd').replace(/(.)\1+/g, '$1')}`;
}

/** A word that is a known name, or sounds like one, is not two. */
const unknownEnough = 0.002;
const mayBeTwo = (token: NameToken): boolean =>
  token.script === 'Arab'
    ? token.heard.every(({ known }) => known === undefined)
    : meaningOfToken(token).unknown > unknownEnough;

function meanings(token: NameToken): number[] {
  if (token.script === 'Arab') return token.heard.flatMap(({ known }) => known ?? []);
  const { names, weights, total } = meaningOfToken(token);
  return [...names].filter((_, at) => weights[at]! > leastMeaning * total).slice(0, mostMeanings);
}

const isCommon = (token: NameToken): boolean =>
  nameFrequency(token, 'given') > commonShare || nameFrequency(token, 'family') > commonShare;

const coarseOf = (token: NameToken): string[] => [...new Set(token.skeletons.map(({ coarse }) => coarse))];
