import { readTable } from '../tables/read-table.js';
import { readKurdishVowels } from './kurdish-vowels.js';

const lookAlikes = new Map(readTable('look-alikes.arabic.tsv').map((row) => [row.letter, row.read_as]));
const lookAlike = new RegExp(`[${[...lookAlikes.keys()].join('')}]`, 'gu');

/** Vowel signs written for themselves (FE70, FC5E and others): NFKC would put a space before them and tear the word in two. */
const lonelyVowelSigns = /[\ufe70\ufe72\ufe74\ufe76\ufe78\ufe7a\ufe7c\ufe7e\ufc5e-\ufc63]/g;
/** The same would become of an acute accent and its Greek relatives that stand for an apostrophe. */
const accentsForApostrophe = /[\u00b4\u1fbd\u1fbf\u1ffd\u1ffe\u1fef]/g;
/**
 * Characters that never tell names apart: Arabic vowel signs and Quranic marks, tatweel (0640), and all that Unicode calls ignorable when shown
 * (joiners, direction marks and isolates, soft hyphen, byte-order mark, variation selectors, tags), lone surrogates. Hamza and madda above or below a
 * letter (0653-0655) have become one letter with it before this, where there is such a letter.
 */
const ignoredMarks =
  /[\u0640\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0890-\u089f\u08ca-\u08ff\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cs}]/gu;
/** Beyond the basic plane only letters, digits and marks are kept: the rest are pictures. */
const pictures = /(?![\p{L}\p{N}\p{M}])[\u{10000}-\u{10ffff}]/gu;
const apostrophes = /[\u2018\u2019\u201b\u02bc\u0060\u02b9\u2032\ua78c]/g;
const aynMarks = /[\u02bb\u02bd\u02bf\u02c1]/g;
const hamzaMarks = /[\u02be\u02c0]/g;

/**
 * The same letters without what writing adds to them: NFKC (presentation forms and ligatures become letters), marks and direction characters dropped,
 * look-alike letters of other keyboards brought to the Arabic ones, digits of all three sets to 0-9, lower case, apostrophes to one of three, spaces
 * to one. Letters with marks (a cedilla, a hamza carrier) stay: the sound needs them. Never stored in place of the raw text.
 */
export function cleanText(raw: string): string {
  const text = raw
    .replace(lonelyVowelSigns, '')
    .replace(accentsForApostrophe, "'")
    .normalize('NFKC')
    .replace(pictures, ' ')
    .replace(lookAlike, (letter) => lookAlikes.get(letter)!)
    .normalize('NFC') // a hamza beside a letter of another keyboard joins it only now
    .replace(ignoredMarks, '')
    .replace(/\u0130/g, 'i') // capital dotted I would leave a combining dot
    .replace(/\u0131/g, 'i') // dotless i: its capital is a plain I, so case must not tell them apart
    .toLowerCase()
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(apostrophes, "'")
    .replace(aynMarks, '\u02bf')
    .replace(hamzaMarks, '\u02be')
    .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .normalize('NFC')
    .trim();
  return readKurdishVowels(text);
}
