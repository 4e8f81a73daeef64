import {
  bagOfWords,
  foldHeading,
  type HeadingField,
  hasContactWord,
  headingMeaning,
  isHint,
  meaningOfBag,
  withoutLastHint,
} from './heading-table.js';
import type { MappingConfidence } from './mapping.js';
import { nearHeading } from './near-heading.js';

export interface HeadingReading {
  /** What the heading may mean, best first. */
  fields: HeadingField[];
  confidence: MappingConfidence;
  how: 'exact' | 'words' | 'part' | 'near' | 'vague' | 'none';
  /** The known heading that it is like, folded. */
  like?: string;
}

const nothing: HeadingReading = { fields: [], confidence: 'none', how: 'none' };
/** Lines of a heading, brackets, what stands between two languages. */
const marks = /[/|\\()[\]{}:;,\u060c\u061b\u2013\u2014\n\r\t]+|\s-\s/u;
const scriptChange =
  /(?<=\p{Script=Arabic}[\s.]*)(?=\p{Script=Latin})|(?<=\p{Script=Latin}[\s.]*)(?=\p{Script=Arabic})/gu;
/** Longer headings are explanations; their first words are enough. */
const longest = 300;

/**
 * What a heading means by itself. `exact`: it is known, after folding; a heading in two languages when both say the same. `likely`: the same words in another
 * order or of whom, one part of it, or one word misspelt. `guess`: it is vague, or nearly another one. Never throws.
 */
export function readHeading(heading: string): HeadingReading {
  const text = heading.slice(0, longest);
  const folded = foldHeading(text);
  if (folded === '') return text.trim() === '#' ? vague(['source_record_id', 'row_counter']) : nothing;
  const whole = readWhole(folded);
  if (whole) return whole;
  if (hasContactWord(folded)) return { fields: ['contact'], confidence: 'likely', how: 'part', like: folded };
  return readOutsideBrackets(text) ?? readParts(text) ?? readNear(folded);
}

/** What stands in brackets only explains, unless the rest means nothing by itself. */
function readOutsideBrackets(text: string): HeadingReading | null {
  const outside = text.replace(/\([^)]*\)?|\[[^\]]*\]?/gu, ' ');
  if (outside === text) return null;
  const inside = foldHeading(text.slice(text.search(/[([]/)));
  const reading = readWhole(foldHeading(outside));
  if (!reading || reading.how === 'vague') return null;
  return isHint(inside) ? reading : { ...reading, confidence: 'likely', how: 'part', like: foldHeading(outside) };
}

function readWhole(folded: string): HeadingReading | null {
  const reading = readWords(folded);
  if (reading) return reading;
  const shorter = withoutLastHint(folded);
  const rest = shorter === null ? null : readWords(shorter);
  return rest && rest.how !== 'vague' ? { ...rest, confidence: 'likely', how: 'part', like: shorter! } : rest;
}

function readWords(folded: string): HeadingReading | null {
  const meaning = headingMeaning(folded);
  if (meaning)
    return meaning.vague ? vague(meaning.fields) : { fields: meaning.fields, confidence: 'exact', how: 'exact' };
  const bag = bagOfWords(folded);
  const same = bag === '' ? undefined : meaningOfBag(bag);
  if (!same) return null;
  return same.vague ? vague(same.fields) : { fields: same.fields, confidence: 'likely', how: 'words', like: bag };
}

const vague = (fields: HeadingField[]): HeadingReading => ({ fields, confidence: 'guess', how: 'vague' });

function readParts(text: string): HeadingReading | null {
  const parts = text
    .split(marks)
    .flatMap((part) => part.split(scriptChange))
    .map(foldHeading)
    .filter((part) => part !== '');
  const saying = parts.filter((part) => !isHint(part));
  if (parts.length < 2 || saying.length === 0) return null;
  const readings = saying.map((part) => ({ part, reading: readWhole(part) }));
  const known = readings.flatMap(({ part, reading }) => (reading ? [{ part, reading }] : []));
  if (known.length === 0) return null;
  const contact = known.find(({ reading }) => reading.fields[0] === 'contact');
  if (contact) return { fields: ['contact'], confidence: 'likely', how: 'part', like: contact.part };
  const clear = known.filter(({ reading }) => reading.how !== 'vague');
  // The last line of a heading names the column, lines above it a group.
  const { part, reading } = (clear.length > 0 ? clear : known).at(-1)!;
  const shared = reading.fields.filter((field) => known.every((one) => one.reading.fields.includes(field)));
  const fields = shared.length > 0 ? shared : reading.fields;
  if (shared.length === 0 || clear.length === 0) return { ...vague(fields), like: part };
  const all = known.length === saying.length;
  const sure = all && clear.every((one) => one.reading.confidence === 'exact');
  return { fields, confidence: sure ? 'exact' : 'likely', how: sure ? 'exact' : 'part', like: part };
}

function readNear(folded: string): HeadingReading {
  const near = nearHeading(folded);
  if (!near) return nothing;
  const { meaning, like, close } = near;
  return { fields: meaning.fields, confidence: close && !meaning.vague ? 'likely' : 'guess', how: 'near', like };
}
