import { rarityOf, settingOf, weightOfPart } from '../comparisons/name-part.js';
import type { Model } from '../model/index.js';
import { levelsWithRarity, type PartComparison } from '../model/level-lists.js';
import { partLines } from '../model/part-lines.js';
import { type CompiledName, type NameToken, nameFrequency } from '../names/index.js';
import type { NameRole } from '../record.js';

/** A person's name, or that of the mother. */
export type Whose = 'own' | 'mother';

/** Where a role is compared. */
const comparedAs: Record<Whose, Partial<Record<NameRole, PartComparison>>> = {
  own: { given: 'given', father: 'father', grandfather: 'grandfather', family: 'family' },
  mother: { given: 'mother', family: 'mother_family' },
};

const carriesRarity = (level: string): boolean => (levelsWithRarity as readonly string[]).includes(level);

/** How common a part is in a role, 0..1: two words in one are as common as the rarer. */
export type FrequencyIn = (role: NameRole) => number;

/**
 * The most bits, 0 or more, that two parts bring when they meet at this level (an index into `levels`, not `different`) and the comparison of this role is made.
 */
export function partBits(
  a: NameToken,
  b: NameToken,
  level: number,
  role: NameRole,
  whose: Whose,
  model: Model,
  frequencyB: FrequencyIn,
): number {
  const comparison = comparedAs[whose][role];
  if (comparison === undefined) return 0;
  const setting = settingOf(a.codes.writtenIn, b.codes.writtenIn);
  const frequency = Math.max(nameFrequency(a, role), frequencyB(role));
  return Math.max(0, weightOfPart(partLines(comparison, model), setting, level, frequency) / 100);
}

/** The most bits that a level of one comparison brings: by itself, and beside the rarity of the name. */
interface MostBits {
  role: NameRole;
  comparison: PartComparison;
  plain: number;
  besideRarity: number;
}
const mostOfModel = new WeakMap<Model, Record<Whose, MostBits[]>>();

function mostIn(model: Model, whose: Whose): MostBits[] {
  return (Object.entries(comparedAs[whose]) as [NameRole, PartComparison][]).map(([role, comparison]) => {
    const all = Object.values(model.same[comparison]).flatMap((weights) => Object.entries(weights));
    const most = (withRarity: boolean): number =>
      Math.max(...all.map(([level, bits]) => (carriesRarity(level) === withRarity ? bits : 0)));
    return { role, comparison, plain: most(false), besideRarity: most(true) };
  });
}

/** The most bits that a name can bring, whatever it meets: each part as if it met one that agrees as well as can be and is no commoner. */
export function mostOfName({ parts }: CompiledName, whose: Whose, model: Model): number {
  let known = mostOfModel.get(model);
  if (!known) {
    known = { own: mostIn(model, 'own'), mother: mostIn(model, 'mother') };
    mostOfModel.set(model, known);
  }
  let sum = 0;
  for (const { token } of parts) {
    let most = 0;
    for (const { role, comparison, plain, besideRarity } of known[whose]) {
      const rarity = rarityOf(partLines(comparison, model), nameFrequency(token, role)) / 100;
      most = Math.max(most, plain, besideRarity + rarity);
    }
    sum += most;
  }
  return sum;
}
