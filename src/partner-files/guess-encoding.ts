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
  const wide = wideEncoding(survey);
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
function wideEncoding(survey: ByteSurvey): Guess<Encoding> | null {
  const { pairs, littleEndianPairs, bigEndianPairs, nulBytes, size } = survey;
  if (pairs === 0 || nulBytes * 100 < size) return null;
  const best = Math.max(littleEndianPairs, bigEndianPairs);
  if (percent(best, pairs) < 80 || littleEndianPairs === bigEndianPairs) return null;
  const encoding = littleEndianPairs > bigEndianPairs ? 'utf-16le' : 'utf-16be';
  return guessed(encoding, 'likely', 'encoding.utf16', { percent: percent(best, pairs) });
}
