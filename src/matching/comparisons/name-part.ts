import { levelsWithRarity, type PartComparison, type ScriptSetting } from '../model/level-lists.js';
import type { Model } from '../model/model.js';
import type { RoleComparison } from '../names/index.js';
import type { Script } from '../record.js';
import { scriptOf } from '../text/index.js';
import { isOneSlip } from './one-slip.js';
import { type ComparisonOutcome, notRecorded } from './outcome.js';

const withRarity: ReadonlySet<string> = new Set(levelsWithRarity);

/**
 * One part of the name in its role. Levels in the order tried (by names/): same, same_sound (other script or spelling), near, vowels_differ, one_edit,
 * initial, different (by names/, but one slip of the keyboard counts as one_edit); not_recorded when one side lacks the part. The settings are the scripts
 * of the two. Levels that share the consonants add the rarity of the name: of the two frequencies the larger counts, so a misspelling is not taken for a rare name.
 */
export function comparePart(
  comparison: PartComparison,
  roles: RoleComparison | undefined,
  model: Model,
): ComparisonOutcome {
  if (!roles || roles.level === 'missing' || roles.a === null || roles.b === null) {
    return notRecorded(comparison, roles?.a ?? null, roles?.b ?? null);
  }
  const { a, b } = roles;
  const level = roles.level === 'different' && isOneSlip(a, b) ? 'one_edit' : roles.level;
  const frequency = Math.max(roles.frequencyA ?? 0, roles.frequencyB ?? 0) + model.frequencyShrinkage;
  const rarity = withRarity.has(level) ? rarityBits(comparison, frequency, model) : 0;
  const setting = scriptSetting(a, b);
  return {
    comparison,
    level,
    setting,
    weight: model.same[comparison][setting]![level]! + rarity,
    rarity,
    a,
    b,
    note: { oneIn: Math.round(1 / frequency), otherScript: setting === 'across' ? 1 : 0 },
  };
}

/** Bits by which sharing a name of this frequency (0..1) says more than sharing the average name of the role. */
export function rarityBits(comparison: PartComparison, frequency: number, model: Model): number {
  return Math.log2(model.averageFrequency[comparison] / frequency);
}

export function scriptSetting(a: string, b: string): ScriptSetting {
  return settingOf(scriptOf(a), scriptOf(b));
}

export function settingOf(one: Script, two: Script): ScriptSetting {
  if (one !== two) return 'across';
  return one === 'Latn' ? 'latin' : 'arabic';
}
