import type { NameSegment } from './name-segments.js';
import { segmentsOf } from './name-segments.js';
import { isFurtherName, mainSegment } from './read-name.js';
import { saysOnlyTitles } from './titles.js';
import type { WrittenWord } from './written-words.js';

const mostNames = 12;
/** What may stand between two words of one name; anything else was taken out with the words it enclosed. */
const plainGap = /^[\s\p{Z}\p{Pd}\p{M}\p{Cf}.,_'\u060c]*$/u;

/**
 * The written names of one person in one cell: brackets, slashes, line ends and words such as "known as" divide it, and so does a change of script.
 * Commas do not (they stand between family and given name). What is said about the person in brackets (a title, "martyr", "wife of") stays with the
 * first name. Empty for a cell that says it knows no name, or has nothing but titles; never for another cell with a letter. Duplicates are dropped.
 */
export function splitNames(cell: string): string[] {
  const text = segmentsOf(cell);
  const main = mainSegment(text);
  if (!main || saysOnlyTitles(cell)) return [];
  const others = text.segments.filter((segment) => segment !== main);
  const asides = others.filter((segment) => !isFurtherName(segment)).map((segment) => `(${sliceOf(cell, segment)})`);
  const further = others.filter(isFurtherName).map((segment) => sliceOf(cell, segment));
  const names = [...new Set([[sliceOf(cell, main), ...asides].join(' '), ...further])];
  if (names.length > mostNames) names.splice(mostNames - 1, names.length, names.slice(mostNames - 1).join(' / '));
  const beyond = cell.slice(text.readTo).trim();
  if (/\p{L}/u.test(beyond)) names[names.length - 1] += ` ${beyond}`;
  return names;
}

function sliceOf(cell: string, { words }: NameSegment): string {
  return words.map((word, at) => gapBefore(word, words[at - 1]) + cell.slice(word.start, word.end)).join('');
}

function gapBefore(word: WrittenWord, previous: WrittenWord | undefined): string {
  if (!previous) return '';
  return previous.end + word.gap.length === word.start && plainGap.test(word.gap) ? word.gap : ' ';
}
