import type { Identifier } from '../../matching/record.js';
import type { ImportField } from '../mapping/import-fields.js';
import { meansNothing } from './known-words.js';
import type { RowInHand } from './row-in-hand.js';

const types = {
  national_number: 'national_number',
  registry_number: 'registry_number',
  detainee_number: 'detainee_number',
  body_number: 'other',
  other_number: 'other',
} as const satisfies Partial<Record<ImportField, Identifier['type']>>;

const fields = Object.keys(types) as (keyof typeof types)[];

/** "1.0E+10", "12345678901.0", "1,234,567": numbers that went through a spreadsheet's own idea of a number. */
const damaged = /\d[eE]\+?\d|^\s*\d+[.\u066b]0+\s*$|^\s*\d{1,3}([,\u066c]\d{3})+\s*$/;
const nationalDigits = 11;

/** The numbers of the person as written; never repaired, because a repaired wrong number finds a wrong person. */
export function readIdentifiers(row: RowInHand): Identifier[] {
  const found: Identifier[] = [];
  for (const field of fields) {
    for (const value of row.texts(field)) {
      if (isNone(row, field, value)) continue;
      found.push({ type: types[field], value });
      if (damaged.test(value)) row.say(field, 'number.looks_damaged');
      else if (field === 'national_number') checkNationalNumber(row, value);
      // Words alone are only odd beside other cells that do not fit.
      if (!/\p{Nd}/u.test(value)) row.misfits.push(field);
    }
  }
  return found;
}

/** Cells that are no identifiers, because they say that a number is not known or are too long to be one, but written. */
export function unknownNumbers(row: RowInHand): Partial<Record<ImportField, string>> {
  const found: Partial<Record<ImportField, string>> = {};
  for (const field of fields) {
    const texts = row.texts(field).filter((text) => isNone(row, field, text));
    if (texts.length > 0) found[field] = texts.join('\n');
  }
  return found;
}

const isNone = (row: RowInHand, field: ImportField, text: string): boolean =>
  meansNothing(text) || row.tooLong.has(field);

function checkNationalNumber(row: RowInHand, value: string): void {
  const digits = value.match(/\p{Nd}/gu)?.length ?? 0;
  // Ten digits: those of the first nine governorates begin with 0, which a spreadsheet takes away.
  if (digits === nationalDigits - 1 && /^\s*\p{Nd}+\s*$/u.test(value))
    row.say('national_number', 'number.looks_damaged');
  else if (digits !== nationalDigits) row.say('national_number', 'number.unusual_length');
}
