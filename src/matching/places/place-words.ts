import { readTable } from '../tables/read-table.js';
import { normaliseText } from '../text/index.js';

/** The words of tables/place-words.tsv, each as `wordsOf` writes it. */
export const placeLevels = ['governorate', 'district', 'subdistrict', 'community'] as const;
export type PlaceLevelName = (typeof placeLevels)[number];

const arabicArticle = /^\u0627\u0644(?=\p{L}{3})/u; // alef lam

const frenchElision = /\b[dl]['\u2019](?=\p{L})/giu; // Gouvernorat d'Alep

/** Longer texts are no names of places; what stands in front is read. */
const mostCharacters = 400;

/** Letters and digits of a text, one spelling, without apostrophes and without the Arabic article. */
export function wordsOf(raw: string): string[] {
  const text = normaliseText(raw.slice(0, mostCharacters).replace(frenchElision, ' ')).replace(
    /['`\u2018\u2019\u02bb-\u02bf]/gu,
    '',
  );
  return (text.match(/[\p{L}\p{M}]+|\d+/gu) ?? []).map(withoutArticle);
}

export function withoutArticle(word: string): string {
  return word.replace(arabicArticle, '');
}

const rows = readTable('place-words.tsv').flatMap((row) =>
  row.words.split('|').map((words) => ({ kind: row.kind, value: row.value, word: wordsOf(words).join(' ') })),
);
const ofKind = (kind: string): Set<string> => new Set(rows.filter((row) => row.kind === kind).map(({ word }) => word));
const valuesOf = (kind: string): Map<string, string> =>
  new Map(rows.filter((row) => row.kind === kind).map(({ word, value }) => [word, value]));

export const articles = ofKind('article');
export const levelWords = valuesOf('level');
export const wideWords = ofKind('wide');
export const asideWords = ofKind('aside');
export const nearWords = ofKind('near');
export const roadWords = ofKind('road');
export const inWords = ofKind('in');
/** Countries: they say nothing about where in Syria, and are no misspelt villages. */
export const countries = ofKind('country');
export const prefixes = ofKind('prefix');
/** Word of any language to the English word for the kind of facility or agency. */
export const facilityWords = new Map([...valuesOf('word'), ...valuesOf('optional')]);
export const optionalWords = new Set(valuesOf('optional').values());
/** Words of an agency in alphabetical order, to the body that the list of facilities names. */
export const agencies = new Map(
  [...valuesOf('agency')].map(([words, body]) => [words.split(' ').sort().join(' '), body]),
);
