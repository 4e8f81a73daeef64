import type { Model } from '../model/model.js';
import { type CompiledName, compareNames, type NameComparison } from '../names/index.js';
import { withParts } from './mother-cell.js';
import { comparePart } from './name-part.js';
import { type ComparisonOutcome, notRecorded } from './outcome.js';

/**
 * The mother's given name, and her family name beside it, each on the levels of a name part. Given names are compared with given names only: names that agree
 * in another order do not agree. Without a given name on either side (see compileMother for what is none) hers is not recorded.
 */
export function compareMothers(
  a: CompiledName | null,
  b: CompiledName | null,
  model: Model,
): [mother: ComparisonOutcome, family: ComparisonOutcome] {
  const roles = a && b ? rolesOf(a, b) : {};
  const given = comparePart('mother', roles.given, model);
  const family = comparePart('mother_family', roles.family, model);
  return [
    given.level === 'not_recorded' ? notRecorded('mother', a?.parse.raw ?? null, b?.parse.raw ?? null) : given,
    family.level === 'not_recorded'
      ? notRecorded('mother_family', a?.parse.parts.family ?? null, b?.parse.parts.family ?? null)
      : family,
  ];
}

/** As the names were laid against each other where that put the given names together, otherwise each role by itself. */
function rolesOf(a: CompiledName, b: CompiledName): NameComparison['perRole'] {
  const { perRole, meetings } = compareNames(a, b);
  if (meetings.some(({ roleA, roleB }) => roleA === 'given' && roleB === 'given')) return perRole;
  return { given: inRole(a, b, 'given'), family: inRole(a, b, 'family') };
}

function inRole(a: CompiledName, b: CompiledName, role: 'given' | 'family') {
  const ofRole = (name: CompiledName): CompiledName =>
    withParts(
      name,
      name.parts.filter((part) => part.role === role),
    );
  return compareNames(ofRole(a), ofRole(b)).perRole[role];
}
