import type { z } from 'zod';
import { line, paragraph } from './request-text.js';

const digits = /[\u0660-\u0669\u06f0-\u06f9]/g;
/** ISO 13616: a country, two check digits, groups of four. */
const iban = /(?<![A-Z\d])[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]{4}){3,7}/gi;
/** An IBAN is mostly digits; four words of four letters are not. */
const fewestDigitsOfIban = 8;
/** ISO/IEC 7812: 13 to 19 digits, whole or in groups as they stand on a card. Dates and telephone numbers are grouped in other ways. */
const card = /(?<!\d)(?:\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{1,7}|\d{4}[ -]\d{6}[ -]\d{4,5}|\d{13,19})(?!\d)/g;

/** Ids of this service, which staff copy into notes. */
const uuid = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi;

/** The check digit of a card (ISO/IEC 7812-1, annex B). */
function isCardNumber(text: string): boolean {
  const plain = text.replace(/\D/g, '');
  let sum = 0;
  for (const [place, digit] of [...plain].reverse().entries()) {
    const doubled = place % 2 === 1 ? Number(digit) * 2 : Number(digit);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** An IBAN or the number of a card, in any digits. The system stores none, so that nobody can be asked for money through it (R11). */
export function holdsBankData(text: string): boolean {
  const plain = text.replace(digits, (digit) => `${digit.charCodeAt(0) & 15}`).replace(uuid, ' ');
  const hasManyDigits = (found: string) => found.replace(/\D/g, '').length >= fewestDigitsOfIban;
  return (plain.match(iban) ?? []).some(hasManyDigits) || (plain.match(card) ?? []).some(isCardNumber);
}

const withoutBankData = (text: z.ZodString, maxCharacters: number) =>
  text
    .superRefine((value, context) => {
      if (holdsBankData(value))
        context.addIssue({
          code: 'custom',
          message: 'The text holds the number of an account or a card. Such numbers are not stored here: leave it out.',
          params: { code: 'text.bank_data' },
        });
    })
    .meta({ minLength: 1, maxLength: maxCharacters });

/** What staff write of a case, in one line. */
export const caseworkLine = (maxCharacters: number) => withoutBankData(line(maxCharacters), maxCharacters);
/** The same in sentences. */
export const caseworkParagraph = (maxCharacters: number) => withoutBankData(paragraph(maxCharacters), maxCharacters);
