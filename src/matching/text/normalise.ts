import { readTable } from '../tables/read-table.js';
import { cleanText } from './clean-text.js';

/** Raised whenever normaliseText may give another result for the same text: what was stored with an older one must be made again. */
export const normaliserVersion = 2;

const folded = new Map(
  [...readTable('folding.arabic.tsv'), ...readTable('folding.latin.tsv')].map((row) => [row.letter, row.folded]),
);
const foldable = new RegExp(`[${[...folded.keys()].join('')}]`, 'gu');

/**
 * One plain form for letters that are typed for one another, in either script: cleanText, then Arabic letter classes (alef, hamza carriers, ya,
 * ta marbuta, Persian letters) and Latin letters without marks; apostrophes dropped, other punctuation a space. For search and equality, never
 * for display: the raw text is kept elsewhere. Any string is accepted; the empty string gives ''.
 */
export function normaliseText(raw: string): string {
  return foldCleaned(cleanText(raw));
}

/** normaliseText for a text that cleanText has already seen. */
export function foldCleaned(cleaned: string): string {
  return cleaned
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(foldable, (letter) => folded.get(letter)!)
    .replace(/['\u02be\u02bf]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .normalize('NFC')
    .trim();
}
