import type { Band, ComparisonName, PairScore } from '../matching/index.js';
import type { RejectionReason } from './transitions.js';

/** What a rejection says is wrong. A change of one of these is news for whoever rejected; a reason without any is not about what is compared. */
const comparisonsOf: Record<RejectionReason, readonly ComparisonName[]> = {
  age: ['birth'],
  mother_name: ['mother', 'mother_family'],
  place: ['birth_place', 'home', 'taken', 'held'],
  time_order: ['event', 'birth'],
  different_name: ['given', 'father', 'grandfather', 'family', 'name_arrangement', 'kunya'],
  other_person_known: [],
  document_doubtful: [],
  // Whatever was missing: see below.
  insufficient: [],
};

const rank = (band: Band | null) => ['weak', 'worth_a_look', 'strong'].indexOf(band ?? '');

/**
 * Whether a pair that a person rejected is worth another look (domain.md 2.2, `resurfaced`): what stands in one of the two records changed since, and with it
 * - how something agrees that the rejection named (for `insufficient`: anything that one side had not said), or
 * - how a number of a paper agrees, or
 * - the band, upwards, measured by the same matcher with the same model over as many records.
 * Values are compared and not only levels, so that a new matcher or model alone, which may call the same two values something else, moves no decision.
 */
export function isMaterialChange(then: PairScore, now: PairScore, reasons: readonly RejectionReason[]): boolean {
  const before = new Map(then.comparisons.map((outcome) => [outcome.comparison, outcome]));
  const otherInput = now.comparisons.filter(({ comparison, a, b }) => {
    const was = before.get(comparison);
    return was === undefined || was.a !== a || was.b !== b;
  });
  if (otherInput.length === 0) return false;
  const named = new Set(reasons.flatMap((reason) => comparisonsOf[reason]));
  const agreesOtherwise = otherInput.some(({ comparison, level }) => {
    const was = before.get(comparison)?.level ?? 'not_recorded';
    if (was === level) return false;
    return (
      named.has(comparison) ||
      comparison === 'identifier' ||
      (reasons.includes('insufficient') && was === 'not_recorded')
    );
  });
  const sameMeasure =
    then.matcherVersion === now.matcherVersion &&
    then.modelVersion === now.modelVersion &&
    then.priorWeight === now.priorWeight;
  return agreesOtherwise || (sameMeasure && rank(now.band) > rank(then.band));
}
