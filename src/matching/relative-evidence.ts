import type { ComparisonOutcome } from './comparisons/outcome.js';
import { isPlace } from './comparisons/place.js';
import { type Model, type RelativeKind, relativeKinds } from './model/index.js';

/** How well the pair is explained by two people of one family. */
export interface RelativeEvidence {
  /** Bits, 0 or below: what the match weight loses because a relative would explain the evidence as well. */
  weight: number;
  /** The likeliest kind. */
  kind: RelativeKind;
  /** Odds of a close relative of any kind against two strangers. */
  odds: number;
}

/**
 * Weighs the same evidence for each kind of relative against two strangers. Brothers share father, family, mother and home, not the given name; so for them
 * those weigh as much as for one person, and the given name is what decides.
 */
export function relativeEvidence(outcomes: readonly ComparisonOutcome[], model: Model): RelativeEvidence {
  let odds = 0;
  let [kind, best]: [RelativeKind, number] = [relativeKinds[0], Number.NEGATIVE_INFINITY];
  for (const each of relativeKinds) {
    let bits = model.relativePrior[each];
    for (const outcome of outcomes) bits += relativeBits(outcome, each, model);
    if (bits > best) [kind, best] = [each, bits];
    odds += 2 ** bits;
  }
  return { weight: -Math.log2(1 + odds), kind, odds };
}

/**
 * Bits of one line for a kind of relative. What speaks against one person never speaks more against a relative: otherwise a conflict would make the relative
 * less likely, and so the person likelier again, and a pair could rise by disagreeing.
 */
export function relativeBits(outcome: ComparisonOutcome, kind: RelativeKind, model: Model): number {
  const { comparison, level, setting = 'any', weight, rarity = 0 } = outcome;
  if (level === 'not_recorded') return 0;
  // A family shares its places: they say as much for a relative as for the person himself.
  if (isPlace(comparison)) return weight;
  const bits = model.relatives[kind][comparison][setting]![level]! + rarity;
  return weight < 0 ? Math.max(bits, weight) : bits;
}
