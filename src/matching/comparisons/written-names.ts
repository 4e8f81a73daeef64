import type { Model } from '../model/model.js';
import { type CompiledName, compareNames, type NameComparison } from '../names/index.js';
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
      const roles = rolesOf(names);
      const parts = nameRoles.map((role) => comparePart(role, roles[role], model));
      const arrangement = compareArrangement(names.arrangement, one.rolesGiven && two.rolesGiven, model);
      return [...parts, arrangement];
    }),
  );
}

/**
 * What is known of each role. A role that both names have although nothing was laid against it holds two names (Hasan and Umar, sons of one father); what
 * compareNames leaves as missing is then `different`.
 */
function rolesOf({ perRole, meetings }: NameComparison): NameComparison['perRole'] {
  const alone = meetings.filter(({ level }) => level === 'missing');
  if (alone.length < 2) return perRole;
  const roles = { ...perRole };
  for (const role of nameRoles) {
    if ((roles[role]?.level ?? 'missing') !== 'missing') continue;
    const a = alone.find((meeting) => meeting.roleA === role && meeting.b === null)?.a;
    const b = alone.find((meeting) => meeting.roleB === role && meeting.a === null)?.b;
    if (a && b) roles[role] = { level: 'different', a, b, frequencyA: null, frequencyB: null };
  }
  return roles;
}
