import { aliasMarkers } from './particles.js';
import { foldedPhrase } from './phrases.js';
import { dividedWord, type WrittenWord } from './written-words.js';

const beh = '\u0628';
const alef = '\u0627';
const tatweel = '\u0640';

export interface MarkedWords {
  /** The words without the markers; one is cut where the preposition ba was written onto the name. */
  words: WrittenWord[];
  /** Those words that begin another name. */
  begins: Set<WrittenWord>;
  /** The markers as written. */
  markers: string[];
}

/** Finds "known as" and the like, and takes it out. A marker with nothing after it is no marker. */
export function takeAliasMarkers(all: readonly WrittenWord[]): MarkedWords {
  const found: MarkedWords = { words: [], begins: new Set(), markers: [] };
  const rest = [...all];
  let gap = '';
  for (let at = 0; at < rest.length; ) {
    const length = markerLength(rest, at);
    if (length === 0) {
      const word = rest[at]!;
      if (gap !== '') {
        rest[at] = { ...word, gap: gap + word.gap };
        found.begins.add(rest[at]!);
        gap = '';
      }
      found.words.push(rest[at]!);
      at++;
      continue;
    }
    const marker = rest.slice(at, at + length);
    found.markers.push(marker.map((word) => word.written).join(' '));
    gap += `${marker.map((word) => word.gap).join('')} `;
    at += length;
  }
  return found;
}

/** Words of the marker that begins here. Cuts the preposition off the next word, where it is written onto it. */
function markerLength(words: WrittenWord[], at: number): number {
  const most = Math.min(aliasMarkers.longest - 1, words.length - at - 1);
  for (let length = most; length > 0; length--) {
    const phrase = foldedPhrase(words, at, length);
    if (!aliasMarkers.get(`${phrase} ${beh}`)) continue;
    const divided = dividedWord(words[at + length]!, beh);
    // Where the marker also stands without it, ba may be the name's own letter (Badr).
    const sure =
      !aliasMarkers.get(phrase) || divided?.[0].written.includes(tatweel) || divided?.[1].folded.startsWith(alef);
    if (!divided || !sure) continue;
    words.splice(at + length, 1, ...divided);
    return length + 1;
  }
  for (const { length } of aliasMarkers.at(words, at, words.length - at - 1)) return length;
  return 0;
}
