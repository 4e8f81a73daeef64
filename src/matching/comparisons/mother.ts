import type { Model } from '../model/model.js';
import { type CompiledName, compareNames } from '../names/index.js';
import { comparePart } from './name-part.js';
import { type ComparisonOutcome, notRecorded } from './outcome.js';

/**
 * The mother's given name on the levels of a name part, and her family name beside it if both give one. A kunya alone ("mother of Muhammad") is no name.
 */
export function compareMothers(a: CompiledName | null, b: CompiledName | null, model: Model): ComparisonOutcome {
  if (!a?.parse.parts.given || !b?.parse.parts.given)
    return notRecorded('mother', a?.parse.raw ?? null, b?.parse.raw ?? null);
  const names = compareNames(a, b);
  const outcome = comparePart('mother', names.perRole.given, model);
  if (outcome.level === 'not_recorded') return notRecorded('mother', a.parse.raw, b.parse.raw);
  const family = names.perRole.family?.level ?? 'missing';
  let weight = outcome.weight + model.names.arrangement[names.arrangement];
  if (family === 'same' || family === 'same_sound' || family === 'near') weight += model.names.motherFamily.agrees;
  else if (family === 'different') weight += model.names.motherFamily.differs;
  return { ...outcome, a: a.parse.raw, b: b.parse.raw, weight };
}
