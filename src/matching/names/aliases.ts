import { readTable } from '../tables/read-table.js';
import { cleanText } from '../text/clean-text.js';
import { normaliseText } from '../text/normalise.js';

const arabicSpellings: string[] = [];
const groupsBySpelling = new Map<string, number[]>();
for (const [group, row] of readTable('aliases.tsv').entries()) {
  arabicSpellings.push(cleanText(row.spellings!.split('|')[0]!).replaceAll(' ', ''));
  for (const spelling of row.spellings!.split('|')) {
    const key = normaliseText(spelling).replaceAll(' ', '');
    const groups = groupsBySpelling.get(key) ?? [];
    if (!groups.includes(group)) groups.push(group);
    groupsBySpelling.set(key, groups);
  }
}
const none: readonly number[] = [];

/** Groups of spellings that letters alone do not join (Mehmet and its Arabic form); two names sharing a group may be one name. */
export function aliasGroups(folded: string): readonly number[] {
  return groupsBySpelling.get(folded.replaceAll(' ', '')) ?? none;
}

/** The Arabic spelling that a group stands for. */
export function arabicSpelling(group: number): string {
  return arabicSpellings[group]!;
}
