import { readingsOf } from '../names/affixes.js';
import { nameWords } from '../names/name-words.js';
import type { Reading } from '../names/types.js';
import type { Script } from '../record.js';
import { cleanText } from '../text/clean-text.js';
import { soundLetters } from './sound-letters.js';
import type { SpellingPair } from './train-sound-model.js';

/** One single name in both scripts, and how many people of a public list write it so. */
export interface AttestedSpelling {
  arabic: string;
  latin: string;
  people: number;
  /** False for names whose origin is in doubt: they count half. */
  sure: boolean;
}

const doubtful = 0.5;
/** Share of the people who type Arabic without hamza, ta marbuta or the dots of a final ya; every pair is also learned so. */
const typedPlain = 0.25;

/**
 * Pairs to learn letters from: articles and the halves of compounds taken off both sides, one pair for each way of taking the Latin one apart that agrees
 * with the Arabic one. Frequent spellings count more, but by the logarithm: one Muhammad must not drown a hundred rarer names.
 */
export function spellingPairs(attested: readonly AttestedSpelling[]): SpellingPair[] {
  const pairs: SpellingPair[] = [];
  for (const { arabic, latin, people, sure } of attested) {
    const [inArabic] = oneWord(arabic, 'Arab');
    const inLatin = oneWord(latin, 'Latn').filter(
      (reading) => reading.prefix === inArabic?.prefix && reading.suffix === inArabic.suffix,
    );
    if (!inArabic) continue;
    const spellings = new Set(inLatin.map((reading) => soundLetters(reading.core)).filter(Boolean));
    const weight = (Math.sqrt(1 + Math.log2(people)) * (sure ? 1 : doubtful)) / spellings.size;
    const plain = asTyped(inArabic.core);
    for (const spelling of spellings) {
      pairs.push({ arabic: inArabic.core, latin: spelling, weight });
      if (plain !== inArabic.core) pairs.push({ arabic: plain, latin: spelling, weight: weight * typedPlain });
    }
  }
  return pairs;
}

function oneWord(written: string, script: Script): Reading[] {
  const { words } = nameWords(written);
  return words.length === 0 ? [] : readingsOf(words.map((word) => word.text).join(''), script);
}

/** Hamza carriers as plain letters, a final ta marbuta as heh, a final ya as alef maksura and the other way round. */
function asTyped(core: string): string {
  return cleanText(core)
    .replace(/[\u0623\u0625\u0622]/g, '\u0627')
    .replace(/\u0624/g, '\u0648')
    .replace(/\u0626/g, '\u064a')
    .replace(/\u0629$/, '\u0647')
    .replace(/\u0649$/, '\u064a');
}
