import type { NameRole, PersonName } from '../record.js';
import { bestLaying, type Laying } from './best-laying.js';
import { compareTokens } from './compare-tokens.js';
import { compileName } from './compile-name.js';
import { nameFrequency } from './frequency.js';
import { mergedToken } from './merged-token.js';
import { addToRole } from './role-comparisons.js';
import type { CompiledName, CompiledPart, NameComparison, NameToken, TokenMeeting } from './types.js';

type Name = string | PersonName | CompiledName;

const compiled = (name: Name): CompiledName => (typeof name === 'object' && 'parse' in name ? name : compileName(name));

/**
 * Compares two names in any script: the best way to lay their parts against each other, where every departure from the written order costs.
 * Symmetric in everything but the sides a and b of what it reports. A name without letters is like nothing (similarity 0).
 */
export function compareNames(first: Name, second: Name): NameComparison {
  const a = compiled(first);
  const b = compiled(second);
  if (a.parts.length === 0 || b.parts.length === 0)
    return { similarity: 0, perRole: {}, meetings: [], arrangement: 'as_written' };
  // A fixed order makes sums and ties the same whichever name comes first.
  return b.key < a.key ? report(b, a, bestLaying(b, a), true) : report(a, b, bestLaying(a, b), false);
}

/** `flipped`: x and y were put in the fixed order by changing places, so y is the caller's first name. */
function report(x: CompiledName, y: CompiledName, laying: Laying, flipped: boolean): NameComparison {
  // Where the names call one part differently (a shifted name), the one whose division is surer decides.
  const xDecides = x.rolesGiven === y.rolesGiven ? x.parse.confidence >= y.parse.confidence : x.rolesGiven;
  const perRole: NameComparison['perRole'] = {};
  const meetings: TokenMeeting[] = [];
  let shifted = false;
  for (const step of laying.steps) {
    const side: Side = { parts: x.parts, at: step.a };
    const other: Side = { parts: y.parts, at: step.b };
    const [a, b] = flipped ? [other, side] : [side, other];
    const meeting = meet(a, b);
    meetings.push(meeting);
    const { roleA, roleB, level } = meeting;
    if (roleA !== null && roleB !== null && roleA !== roleB) shifted = true;
    const role = xDecides === flipped ? (roleB ?? roleA) : (roleA ?? roleB);
    if (role !== null) {
      addToRole(perRole, role, {
        level,
        a: meeting.a,
        b: meeting.b,
        frequencyA: rarest(a, role),
        frequencyB: rarest(b, role),
      });
    }
  }
  const { similarity, arrangement } = laying;
  return {
    similarity,
    perRole,
    meetings,
    arrangement: shifted && arrangement === 'as_written' ? 'shifted' : arrangement,
  };
}

/** None, one or two neighbouring parts of one name. */
interface Side {
  parts: readonly CompiledPart[];
  at: readonly number[];
}

function meet(a: Side, b: Side): TokenMeeting {
  const writtenA = written(a);
  const writtenB = written(b);
  const roleA = a.at.length === 0 ? null : a.parts[a.at[0]!]!.role;
  const roleB = b.at.length === 0 ? null : b.parts[b.at[0]!]!.role;
  if (writtenA === null || writtenB === null)
    return { a: writtenA, b: writtenB, roleA, roleB, level: 'missing', weight: 0 };
  const { level, similarity } = compareTokens(tokenAt(a), tokenAt(b));
  return { a: writtenA, b: writtenB, roleA, roleB, level, weight: similarity };
}

function tokenAt({ parts, at }: Side): NameToken {
  const first = parts[at[0]!]!;
  return at.length === 2 ? mergedToken(first, parts[at[1]!]!) : first.token;
}

function written({ parts, at }: Side): string | null {
  if (at.length === 0) return null;
  const first = parts[at[0]!]!.written;
  return at.length === 2 ? `${first} ${parts[at[1]!]!.written}` : first;
}

/** Frequency of the rarest part: a role of two words is at most as common as either. */
function rarest({ parts, at }: Side, role: NameRole): number | null {
  if (at.length === 0) return null;
  const first = nameFrequency(parts[at[0]!]!.token, role);
  return at.length === 2 ? Math.min(first, nameFrequency(parts[at[1]!]!.token, role)) : first;
}
