const offsetBasis = 0x811c9dc5;

/** FNV-1a over UTF-16 code units as a signed 32-bit integer (a PostgreSQL `integer`). Equal texts give equal keys; a few unequal ones do too. */
export const keyHash = (text: string): number => keyHashFrom(offsetBasis, text, 0);

/** The hash of a text that goes on after another, whose hash is given, with the letters of `text` from `start` on. */
export function keyHashFrom(before: number, text: string, start: number): number {
  let hash = before;
  for (let at = start; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash | 0;
}
