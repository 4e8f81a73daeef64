import { heard } from '../names/name-level.js';
import type { NameToken } from '../names/types.js';
import { knownNames } from '../sound/known-names.js';
import { type Meaning, unknownName } from '../sound/meaning.js';
import { leastPrior } from '../sound/sound-evidence.js';

/**
 * What an Arabic and a Latin spelling need before their sound makes them more than strangers (names/name-level.ts), as the likelihood that one writes the other
 * (sound/sound-evidence.ts). From below: what does not reach it is `different` or has the same consonants; what reaches it is compared. Probabilities stand
 * as figures of one byte, in half bits and rounded so that too little is asked rather than too much.
 */

const figures = 256;
const unbounded = figures - 1;
const figuresPerBit = 2;
const figureOfOne = 64;

/** The smaller a probability, the higher. */
export const smallFigure = (probability: number): number =>
  Math.min(unbounded, Math.ceil(-figuresPerBit * Math.log2(probability)));
/** The larger the prior of a name, the higher. */
export const priorFigure = (prior: number): number => figureOfOne + Math.ceil(figuresPerBit * Math.log2(prior));

/** A total that no meaning is under whose letters have this figure at random. */
export const totalFigureOf = (randomFigure: number): number =>
  Math.min(unbounded, randomFigure + smallFigure(unknownName));

const small = Float64Array.from({ length: figures }, (_, figure) =>
  figure === unbounded ? 0 : 2 ** (-figure / figuresPerBit),
);
const priors = Float64Array.from({ length: figures }, (_, figure) => 2 ** ((figure - figureOfOne) / figuresPerBit));

/** The highest prior of the names that an Arabic spelling is heard as. */
export function priorOf({ heard: names }: NameToken): number {
  return names.reduce(
    (most, { known }) => Math.max(most, known === undefined ? 0 : knownNames[known]!.prior),
    leastPrior,
  );
}

/** Bits by which two spellings of so many letters together must be alike for any level by sound. */
const leastAlike = (letters: number): number => Math.min(heard.alike, heard.alikePerLetter * letters);

/** A name is at most the share likelihood * prior / total of all that explains a spelling. */
const meaningNear = 2 ** -heard.near;
const meaningSlip = 2 ** -heard.slipMeant;
const slipAlike = 2 ** heard.slipAlike;

/** For an Arabic word: what a Latin spelling needs, by figures. */
export class NeededOfLatin {
  private readonly letters: number;
  private readonly perTotal: number;
  private alike = 0;

  constructor(word: NameToken) {
    this.letters = word.letters;
    this.perTotal = 1 / priorOf(word);
  }

  /** From here on spellings of so many letters are meant. */
  ofLetters(letters: number): void {
    this.alike = 2 ** leastAlike(this.letters + letters);
  }

  at(randomFigure: number, totalFigure: number): number {
    return this.with(small[randomFigure]!, small[totalFigure]!);
  }

  with(random: number, total: number): number {
    const meant = total * this.perTotal;
    return Math.min(
      Math.max(random * this.alike, meant * meaningNear),
      Math.max(random * slipAlike, meant * meaningSlip),
    );
  }
}

/** For a Latin word by priorFigure: what an Arabic name needs. */
export function neededOfArabic(word: NameToken, { random, total }: Meaning): Float64Array {
  const alike = 2 ** leastAlike(word.letters);
  return priors.map((prior) =>
    Math.min(
      Math.max(random * alike, (total / prior) * meaningNear),
      Math.max(random * slipAlike, (total / prior) * meaningSlip),
    ),
  );
}

/** Share of the explanations that two Latin spellings must have in common for any level by sound. */
export const leastShared = Math.min(meaningNear, meaningSlip);
