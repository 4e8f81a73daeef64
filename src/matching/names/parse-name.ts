import { type NameParts, nameRoles, type PersonName } from '../record.js';
import { scriptOf } from '../text/script.js';
import { divideWords, type PlacedWord } from './divide-words.js';
import { type NameWord, type NameWords, nameWords } from './name-words.js';
import type { NameParse } from './types.js';

/** What a name without anything beside its parts has. */
export const nothingBeside = {
  kunya: [],
  laqab: [],
  nisba: [],
  aliases: [],
  titles: [],
  fateWords: [],
  relation: null,
  linkWords: [],
  unread: [],
  unsure: false,
  damaged: false,
};

export interface PlacedName {
  parse: NameParse;
  words: PlacedWord[];
}

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
    ...nothingBeside,
    kunya: kunya ? [kunya.written] : [],
    titles: read.titles,
    fateWords: read.fateWords,
  };
  return divideWords(words, kunya ? 0 : read.wordsBeforeComma).map(({ placed, order, confidence }) => ({
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
      ...nothingBeside,
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

function partsOf(placed: readonly PlacedWord[]): NameParts {
  const parts: NameParts = {};
  for (const { word, role } of placed) {
    const key = role ?? 'grandfather';
    parts[key] = parts[key] === undefined ? word.written : `${parts[key]} ${word.written}`;
  }
  return parts;
}
