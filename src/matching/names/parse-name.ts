import { type NameParts, type NameRole, nameRoles, type PersonName } from '../record.js';
import { scriptOf } from '../text/script.js';
import { looksLikeFamilyName } from './frequency.js';
import { type NameWord, type NameWords, nameWords } from './name-words.js';
import { tokenOf } from './token.js';
import type { NameParse } from './types.js';

type Order = NameParse['order'];

/** A word with the role that a reading gives it; null = a name in the chain beyond the grandfather. */
export interface PlacedWord {
  word: NameWord;
  role: NameRole | null;
}

export interface PlacedName {
  parse: NameParse;
  words: PlacedWord[];
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

/**
 * Readings of a written name as given, father's, grandfather's and family name, best first; never empty for a name with a letter. Parts that the
 * source told apart are believed. Otherwise position decides, helped by commas, descent words, the article and the surname table.
 */
export function parseName(name: string | PersonName): NameParse[] {
  return placeWords(name).map(({ parse }) => parse);
}

export function placeWords(name: string | PersonName): PlacedName[] {
  const person = typeof name === 'string' ? { raw: name } : name;
  const read = nameWords(person.raw);
  const given = person.parts ? placeGivenParts(person as PersonName & { parts: NameParts }, read) : null;
  if (given) return [given];
  const kunya = takeKunya(read.words);
  const words = kunya ? read.words.filter((word) => word !== kunya) : read.words;
  if (words.length === 0) return [];
  const base = {
    raw: person.raw,
    script: scriptOf(person.raw),
    kunya: kunya ? [kunya.written] : [],
    titles: read.titles,
    fateWords: read.fateWords,
  };
  return readings(words, kunya ? 0 : read.wordsBeforeComma).map(({ placed, order, confidence }) => ({
    parse: { ...base, parts: partsOf(placed), order, confidence },
    words: placed,
  }));
}

/** Parts in separate cells. Titles, kunya and fate words of the full text are kept beside them. */
function placeGivenParts(person: PersonName & { parts: NameParts }, read: NameWords): PlacedName | null {
  const words: PlacedWord[] = [];
  const parts: NameParts = {};
  for (const role of nameRoles) {
    const written = person.parts[role];
    const inCell = written ? nameWords(written).words : [];
    if (inCell.length === 0) continue;
    parts[role] = written!;
    words.push(...inCell.map((word) => ({ word, role })));
  }
  if (words.length === 0) return null;
  const { raw } = person;
  return {
    parse: {
      raw,
      script: scriptOf(raw || words[0]!.word.written),
      parts,
      kunya: [],
      titles: read.titles,
      fateWords: read.fateWords,
      order: 'given-first',
      confidence: 0.95,
    },
    words,
  };
}

/** A kunya beside at least two other names is another name of the person; alone, or as the last word, it is the name (Abu Bakr, the Abu Zayd family). */
function takeKunya(words: readonly NameWord[]): NameWord | null {
  const first = words[0];
  return first?.kunya && words.length >= 3 ? first : null;
}

interface Division {
  placed: PlacedWord[];
  order: Order;
  confidence: number;
}

function readings(words: readonly NameWord[], beforeComma: number): Division[] {
  if (beforeComma > 0) return [{ placed: familyFirst(words, beforeComma), order: 'family-first', confidence: 0.85 }];
  const last = words[words.length - 1]!;
  const first = words[0]!;
  const certain = confidenceByParts[Math.min(words.length, confidenceByParts.length - 1)]!;
  const familyLast = words.length > 1 && looksLikeFamilyName(tokenOf(last.text));
  const familyFirstLikely =
    words.length > 1 && !familyLast && looksLikeFamilyName(tokenOf(first.text)) && !first.afterDescent;
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

function partsOf(placed: readonly PlacedWord[]): NameParts {
  const parts: NameParts = {};
  for (const { word, role } of placed) {
    const key = role ?? 'grandfather';
    parts[key] = parts[key] === undefined ? word.written : `${parts[key]} ${word.written}`;
  }
  return parts;
}
