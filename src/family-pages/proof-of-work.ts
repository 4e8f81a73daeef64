import { createHash, createHmac } from 'node:crypto';

/** A text of this draft alone: what was worked out for one report helps no other. */
const textOf = (token: string): string => createHmac('sha256', token).update('athar proof of work').digest('base64url');

/** What the page's script is asked for: a number that, written behind the text, gives a SHA-256 that begins with so many zero bits. */
export const workFor = (token: string, bits: number): string => `${bits}:${textOf(token)}`;

export function isWorkDone(token: string, bits: number, answer: string): boolean {
  if (!/^[0-9]{1,12}$/.test(answer)) return false;
  const hash = createHash('sha256')
    .update(textOf(token) + answer)
    .digest();
  return Math.clz32(hash.readUInt32BE(0)) >= bits;
}
