import { scriptOf } from '../text/script.js';
import { aliasMarkers } from './particles.js';

const marks = /[\u200b-\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff]/g;
const betweenNames = /[()[\]{}<>/\\|;\u061b\n\r\t=]+/;
const escaped = aliasMarkers.map((marker) => marker.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll(' ', '\\s+'));
/** An alias marker as a word of its own; an Arabic one ending in the preposition ba may be glued to the name. */
const aliasWord = new RegExp(
  `(?<=^|[\\s,(/\\u060c])(?:${escaped.map((word) => (word.endsWith('\u0628') ? word : `${word}(?=[\\s:,(]|$)`)).join('|')})[\\s:]*`,
  'giu',
);
const longestCell = 2000;
const mostNames = 12;

/**
 * The written names in one cell: brackets, slashes, line ends and words such as "known as" divide it, and so does a change of script.
 * Commas do not (they stand between family and given name). Never empty for a cell with a letter; duplicates are dropped.
 */
export function splitNames(cell: string): string[] {
  const text = cell.slice(0, longestCell).replace(aliasWord, ' | ');
  const found: string[] = [];
  for (const piece of text.split(betweenNames)) {
    for (const run of scriptRuns(piece)) {
      const name = run.replace(/^[\s\-,.:\u060c]+|[\s\-,:\u060c]+$/g, '').trim();
      if (/\p{L}/u.test(name) && !found.includes(name) && found.length < mostNames) found.push(name);
    }
  }
  return found;
}

/** Divides a text where its words change script; words without letters stay with the words before them. */
function scriptRuns(text: string): string[] {
  if (scriptOf(text) !== 'mixed') return [text];
  const runs: string[] = [];
  let current = 'other';
  for (const word of text.trim().split(/\s+/)) {
    const script = scriptOf(word.replace(marks, ''));
    if (runs.length === 0 || (script !== 'other' && current !== 'other' && script !== current)) runs.push(word);
    else runs[runs.length - 1] += ` ${word}`;
    if (script !== 'other') current = script;
  }
  return runs;
}
