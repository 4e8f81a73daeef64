import { randomInt } from 'node:crypto';
import type { KeyRing } from '../keys/key-ring.js';

/** Crockford's base32 (crockford.com/base32.html): no I, L, O, which look like digits, and no U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 50 bits, and the way to try them is slowed down for each network. */
const codeLength = 10;
const groupLength = 5;

/** As it is stored and hashed: ten characters, no dash. */
export const newCheckCode = (): string =>
  Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('');

/** As it is shown: "7K3QX-9M2TB". */
export const groupedCheckCode = (code: string): string => `${code.slice(0, groupLength)}-${code.slice(groupLength)}`;

/** What stands between the characters or cannot be seen. */
const between = /[\s\p{Dash_Punctuation}\u2212\p{Default_Ignorable_Code_Point}]/gu;
const easternDigits = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** @returns the code as stored, however it was typed: in small letters, in Arabic-Indic digits, with O for 0; null for what can be no code */
export function readCheckCode(typed: string): string | null {
  const plain = typed
    .normalize('NFKC')
    .replaceAll(between, '')
    .replaceAll(easternDigits, (digit) => String(digit.charCodeAt(0) & 0xf))
    .toUpperCase()
    .replaceAll('O', '0')
    .replaceAll(/[IL\u0130]/g, '1');
  return plain.length === codeLength && [...plain].every((character) => alphabet.includes(character)) ? plain : null;
}

/** Keyed hashes of a code, under each key of the ring that may have made the stored one. The newest comes first. */
export const checkDigests = (ring: KeyRing, code: string): Buffer[] =>
  ring.macs('lookup', 'message check', code).map(({ digest }) => digest);
