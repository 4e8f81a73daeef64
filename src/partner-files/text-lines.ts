import { limits } from './limits.js';

export interface TextLine {
  text: string;
  /** Longer than a row may be: the rest of the line was passed over. */
  cut?: true;
}

/** Cuts text into lines at CR LF, LF and CR. A last line without an end counts, an empty one does not. */
export async function* textLines(pieces: AsyncIterable<string>): AsyncGenerator<TextLine> {
  let held = '';
  let cut = false;
  let afterCr = false;
  for await (let piece of pieces) {
    if (afterCr && piece.startsWith('\n')) piece = piece.slice(1);
    afterCr = piece.endsWith('\r');
    let start = 0;
    for (const { index, 0: mark } of piece.matchAll(/\r\n|\n|\r/g)) {
      const text = held + piece.slice(start, index);
      yield cut || text.length > limits.rowCharacters ? { text, cut: true } : { text };
      held = '';
      cut = false;
      start = index + mark.length;
    }
    if (cut) continue;
    held += piece.slice(start);
    if (held.length > limits.rowCharacters) cut = true;
  }
  if (held !== '') yield cut ? { text: held, cut: true } : { text: held };
}
