/**
 * JSON that Postgres takes as jsonb: it knows neither NUL nor half of a surrogate pair. Both become U+FFFD, as where a byte is no text; the file
 * itself is kept as it came.
 */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  // The letters of an escape: they may also stand after a backslash that was written, which costs a second look and no more.
  if (!json.includes('\\u0000') && !json.includes('\\ud')) return json;
  return JSON.stringify(value, (_, one) => (typeof one === 'string' ? storableText(one) : one));
}

/** A text as it is kept in JSON. */
export const storableText = (text: string) => text.toWellFormed().replaceAll('\0', '\ufffd');
