import { beginsLongerEntry, type DateWord, longestEntryWords, lookUpDateWord } from './date-lexicon.js';
import { misspeltMonth } from './misspelt-month.js';

/** A date text cut into what it says: numbers, known words, punctuation. */
export type DateMark =
  | { kind: 'number'; value: number; digits: number }
  | { kind: 'separator'; text: string }
  | { kind: 'plus_minus' }
  | DateWord;

const timeOfDay = /[t ,]+\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*(z|[+-]\d{2}:?\d{2}|am|pm|\u0635|\u0645)?$/; // sad, meem: Arabic am, pm

/** More than any real date needs; keeps hostile input cheap. */
const mostMarks = 24;

/** "2013+", "50 %", "$2013": something else is meant than the number says. */
const notInDates = /[+%$\u20ac]/; // euro sign

/** Letters that Arabic writes as one with the next word: waw (and), beh, feh, lam (in, at). */
const joinedWords: Record<string, DateWord> = {
  '\u0648': { kind: 'and' },
  '\u0628': { kind: 'noise' },
  '\u0641': { kind: 'noise' },
  '\u0644': { kind: 'noise' },
};

/**
 * Cuts a folded text into marks. Noise words are left out; a time of day at the end is dropped. Returns null when a word is not known or the text is
 * too long: then nothing is guessed.
 */
export function cutIntoMarks(folded: string): DateMark[] | null {
  const pieces = prepared(folded).match(/\p{L}+|\d+|[^\p{L}\d\s]/gu) ?? [];
  const marks: DateMark[] = [];
  for (let at = 0; at < pieces.length; ) {
    if (marks.length > mostMarks) return null;
    const piece = pieces[at];
    const first = piece.charCodeAt(0);
    if (first >= 0x30 && first <= 0x39) {
      if (piece.length > 8) return null;
      marks.push({ kind: 'number', value: Number(piece), digits: piece.length });
      at += 1;
      continue;
    }
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
    } else if (/^\p{L}/u.test(piece)) {
      const joined = joinedWords[piece[0]];
      const after = joined && longestEntry(pieces, at, piece.slice(1));
      const word = after?.word ?? misspeltMonth(piece);
      if (!word) return null;
      if (after && joined.kind !== 'noise') marks.push(joined);
      if (word.kind !== 'noise') marks.push(word);
      at = after?.next ?? at + 1;
    } else {
      if (notInDates.test(piece)) return null;
      if (piece === '?') marks.push({ kind: 'about' });
      else if (piece === '\u00b1') marks.push({ kind: 'plus_minus' });
      else if (piece === "'" && /^\d\d$/.test(pieces[at + 1] ?? '')) marks.push({ kind: 'year' });
      else marks.push({ kind: 'separator', text: piece });
      at += 1;
    }
  }
  return marks;
}

function prepared(folded: string): string {
  let text = folded;
  if (text.includes(':')) text = text.replace(timeOfDay, '');
  if (text.endsWith('0') && text.includes('.')) text = text.replace(/^(\d+)\.0+$/, '$1'); // 1985.0, from a table of floats
  if (text.includes('+')) text = text.replace(/\+\s?\/?\s?-/g, '\u00b1'); // 1985 +/- 2
  if (/\d'?[xsel]/.test(text)) {
    text = text
      .replace(/\b(\d{3})x\b/g, '$10 decade') // 198X as in EDTF
      .replace(/\b(\d{1,3}0)'?(s|er|ler|lar|lerde|larda)\b/g, '$1 decade'); // 1980s, 1980er, 1980'ler
  }
  return text;
}

/** `first` stands for the piece at `start` when something was cut off it. */
function longestEntry(pieces: string[], start: number, first = pieces[start]): { word: DateWord; next: number } | null {
  const alone = lookUpDateWord(first);
  let best = alone ? { word: alone, next: start + 1 } : null;
  if (!beginsLongerEntry(first)) return best;
  let key = first;
  let words = 1;
  for (let at = start + 1; at < pieces.length && words < longestEntryWords; at++) {
    const piece = pieces[at];
    if (/^[.-]$/.test(piece) && /^\p{L}|^\d$/u.test(pieces[at + 1] ?? '')) continue; // "Dhu al-Hijja"
    if (!/^[\p{L}\d~&=]/u.test(piece)) break;
    key = `${key} ${piece}`;
    words += 1;
    const word = lookUpDateWord(key);
    if (word) best = { word, next: at + 1 };
  }
  return best;
}
