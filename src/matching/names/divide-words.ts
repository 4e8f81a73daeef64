import { type NameRole, nameRoles } from '../record.js';
import { looksLikeFamilyName } from './frequency.js';
import type { NameWord } from './name-words.js';
import { arabicParticles } from './particles.js';
import { tokenOf } from './token.js';
import type { NameParse } from './types.js';

/** A word with the role that a reading gives it; null = a name in the chain beyond the grandfather. */
export interface PlacedWord {
  word: NameWord;
  role: NameRole | null;
}

/** Roles of names in the order given first, by the number of parts; longer chains leave the middle without a role. */
const chains: readonly (readonly NameRole[])[] = [
  [],
  ['given'],
  ['given', 'family'],
  ['given', 'father', 'family'],
  ['given', 'father', 'grandfather', 'family'],
];

/** How far a division by position alone can be relied on, by number of parts. Two parts are as often given and father as given and family. */
const confidenceByParts = [0, 0.35, 0.55, 0.7, 0.8, 0.6];

/** One way to divide the words of a name among the roles. */
export interface Division {
  placed: PlacedWord[];
  order: NameParse['order'];
  confidence: number;
}

/**
 * Ways to divide words whose source did not tell the parts apart, surest first: by position, helped by a comma (number of words before it), descent
 * words, and the surname table.
 */
export function divideWords(words: readonly NameWord[], beforeComma: number): Division[] {
  if (beforeComma > 0) return [{ placed: familyFirst(words, beforeComma), order: 'family-first', confidence: 0.85 }];
  const last = words[words.length - 1]!;
  const first = words[0]!;
  const certain = confidenceByParts[Math.min(words.length, confidenceByParts.length - 1)]!;
  const familyLast = words.length > 1 && isFamilyLike(last);
  const familyFirstLikely = words.length > 1 && !familyLast && isFamilyLike(first) && !first.afterDescent;
  const found: Division[] = [
    {
      placed: inOrder(words),
      order: words.length > 1 ? 'given-first' : 'unknown',
      confidence: certain + (familyLast ? 0.15 : 0) - (familyFirstLikely ? 0.25 : 0),
    },
  ];
  if (words.length >= 2 && words.length <= 3) {
    found.push({
      placed: withoutFamily(words),
      order: 'given-first',
      confidence: last.afterDescent ? 0.8 : familyLast ? 0.1 : 0.3,
    });
  }
  if (words.length >= 2)
    found.push({ placed: familyFirst(words, 1), order: 'family-first', confidence: familyFirstLikely ? 0.45 : 0.08 });
  if (words.length === 1 && looksLikeFamilyName(tokenOf(first.text))) {
    found.push({ placed: [{ word: first, role: 'family' }], order: 'unknown', confidence: 0.4 });
  }
  return found.sort((x, y) => y.confidence - x.confidence);
}

/** The article marks family names far more often than given ones. */
function isFamilyLike(word: NameWord): boolean {
  return hasArticle(word.text) || looksLikeFamilyName(tokenOf(word.text));
}

function hasArticle(text: string): boolean {
  const [article] = arabicParticles('article') as [string];
  return (text.startsWith(article) && text.length > article.length + 2) || /^(?:al|el)-/.test(text);
}

function inOrder(words: readonly NameWord[]): PlacedWord[] {
  const chain = chains[words.length];
  if (chain) return words.map((word, index) => ({ word, role: chain[index]! }));
  const roles = chains[4]!;
  return words.map((word, index) => ({
    word,
    role: index === words.length - 1 ? 'family' : index < 3 ? roles[index]! : null,
  }));
}

function withoutFamily(words: readonly NameWord[]): PlacedWord[] {
  return words.map((word, index) => ({ word, role: nameRoles[index]! }));
}

function familyFirst(words: readonly NameWord[], count: number): PlacedWord[] {
  const rest = words.slice(count);
  const placed = withoutFamily(rest.slice(0, 3));
  const beyond = rest.slice(3).map((word) => ({ word, role: null }));
  return [...placed, ...beyond, ...words.slice(0, count).map((word) => ({ word, role: 'family' as const }))];
}
