import { randomInt } from 'node:crypto';

/** A number is written on papers and said on the telephone; it opens nothing. */
export const numberLength = 6;
/** 25 random digits are 83 bits: more than anybody can try, even with the stored hash in hand (security.md C2, ASVS 6.5.2). */
export const secretLength = 25;
const groupLength = 5;

/** 100000 to 999999, at random and not one after the other. Never with a leading zero, which spreadsheets and people drop. */
export const newRequestNumber = () => String(randomInt(10 ** (numberLength - 1), 10 ** numberLength));

/** Each digit is drawn by itself; `randomInt` draws again instead of taking a remainder, so no digit is likelier than another. */
export const newSecret = () => Array.from({ length: secretLength }, () => randomInt(10)).join('');

/** As it is written down and read out: "12345 67890 …". */
export const grouped = (secret: string) => secret.replaceAll(new RegExp(`.{${groupLength}}(?=.)`, 'g'), '$& ');

/** What stands between digits or cannot be seen: spaces, dashes, the minus sign, direction marks, joiners, the byte order mark. */
const between = /[\s\p{Dash_Punctuation}\u2212\p{Default_Ignorable_Code_Point}]/gu;
/** Arabic-Indic digits and the Persian ones beside them in Unicode: ten each, from zero. */
const easternDigits = /[\u0660-\u0669\u06f0-\u06f9]/g;

/**
 * Digits as somebody typed or pasted them, on any keyboard, as plain digits.
 * @returns null when it is not `length` characters long without what stands between them, or not all of them are digits
 */
export function readDigits(typed: string, length: number): string | 'not digits' | null {
  const plain = typed.replaceAll(between, '').replaceAll(easternDigits, (digit) => String(digit.charCodeAt(0) & 0xf));
  if ([...plain].length !== length) return null;
  return /^[0-9]+$/.test(plain) ? plain : 'not digits';
}
