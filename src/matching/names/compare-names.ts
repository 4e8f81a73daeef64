import type { PersonName } from '../record.js';
import { steps } from './align-parts.js';
import { arrangementNames } from './arrangements.js';
import { findBestLaying, similarityOfLaying } from './best-laying.js';
import { compareTokens } from './compare-tokens.js';
import { compileName } from './compile-name.js';
import { decideRoles, laid } from './laid-roles.js';
import { measureParts } from './measure-parts.js';
import { mergedToken } from './merged-token.js';
import { isBehind, NameSide } from './name-side.js';
import { perRole } from './role-comparisons.js';
import type { CompiledName, CompiledPart, NameComparison, NameToken, TokenMeeting } from './types.js';

type Name = string | PersonName | CompiledName;

const compiled = (name: Name): CompiledName => (typeof name === 'object' && 'parse' in name ? name : compileName(name));

// Scratch space: comparing is synchronous.
const [sideA, sideB] = [new NameSide(), new NameSide()];

/**
 * Compares two names in any script: the best way to lay their parts against each other, where every departure from the written order costs.
 * Symmetric in everything but the sides a and b of what it reports. A name without letters is like nothing (similarity 0).
 */
export function compareNames(first: Name, second: Name): NameComparison {
  const a = compiled(first);
  const b = compiled(second);
  if (a.parts.length === 0 || b.parts.length === 0)
    return { similarity: 0, perRole: {}, meetings: [], arrangement: 'as_written' };
  sideA.setName(a);
  sideB.setName(b);
  // A fixed order makes sums and ties the same whichever name comes first.
  const flipped = isBehind(sideA, sideB);
  const [x, y] = flipped ? [sideB, sideA] : [sideA, sideB];
  measureParts(x, y);
  findBestLaying(x.count, y.count);
  decideRoles(x, y);
  const usedA = flipped ? steps.usedY : steps.usedX;
  const usedB = flipped ? steps.usedX : steps.usedY;
  const lastA = flipped ? steps.lastY : steps.lastX;
  const lastB = flipped ? steps.lastX : steps.lastY;
  const meetings: TokenMeeting[] = [];
  for (let step = 0; step < steps.count; step++) {
    meetings.push(meet(partsAt(a, usedA[step]!, lastA[step]!), partsAt(b, usedB[step]!, lastB[step]!)));
  }
  return {
    similarity: similarityOfLaying(),
    perRole: perRole(x, y, flipped, meetings),
    meetings,
    arrangement: arrangementNames[laid.arrangement]!,
  };
}

/** None, one or two neighbouring parts of one name. */
const partsAt = ({ parts }: CompiledName, used: number, last: number): readonly CompiledPart[] =>
  parts.slice(last + 1 - used, last + 1);

function meet(a: readonly CompiledPart[], b: readonly CompiledPart[]): TokenMeeting {
  const sides = { a: written(a), b: written(b), roleA: a[0]?.role ?? null, roleB: b[0]?.role ?? null };
  if (a.length === 0 || b.length === 0) return { ...sides, level: 'missing', weight: 0 };
  const { level, similarity } = compareTokens(tokenOfParts(a), tokenOfParts(b));
  return { ...sides, level, weight: similarity };
}

const tokenOfParts = ([first, second]: readonly CompiledPart[]): NameToken =>
  second ? mergedToken(first!.token, second.token) : first!.token;

const written = (parts: readonly CompiledPart[]): string | null =>
  parts.length === 0 ? null : parts.map((part) => part.written).join(' ');
