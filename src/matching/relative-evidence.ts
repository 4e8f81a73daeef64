import { forRelative } from './comparisons/name-part.js';
import type { ComparisonOutcome } from './comparisons/outcome.js';
import { isPlace } from './comparisons/place.js';
import { inHundredths, type Model, type RelativeKind, relativeKinds } from './model/index.js';

/** How well the pair is explained by two people of one family. */
export interface RelativeEvidence {
  /** Hundredths of a bit, 0 or below: what the match weight loses because a relative would explain the evidence as well. */
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
  const sums = relativeKinds.map((kind) =>
    outcomes.reduce((sum, outcome) => sum + relativeBits(outcome, kind, model), 0),
  );
  const priors = relativePriors(model);
  const bits = sums.map((sum, kind) => sum + priors[kind]!);
  const odds = oddsOfRelative(sums[0]!, sums[1]!, sums[2]!, priors);
  return { weight: lostTo(odds), kind: relativeKinds[bits.indexOf(Math.max(...bits))]!, odds };
}

/** Hundredths of a bit before any evidence, for each of relativeKinds. */
export const relativePriors = (model: Model): Int32Array =>
  Int32Array.from(relativeKinds, (kind) => inHundredths(model.relativePrior[kind]));

/** Odds of a close relative against two strangers, from the evidence for each of relativeKinds in hundredths of a bit. */
export function oddsOfRelative(sibling: number, cousin: number, elder: number, priors: Int32Array): number {
  return 2 ** ((sibling + priors[0]!) / 100) + 2 ** ((cousin + priors[1]!) / 100) + 2 ** ((elder + priors[2]!) / 100);
}

/** What the match weight loses at these odds, in hundredths of a bit. */
export const lostTo = (odds: number): number => Math.round(-100 * Math.log2(1 + odds));

/** Hundredths of a bit of one line for a kind of relative. */
export function relativeBits(outcome: ComparisonOutcome, kind: RelativeKind, model: Model): number {
  const { comparison, level, setting = 'any', rarity = 0 } = outcome;
  const weight = inHundredths(outcome.weight);
  if (level === 'not_recorded') return 0;
  // A family shares its places: they say as much for a relative as for the person himself.
  if (isPlace(comparison)) return weight;
  const bits = inHundredths(model.relatives[kind][comparison][setting]![level]!) + inHundredths(rarity);
  return forRelative(bits, weight);
}
