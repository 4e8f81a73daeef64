import type { Model } from '../model/model.js';
import type { ComparisonName, ComparisonOutcome } from './outcome.js';
import { placeComparisons } from './place.js';

const agreeing = new Set(['same', 'same_sound', 'near']);
const otherName = new Set(['different', 'vowels_differ', 'one_edit']);
const ofTheFamily: ComparisonName[] = ['father', 'grandfather', 'family', 'mother', ...placeComparisons];
const sameBirthday = new Set(['same_day', 'same_few_days', 'day_month_swapped']);

/**
 * Guards against relatives. When the given names are two, whatever else agrees (father, family, mother, home, the day they were taken) is explained as
 * well by a brother, sister or cousin; the more of it agrees, the likelier that is. When the name agrees only by moving up one place, so that a given name stands against the father's and the other given name against nothing, it
 * is explained by the father himself. The weight of the given name then takes the shared evidence back, by the odds of a relative against a stranger:
 * log2(1 + 2^(prior + shared)). It may go beyond the clamp of a single disagreement, because it removes evidence that does not tell the two apart.
 * Returns the outcomes with the given name's replaced (note `may_be_relative`) where a relative is likelier than a stranger, else as they are.
 */
export function guardAgainstRelatives(outcomes: ComparisonOutcome[], model: Model): ComparisonOutcome[] {
  const by = new Map(outcomes.map((outcome) => [outcome.comparison, outcome]));
  const given = by.get('given');
  const own = given && ownWeight(given, by, model);
  if (!given || own === null || own === undefined) return outcomes;
  const oddsOfRelative = model.priorWeight + model.relatives.priorOverTrue + sharedByFamily(by, model);
  // Two strangers are not called relatives.
  if (oddsOfRelative <= 0) return outcomes;
  const level = given.level === 'not_recorded' ? 'unmet' : given.level;
  const weight = own - Math.log2(1 + 2 ** oddsOfRelative);
  const guarded = { ...given, level, weight, note: { ...given.note, may_be_relative: 1 } };
  return outcomes.map((outcome) => (outcome === given ? guarded : outcome));
}

type ByComparison = ReadonlyMap<ComparisonName, ComparisonOutcome>;

/** What the given names themselves say between the person and a relative; null when the guard does not apply. */
function ownWeight(given: ComparisonOutcome, by: ByComparison, model: Model): number | null {
  const agrees = (name: ComparisonName): boolean => agreeing.has(by.get(name)?.level ?? '');
  if (given.level === 'not_recorded') {
    const movedUp = by.get('name_arrangement')?.level === 'shifted';
    const ofOneFamily = agrees('father') && (agrees('family') || agrees('grandfather') || agrees('mother'));
    return movedUp && ofOneFamily ? model.relatives.unmetGiven : null;
  }
  if (!otherName.has(given.level)) return null;
  return given.level === 'different' ? Math.min(given.weight, model.relatives.differentGiven) : given.weight;
}

function sharedByFamily(by: ByComparison, model: Model): number {
  let shared = 0;
  for (const name of ofTheFamily) shared += Math.max(0, by.get(name)?.weight ?? 0);
  const birth = by.get('birth');
  if (birth && birth.weight > 0) {
    shared += Math.min(
      birth.weight,
      sameBirthday.has(birth.level) ? model.relatives.birthdayAtMost : model.relatives.birthAtMost,
    );
  }
  return shared + Math.max(0, Math.min(by.get('event')?.weight ?? 0, model.relatives.eventAtMost));
}
