import { type NameRole, nameRoles } from '../record.js';
import { isOrigin } from './by-names.js';
import { type DoubleName, doubleName } from './double-names.js';
import { looksLikeFamilyName } from './frequency.js';
import type { NameWord } from './name-words.js';
import { hasArticle } from './particles.js';
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
/** What another reading counts beside the first where two names often are one or a place follows the family name, and where two names may be one. */
const nearlyAsLikely = 0.7;
const lessLikely = 0.5;

/** One way to divide the words of a name among the roles. */
export interface Division {
  placed: PlacedWord[];
  order: NameParse['order'];
  confidence: number;
}

/**
 * Ways to divide words whose source did not tell the parts apart, surest first: by position, helped by a comma (number of words before it), descent
 * words, the surname table, and the table of double given names.
 */
export function divideWords(words: readonly NameWord[], beforeComma: number): Division[] {
  if (beforeComma > 0 && beforeComma < words.length)
    return [{ placed: familyFirst(words, beforeComma), order: 'family-first', confidence: 0.85 }];
  const last = words[words.length - 1]!;
  const first = words[0]!;
  const certain = confidenceByParts[Math.min(words.length, confidenceByParts.length - 1)]!;
  const familyLast = words.length > 1 && isFamilyLike(last);
  const familyFirstLikely = words.length > 1 && !familyLast && isFamilyLike(first) && !first.afterDescent;
  const fatherLast = words.length <= 3 && last.afterDescent;
  const byPosition = (certain + (familyLast ? 0.15 : 0) - (familyFirstLikely ? 0.25 : 0)) * (fatherLast ? 0.5 : 1);
  const found: Division[] = [
    { placed: inOrder(words), order: words.length > 1 ? 'given-first' : 'unknown', confidence: byPosition },
  ];
  for (const { at, how } of doublesIn(words)) {
    // In a name of three parts the second is the father's or the person's own; in a longer one there are names enough for everybody.
    const beside = at === 0 && words.length <= 3 ? nearlyAsLikely : lessLikely;
    const confidence = byPosition * (how === 'usual' ? 1 : beside);
    if (how === 'usual') found[0]!.confidence = byPosition * nearlyAsLikely;
    found.push({ placed: inOrder(words, at), order: 'given-first', confidence });
  }
  if (words.length >= 3 && familyLast && isOrigin(last) && hasArticle(words[words.length - 2]!.text)) {
    found.push({
      placed: inOrder(words, words.length - 2),
      order: 'given-first',
      confidence: byPosition * nearlyAsLikely,
    });
  }
  if (words.length >= 2 && words.length <= 3) {
    found.push({
      placed: withoutFamily(words),
      order: 'given-first',
      confidence: fatherLast ? 0.8 : familyLast ? 0.1 : 0.3,
    });
  }
  if (words.length >= 2)
    found.push({ placed: familyFirst(words, 1), order: 'family-first', confidence: familyFirstLikely ? 0.45 : 0.08 });
  if (words.length === 1 && looksLikeFamilyName(tokenOf(first.text))) {
    found.push({ placed: [{ word: first, role: 'family' }], order: 'unknown', confidence: 0.4 });
  }
  return found.sort((x, y) => y.confidence - x.confidence);
}

/** Where two words in a row may be one given name of the person or of the father; not where "bin" stands between them. */
function doublesIn(words: readonly NameWord[]): { at: number; how: DoubleName }[] {
  const found: { at: number; how: DoubleName }[] = [];
  // A double name at the end could only be the family name, except where there is nothing else.
  const places = words.length === 2 ? 1 : Math.min(2, words.length - 2);
  for (let at = 0; at < places; at++) {
    const apart = words[at]!.kunya || words[at + 1]!.afterDescent;
    const how = apart ? undefined : doubleName(words[at]!, words[at + 1]!);
    if (how) found.push({ at, how });
  }
  return found;
}

/** The article marks family names far more often than given ones. */
function isFamilyLike(word: NameWord): boolean {
  return hasArticle(word.text) || looksLikeFamilyName(tokenOf(word.text));
}

/** By position; `pair` = index of a word that shares its role with the next. */
function inOrder(words: readonly NameWord[], pair = -1): PlacedWord[] {
  const shares = pair >= 0;
  const parts = words.length - (shares ? 1 : 0);
  const chain = chains[parts] ?? chains[4]!;
  return words.map((word, index) => {
    const part = shares && index > pair ? index - 1 : index;
    if (part === parts - 1 && parts > chain.length) return { word, role: 'family' };
    return { word, role: parts > chain.length && part >= chain.length - 1 ? null : chain[part]! };
  });
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
