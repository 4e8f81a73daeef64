import type { Script } from '../record.js';
import { heardAs } from '../sound/heard.js';
import { foldCleaned } from '../text/normalise.js';
import { scriptOf } from '../text/script.js';
import { readingsOf } from './affixes.js';
import { aliasGroups, arabicSpelling } from './aliases.js';
import { skeletonsOf } from './skeleton.js';
import { codesOf } from './token-codes.js';
import type { NameToken, Reading, Skeleton } from './types.js';

/** Spellings kept in memory; when full, all are forgotten (ids are never used again, so nothing can be mixed up). */
const mostTokens = 50_000;
const tokens = new Map<string, NameToken>();
let nextId = 1;
const mostSkeletons = 6;
const longestToken = 48;

/** One cleaned word, or a compound joined by name-words.ts, read once. */
export function tokenOf(cleaned: string): NameToken {
  const text = cleaned.length > longestToken ? cleaned.slice(0, longestToken) : cleaned;
  const known = tokens.get(text);
  if (known) return known;
  if (tokens.size >= mostTokens) tokens.clear();
  const token = readToken(text);
  tokens.set(text, token);
  return token;
}

/** Ids for so many tokens, never given again. @returns the first of them */
export function reserveTokenIds(count: number): number {
  nextId += count;
  return nextId - count;
}

/** Reads a cleaned word that is no longer than a token is. For those who keep tokens of their own: tokenOf remembers what it read. */
export function readToken(text: string, id = reserveTokenIds(1)): NameToken {
  const folded = foldCleaned(text).replaceAll(' ', '');
  const found = scriptOf(text);
  const script = found === 'mixed' ? 'Arab' : found;
  const readings = readingsOf(text, script);
  const aliases = aliasGroups(folded);
  const skeletons = distinctSkeletons(skeletonsIncludingAliases(readings, script, aliases));
  return {
    id,
    text,
    folded,
    script,
    letters: folded.length,
    readings,
    skeletons,
    codes: codesOf(folded, skeletons, found),
    aliases,
    isInitial: folded.length === 1,
    heard: script === 'Arab' ? readings.map(heardAs) : [],
    meaning: null,
    frequencies: {},
  };
}

/** A reading dearer than this is kept for comparing but makes no key. */
const unlikelyReading = 0.2;

/**
 * A Latin alias also has the skeleton of the Arabic name it stands for, so that Mehmet and Mohd are found where Muhammad is looked for; first, if it
 * can stand for one name only.
 */
function skeletonsIncludingAliases(
  readings: readonly Reading[],
  script: Script,
  aliases: readonly number[],
): Skeleton[] {
  const own = readings
    .filter((reading) => reading.cost < unlikelyReading)
    .flatMap((reading) => compoundSkeletons(reading));
  if (script !== 'Latn' || aliases.length === 0) return own;
  const meant = aliases.flatMap((group) => {
    const [reading] = readingsOf(arabicSpelling(group), 'Arab');
    return reading ? compoundSkeletons(reading).map((skeleton) => ({ ...skeleton, vowels: [] })) : [];
  });
  return aliases.length === 1 ? [...meant, ...own] : [...own, ...meant];
}

function compoundSkeletons(reading: Reading): Skeleton[] {
  const mark = reading.prefix === 'abd' ? '+' : reading.prefix === 'abu' ? '=' : '';
  const end = reading.suffix === 'din' ? '-' : reading.suffix === 'allah' ? '*' : '';
  return skeletonsOf(reading).map(({ coarse, fine, vowels }) => ({
    coarse: mark + coarse + end,
    fine: mark + fine + end,
    vowels,
  }));
}

function distinctSkeletons(all: Skeleton[]): Skeleton[] {
  const seen = new Set<string>();
  return all
    .filter(({ coarse, fine, vowels }) => {
      const key = `${coarse}|${fine}|${vowels.join()}`;
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, mostSkeletons);
}
