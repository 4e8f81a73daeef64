import type { BirthLevel } from '../comparisons/birth.js';
import type { EventLevel } from '../comparisons/event.js';
import type { IdentifierLevel } from '../comparisons/identifier.js';
import type { RelativeKind } from './hypotheses.js';
import type { PartComparison } from './level-lists.js';
import type { CountedComparison, ModelFile, PlaceParameters } from './model-file.js';

/** Raised whenever the score of any pair may change: a comparison, a table, the normaliser, the arrangement of names, the model that comes with the program. */
export const matcherVersion = 3;

/** From the best down. */
export const bands = ['strong', 'worth_a_look', 'weak'] as const;
export type Band = (typeof bands)[number];

/** Bits by comparison, setting and level: log2 of how much oftener the level is reached under one hypothesis than by two strangers. */
export type LevelWeights = Record<CountedComparison, Record<string, Record<string, number>>>;

/** A model made ready for scoring: everything that follows from a model file. All weights are log2 (bits). */
export interface Model {
  version: string;
  /** Weight of a pair about which nothing is known: log2 odds of one person. */
  priorWeight: number;
  /** Log2 odds of each kind of relative against two strangers. */
  relativePrior: Record<RelativeKind, number>;
  same: LevelWeights;
  relatives: Record<RelativeKind, LevelWeights>;
  /** The weights of `same` for comparisons without settings. */
  birth: Record<BirthLevel, number>;
  event: Record<EventLevel, number>;
  place: PlaceParameters;
  sex: { same: number; different: number };
  identifier: Record<IdentifierLevel, number>;
  averageFrequency: Record<PartComparison, number>;
  frequencyShrinkage: number;
  strongestDisagreement: number;
  calibration: ModelFile['calibration']['knots'];
  /** Lowest match weight of each band. */
  suggestAtMatchWeight: Record<Band, number>;
  blocking: ModelFile['blocking'];
}

/** The band of a match weight, or null when it is too low to be suggested. */
export function bandOf(matchWeight: number, model: Model): Band | null {
  return bands.find((band) => matchWeight >= model.suggestAtMatchWeight[band]) ?? null;
}
