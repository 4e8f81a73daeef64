import type { Model } from '../model/model.js';
import { type CompiledName, compareNames } from '../names/index.js';
import { nameRoles } from '../record.js';
import { compareArrangement } from './name-arrangement.js';
import { comparePart } from './name-part.js';
import { type ComparisonOutcome, notRecorded } from './outcome.js';

/** The lines of each pair of written names; one pair of empty lines when either side has no name. */
export function compareWrittenNames(a: CompiledName[], b: CompiledName[], model: Model): ComparisonOutcome[][] {
  if (a.length === 0 || b.length === 0)
    return [
      nameRoles.map((role) => notRecorded(role, a[0]?.parse.parts[role] ?? null, b[0]?.parse.parts[role] ?? null)),
    ];
  return a.flatMap((one) =>
    b.map((two) => {
      const names = compareNames(one, two);
      const parts = nameRoles.map((role) => comparePart(role, names.perRole[role], model));
      const arrangement = compareArrangement(names.arrangement, one.rolesGiven && two.rolesGiven, model);
      return [...parts, arrangement];
    }),
  );
}
