import { readTable } from '../tables/read-table.js';

/** Latin letters that stay apart for their sound although Unicode would take their marks off; everything else loses its marks. */
const readAs = new Map(readTable('sound-letters.latin.tsv').map((row) => [row.letter!, row.read_as!]));
const sounded = /[a-z'\u00e7\u015f\u011f\u00f6\u00fc]/; // c and s with cedilla, g with breve, o and u with diaeresis
const marks = /\p{M}/gu;

/** Letters of one spelling that are looked at; a longer one is not a name. */
export const mostLetters = 24;

/** A cleaned Latin spelling in the alphabet of the sound model: a to z, five marked letters, and the apostrophe. Chat digits become letters. */
export function soundLetters(cleaned: string): string {
  let found = '';
  for (const letter of cleaned) {
    const read = readAs.get(letter) ?? (sounded.test(letter) ? letter : plain(letter));
    for (const one of read) if (sounded.test(one)) found += one;
    if (found.length >= mostLetters) return found.slice(0, mostLetters);
  }
  return found;
}

function plain(letter: string): string {
  const without = letter.normalize('NFD').replace(marks, '');
  return readAs.get(without) ?? without;
}

const vowels = new Set("aeiouy'\u00f6\u00fc");

/** A letter that can stand for a vowel or for nothing (y, apostrophe) rather than for a consonant of Arabic. */
export function isVowelLetter(letter: string): boolean {
  return vowels.has(letter);
}
