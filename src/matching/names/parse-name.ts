import { type NameParts, nameRoles, type PersonName } from '../record.js';
import { scriptOf } from '../text/script.js';
import { isByName, isOrigin } from './by-names.js';
import { type Division, divideWords, type PlacedWord } from './divide-words.js';
import type { NameWord } from './name-words.js';
import { type ReadName, readName } from './read-name.js';
import { takeKunya } from './take-kunya.js';
import type { NameParse } from './types.js';

export interface PlacedName {
  parse: NameParse;
  words: PlacedWord[];
}

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

/** Below this, or with another reading at this share of the best, a division into parts is not to be relied on. */
const unsureBelow = 0.6;
const nearlyAsLikely = 0.6;
const surestDivision = 0.95;

/**
 * Readings of a written name as given, father's, grandfather's and family name, best first. Parts that the source told apart are believed. Otherwise
 * position decides, helped by commas, descent words, the article and the tables of surnames and double names. A text in two scripts or with brackets is
 * read as its first name, with the others as aliases. Empty for a text without letters or one that says the name is not known.
 */
export function parseName(name: string | PersonName): NameParse[] {
  return placeWords(name).map(({ parse }) => parse);
}

export function placeWords(name: string | PersonName): PlacedName[] {
  const person = typeof name === 'string' ? { raw: name } : name;
  const read = readName(person.raw);
  const given = person.parts ? placeGivenParts(person as PersonName & { parts: NameParts }, read) : null;
  if (given) return [given];
  if (read.words.length === 0) return [];
  const divisions = takeKunya(read.words).flatMap(({ words, kunya, share }) =>
    divideWords(words, kunya ? 0 : read.wordsBeforeComma).map((division) => ({
      kunya: [...(kunya ? [kunya.written] : []), ...read.kunya],
      division: { ...division, confidence: division.confidence * share },
    })),
  );
  divisions.sort((x, y) => y.division.confidence - x.division.confidence);
  const unsure = isUnsure(divisions.map(({ division }) => division));
  return divisions.map(({ division: { placed, order, confidence }, kunya }) => ({
    parse: {
      ...besideOf(read, read.words),
      raw: person.raw,
      script: read.script,
      parts: partsOf(placed),
      kunya,
      order,
      confidence,
      unsure,
    },
    words: placed,
  }));
}

function isUnsure(divisions: readonly Division[]): boolean {
  const [best, next] = divisions;
  return best!.confidence < unsureBelow || (next !== undefined && next.confidence >= nearlyAsLikely * best!.confidence);
}

function besideOf(
  read: ReadName,
  words: readonly NameWord[],
): Omit<NameParse, 'raw' | 'script' | 'parts' | 'order' | 'confidence'> {
  const all = [...words, ...read.aliasWords];
  return {
    kunya: read.kunya,
    laqab: all.filter(isByName).map(({ written }) => written),
    nisba: all.filter(isOrigin).map(({ written }) => written),
    aliases: read.aliases,
    titles: read.titles,
    fateWords: read.fateWords,
    relation: read.relation,
    linkWords: read.linkWords,
    unread: read.unread,
    unsure: false,
    damaged: read.damaged,
  };
}

/** Parts in separate cells. What stands beside the name in the full text or in a cell is kept with them. */
function placeGivenParts(person: PersonName & { parts: NameParts }, read: ReadName): PlacedName | null {
  const words: PlacedWord[] = [];
  const parts: NameParts = {};
  const cells: ReadName[] = [];
  for (const role of nameRoles) {
    const written = person.parts[role];
    const cell = written ? readName(written) : null;
    if (!cell) continue;
    cells.push(cell);
    if (cell.words.length === 0) continue;
    const wordsWritten = cell.words.map((word) => word.written).join(' ');
    parts[role] = hasNothingBeside(cell) ? written! : wordsWritten;
    words.push(...cell.words.map((word) => ({ word, role })));
  }
  if (words.length === 0) return null;
  const all = [read, ...cells];
  const lists = (list: (each: ReadName) => string[]): string[] => [...new Set(all.flatMap(list))];
  const together: ReadName = {
    ...read,
    kunya: lists((each) => each.kunya),
    aliases: lists((each) => each.aliases),
    aliasWords: read.aliasWords,
    titles: lists((each) => each.titles),
    fateWords: lists((each) => each.fateWords),
    linkWords: lists((each) => each.linkWords),
    unread: lists((each) => each.unread),
    relation: all.find(({ relation }) => relation)?.relation ?? null,
    damaged: all.some(({ damaged }) => damaged),
  };
  const { raw } = person;
  return {
    parse: {
      ...besideOf(
        together,
        words.map(({ word }) => word),
      ),
      raw,
      script: scriptOf(words.map(({ word }) => word.text).join(' ')),
      parts,
      order: 'given-first',
      confidence: surestDivision,
    },
    words,
  };
}

const hasNothingBeside = (cell: ReadName): boolean =>
  [cell.kunya, cell.aliases, cell.titles, cell.fateWords, cell.linkWords, cell.unread].every(
    ({ length }) => length === 0,
  ) && cell.relation === null;

function partsOf(placed: readonly PlacedWord[]): NameParts {
  const parts: NameParts = {};
  for (const { word, role } of placed) {
    const key = role ?? 'grandfather';
    parts[key] = parts[key] === undefined ? word.written : `${parts[key]} ${word.written}`;
  }
  return parts;
}
