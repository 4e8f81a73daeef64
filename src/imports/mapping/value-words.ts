import type { EventType } from '../../detention-records/detention-record.entity.js';
import type { FateClaim } from '../../detention-records/fate-claim.js';
import type { Sex } from '../../matching/record.js';
import { foldWords, readWordTable } from '../word-tables.js';

export const valueKinds = ['sex', 'event', 'status', 'unknown', 'unidentified'] as const;
export type ValueKind = (typeof valueKinds)[number];

const words = new Map<ValueKind, Map<string, string>>(valueKinds.map((kind) => [kind, new Map()]));
for (const [kind, value, written] of readWordTable('values')) {
  words.get(kind as ValueKind)!.set(foldWords(written), value);
}

/** The folded words of a kind, and the code that each stands for. */
export const wordsOfKind = (kind: ValueKind): ReadonlyMap<string, string> => words.get(kind)!;

/** No word of the table is longer. */
const longestWord = 60;
/** A list repeats the same words in every row, and folding takes longer than all the rest. */
const rememberedTexts = 5_000;
const folded = new Map<string, string>();

function lookUp(kind: ValueKind, text: string): string | undefined {
  if (text.length > longestWord) return undefined;
  let known = folded.get(text);
  if (known === undefined) {
    if (folded.size >= rememberedTexts) folded.clear();
    known = foldWords(text);
    folded.set(text, known);
  }
  return words.get(kind)!.get(known);
}

/** "Not known", a dash, a question mark: the source says that it says nothing. */
export const meansUnknown = (text: string): boolean => lookUp('unknown', text) !== undefined;
/** A row about a person whom the source could not name. */
export const meansUnidentified = (text: string): boolean => lookUp('unidentified', text) !== undefined;
export const readSex = (text: string): Sex | undefined => lookUp('sex', text) as Sex | undefined;
export const readEventType = (text: string): EventType | undefined => lookUp('event', text) as EventType | undefined;
/** What a status word claims became of the person. Words of other kinds that stand in status columns (a transfer) are read by readEventType. */
export const readStatus = (text: string): FateClaim['claim'] | undefined =>
  lookUp('status', text) as FateClaim['claim'] | undefined;
