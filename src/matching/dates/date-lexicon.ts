import { readTable } from '../tables/read-table.js';
import { foldDateText } from './fold-date-text.js';

export type WordKind =
  | 'about'
  | 'before'
  | 'until'
  | 'after'
  | 'since'
  | 'between'
  | 'and'
  | 'to'
  | 'from'
  | 'hijri'
  | 'gregorian'
  | 'year'
  | 'born'
  | 'year_after'
  | 'month'
  | 'early'
  | 'mid'
  | 'late'
  | 'decade_prefix'
  | 'age'
  | 'years'
  | 'when'
  | 'equals'
  | 'noise';

/** What a word, or a run of words and numbers, means in a date. */
export type DateWord =
  | { kind: 'month_name'; hijri: boolean; from: number; to: number }
  | { kind: 'season'; calendar: 'gregorian' | 'hijri' | 'persian'; from: string; to: string }
  | { kind: 'decade'; year: number }
  | { kind: 'weekday'; weekday: number }
  | { kind: WordKind };

/** Words and numbers of a folded text without its punctuation: the way keys of the lexicon are written. */
export function lexiconKey(text: string): string {
  return (foldDateText(text).match(/\p{L}+|\d+|[~&=<>]/gu) ?? []).join(' ');
}

const unknownTexts = new Set<string>();
const lexicon = new Map<string, DateWord>();
/** First words of entries of several words: most words begin none. */
const firstWords = new Set<string>();
/** Names of one word by which a misspelt month is looked for. */
const monthWords: { name: string; word: DateWord }[] = [];

for (const [file, hijri] of [
  ['months.tsv', false],
  ['hijri-months.tsv', true],
] as const) {
  for (const row of readTable(file)) {
    const word: DateWord = { kind: 'month_name', hijri, from: Number(row.from), to: Number(row.to) };
    for (const key of addAll(row.names, word)) if (!key.includes(' ')) monthWords.push({ name: key, word });
  }
}
for (const row of readTable('seasons.tsv')) {
  const calendar = row.calendar as 'gregorian' | 'hijri' | 'persian';
  addAll(row.names, { kind: 'season', calendar, from: row.from, to: row.to });
}
for (const row of readTable('qualifiers.tsv')) {
  if (row.kind === 'unknown') for (const text of row.words.split('|')) unknownTexts.add(foldDateText(text));
  else if (row.kind === 'decade') addAll(row.words, { kind: 'decade', year: Number(row.value) });
  else if (row.kind === 'weekday') addAll(row.words, { kind: 'weekday', weekday: Number(row.value) });
  else addAll(row.words, { kind: row.kind as WordKind });
}

function addAll(names: string, word: DateWord): string[] {
  const keys = names.split('|').map(lexiconKey);
  for (const key of keys) {
    if (!lexicon.has(key)) lexicon.set(key, word);
    const space = key.indexOf(' ');
    if (space > 0) firstWords.add(key.slice(0, space));
  }
  return keys;
}

/** Longest run of words that is one entry, such as the name of the twelfth month in Arabic with its article, or "not later than". */
export const longestEntryWords = 4;

export function lookUpDateWord(key: string): DateWord | undefined {
  return lexicon.get(key);
}

export function beginsLongerEntry(word: string): boolean {
  return firstWords.has(word);
}

export function monthNamesOfOneWord(): readonly { name: string; word: DateWord }[] {
  return monthWords;
}

/** True when the text says that the date is not known, as lists do with a dash, "unknown", "00/00/0000" and so on. */
export function saysUnknown(foldedText: string): boolean {
  return foldedText === '' || unknownTexts.has(foldedText);
}
