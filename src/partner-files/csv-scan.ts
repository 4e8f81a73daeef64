/** Index of the mark that closes what was opened before `from`, or null if the text ends before. */
export function closingQuote(text: string, quote: string, from: number): number | null {
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 2)) {
    if (text[at + 1] !== quote) return at;
  }
  return null;
}

/** Index of the delimiter or line end after a cell that is not quoted; the length of the text if there is none. */
export function endOfCell(text: string, delimiter: string, from: number): number {
  const mark = delimiter.charCodeAt(0);
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === mark || code === 10 || code === 13) return at;
    at++;
  }
  return at;
}

/** Index of the CR or LF that ends the line; the length of the text if there is none. */
export function endOfLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

/** Where the line after the one that ends at `end` begins: CR LF is one line end. */
export function afterLineEnd(text: string, end: number): number {
  if (text[end] === '\r' && text[end + 1] === '\n') return end + 2;
  return Math.min(end + 1, text.length);
}
