import { foldWords, readWordTable } from '../word-tables.js';
import { type ImportField, importFields } from './import-fields.js';

/** `contact`: how to reach somebody, or who told; left out. `none`: known, and there is no field for it. */
export type HeadingField = ImportField | 'contact' | 'none';

export interface HeadingMeaning {
  /** More than one only where vague. */
  fields: HeadingField[];
  /** The heading may also mean other things: what stands in the column decides. */
  vague: boolean;
}

const byWords = new Map<string, HeadingMeaning>();
const within = {
  hint: new Set<string>(),
  owner: new Set<string>(),
  stop: new Set<string>(),
  contact_word: new Set<string>(),
};
const instead: [written: string, read: string][] = [];

function add(folded: string, field: HeadingField, vague: boolean): void {
  const known = byWords.get(folded);
  if (!known) byWords.set(folded, { fields: [field], vague });
  else if (!known.fields.includes(field)) known.fields.push(field);
}

for (const field of importFields) add(foldWords(field), field, false);
const rows = readWordTable('headings');
for (const [kind, written, read] of rows) if (kind === 'instead') instead.push([written, read]);
for (const [field, heading, how] of rows) {
  if (field === 'instead') continue;
  if (field in within) within[field as keyof typeof within].add(foldWords(heading));
  else add(foldHeading(heading), field as HeadingField, how === 'vague');
}

/** Folded for this table. A few words whose folding is another word are replaced before. */
export function foldHeading(text: string): string {
  return foldWords(instead.reduce((read, [written, other]) => read.replaceAll(written, other), text));
}

/** Of a heading as foldHeading leaves it. */
export const headingMeaning = (folded: string): HeadingMeaning | undefined => byWords.get(folded);

export const knownHeadings: ReadonlyMap<string, HeadingMeaning> = byWords;

/** Says how to fill the column in ("dd/mm/yyyy", "if known"), or names a group of columns, and nothing of what it means. */
export const isHint = (folded: string): boolean =>
  folded === '' ||
  within.hint.has(folded) ||
  folded.split(' ').every((word) => within.hint.has(word) || /^q?\d+$/.test(word));

/** A word in it says that it is about how to reach somebody, or about who told. */
export const hasContactWord = (folded: string): boolean =>
  folded.split(' ').some((word) => within.contact_word.has(word));

/** Without the hint at its end ("cause of death as recorded"); null when there is none. */
export function withoutLastHint(folded: string): string | null {
  const words = folded.split(' ');
  for (let from = Math.max(1, words.length - 3); from < words.length; from++) {
    if (within.hint.has(words.slice(from).join(' '))) return words.slice(0, from).join(' ');
  }
  return null;
}

/**
 * The words that carry the meaning, in one order and without plural s: "date of the arrest" and "arrest date" have the same. Empty when none is left.
 * Words that say whose value it is count only where they are all there is beside the stop words.
 */
export function bagOfWords(folded: string): string {
  const words = folded.split(' ').filter((word) => !within.stop.has(word));
  return words
    .filter((word) => !within.owner.has(word))
    .map((word) => word.replace(/(?<=[a-z]{3})s$/, ''))
    .sort()
    .join(' ');
}

const byBag = new Map<string, HeadingMeaning | null>();
for (const [folded, meaning] of byWords) {
  const bag = bagOfWords(folded);
  if (bag === '') continue;
  const same = byBag.get(bag);
  if (same === undefined) byBag.set(bag, meaning);
  // Two headings of the same words that mean different things ("name of father", "father of …"): the words alone say nothing.
  else if (same && (same.fields[0] !== meaning.fields[0] || same.vague !== meaning.vague)) {
    byBag.set(bag, same.vague ? same : meaning.vague ? meaning : null);
  }
}

/** What headings of the same words mean, in whatever order and of whomever; undefined when there is none, or they differ. */
export const meaningOfBag = (bag: string): HeadingMeaning | undefined => byBag.get(bag) ?? undefined;
