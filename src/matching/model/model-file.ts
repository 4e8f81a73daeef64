import type { ComparisonName } from '../comparisons/outcome.js';
import type { PlaceComparison, PlaceWeights } from '../comparisons/place.js';
import type { HeldLevel } from '../places/held-level.js';
import type { RecordSide } from '../record.js';
import type { Hypothesis, RelativeKind } from './hypotheses.js';
import type { PartComparison } from './level-lists.js';
import type { Band } from './model.js';

/** Comparisons whose levels are counted. Places are weighed by how many people live there, so they have parameters instead. */
export type CountedComparison = Exclude<ComparisonName, PlaceComparison>;

/** Weights of places in bits: set by hand, each with its reason in comparisons/place.ts and docs/matching.md. */
export interface PlaceParameters {
  birth_place: PlaceWeights;
  home: PlaceWeights;
  taken: PlaceWeights;
  held: Record<Exclude<HeldLevel, 'not_recorded'>, number>;
  /** Part of the weight that counts where the places are of two kinds (home and place of arrest), and the most that they say against each other. */
  acrossShare: number;
  awayFromHome: number;
  /** Part of the weight that counts where the text was only near a name of the gazetteer. */
  guessedShare: number;
  /** Part of the weight of every agreement but the strongest. */
  further: number;
  /** The most that all places together take away. */
  mostAgainst: number;
}

/** How often a level is reached when both sides say something, 0..1, one share for each hypothesis in the order of `hypotheses`. */
export type LevelShares = readonly number[];

/**
 * A model as it is stored: what was counted, not what follows from it. In the words of Fellegi and Sunter (and of Splink), `same` holds the m
 * probabilities and `unrelated` the u probabilities; the relatives have their own.
 */
export interface ModelFile {
  format: 1;
  /** Date of the parameters, YYYY-MM-DD, with a letter behind it when there are several of one day; stored with every suggestion. */
  version: string;
  /** SHA-256 over everything else, hexadecimal: tells a changed file from the one that was estimated. */
  hash: string;
  estimated: {
    /** ISO day. */
    on: string;
    command: string;
    seed: number | null;
    data: string;
    reports: number;
    records: number;
    /** Pairs that were known to be one person or two, and pairs that were not. */
    reviewedPairs: number;
    unlabelledPairs: number;
  };
  /** Share of all pairs of a report and a record, 0..1. What is left is unrelated. */
  shares: { same: number } & Record<RelativeKind, number>;
  /** By comparison, setting and level. */
  levels: Record<CountedComparison, Record<string, Record<string, LevelShares>>>;
  place: PlaceParameters;
  /** How likely the name of one person is also that of another in this role, 0..1: the rarity of a name is counted from here. */
  averageFrequency: Record<PartComparison, number>;
  /** Added to every frequency: names rarer than this were not counted well enough to be told apart. */
  frequencyShrinkage: number;
  /** Bits: no single comparison takes away more than this, because real records hold gross errors. */
  strongestDisagreement: number;
  /** Bits that a level brings at most, before the rarity of the value: what was seen a few times was not counted well. */
  strongestAgreement: number;
  /** Match weights with the probability that was found at each, both rising; between two of them a straight line in log odds. */
  calibration: { data: string; knots: readonly { weight: number; probability: number }[] };
  /** Lowest calibrated probability of each band. */
  suggestAtProbability: Record<Band, number>;
  blocking: {
    /** A pair is a candidate when the bits of its shared keys reach this. */
    candidateBits: number;
    /** Keys that more people share than this says are not made. */
    fewestBits: number;
    mostKeys: Record<RecordSide, number>;
  };
}

export type { Hypothesis };
