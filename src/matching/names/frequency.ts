import type { NameRole } from '../record.js';
import { readTable } from '../tables/read-table.js';
import { cleanText } from '../text/clean-text.js';
import { nameWords } from './name-words.js';
import { tokenOf } from './token.js';
import type { NameToken } from './types.js';

/**
 * How common a name is: the share of people whose name in that role has the same coarse skeleton. Skeletons rather than spellings, so that a rare
 * spelling of a common name is not mistaken for a rare name.
 */

/** Names outside the tables, and the least that a table row may say: one person in 20,000, so that a shared misspelling is not worth too much. */
export const leastFrequency = 5e-5;

function sharesBySkeleton(fileName: string, column = 'share', word = 'arabic'): Map<string, number> {
  const shares = new Map<string, number>();
  for (const row of readTable(fileName)) {
    const token = tokenOf(nameWords(row[word]!).words[0]?.text ?? cleanText(row[word]!));
    const coarse = token.skeletons[0]?.coarse;
    if (coarse !== undefined) shares.set(coarse, (shares.get(coarse) ?? 0) + Number(row[column]));
  }
  return shares;
}

const men = sharesBySkeleton('given-names.male.tsv');
const women = sharesBySkeleton('given-names.female.tsv');
const families = sharesBySkeleton('surnames.tsv');

const anywhere = sharesBySkeleton('token-frequency.arabic.tsv', 'count', 'token');
const countedAnywhere = [...anywhere.values()].reduce((sum, count) => sum + count, 0);
/** A name that the table of its role does not have, but that lists from everywhere do, is not quite rare; more those lists cannot say of Syria. */
const mostFromAnywhere = 5e-4;

function shareOf(coarse: string, role: NameRole): number {
  const inRole = role === 'family' ? families.get(coarse) : role === 'given' ? shareAsGiven(coarse) : men.get(coarse);
  return inRole ?? Math.min(mostFromAnywhere, (anywhere.get(coarse) ?? 0) / countedAnywhere);
}

function shareAsGiven(coarse: string): number | undefined {
  const share = Math.max(men.get(coarse) ?? 0, women.get(coarse) ?? 0);
  return share > 0 ? share : undefined;
}

/** Share of people with such a name in that role, 0..1: for given names, of the sex in which it is commoner. The commonest of several readings counts. */
export function nameFrequency(token: NameToken, role: NameRole): number {
  const known = token.frequencies[role];
  if (known !== undefined) return known;
  let share = leastFrequency;
  for (const { coarse } of token.skeletons) share = Math.max(share, shareOf(coarse, role));
  token.frequencies[role] = Math.min(1, share);
  return token.frequencies[role]!;
}

/** True for spellings that the surname table knows and the given-name tables do not, up to the coarse skeleton. */
export function looksLikeFamilyName(token: NameToken): boolean {
  return nameFrequency(token, 'family') > 3 * nameFrequency(token, 'given');
}
