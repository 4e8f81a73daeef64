import { readTable } from '../tables/read-table.js';

const lookAlikes = new Map(readTable('look-alikes.arabic.tsv').map((row) => [row.letter, row.read_as]));
const lookAlike = new RegExp(`[${[...lookAlikes.keys()].join('')}]`, 'gu');

/**
 * Characters that never tell names apart: Arabic vowel signs and Quranic marks (0610-061A, 064B-065F, 0670, 06D6-06ED), tatweel (0640),
 * joiners, direction marks and isolates, soft hyphen, byte-order mark, variation selectors, lone surrogates.
 */
const ignoredMarks =
  /[\u00ad\u0640\u061c\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ud800-\udfff]|[\ufe00-\ufe0f]|\u034f/g;
const apostrophes = /[\u2018\u2019\u201b\u02bc\u0060\u00b4\u02b9\u2032]/g;
const aynMarks = /[\u02bb\u02bd\u02bf\u02c1]/g;
const hamzaMarks = /[\u02be\u02c0]/g;

/**
 * The same letters without what writing adds to them: NFKC (presentation forms become letters), marks and direction characters dropped, look-alike
 * letters of other keyboards brought to the Arabic ones, digits of all three sets to 0-9, lower case, apostrophes to one of three, spaces to one.
 * Letters with marks (a cedilla, a hamza carrier) stay: the sound needs them. Never stored in place of the raw text.
 */
export function cleanText(raw: string): string {
  return raw
    .normalize('NFKC')
    .replace(/[\ud800-\udbff][\udc00-\udfff]/g, ' ')
    .replace(ignoredMarks, '')
    .replace(/\u0130/g, 'i') // capital dotted I would leave a combining dot
    .replace(/\u0131/g, 'i') // dotless i: its capital is a plain I, so case must not tell them apart
    .toLowerCase()
    .replace(lookAlike, (letter) => lookAlikes.get(letter)!)
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(apostrophes, "'")
    .replace(aynMarks, '\u02bf')
    .replace(hamzaMarks, '\u02be')
    .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .normalize('NFC')
    .trim();
}
