import { knownAs } from '../sound/known-names.js';
import { readTable } from '../tables/read-table.js';
import { readingsOf } from './affixes.js';
import { nameWords } from './name-words.js';
import { meaningOfToken } from './sound-of-token.js';
import type { NameToken } from './types.js';

const others = new Map<number, Set<number>>();
for (const { a, b } of readTable('confusable-names.tsv')) {
  const [one, two] = [idOf(a!), idOf(b!)];
  if (one === undefined || two === undefined) continue;
  for (const [from, to] of [
    [one, two],
    [two, one],
  ] as const)
    others.set(from, (others.get(from) ?? new Set()).add(to));
}

function idOf(written: string): number | undefined {
  const [word] = nameWords(written).words;
  const [reading] = word ? readingsOf(word.text, 'Arab') : [];
  return reading && knownAs(reading);
}

/** How much likelier the other name must be for a spelling that could mean either. */
const clearlyLikelier = 4;

/** True when the two spellings mean the two names of a row in tables/confusable-names.tsv, and each clearly rather its own. */
export function areConfusable(a: NameToken, b: NameToken): boolean {
  const [one, two] = [likeliest(a), likeliest(b)];
  if (one === undefined || two === undefined || others.get(one)?.has(two) !== true) return false;
  return isRather(a, one, two) && isRather(b, two, one);
}

/** The known name that a spelling means in the first place. */
function likeliest(token: NameToken): number | undefined {
  return token.script === 'Arab' ? token.heard[0]?.known : meaningOfToken(token).names[0];
}

function isRather(token: NameToken, one: number, other: number): boolean {
  if (token.script === 'Arab') return true;
  const { names, weights } = meaningOfToken(token);
  const weightOf = (id: number): number => weights[names.indexOf(id)] ?? 0;
  return weightOf(one) >= clearlyLikelier * weightOf(other);
}
