import { readFileSync } from 'node:fs';
import type { FamilyLanguage } from '../family-languages.js';

interface Banned {
  language: string;
  /** What the words would say, for example "found". */
  about: string;
  /** As in the table. */
  words: string;
  pattern: RegExp;
}

/** Letters that people write in several ways, each as one of them; in the words of the table as well as in what is read. */
const oneWay: [RegExp, string][] = [
  [/\p{Mn}|\u0640/gu, ''], // vowel signs, tatweel
  [/[\u0622\u0623\u0625\u0671]/g, '\u0627'], // alef with madda, with hamza above and below, with wasla -> alef
  [/[\u0649\u06cc]/g, '\u064a'], // alef maqsura, Farsi yeh -> yeh
  [/\u0626/g, '\u064a'], // yeh with hamza -> yeh
  [/\u0624/g, '\u0648'], // waw with hamza -> waw
  [/\u0629/g, '\u0647'], // teh marbuta -> heh
  [/\u06a9/g, '\u0643'], // keheh -> kaf
  [/[\u2018\u2019\u02bc]/g, "'"],
  [/[\u00df\u1e9e]/g, 'ss'], // sharp s, which has no capital in most texts
  // Turkish: a capital i has a dot or none, and no case mapping but the Turkish one keeps them apart.
  [/[\u0130\u0131]/g, 'i'],
  // Marks of direction and joiners, which nobody sees.
  [/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, ''],
];
const folded = (text: string) =>
  oneWay.reduce((left, [from, to]) => left.replace(from, to), text.normalize('NFKC')).toLowerCase();

/**
 * Arabic writes and, so, in, like, for and the article in one word with what follows: waw, feh, beh, kaf, lam, alef-lam. Will (seen) stands before
 * verbs only, and kaf-lam before none: otherwise the words for traits and for words would hold "died".
 */
const arabicBefore =
  '(?:[\u0648\u0641]?(?:[\u0628\u0643\u0644]?\u0627\u0644|\u0644\u0644|[\u0628\u0643\u0644]|\u0633(?=[\u064a\u062a\u0646\u0627]))?)';

function patternOf(language: string, words: string): RegExp {
  const letters = folded(words)
    .replace(/~$/, '')
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/ +/g, '\\s+');
  if (!/\p{L}/u.test(words)) return new RegExp(letters, 'u');
  const before = language === 'ar' ? arabicBefore : '';
  return new RegExp(`(?<!\\p{L})${before}${letters}${words.endsWith('~') ? '\\p{L}*' : '(?!\\p{L})'}`, 'u');
}

function readTable(fileName: string): Banned[] {
  const lines = readFileSync(new URL(`./${fileName}`, import.meta.url), 'utf8').split('\n');
  const [, ...rows] = lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split('\t'));
  return rows.map(([language, about, words]) => ({ language, about, words, pattern: patternOf(language, words) }));
}

export const bannedTable: readonly Banned[] = readTable('banned-words.tsv');
/** What staff do not write to a family besides (domain.md 2.3): facilities, documents, money, fate. The pages may speak of them. */
const messageTable: readonly Banned[] = readTable('message-only-words.tsv');

/**
 * Words that no text for a family may hold: nothing said by us tells of a person's fate, and nothing raises hope or fear by a careless word.
 * @param language of the text; without one the words of all six are looked for
 * @returns the words as they stand in the text, without vowel signs and in small letters; none for a text that may be said
 */
export const bannedWords = (text: string, language?: FamilyLanguage): string[] => wordsIn(bannedTable, text, language);

/** What staff wrote to a family, in whichever of the six languages: these words, and those that may stand in no text. */
export const wordsNotWritten = (text: string): string[] => wordsIn([...bannedTable, ...messageTable], text);

function wordsIn(table: readonly Banned[], text: string, language?: FamilyLanguage): string[] {
  const read = folded(text);
  return table
    .filter((row) => language === undefined || row.language === language || row.language === '*')
    .flatMap(({ pattern }) => pattern.exec(read)?.[0] ?? [])
    .map((word) => word.trim());
}
