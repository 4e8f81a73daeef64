import type { FateClaim } from '../../detention-records/fate-claim.js';
import type { Relationship } from '../../reporters/reporter.entity.js';
import { meansUnknown, readStatus } from '../mapping/value-words.js';
import { foldWords, readWordTable } from '../word-tables.js';
import { remember } from './remember.js';

/** Words of rows by kind: what each means, folded. */
const tables = new Map<string, Map<string, string>>();
for (const [kind, meaning, written] of readWordTable('row-words')) {
  const known = tables.get(kind) ?? new Map<string, string>();
  known.set(foldWords(written), meaning);
  tables.set(kind, known);
}

const tableOf = (kind: string): ReadonlyMap<string, string> => tables.get(kind)!;

/** "Not known", a dash, a question mark, an error of a spreadsheet: the source says that it says nothing. */
const longestUnknown = 60;
const saysNothing = remember(
  (text) => meansUnknown(text) || /^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!)$/.test(text.trim()),
);
export const meansNothing = (text: string): boolean => text.length <= longestUnknown && saysNothing(text);

/** A fate word of a name ("the martyr"), or null for one that says nothing about life and freedom (wounded). */
export const claimOfFateWord = remember((text: string): FateClaim['claim'] | null => {
  const meaning = tableOf('fate').get(foldWords(text)) ?? readStatus(text);
  return meaning === undefined || meaning === '-' ? null : (meaning as FateClaim['claim']);
});

export const readRelationship = remember(
  (text: string): Relationship | null => (tableOf('relationship').get(foldWords(text)) as Relationship) ?? null,
);

const totals = tableOf('total');
const firstWordsOfTotals = new Set([...totals.keys()].map((phrase) => phrase.split(' ')[0]));
const beginsTotal = remember((word: string) => firstWordsOfTotals.has(foldWords(word)));
const longestTotal = 60;

/** "Total", "Total: 532", "Number of detainees 12": a line of sums. */
export function saysTotal(text: string): boolean {
  if (text.length > longestTotal) return false;
  const first = /^[\s\p{P}\p{S}]*([\p{L}\p{M}]+)/u.exec(text)?.[1];
  if (first === undefined || !beginsTotal(first)) return false;
  return totals.has(foldWords(text.replace(/[\p{N}.,:=\u066b\u066c]+/gu, ' ')));
}

const bank = tableOf('bank');
const longestBankPhrase = 3;

/** A word for an account or a transfer of money. */
export function namesBank(text: string): boolean {
  const words = foldWords(text).split(' ');
  return words.some((_, at) => {
    for (let length = 1; length <= longestBankPhrase; length++)
      if (bank.has(words.slice(at, at + length).join(' '))) return true;
    return false;
  });
}
