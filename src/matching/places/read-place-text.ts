import { quarterLevel } from './place-resolution.js';
import {
  asideWords,
  inWords,
  levelWords,
  nearWords,
  type PlaceLevelName,
  placeLevels,
  prefixes,
  roadWords,
  wideWords,
  withoutArticle,
  wordsOf,
} from './place-words.js';

/** One place that a text names: its words, and what stands around them. */
export interface NamedPart {
  words: string[];
  /** Level that the text itself says ("city of"), as its number. */
  level: number | null;
  /** Not the place itself: near it, or the countryside of it, or on the road to it. */
  around: 'near' | 'wide' | 'road' | null;
}

const marks = /[,;/\\|()[\]\n\u060c\u061b\u2013\u2014]|\s-\s?|(?<=[\u0600-\u06ff])-(?=[\u0600-\u06ff])/u; // Arabic comma, Arabic semicolon, dashes
const mostParts = 12;

/** The whole text as one name, for names that hold a mark or such a word themselves ("Tariq al-Bab" is no road). */
export function wholeText(raw: string): NamedPart {
  return withLevel({ words: wordsOf(raw), level: null, around: null });
}

/** Takes a cell apart where marks, "near" and "on the road between" divide it. Words stay together; `divide` splits them by what is known. */
export function readPlaceText(raw: string): NamedPart[] {
  const parts: NamedPart[] = [];
  for (const segment of raw.slice(0, 400).split(marks)) {
    let part: NamedPart = { words: [], level: null, around: null };
    for (const word of wordsOf(segment)) {
      const around = nearWords.has(word) ? 'near' : roadWords.has(word) ? 'road' : null;
      if (around === null) {
        part.words.push(word);
        continue;
      }
      if (part.words.some((each) => !inWords.has(each))) parts.push(part);
      part = { words: [], level: null, around };
    }
    if (part.words.length > 0) parts.push(part);
  }
  return parts.slice(0, mostParts).map(withLevel);
}

function withLevel(part: NamedPart): NamedPart {
  for (const word of part.words) {
    const level = levelWords.get(word);
    if (level === undefined || level === '') continue;
    return { ...part, level: level === 'quarter' ? quarterLevel : placeLevels.indexOf(level as PlaceLevelName) };
  }
  return part;
}

/** "Countryside of northern Aleppo" without the words around the name; null when it has none. */
export function wideName(words: readonly string[]): string[] | null {
  if (!words.some((word) => wideWords.has(word))) return null;
  return words.filter((word) => !wideWords.has(word) && !asideWords.has(word) && !inWords.has(word));
}

/** Words without "in", and the two forms of a word that may begin with a glued "in" or "and". */
export function withoutIn(words: readonly string[]): string[] {
  return words.filter((word) => !inWords.has(word));
}

export function withoutGlued(word: string): string | null {
  return prefixes.has(word[0]) && word.length > 3 ? withoutArticle(word.slice(1)) : null;
}
