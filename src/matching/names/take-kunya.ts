import { cleanText } from '../text/clean-text.js';
import { looksLikeFamilyName, nameFrequency } from './frequency.js';
import type { NameWord } from './name-words.js';
import { arabicParticles } from './particles.js';
import { tokenOf } from './token.js';

export interface KunyaReading {
  /** The words that remain as parts. */
  words: NameWord[];
  kunya: NameWord | null;
  /** How far this reading is to be believed, beside the other one; 1 = it is the only one worth having. */
  share: number;
}

/** At least this share of people bear it as a given name, so that it is no kunya (Abu Bakr), or a child has it (Abu plus a common name). */
const knownGivenName = 3e-4;
const fathers = arabicParticles('father_of').filter((spelling) => spelling.endsWith('\u0648'));
const fatherGlued = new RegExp(`^(?:${fathers.join('|')}|ab(?:ou|oo|u|o)|ebu)(?=.{3})`, 'u');

/**
 * A kunya beside at least two other names is another name of the person. At the end it is rather a family name (the Abu Zayd family), as it is where the
 * surname table knows it, and a few are given names: then the other reading is kept as the less likely one. Surest first, never empty.
 */
export function takeKunya(words: readonly NameWord[]): KunyaReading[] {
  const asWritten: KunyaReading = { words: [...words], kunya: null, share: 1 };
  const at = words.findIndex((word, index) => words.length >= 3 && isKunya(word, index));
  if (at < 0) return [asWritten];
  const kunya = words[at]!;
  const taken: KunyaReading = { words: words.filter((word) => word !== kunya), kunya, share: 1 };
  const rather =
    at === words.length - 1 || looksLikeFamilyName(tokenOf(kunya.text)) || (!kunya.kunya && !isSurelyGlued(kunya));
  return rather ? [asWritten, { ...taken, share: 0.5 }] : [taken];
}

function isKunya(word: NameWord, index: number): boolean {
  if (!word.kunya && !isGluedKunya(word)) return false;
  const token = tokenOf(word.text);
  const ofFather = token.readings[0]?.prefix !== 'umm';
  if (ofFather && nameFrequency(token, 'given') >= knownGivenName && !looksLikeFamilyName(token)) return false;
  // In the middle a father may be called Abu al-Khayr; a kunya is of a child, and children's names have no article.
  return index === 0 || !/^\S+[\s\p{Pd}](?:\u0627\u0644|[ae]l\b)/u.test(cleanText(word.written));
}

function isGluedKunya(word: NameWord): boolean {
  return isSurelyGlued(word) || fatherGlued.test(word.text);
}

/** In Arabic script and with a common name after it. A Latin spelling that begins so may be Abdallah misspelt. */
function isSurelyGlued({ text }: NameWord): boolean {
  const father = fathers.find((spelling) => text.startsWith(spelling));
  return father !== undefined && nameFrequency(tokenOf(text.slice(father.length)), 'given') >= knownGivenName;
}
