import type { PairScore } from './compare-records.js';
import type { ComparisonName } from './comparisons/outcome.js';
import type { Band } from './model/index.js';

/** In bits: below this a second record is so near the first that looking at one alone would mislead. */
export const closeMargin = 4;

/** What a person has only one of, as far as records go. Events and places change, other numbers and kunyas are many. */
const ofOnePerson: ReadonlySet<ComparisonName> = new Set([
  'given',
  'father',
  'grandfather',
  'family',
  'mother',
  'birth',
  'sex',
]);
/** Bits from which a line agrees or contradicts for certain enough to tell two people apart. */
const clearly = 2;

/**
 * The band of a record beside the other records that are suggested for the same report. A strong one is lowered when a rival fits about as well and the two
 * cannot be of one person: at most one of them is right, so neither is strong. Two records that may both be his stay as they are. Depends on
 * the scores alone, in whatever order they come.
 */
export function bandBeside(score: PairScore, others: readonly PairScore[]): Band | null {
  if (score.band !== 'strong') return score.band;
  const rivalled = others.some(
    (other) => score.matchWeight - other.matchWeight < closeMargin && contradictEachOther(score, other),
  );
  return rivalled ? 'worth_a_look' : 'strong';
}

/** True when one record agrees with the report where the other contradicts it: then they contradict each other. */
function contradictEachOther(one: PairScore, other: PairScore): boolean {
  const second = new Map(other.comparisons.map(({ comparison, weight }) => [comparison, weight]));
  return one.comparisons.some(({ comparison, weight }) => {
    const against = second.get(comparison) ?? 0;
    if (!ofOnePerson.has(comparison)) return false;
    return (weight >= clearly && against <= -clearly) || (weight <= -clearly && against >= clearly);
  });
}
