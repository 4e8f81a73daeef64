import type { NameRole } from '../record.js';
import { levels } from './name-level.js';
import type { NameComparison, RoleComparison } from './types.js';

/** Adds one meeting of parts to what is known of a role. Words that only one side has count only while nothing else of the role has met. */
export function addToRole(perRole: NameComparison['perRole'], role: NameRole, next: RoleComparison): void {
  const known = perRole[role];
  if (!known || (known.level === 'missing' && next.level !== 'missing')) perRole[role] = next;
  else if (next.level !== 'missing') {
    perRole[role] = {
      level: levels.indexOf(next.level) > levels.indexOf(known.level) ? next.level : known.level,
      a: joined(known.a, next.a),
      b: joined(known.b, next.b),
      frequencyA: rarer(known.frequencyA, next.frequencyA),
      frequencyB: rarer(known.frequencyB, next.frequencyB),
    };
  }
}

const joined = (x: string | null, y: string | null): string | null => (x === null ? y : y === null ? x : `${x} ${y}`);
const rarer = (x: number | null, y: number | null): number | null => (x === null ? y : y === null ? x : Math.min(x, y));
