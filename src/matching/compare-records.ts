import { compareBirths } from './comparisons/birth.js';
import { compareEvents } from './comparisons/event.js';
import { compareIdentifiers } from './comparisons/identifier.js';
import { compareMothers } from './comparisons/mother.js';
import { compareArrangement } from './comparisons/name-arrangement.js';
import { comparePart } from './comparisons/name-part.js';
import { type ComparisonOutcome, notRecorded } from './comparisons/outcome.js';
import { comparePlaces } from './comparisons/place.js';
import { guardAgainstRelatives } from './comparisons/relatives.js';
import { compareSexes } from './comparisons/sex.js';
import { type CompiledRecord, compileRecord, isCompiled } from './compile-record.js';
import { type Band, bandOf, currentModel, type Model, matcherVersion } from './model/index.js';
import { type CompiledName, compareNames, type NameComparison } from './names/index.js';
import { type MatchRecord, nameRoles } from './record.js';
import { mostMotherBits, mostNameBits } from './upper-bound.js';

export interface PairScore {
  /** Prior and comparisons together, in bits. */
  matchWeight: number;
  priorWeight: number;
  /** One line per comparison, in a fixed order; their weights and the prior add up to `matchWeight`. */
  comparisons: ComparisonOutcome[];
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
  return scoreOf(a, b, besideNames(a, b, model), model);
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
  const beside = besideNames(report, record, model);
  let most = model.priorWeight;
  for (const { weight } of beside) most += Math.max(model.strongestDisagreement, weight);
  if (most < model.suggestAtMatchWeight.weak) {
    most += mostMotherBits(report, record, model);
    most += mostNameBits(report.names, record.names, model);
    if (most < model.suggestAtMatchWeight.weak) return null;
  }
  const score = scoreOf(report, record, beside, model);
  return score.band === null ? null : score;
}

/** Everything but the names, in the order in which it is shown. */
function besideNames(a: CompiledRecord, b: CompiledRecord, model: Model): ComparisonOutcome[] {
  return [
    compareBirths(a.birth, b.birth, model),
    compareEvents(a.event, b.event, model),
    ...comparePlaces(a.places, b.places, model),
    compareSexes(a.source.sex, b.source.sex, model),
    compareIdentifiers(a.identifiers, b.identifiers, model),
  ];
}

function scoreOf(a: CompiledRecord, b: CompiledRecord, beside: ComparisonOutcome[], model: Model): PairScore {
  const outcomes = [...bestNames(a.names, b.names, model), compareMothers(a.mother, b.mother, model), ...beside].map(
    (outcome) =>
      outcome.weight < model.strongestDisagreement ? { ...outcome, weight: model.strongestDisagreement } : outcome,
  );
  const comparisons = guardAgainstRelatives(outcomes, model).map((outcome) => ({
    ...outcome,
    weight: hundredths(outcome.weight),
  }));
  const matchWeight = hundredths(comparisons.reduce((sum, { weight }) => sum + weight, model.priorWeight));
  return {
    matchWeight,
    priorWeight: model.priorWeight,
    comparisons,
    band: bandOf(matchWeight, model),
    matcherVersion,
    modelVersion: model.version,
  };
}

function bestNames(a: CompiledName[], b: CompiledName[], model: Model): ComparisonOutcome[] {
  let best: ComparisonOutcome[] | null = null;
  let bestWeight = Number.NEGATIVE_INFINITY;
  for (const one of a) {
    for (const two of b) {
      const names = compareNames(one, two);
      const roles = rolesOf(names);
      const outcomes = nameRoles.map((role) => comparePart(role, roles[role], model));
      outcomes.push(compareArrangement(names.arrangement, one.rolesGiven && two.rolesGiven, model));
      const weight = outcomes.reduce((sum, outcome) => sum + outcome.weight, 0);
      if (weight > bestWeight) [best, bestWeight] = [outcomes, weight];
    }
  }
  return (
    best ?? nameRoles.map((role) => notRecorded(role, a[0]?.parse.parts[role] ?? null, b[0]?.parse.parts[role] ?? null))
  );
}

/**
 * What is known of each role. A role that both names have although nothing was laid against it holds two names (Hasan and Umar, sons of one father); what
 * compareNames leaves as missing is then `different`.
 */
function rolesOf({ perRole, meetings }: NameComparison): NameComparison['perRole'] {
  const alone = meetings.filter(({ level }) => level === 'missing');
  if (alone.length < 2) return perRole;
  const roles = { ...perRole };
  for (const role of nameRoles) {
    if ((roles[role]?.level ?? 'missing') !== 'missing') continue;
    const a = alone.find((meeting) => meeting.roleA === role && meeting.b === null)?.a;
    const b = alone.find((meeting) => meeting.roleB === role && meeting.a === null)?.b;
    if (a && b) roles[role] = { level: 'different', a, b, frequencyA: null, frequencyB: null };
  }
  return roles;
}

/** Weights are kept to hundredths of a bit, so that the lines a person reads add up to the total. */
function hundredths(weight: number): number {
  return Math.round(weight * 100) / 100 + 0;
}
