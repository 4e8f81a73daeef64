import { heard } from '../names/name-level.js';
import type { NameToken } from '../names/types.js';
import { knownNames } from '../sound/known-names.js';
import { type Meaning, unknownName } from '../sound/meaning.js';
import { leastPrior } from '../sound/sound-evidence.js';

/**
 * What an Arabic and a Latin spelling need before their sound makes them more than strangers (names/name-level.ts), as the likelihood that one writes the other
 * (sound/sound-evidence.ts). From below: what does not reach it is `different` or has the same consonants; what reaches it is compared.
 */

const figures = 256;
const unbounded = figures - 1;
const figuresPerBit = 2;
const figureOfOne = 64;

/** Written for a spelling: the less likely its letters are at random, the higher. */
export const randomFigure = (random: number): number =>
  Math.min(unbounded, Math.ceil(-figuresPerBit * Math.log2(random)));
/** Written for a name: the more likely the name is, the higher. */
export const priorFigure = (prior: number): number => figureOfOne + Math.ceil(figuresPerBit * Math.log2(prior));

const leastRandom = Float64Array.from({ length: figures }, (_, figure) =>
  figure === unbounded ? 0 : 2 ** (-figure / figuresPerBit),
);

/** The highest prior of the names that an Arabic spelling is heard as. */
export function priorOf({ heard: names }: NameToken): number {
  return names.reduce(
    (most, { known }) => Math.max(most, known === undefined ? 0 : knownNames[known]!.prior),
    leastPrior,
  );
}

/** Bits by which two spellings must be alike, of so many letters together, for any level by sound. */
export const leastAlike = (letters: number): number => Math.min(heard.alike, heard.alikePerLetter * letters);

/** A likelihood under which no reading of one is enough. `letters`: of both. */
export function leastLikelihood(random: number, total: number, prior: number, letters: number): number {
  // The share of all that explains a spelling is at most likelihood * prior / total.
  const meant = (cost: number): number => (total / prior) * 2 ** -cost;
  return Math.min(
    Math.max(random * 2 ** leastAlike(letters), meant(heard.near)),
    Math.max(random * 2 ** heard.slipAlike, meant(heard.slipMeant)),
  );
}

/** For an Arabic word by the figure of a Latin spelling of whatever length. */
export function neededOfLatin(word: NameToken): Float64Array {
  const prior = priorOf(word);
  return leastRandom.map((random) => leastLikelihood(random, unknownName * random, prior, word.letters));
}

/** For a Latin word by the figure of an Arabic name of whatever length. */
export function neededOfArabic(word: NameToken, { random, total }: Meaning): Float64Array {
  return Float64Array.from({ length: figures }, (_, figure) =>
    leastLikelihood(random, total, 2 ** ((figure - figureOfOne) / figuresPerBit), word.letters),
  );
}

/** Share of the explanations that two Latin spellings must have in common for any level by sound. */
export const leastShared = 2 ** -Math.max(heard.near, heard.slipMeant);
