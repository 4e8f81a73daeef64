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
  calibratedProbability,
  currentModel,
  hundredths,
  type Model,
  matcherVersion,
  type RelativeKind,
} from './model/index.js';
import type { MatchRecord } from './record.js';
import { relativeEvidence } from './relative-evidence.js';
import { mostMotherBits, mostNameBits } from './upper-bound.js';

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
  model: Model = currentModel,
): PairScore {
  const a = isCompiled(report) ? report : compileRecord(report);
  const b = isCompiled(record) ? record : compileRecord(record);
  return scoreOf(a, b, compareBesideNames(a, b, model), model);
}

/**
 * The same score for a pair that reaches a band, null for one that does not. Most pairs of a bulk run cannot: what stands beside the names and the most that
 * the names could bring show it before the names are laid against each other, which costs ten times as much.
 */
export function suggestPair(
  report: CompiledRecord,
  record: CompiledRecord,
  model: Model = currentModel,
): PairScore | null {
  const beside = compareBesideNames(report, record, model);
  let most = model.priorWeight;
  for (const { weight } of beside) most += weight;
  if (most < model.suggestAtMatchWeight.weak) {
    most += mostMotherBits(report, record, model);
    most += mostNameBits(report.names, record.names, model);
    // Hundredths are rounded line by line.
    if (most < model.suggestAtMatchWeight.weak - 0.1) return null;
  }
  const score = scoreOf(report, record, beside, model);
  return score.band === null ? null : score;
}

/** The lines of everything but the names, in the order in which it is shown. */
export function compareBesideNames(a: CompiledRecord, b: CompiledRecord, model: Model): ComparisonOutcome[] {
  return [
    compareKunyas(a.kunyas, b.kunyas, model),
    compareBirths(a.birth, b.birth, model),
    compareEvents(a.event, b.event, model),
    ...comparePlaces(a.places, b.places, model),
    compareSexes(a.source.sex, b.source.sex, model),
    compareIdentifiers(a.identifiers, b.identifiers, model),
  ].map((outcome) => settled(outcome, model));
}

function scoreOf(a: CompiledRecord, b: CompiledRecord, beside: ComparisonOutcome[], model: Model): PairScore {
  const withoutNames = [
    ...compareMothers(a.mother, b.mother, model).map((outcome) => settled(outcome, model)),
    ...beside,
  ];
  let best: PairScore | null = null;
  for (const names of compareWrittenNames(a.names, b.names, model)) {
    const score = sumUp([...names.map((outcome) => settled(outcome, model)), ...withoutNames], model);
    if (!best || score.matchWeight > best.matchWeight) best = score;
  }
  return best!;
}

/** Disagreement clamped, and weights in hundredths of a bit, so that the lines a person reads add up to the total. */
function settled(outcome: ComparisonOutcome, model: Model): ComparisonOutcome {
  const weight = hundredths(Math.max(outcome.weight, model.strongestDisagreement));
  return { ...outcome, weight, ...(outcome.rarity !== undefined && { rarity: hundredths(outcome.rarity) }) };
}

function sumUp(comparisons: ComparisonOutcome[], model: Model): PairScore {
  const { weight, kind, odds } = relativeEvidence(comparisons, model);
  const relative = { weight: hundredths(weight), kind };
  const matchWeight = hundredths(
    comparisons.reduce((sum, outcome) => sum + outcome.weight, model.priorWeight + relative.weight),
  );
  const same = calibratedProbability(matchWeight, model.calibration);
  return {
    matchWeight,
    priorWeight: model.priorWeight,
    comparisons,
    relative,
    probabilities: { same, relative: ((1 - same) * odds) / (1 + odds), unrelated: (1 - same) / (1 + odds) },
    band: bandOf(matchWeight, model),
    matcherVersion,
    modelVersion: model.version,
  };
}
