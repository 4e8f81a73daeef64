import {
  agencies,
  articles,
  facilityWords,
  inWords,
  levelWords,
  optionalWords,
  prefixes,
  withoutArticle,
  wordsOf,
} from './place-words.js';

/** Words of a facility's name in one language as far as the table has them; `isTown` tells whether a word after a glued "in" is a town. */
export function facilityNameWords(raw: string, isTown: (word: string) => boolean): string[] {
  const words = wordsOf(raw).filter((word) => !articles.has(word) && !inWords.has(word) && !isLevelOfTown(word));
  const joined: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const pair = facilityWords.get(`${words[at]} ${words[at + 1]}`);
    if (pair !== undefined) at += 1;
    joined.push(pair ?? facilityWords.get(words[at]) ?? withoutPrefix(words[at], isTown));
  }
  return joined;
}

/** "City of" says nothing; "district" tells one branch from another. */
function isLevelOfTown(word: string): boolean {
  const level = levelWords.get(word);
  return level === '' || level === 'community' || level === 'governorate';
}

function withoutPrefix(word: string, isTown: (word: string) => boolean): string {
  const rest = withoutArticle(word.slice(1));
  return prefixes.has(word[0]) && isTown(rest) ? rest : word;
}

/**
 * Keys of a text that may name a place of detention: its words in alphabetical order; without words that are often left out ("military", "central"); without
 * "branch" where an agency is named.
 */
export function facilityKeys(words: readonly string[]): string[] {
  const kept = words.filter((word) => !optionalWords.has(word));
  const ofAgency = agencyIn(words) ? words.filter((word) => word !== 'branch') : [];
  return keys([words, kept, ofAgency]);
}

/** Keys under which a name of the list is found: also without its number, and with or without the word for its kind where that leaves no doubt. */
export function facilityNameKeys(raw: string, type: string, isTown: (word: string) => boolean): string[] {
  const words = facilityNameWords(raw, isTown);
  const own = words.filter((word) => !kinds.has(word) && !optionalWords.has(word) && !/^\d+$/.test(word));
  const versions: (readonly string[])[] = [words];
  if (own.length > 0) versions.push(words.filter((word) => !/^\d+$/.test(word)));
  if (own.length > 0 && type === 'prison' && !words.includes('prison')) versions.push([...own, 'prison']);
  if (own.length === 1 && own[0].length >= 4 && !isTown(own[0]) && !isWordOfAgency(own[0])) versions.push(own);
  return [...new Set(versions.flatMap((version) => facilityKeys(version)))];
}

const kinds = new Set(['prison', 'hospital', 'branch', 'camp', 'court', 'airport']);
const isWordOfAgency = (word: string): boolean => [...agencies.keys()].some((key) => key.split(' ').includes(word));

function keys(versions: (readonly string[])[]): string[] {
  return [...new Set(versions.filter((words) => words.length > 0).map((words) => [...words].sort().join(' ')))];
}

/** Numbers of two to four digits in a facility's name: "Branch 215". */
export function numbersIn(words: readonly string[]): string[] {
  return words.filter((word) => /^\d{2,4}$/.test(word));
}

/** The agency that some of the words name, and the other words. Null when they name none. */
export function agencyIn(words: readonly string[]): { body: string; others: string[] } | null {
  let found: { body: string; others: string[] } | null = null;
  for (const [key, body] of agencies) {
    const named = key.split(' ');
    if (!named.every((word) => words.includes(word))) continue;
    const others = words.filter((word) => !named.includes(word));
    // "Military intelligence" before "intelligence": the agency that takes most words.
    if (found === null || others.length < found.others.length) found = { body, others };
  }
  return found;
}
