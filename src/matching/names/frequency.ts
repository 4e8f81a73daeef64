import type { NameRole } from '../record.js';
import { type KnownName, knownAs, knownNames } from '../sound/known-names.js';
import { readingsOf } from './affixes.js';
import { arabicSpelling } from './aliases.js';
import { meaningOfToken } from './sound-of-token.js';
import type { NameToken } from './types.js';

/**
 * How common a name is: the share of people whose name in that role it is, over all spellings of the name. A Latin spelling that may stand for several names
 * counts each by how likely it means that one, so that a rare spelling of a common name is not mistaken for a rare name.
 */

/** Names outside the tables, and the least that a table row may say: one person in 20,000, so that a shared misspelling is not worth too much. */
export const leastFrequency = 5e-5;

/** A name that the table of its role does not have, but that lists from everywhere do, is not quite rare; more those lists cannot say of Syria. */
const mostFromAnywhere = 5e-4;

function shareOf({ shares }: KnownName, role: NameRole): number {
  const inRole =
    role === 'family' ? shares.families : role === 'given' ? Math.max(shares.men, shares.women) : shares.men;
  return inRole > 0 ? inRole : Math.min(mostFromAnywhere, shares.anywhere);
}

/** Share of people with such a name in that role, 0..1: for given names, of the sex in which it is commoner. */
export function nameFrequency(token: NameToken, role: NameRole): number {
  const known = token.frequencies[role];
  if (known !== undefined) return known;
  let share = token.script === 'Arab' ? asHeard(token, role) : asMeant(token, role);
  for (const group of token.aliases) {
    const [reading] = readingsOf(arabicSpelling(group), 'Arab');
    const id = reading && knownAs(reading);
    if (id !== undefined) share = Math.max(share, shareOf(knownNames[id]!, role));
  }
  token.frequencies[role] = Math.min(1, Math.max(leastFrequency, share));
  return token.frequencies[role]!;
}

function asHeard({ heard }: NameToken, role: NameRole): number {
  let share = 0;
  for (const { known } of heard) if (known !== undefined) share = Math.max(share, shareOf(knownNames[known]!, role));
  return share;
}

function asMeant(token: NameToken, role: NameRole): number {
  const { names, weights, total } = meaningOfToken(token);
  let share = 0;
  for (let at = 0; at < names.length; at++) share += (weights[at]! / total) * shareOf(knownNames[names[at]!]!, role);
  return share;
}

/** How much commoner a name must be as a family name, and how rare as a given name, before its place in a list is doubted for it. */
const muchCommoner = 6;
const rareAsGiven = 3e-4;

/** True for names that are hardly borne as given names and much oftener as family names. */
export function looksLikeFamilyName(token: NameToken): boolean {
  const given = nameFrequency(token, 'given');
  return given < rareAsGiven && nameFrequency(token, 'family') > muchCommoner * given;
}
