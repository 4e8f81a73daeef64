import { readTable } from '../tables/read-table.js';
import { articles, countries, inWords, wordsOf } from './place-words.js';
import { withoutGlued } from './read-place-text.js';

const rows = readTable('no-places.tsv');
const written = (kind: string): string[] =>
  rows.filter((row) => row.kind === kind).flatMap((row) => row.words.split('|'));
const noPlaces = new Set(written('word').flatMap(wordsOf));
const endings = written('ending').map((ending) => wordsOf(ending)[0]);

const feminine = /\u062a$/; // teh: what ta marbuta becomes before a pronoun
const folded = '\u0647'; // heh: what normaliseText makes of ta marbuta

/** True for words that only say what sort of spot it was ("from his home", "at the mosque") or that it is not known. */
export function saysNoPlace(words: readonly string[]): boolean {
  return (
    words.some(isNoPlace) &&
    words.every((word) => isNoPlace(word) || inWords.has(word) || articles.has(word) || countries.has(word))
  );
}

function isNoPlace(word: string): boolean {
  const bare = withoutGlued(word);
  return [word, ...(bare === null ? [] : [bare])].some((form) => stemsOf(form).some((stem) => noPlaces.has(stem)));
}

function stemsOf(word: string): string[] {
  const stems = endings.filter((ending) => word.endsWith(ending)).map((ending) => word.slice(0, -ending.length));
  return [word, ...stems, ...stems.filter((stem) => feminine.test(stem)).map((stem) => stem.replace(feminine, folded))];
}

/** The words between one "in" or "from" and the next: "from his home | in Homs". */
export function clausesOf(words: readonly string[]): string[][] {
  const clauses: string[][] = [];
  for (const word of words) {
    const last = clauses[clauses.length - 1];
    const begins = inWords.has(word) || withoutGlued(word) !== null;
    if (!last || (begins && last.some((each) => !inWords.has(each)))) clauses.push([word]);
    else last.push(word);
  }
  return clauses;
}
