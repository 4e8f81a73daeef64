import type { EventType } from '../detention-records/detention-record.entity.js';
import type { Sex } from '../matching/record.js';
import { foldWords, readWordTable } from './word-tables.js';

const words = new Map<string, Map<string, string>>();
for (const [kind, value, written] of readWordTable('values')) {
  const known = words.get(kind) ?? new Map<string, string>();
  known.set(foldWords(written), value);
  words.set(kind, known);
}

const lookUp = (kind: string, text: string) => words.get(kind)?.get(foldWords(text));

/** "Not known", a dash, a question mark: the source says that it says nothing. */
export const meansUnknown = (text: string): boolean => lookUp('unknown', text) !== undefined;
/** A row about a person whom the source could not name. */
export const meansUnidentified = (text: string): boolean => lookUp('unidentified', text) !== undefined;
export const readSex = (text: string): Sex | undefined => lookUp('sex', text) as Sex | undefined;
export const readEventType = (text: string): EventType | undefined => lookUp('event', text) as EventType | undefined;
