import type { Model } from '../model/model.js';
import type { NameLevel, RoleComparison } from '../names/index.js';
import type { NameRole } from '../record.js';
import { scriptOf } from '../text/index.js';
import { isOneSlip } from './one-slip.js';
import { type ComparisonOutcome, notRecorded } from './outcome.js';

/**
 * One part of the name in its role. Levels in the order tried (by names/): same, same_sound (other script or spelling), near, vowels_differ, one_edit,
 * initial, different (by names/, but one slip of the keyboard counts as one_edit); not_recorded when one side lacks the part. The first three add the rarity of the name: of the two frequencies the larger counts, so a
 * misspelling is not taken for a rare name.
 */
export function comparePart(
  comparison: NameRole | 'mother',
  roles: RoleComparison | undefined,
  model: Model,
): ComparisonOutcome {
  if (!roles || roles.level === 'missing' || roles.a === null || roles.b === null) {
    return notRecorded(comparison, roles?.a ?? null, roles?.b ?? null);
  }
  const { a, b } = roles;
  const level = roles.level === 'different' && isOneSlip(a, b) ? 'one_edit' : roles.level;
  const frequency = Math.max(roles.frequencyA ?? 0, roles.frequencyB ?? 0, model.names.rarestFrequency);
  const weight = partWeight(comparison, level, a, b, frequency, model);
  const otherScript = scriptOf(a) !== scriptOf(b);
  return {
    comparison,
    level,
    weight,
    a,
    b,
    note: { oneIn: Math.round(1 / frequency), otherScript: otherScript ? 1 : 0 },
  };
}

function partWeight(
  comparison: NameRole | 'mother',
  level: Exclude<NameLevel, 'missing'>,
  a: string,
  b: string,
  frequency: number,
  model: Model,
): number {
  const base = model.names.parts[comparison][level];
  const rarity = Math.log2(model.names.agreeShare / frequency);
  switch (level) {
    case 'same':
    case 'same_sound':
    case 'near':
      return Math.max(0, rarity + base);
    case 'vowels_differ': {
      const bothArabic = scriptOf(a) === 'Arab' && scriptOf(b) === 'Arab';
      return lessIfCommon(base, rarity) - (bothArabic ? model.names.vowelsDifferInArabic : 0);
    }
    case 'one_edit':
      return lessIfCommon(base, rarity);
    default:
      return base;
  }
}

/** Meeting the consonants of a common name says less; from about one person in nine on it says nothing. */
function lessIfCommon(base: number, rarity: number): number {
  return Math.min(base, rarity - 3);
}
