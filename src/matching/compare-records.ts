import { compareBirths } from './comparisons/birth.js';
import { compareEvents } from './comparisons/event.js';
import { compareIdentifiers } from './comparisons/identifier.js';
import { compareKunyas } from './comparisons/kunya.js';
import { compareMothers } from './comparisons/mother.js';
import type { ComparisonOutcome } from './comparisons/outcome.js';
import { comparePlaces } from './comparisons/place.js';
import { compareSexes } from './comparisons/sex.js';
import { compareWrittenNames } from './comparisons/written-names.js';
import { type CompiledRecord, compileRecord, isCompiled } from './compile-record.js';
import {
  type Band,
  bandOf,
  builtInModel,
  calibratedProbability,
  hundredths,
  inHundredths,
  type Model,
  matcherVersion,
  type RelativeKind,
} from './model/index.js';
import type { MatchRecord } from './record.js';
import { relativeEvidence } from './relative-evidence.js';

export interface PairScore {
  /** Log2 odds that the two are one person, before calibration: prior, comparisons and the relative together. */
  matchWeight: number;
  priorWeight: number;
  /** One line per comparison, in a fixed order; their weights, the prior and the weight of `relative` add up to `matchWeight`. */
  comparisons: ComparisonOutcome[];
  /** What is lost because two people of one family would explain the evidence as well (0 or below), and which kind of relatives that would be. */
  relative: { weight: number; kind: RelativeKind };
  /** 0..1, adding up to 1: one person (calibrated), close relatives, unrelated. For administrators and for measuring; caseworkers see bands. */
  probabilities: { same: number; relative: number; unrelated: number };
  /** Null = below the weak threshold: not suggested. */
  band: Band | null;
  matcherVersion: number;
  modelVersion: string;
}

/**
 * Scores a report against a detention record. Depends on nothing but the two and the model: the same pair always gets the same score. Of several written
 * names on either side the pair that agrees best counts. Compile records that are compared more than once.
 */
export function compareRecords(
  report: MatchRecord | CompiledRecord,
  record: MatchRecord | CompiledRecord,
  model: Model = builtInModel,
): PairScore {
  const a = isCompiled(report) ? report : compileRecord(report);
  const b = isCompiled(record) ? record : compileRecord(record);
  return scoreOf(a, b, model);
}

type CompareField = (a: CompiledRecord, b: CompiledRecord, model: Model) => ComparisonOutcome[];

/** What is compared beside the names, in the order in which it is shown. */
const fields = {
  kunya: (a, b, model) => [compareKunyas(a.kunyas, b.kunyas, model)],
  birth: (a, b, model) => [compareBirths(a.birth, b.birth, model)],
  event: (a, b, model) => [compareEvents(a.event, b.event, model)],
  places: (a, b, model) => comparePlaces(a.places, b.places, model),
  sex: (a, b, model) => [compareSexes(a.source.sex, b.source.sex, model)],
  identifiers: (a, b, model) => [compareIdentifiers(a.identifiers, b.identifiers, model)],
} satisfies Record<string, CompareField>;
export type Field = keyof typeof fields;
export const comparedFields = Object.keys(fields) as Field[];

/** The lines of everything but the names. */
export function compareBesideNames(a: CompiledRecord, b: CompiledRecord, model: Model): ComparisonOutcome[] {
  return comparedFields.flatMap((field) => compareField(field, a, b, model));
}

/** The lines of one field. */
export function compareField(field: Field, a: CompiledRecord, b: CompiledRecord, model: Model): ComparisonOutcome[] {
  return settle((fields[field] as CompareField)(a, b, model), model);
}

function scoreOf(a: CompiledRecord, b: CompiledRecord, model: Model): PairScore {
  const withoutNames = settle([...compareMothers(a.mother, b.mother, model)], model);
  for (const field of comparedFields) withoutNames.push(...compareField(field, a, b, model));
  let best: PairScore | null = null;
  for (const names of compareWrittenNames(a.names, b.names, model)) {
    const score = sumUp([...settle(names, model), ...withoutNames], model);
    if (!best || score.matchWeight > best.matchWeight) best = score;
  }
  return best!;
}

/** Disagreement clamped, and weights in hundredths of a bit, so that the lines a person reads add up to the total. Changes the lines, which nobody else has yet. */
function settle(outcomes: ComparisonOutcome[], model: Model): ComparisonOutcome[] {
  for (const outcome of outcomes) {
    outcome.weight = hundredths(Math.max(outcome.weight, model.strongestDisagreement));
    if (outcome.rarity !== undefined) outcome.rarity = hundredths(outcome.rarity);
  }
  return outcomes;
}

function sumUp(comparisons: ComparisonOutcome[], model: Model): PairScore {
  const { weight, kind, odds } = relativeEvidence(comparisons, model);
  const matchWeight =
    comparisons.reduce((sum, outcome) => sum + inHundredths(outcome.weight), inHundredths(model.priorWeight) + weight) /
    100;
  const same = calibratedProbability(matchWeight, model.calibration);
  return {
    matchWeight,
    priorWeight: model.priorWeight,
    comparisons,
    relative: { weight: weight / 100 + 0, kind },
    probabilities: { same, relative: ((1 - same) * odds) / (1 + odds), unrelated: (1 - same) / (1 + odds) },
    band: bandOf(matchWeight, model),
    matcherVersion,
    modelVersion: model.version,
  };
}
