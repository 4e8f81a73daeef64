import { type DateWord, longestEntryWords, lookUpDateWord } from './date-lexicon.js';

/** A date text cut into what it says: numbers, known words, punctuation. */
export type DateMark =
  | { kind: 'number'; value: number; digits: number }
  | { kind: 'separator'; text: string }
  | DateWord;

const timeOfDay = /[t ,]+\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*(z|[+-]\d{2}:?\d{2}|am|pm|\u0635|\u0645)?$/; // sad, meem: Arabic am, pm

/** More than any real date needs; keeps hostile input cheap. */
const mostMarks = 24;

/**
 * Cuts a folded text into marks. Noise words are left out; a time of day at the end is dropped. Returns null when a word is not known or the text is
 * too long: then nothing is guessed.
 */
export function cutIntoMarks(folded: string): DateMark[] | null {
  const text = folded
    .replace(timeOfDay, '')
    .replace(/\b(\d{3})x\b/g, '$10 decade') // 198X as in EDTF
    .replace(/\b(\d{1,3}0)'?(s|er|ler|lar|lerde|larda)\b/g, '$1 decade'); // 1980s, 1980er, 1980'ler
  const pieces = text.match(/\p{L}+|\d+|[^\p{L}\d\s]/gu) ?? [];
  const marks: DateMark[] = [];
  for (let at = 0; at < pieces.length; ) {
    if (marks.length > mostMarks) return null;
    const piece = pieces[at];
    const entry = longestEntry(pieces, at);
    if (entry) {
      if (entry.word.kind !== 'noise') marks.push(entry.word);
      at = entry.next;
    } else if (piece === 'decade') {
      const number = marks.pop();
      if (number?.kind !== 'number') return null;
      const year = number.digits === 2 && number.value >= 30 ? 1900 + number.value : number.value;
      marks.push({ kind: 'decade', year });
      at += 1;
    } else if (/^\d/.test(piece)) {
      if (piece.length > 8) return null;
      marks.push({ kind: 'number', value: Number(piece), digits: piece.length });
      at += 1;
    } else if (/^\p{L}/u.test(piece)) {
      return null;
    } else {
      if (piece === '?') marks.push({ kind: 'about' });
      else if (piece === "'" && /^\d\d$/.test(pieces[at + 1] ?? '')) marks.push({ kind: 'year' });
      else marks.push({ kind: 'separator', text: piece });
      at += 1;
    }
  }
  return marks;
}

function longestEntry(pieces: string[], start: number): { word: DateWord; next: number } | null {
  let best: { word: DateWord; next: number } | null = null;
  let key = '';
  let words = 0;
  for (let at = start; at < pieces.length && words < longestEntryWords; at++) {
    const piece = pieces[at];
    if (/^[.-]$/.test(piece) && words > 0 && /^\p{L}|^\d$/u.test(pieces[at + 1] ?? '')) continue; // "Dhu al-Hijja"
    if (!/^[\p{L}\d~&=]/u.test(piece) || (words === 0 && /^\d/.test(piece))) break;
    key = words === 0 ? piece : `${key} ${piece}`;
    words += 1;
    const word = lookUpDateWord(key);
    // A one-word entry must not swallow the day that follows it, so numbers count only inside a longer entry.
    if (word) best = { word, next: at + 1 };
  }
  return best;
}
