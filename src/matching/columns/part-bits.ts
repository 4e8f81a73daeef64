import { rarityBits, scriptSetting } from '../comparisons/name-part.js';
import type { Model } from '../model/index.js';
import { levelsWithRarity, type PartComparison } from '../model/level-lists.js';
import { type CompiledName, type NameToken, nameFrequency } from '../names/index.js';
import { levels } from '../names/name-level.js';
import { withinOneSlip } from '../names/token-codes.js';
import type { NameRole } from '../record.js';
import { isDifferent, partLevel } from './part-levels.js';

/** A person's name, or that of the mother. */
export type Whose = 'own' | 'mother';

/** Where a role is compared. */
const comparedAs: Record<Whose, Partial<Record<NameRole, PartComparison>>> = {
  own: { given: 'given', father: 'father', grandfather: 'grandfather', family: 'family' },
  mother: { given: 'mother', family: 'mother_family' },
};

const withRarity: ReadonlySet<string> = new Set(levelsWithRarity);

/** How common a part is in a role, 0..1: two words in one are as common as the rarer. */
export type FrequencyIn = (role: NameRole) => number;

/**
 * The most bits, 0 or more, that two parts bring when they meet and the comparison of this role is made. Also when they are not laid against each other and
 * only count as different: then a slip of the keyboard is all that they may be.
 */
export function partBits(
  a: NameToken,
  b: NameToken,
  role: NameRole,
  whose: Whose,
  model: Model,
  frequencyB: FrequencyIn,
): number {
  const comparison = comparedAs[whose][role];
  const level = partLevel(a, b);
  if (comparison === undefined || isDifferent(level)) return 0;
  const name = levels[level]!;
  const weights = model.same[comparison][scriptSetting(a.text, b.text)]!;
  let bits = weights[name]!;
  if (withRarity.has(name)) {
    const frequency = Math.max(nameFrequency(a, role), frequencyB(role)) + model.frequencyShrinkage;
    bits += rarityBits(comparison, frequency, model);
  }
  if (withinOneSlip(a.codes, b.codes)) bits = Math.max(bits, weights.one_edit!);
  return Math.max(0, bits);
}

/** The most bits that a name can bring, whatever it meets: each part as if it met one that agrees as well as can be and is no commoner. */
export function mostOfName({ parts }: CompiledName, whose: Whose, model: Model): number {
  let sum = 0;
  for (const { token } of parts) {
    let most = 0;
    for (const [role, comparison] of Object.entries(comparedAs[whose]) as [NameRole, PartComparison][]) {
      const rarity = rarityBits(comparison, nameFrequency(token, role) + model.frequencyShrinkage, model);
      for (const weights of Object.values(model.same[comparison])) {
        for (const [level, bits] of Object.entries(weights)) {
          most = Math.max(most, bits + (withRarity.has(level) ? rarity : 0));
        }
      }
    }
    sum += most;
  }
  return sum;
}
