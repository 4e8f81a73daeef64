import type { Model } from '../model/model.js';
import { type CompiledName, compareNames } from '../names/index.js';
import { comparePart } from './name-part.js';
import { type ComparisonOutcome, notRecorded } from './outcome.js';

/**
 * The mother's given name, and her family name beside it, each on the levels of a name part. A kunya alone ("mother of Muhammad") is no name; names that
 * agree only in another order are not taken to agree.
 */
export function compareMothers(
  a: CompiledName | null,
  b: CompiledName | null,
  model: Model,
): [mother: ComparisonOutcome, family: ComparisonOutcome] {
  const partsA = a?.parse.parts;
  const partsB = b?.parse.parts;
  const familyA = partsA?.family ?? null;
  const familyB = partsB?.family ?? null;
  if (!a || !b || !partsA?.given || !partsB?.given) {
    return [
      notRecorded('mother', a?.parse.raw ?? null, b?.parse.raw ?? null),
      notRecorded('mother_family', familyA, familyB),
    ];
  }
  const { perRole } = compareNames(a, b);
  const given = comparePart('mother', perRole.given, model);
  const family = comparePart('mother_family', perRole.family, model);
  return [
    given.level === 'not_recorded' ? notRecorded('mother', a.parse.raw, b.parse.raw) : given,
    family.level === 'not_recorded' ? notRecorded('mother_family', familyA, familyB) : family,
  ];
}
