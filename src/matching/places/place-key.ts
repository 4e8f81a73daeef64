import { readTable } from '../tables/read-table.js';
import { normaliseText } from '../text/index.js';

const dropped = new Set<string>();
const ins = new Set<string>();
const prefixes = new Set<string>();
const kinds = new Map<string, string>();
const optional = new Set<string>();

const arabicArticle = /^\u0627\u0644(?=\p{L}{3})/u; // alef lam

/** Letters and digits of a text, one spelling, without apostrophes and without the article. */
function tokens(raw: string): string[] {
  const text = normaliseText(raw).replace(/['`\u2018\u2019\u02bb-\u02bf]/gu, '');
  return (text.match(/[\p{L}\p{M}]+|\d+/gu) ?? []).map((token) => token.replace(arabicArticle, ''));
}

for (const row of readTable('place-words.tsv')) {
  for (const word of row.words.split('|')) {
    const token = tokens(word).join(' ');
    if (row.kind === 'article' || row.kind === 'level') dropped.add(token);
    else if (row.kind === 'in') ins.add(token);
    else if (row.kind === 'prefix') prefixes.add(word);
    else kinds.set(token, row.value);
    if (row.kind === 'optional') optional.add(row.value);
  }
}

/**
 * What two spellings of one place have in common: no article, no "city of", no spaces ("Deir ez-Zor", "Deir Ezzor"). '' when nothing is left. Two scripts
 * keep two keys: the gazetteer holds both names.
 */
export function placeKey(raw: string): string {
  const all = tokens(raw);
  const kept = all.filter((token) => !dropped.has(token));
  return (kept.length > 0 ? kept : all).join('');
}

/**
 * Keys of a place of detention: its words in alphabetical order, kinds of facility in one language. The second key leaves out words that are often left
 * out ("military", "central"). `isTown` tells whether a token after a glued "in" is a town.
 */
export function facilityKeys(raw: string, isTown: (token: string) => boolean): string[] {
  const words = tokens(raw)
    .filter((token) => !dropped.has(token) && !ins.has(token))
    .map(
      (token) =>
        kinds.get(token) ??
        (prefixes.has(token[0]) && isTown(token.slice(1).replace(arabicArticle, '')) ? token.slice(1) : token),
    )
    .map((token) => token.replace(arabicArticle, ''));
  const short = words.filter((word) => !optional.has(word));
  return [...new Set([words, short].filter((list) => list.length > 0).map((list) => [...list].sort().join(' ')))];
}

/** Numbers of two to four digits in a facility's name: "Branch 215". */
export function numbersIn(raw: string): string[] {
  return tokens(raw).filter((token) => /^\d{2,4}$/.test(token));
}
