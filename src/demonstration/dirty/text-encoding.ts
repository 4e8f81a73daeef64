import type { Encoding } from '../../partner-files/index.js';

const windows1256 = new TextDecoder('windows-1256').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
const byteOf = new Map(Array.from(windows1256, (letter, byte) => [letter, byte]));

/** All letters that Windows-1256 has. */
export const windows1256Letters = [...byteOf.keys()];

/** Whether the encoding has all letters of the text. */
export const canHold = (encoding: Encoding, text: string): boolean =>
  encoding !== 'windows-1256' || Array.from(text).every((letter) => byteOf.has(letter));

/**
 * The bytes of a text, with a byte order mark where the encoding has one and `mark` says so.
 * @throws RangeError for a letter that Windows-1256 does not have
 */
export function encodeText(text: string, encoding: Encoding, mark = false): Buffer {
  const marked = mark && encoding !== 'windows-1256' ? `\ufeff${text}` : text;
  if (encoding === 'utf-8') return Buffer.from(marked, 'utf8');
  if (encoding === 'utf-16le') return Buffer.from(marked, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(marked, 'utf16le').swap16();
  if (!canHold(encoding, marked)) throw new RangeError('Windows-1256 does not have a letter of this text.');
  return Buffer.from(Array.from(marked, (letter) => byteOf.get(letter)!));
}
