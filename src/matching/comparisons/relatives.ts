import type { Model } from '../model/model.js';
import type { ComparisonName, ComparisonOutcome } from './outcome.js';

const agreeing = new Set(['same', 'same_sound', 'near']);
const otherName = new Set(['different', 'vowels_differ', 'one_edit']);
const ofTheFamily: ComparisonName[] = ['father', 'grandfather', 'family', 'mother', 'place'];
const sameBirthday = new Set(['same_day', 'same_day_one_order', 'same_few_days', 'day_month_swapped']);

/**
 * Guards against brothers. When father and family (or father and mother) agree but the given names are two, what the family shares is explained as well by a
 * close relative. The weight of the given name then takes that shared evidence back, by the odds of a relative against a stranger:
 * log2(1 + 2^(prior + shared)). It may go beyond the clamp of a single disagreement, because it removes evidence that does not tell the two apart.
 * Returns the given name's outcome, with the note `may_be_relative` when the guard applied.
 */
export function guardAgainstRelatives(outcomes: ComparisonOutcome[], model: Model): ComparisonOutcome[] {
  const by = new Map(outcomes.map((outcome) => [outcome.comparison, outcome]));
  const agrees = (name: ComparisonName): boolean => agreeing.has(by.get(name)?.level ?? '');
  const given = by.get('given');
  if (!given || !otherName.has(given.level) || !agrees('father') || !(agrees('family') || agrees('mother')))
    return outcomes;

  let shared = 0;
  for (const name of ofTheFamily) shared += Math.max(0, by.get(name)?.weight ?? 0);
  const birth = by.get('birth');
  if (birth && birth.weight > 0) {
    shared += Math.min(
      birth.weight,
      sameBirthday.has(birth.level) ? model.relatives.birthdayAtMost : model.relatives.birthAtMost,
    );
  }
  shared += Math.max(0, Math.min(by.get('event')?.weight ?? 0, model.relatives.eventAtMost));

  const takenBack = Math.log2(1 + 2 ** (model.priorWeight + model.relatives.priorOverTrue + shared));
  const own = given.level === 'different' ? Math.min(given.weight, model.relatives.differentGiven) : given.weight;
  const guarded = { ...given, weight: own - takenBack, note: { ...given.note, may_be_relative: 1 } };
  return outcomes.map((outcome) => (outcome === given ? guarded : outcome));
}
