import type { NameParse } from '../../matching/index.js';
import { type NameRole, nameRoles } from '../../matching/record.js';
import { readingsOf, toWrittenPersonName, type WrittenName } from '../../person-names/read-names.js';
import type { Answers } from '../drafts.js';
import type { SoughtName } from './question.js';

/** What a family may say that one word of the name is. */
export const wordRoles = [...nameRoles, 'other'] as const;
export type WordRole = (typeof wordRoles)[number];

/** More words than any real name has; the rest of a longer one is read as it is. */
const mostWords = 12;

export interface ReadWord {
  word: string;
  /** What we take it for. */
  role: WordRole;
}

const wordsOf = (text: string) => text.split(/\s+/).filter(Boolean);

/** The whole name as it was written, part after part. */
export const wholeOf = (written: WrittenName): string => toWrittenPersonName(written).raw;

/**
 * A name as it goes to the library. Several words in the first field and nothing in the others may be a whole name: it is if the library finds more in
 * them than a first name. Otherwise what was told apart stays apart.
 */
export function asWritten(written: WrittenName): WrittenName | null {
  const filled = Object.fromEntries(Object.entries(written).filter(([, text]) => text)) as WrittenName;
  const { given, ...others } = filled;
  if (given === undefined || Object.keys(others).length > 0) return Object.keys(filled).length > 0 ? filled : null;
  const parts = wordsOf(given).length > 1 ? bestReading({ full: given })?.parts : undefined;
  return parts && Object.keys(parts).some((role) => role !== 'given') ? { full: given } : filled;
}

export const bestReading = (written: WrittenName): NameParse | undefined => readingsOf(toWrittenPersonName(written))[0];

/** Each word of the name with the part that we read it as. */
export function readWordsOf(written: WrittenName): ReadWord[] {
  const parts = Object.entries(bestReading(written)?.parts ?? {}).map(([role, text]) => ({
    role: role as NameRole,
    words: wordsOf(text ?? ''),
  }));
  return wordsOf(wholeOf(written))
    .slice(0, mostWords)
    .map((word) => {
      const part = parts.find(({ words }) => words.includes(word));
      part?.words.splice(part.words.indexOf(word), 1);
      return { word, role: part?.role ?? 'other' };
    });
}

/** Where the family put each word; null when it left all of them where they were, or has written another name since. */
export function movedWords(written: WrittenName, answers: Answers): ReadWord[] | null {
  if (answers.parts_of !== wholeOf(written)) return null;
  const read = readWordsOf(written);
  const moved = read.map(({ word, role }, at) => ({
    word,
    role: wordRoles.find((each) => each === answers[`part_${at}`]) ?? role,
  }));
  return moved.some(({ role }, at) => role !== read[at].role) ? moved : null;
}

/** The name as the report takes it: as written, and where the family put its words, with these as the parts that it told apart. */
export function toldName(fields: Answers | Record<string, string | undefined>, answers: Answers): SoughtName | null {
  const { full, given, father, grandfather, family } = fields;
  const written = asWritten({ full, given, father, grandfather, family });
  const moved = written && movedWords(written, answers);
  if (!moved) return written;
  const parts = nameRoles.flatMap((role) => {
    const words = moved.filter((each) => each.role === role).map(({ word }) => word);
    return words.length > 0 ? [[role, words.join(' ')]] : [];
  });
  return { full: wholeOf(written), ...Object.fromEntries(parts) };
}
