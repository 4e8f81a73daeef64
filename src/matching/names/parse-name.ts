import type { NameParts, PersonName } from '../record.js';
import { isByName, isOrigin } from './by-names.js';
import { type Division, divideWords, type PlacedWord } from './divide-words.js';
import { readCells } from './read-cells.js';
import { type ReadName, readName } from './read-name.js';
import { takeKunya } from './take-kunya.js';
import { saysOnlyTitles } from './titles.js';
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
/** Parts that the source told apart: it may still have put a name into the wrong column. */
const toldApart = 0.95;

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
  const cells = person.parts ? readCells(person.raw, person.parts) : null;
  if (cells) {
    const { read, placed, parts } = cells;
    const division: Division = { placed, order: 'given-first', confidence: toldApart };
    return [placedName(person.raw, read, division, parts, read.kunya, false)];
  }
  const read = readName(person.raw);
  if (read.words.length === 0 || saysOnlyTitles(person.raw)) return [];
  const readings = takeKunya(read.words).flatMap(({ words, kunya, share }) => {
    const kunyas = kunya ? [kunya.written, ...read.kunya] : read.kunya;
    return divideWords(words, kunya ? 0 : read.wordsBeforeComma).map((division) => {
      division.confidence *= share;
      return { kunyas, division };
    });
  });
  readings.sort((x, y) => y.division.confidence - x.division.confidence);
  const unsure = isUnsure(readings[0]!.division, readings[1]?.division);
  return readings.map(({ division, kunyas }) =>
    placedName(person.raw, read, division, partsOf(division.placed), kunyas, unsure),
  );
}

function isUnsure(best: Division, next: Division | undefined): boolean {
  return best.confidence < unsureBelow || (next !== undefined && next.confidence >= nearlyAsLikely * best.confidence);
}

function placedName(
  raw: string,
  read: ReadName,
  { placed, order, confidence }: Division,
  parts: NameParts,
  kunya: string[],
  unsure: boolean,
): PlacedName {
  const words = [...placed.map(({ word }) => word), ...read.aliasWords];
  const { script, aliases, titles, fateWords, relation, linkWords, unread, damaged } = read;
  return {
    parse: {
      raw,
      script,
      parts,
      kunya,
      laqab: words.filter(isByName).map(({ written }) => written),
      nisba: words.filter(isOrigin).map(({ written }) => written),
      aliases,
      titles,
      fateWords,
      relation,
      linkWords,
      unread,
      order,
      confidence,
      unsure,
      damaged,
    },
    words: placed,
  };
}

function partsOf(placed: readonly PlacedWord[]): NameParts {
  const parts: NameParts = {};
  for (const { word, role } of placed) {
    const key = role ?? 'grandfather';
    parts[key] = parts[key] === undefined ? word.written : `${parts[key]} ${word.written}`;
  }
  return parts;
}
