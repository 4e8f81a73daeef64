import type { Model } from '../model/model.js';
import type { Identifier } from '../record.js';
import { cleanText } from '../text/index.js';
import { type ComparisonOutcome, notRecorded } from './outcome.js';

export type IdentifierLevel =
  | 'national_number_same'
  | 'national_number_one_digit'
  | 'national_number_different'
  | 'other_number_same'
  | 'not_comparable';

export interface CompiledIdentifier {
  type: Identifier['type'];
  written: string;
  /** Letters and digits only, digits ASCII. */
  value: string;
}

/** Shorter numbers repeat by chance; a national number has 11 digits. */
const shortest = { national_number: 8, registry_number: 2, detainee_number: 3, other: 6 };

/** Leaves out numbers that are too short or only fill the cell (one digit repeated, a run from 1). */
export function compileIdentifiers(identifiers: Identifier[]): CompiledIdentifier[] {
  return identifiers
    .map(({ type, value }) => ({ type, written: value, value: cleanText(value).replace(/[^\p{L}\p{N}]/gu, '') }))
    .filter(
      ({ type, value }) =>
        value.length >= shortest[type] && !/^(.)\1*$/u.test(value) && !'12345678901234'.startsWith(value),
    );
}

/**
 * Levels in the order tried over all numbers of one type: national number same; one digit off; another number of the same type same; national numbers
 * different. Other numbers never speak against: a person has many.
 */
export function compareIdentifiers(a: CompiledIdentifier[], b: CompiledIdentifier[], model: Model): ComparisonOutcome {
  let best: ComparisonOutcome | null = null;
  for (const one of a) {
    for (const two of b) {
      if (one.type !== two.type) continue;
      const level = identifierLevel(one, two);
      const weight = model.identifier[level];
      if (!best || weight > best.weight)
        best = { comparison: 'identifier', level, weight, a: one.written, b: two.written };
    }
  }
  return best ?? notRecorded('identifier', a[0]?.written ?? null, b[0]?.written ?? null);
}

function identifierLevel(a: CompiledIdentifier, b: CompiledIdentifier): IdentifierLevel {
  if (a.type !== 'national_number') return a.value === b.value ? 'other_number_same' : 'not_comparable';
  if (a.value === b.value) return 'national_number_same';
  return oneDigitOff(a.value, b.value) ? 'national_number_one_digit' : 'national_number_different';
}

/** Equal length with one place different, or one digit lost (a leading zero in a spreadsheet). */
function oneDigitOff(a: string, b: string): boolean {
  if (a.length === b.length) return [...a].filter((digit, at) => digit !== b[at]).length === 1;
  const [longer, shorter] = a.length > b.length ? [a, b] : [b, a];
  if (longer.length !== shorter.length + 1) return false;
  let at = 0;
  while (at < shorter.length && longer[at] === shorter[at]) at += 1;
  return longer.slice(at + 1) === shorter.slice(at);
}
