import type { ByteSurvey } from './byte-survey.js';
import { type Guess, guessed, percent } from './guess.js';
import type { Encoding } from './reading.js';

/** The encoding that the mark at the beginning of the file names, if it has one. */
export function markedEncoding(head: Uint8Array): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return null;
}

/**
 * Guesses how the letters of a text file are written. Only a mark, or a whole file without a broken character, makes it certain:
 * text in Windows-1256 that happens to be well-formed UTF-8 does not occur with more than a few letters.
 */
export function guessEncoding(head: Uint8Array, survey: ByteSurvey): Guess<Encoding> {
  const marked = markedEncoding(head);
  if (marked) return guessed(marked, 'certain', 'encoding.mark');
  const wide = wideEncoding(head, survey);
  if (wide) return wide;
  const { characters, broken } = survey;
  if (broken === 0 && characters === 0) return guessed('utf-8', 'certain', 'encoding.ascii');
  if (broken === 0) return guessed('utf-8', characters > 2 ? 'certain' : 'likely', 'encoding.utf8', { characters });
  if (characters > broken) {
    return guessed('utf-8', characters > 20 * broken ? 'likely' : 'guess', 'encoding.utf8_damaged', {
      characters,
      broken,
    });
  }
  const share = percent(survey.arabicBytes, survey.highBytes);
  return share >= 70
    ? guessed('windows-1256', 'likely', 'encoding.arabic_letters', { percent: share })
    : guessed('windows-1256', 'guess', 'encoding.nothing_fits', { percent: share });
}

/** UTF-16 shows by bytes that are zero on one side of nearly all pairs; single NULs in another text do not make it so. */
function wideEncoding(head: Uint8Array, { nulBytes, size }: ByteSurvey): Guess<Encoding> | null {
  const pairs = Math.min(head.length >> 1, 32_768);
  if (pairs === 0 || nulBytes * 100 < size) return null;
  let little = 0;
  let big = 0;
  for (let at = 0; at < pairs * 2; at += 2) {
    if (isHighByte(head[at + 1])) little++;
    if (isHighByte(head[at])) big++;
  }
  if (percent(Math.max(little, big), pairs) < 80 || little === big) return null;
  const encoding = little > big ? 'utf-16le' : 'utf-16be';
  return guessed(encoding, 'likely', 'encoding.utf16', { percent: percent(Math.max(little, big), pairs) });
}

/** Latin, Arabic with its supplements and presentation forms, general punctuation. */
const isHighByte = (byte: number) =>
  byte === 0 || byte === 6 || byte === 7 || byte === 0x20 || byte === 0xfb || byte === 0xfe;
