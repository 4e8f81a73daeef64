import { knownNames } from './known-names.js';
import { likelihood } from './likelihood.js';
import type { Meaning, Sounded } from './meaning.js';
import { emissions } from './sound-model.js';
import type { ArabicSound } from './spelled.js';

/** An Arabic spelling as the sound model hears it. */
export interface Heard {
  prefix: string;
  suffix: string;
  sound: ArabicSound;
  /** Id among the known names. */
  known: number | undefined;
}

/** Least prior weight of the name that is asked about: it is written in the other list, so it exists, however rare. */
export const leastPrior = 1e-4;
/** Likelihood that one half of a compound (Abd-, -al-Din) is left out or another is written. */
const affixLeftOut = 2 ** -7;
const affixChanged = 2 ** -10;
/** The father or mother of somebody is not that somebody. */
const anotherPerson = 2 ** -30;
const isKunya = (prefix: string): boolean => prefix === 'abu' || prefix === 'umm';
/**
 * Two Latin spellings of a name that no table has: bits by which equal letters speak for one name, and what each step of letter distance takes off them.
 * Read off spellings of one name and of two in the development half: equal or nearly equal letters in 9 of 10 true pairs, distance 1 and more in 99 of
 * 100 false ones.
 */
const unknownNames = { weight: 0.02, alike: 20, perUnlike: 30, meantPerUnlike: 6 } as const;
/** Nothing is surer to be another name than this. */
export const leastEvidence = -30;

/** Bits of the comparison made last: [0] among names, [1] among letters. Scratch space, because this is the innermost loop. */
export const evidence = new Float64Array(2);

/**
 * Compares an Arabic with a Latin spelling. Writes two figures into `evidence`, both in bits:
 * [0] log2 of the probability that the Latin spelling stands for this name rather than for any other name (Bayes over the known names and one unknown): 0 =
 * nothing else explains it, -10 = a thousand to one for another;
 * [1] log2 of how much likelier its letters are as a spelling of this name than as letters of any name: about 20 for a regular spelling, below 0 for
 * unlike names.
 */
export function hearAcross(arabic: readonly Heard[], latin: Meaning): void {
  let best = 2 ** leastEvidence;
  let likeliest = Number.MIN_VALUE;
  for (const name of arabic) {
    const own = name.known === undefined ? 0 : weightOf(latin, name.known);
    const prior = name.known === undefined ? leastPrior : Math.max(knownNames[name.known]!.prior, leastPrior);
    let likely = 0;
    if (own > 0) likely = own / knownNames[name.known!]!.prior;
    else {
      for (const { sound, prefix, suffix, share } of latin.readings) {
        likely +=
          share *
          affixes(name.prefix, prefix) *
          affixes(name.suffix, suffix) *
          likelihood(name.sound, sound, emissions.probability);
      }
    }
    best = Math.max(best, (likely * prior) / (likely * prior + latin.total - own));
    likeliest = Math.max(likeliest, likely);
  }
  evidence[0] = Math.log2(best);
  evidence[1] = Math.max(leastEvidence, Math.log2(likeliest / latin.random));
}

function weightOf({ names, weights }: Meaning, id: number): number {
  for (let at = 0; at < names.length; at++) if (names[at] === id) return weights[at]!;
  return 0;
}

function affixes(a: string, b: string): number {
  if (a !== b && (isKunya(a) || isKunya(b))) return anotherPerson;
  return a === b ? 1 : a === '' || b === '' ? affixLeftOut : affixChanged;
}

/**
 * The same two figures for two Latin spellings: each known name that may explain both, and, as far as neither is a known name, what their letters say.
 * `unlike`: weighted letter distance, 0 = the same letters, about 1 and more = unrelated.
 */
export function hearWithinLatin(a: Meaning, b: Meaning, unlike: number): void {
  let shared = a.unknown * b.unknown * 2 ** (-unknownNames.meantPerUnlike * unlike);
  let together = unknownNames.weight * 2 ** (unknownNames.alike - unknownNames.perUnlike * unlike);
  for (let at = 0; at < a.names.length; at++) {
    const other = weightOf(b, a.names[at]!);
    if (other === 0) continue;
    const both = a.weights[at]! * other;
    shared += both / (a.total * b.total);
    together += both / (knownNames[a.names[at]!]!.prior * a.random * b.random);
  }
  evidence[0] = Math.max(leastEvidence, Math.log2(shared));
  evidence[1] = Math.max(leastEvidence, Math.log2(together));
}

/**
 * What hearAcross at most says of the letters, in bits, of a Latin spelling whose meaning is not known: a meaning asks four hundred names, this only those that
 * the Arabic spelling is heard as.
 */
export function mostAcross(arabic: readonly Heard[], { readings, random }: Sounded): number {
  let likeliest = Number.MIN_VALUE;
  for (const { sound } of arabic) likeliest = Math.max(likeliest, likelyToWrite(sound, readings));
  return Math.log2(likeliest / random);
}

/** What hearWithinLatin at most says of the letters, in bits, if the meaning of the second is not known. */
export function mostWithinLatin(a: Meaning, { readings, random }: Sounded, unlike: number): number {
  let together = unknownNames.weight * 2 ** (unknownNames.alike - unknownNames.perUnlike * unlike);
  for (let at = 0; at < a.names.length; at++)
    together += (a.weights[at]! * likelyToWrite(knownNames[a.names[at]!]!.sound, readings)) / (a.random * random);
  return Math.log2(together);
}

const likelyToWrite = (name: ArabicSound, readings: Sounded['readings']): number =>
  readings.reduce((sum, { sound, share }) => sum + share * likelihood(name, sound, emissions.probability), 0);
