/** FNV-1a over UTF-16 code units as a signed 32-bit integer (a PostgreSQL `integer`). Equal texts give equal keys; a few unequal ones do too. */
export function keyHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash | 0;
}
