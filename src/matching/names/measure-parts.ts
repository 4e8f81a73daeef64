import { tokenDistance } from './compare-tokens.js';
import { mergedToken } from './merged-token.js';
import type { CompiledPart, NameToken } from './types.js';

/** One word on one side is two on the other (Mohammedarar). */
const mergedPenalty = 0.15;
/** A pair of parts costs no more than this, so that one wrong part cannot hide how well the rest agrees. */
const costliestPair = 2.5;
/** Parts that the sources themselves put in different roles. */
const roleContradicts = 0.25;
/** Above this distance two parts are worth trying as merged. */
const worthMerging = 0.5;

/** Names have at most this many parts here (compile-name.ts cuts them). */
export const mostPartsMeasured = 8;
const cells = mostPartsMeasured * mostPartsMeasured;
// Scratch space for one comparison at a time: comparing is synchronous, and this is the innermost loop of matching.
export const distances = new Float64Array(cells);
/** By position, not by part: a part that changes places takes the role of its new place. */
export const contradictions = new Float64Array(cells);
/** 1 where neither part's role occurs on the other side at all. */
export const roleAlone = new Uint8Array(cells);
export const oneForTwo = new Float64Array(cells);
export const twoForOne = new Float64Array(cells);

// Each part of either name and the part before it as one word, made when first asked for.
const wordsOfA: (NameToken | undefined)[] = [];
const wordsOfB: (NameToken | undefined)[] = [];

/** Compares every part of a with every part of b, once, for all the arrangements tried after it. */
export function measureParts(a: readonly CompiledPart[], b: readonly CompiledPart[], rolesCount: boolean): void {
  wordsOfA.length = 0;
  wordsOfB.length = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) {
      const x = a[i]!;
      const y = b[j]!;
      const distance = tokenDistance(x.token, y.token);
      const at = i * mostPartsMeasured + j;
      distances[at] = Math.min(costliestPair, distance);
      contradictions[at] = rolesCount && x.role !== y.role ? roleContradicts : 0;
      roleAlone[at] =
        rolesCount && !b.some((part) => part.role === x.role) && !a.some((part) => part.role === y.role) ? 1 : 0;
      const merge = distance > worthMerging;
      oneForTwo[at] = merge && j > 0 ? mergedCost(x, b, j, wordsOfB) : Number.POSITIVE_INFINITY;
      twoForOne[at] = merge && i > 0 ? mergedCost(y, a, i, wordsOfA) : Number.POSITIVE_INFINITY;
    }
  }
}

/** Whether a part could stand for two that have so many letters together. */
export function mayStandForTwo(letters: number, ofBoth: number): boolean {
  return letters >= ofBoth * 0.6 && letters <= ofBoth * 2.4;
}

/** Cost of one part standing for the part of the other name at this place and the one before it. Only tried where the letters could be enough. */
function mergedCost(
  { token }: CompiledPart,
  parts: readonly CompiledPart[],
  place: number,
  words: (NameToken | undefined)[],
): number {
  const first = parts[place - 1]!;
  const second = parts[place]!;
  if (token.isInitial || !mayStandForTwo(token.letters, first.token.letters + second.token.letters))
    return Number.POSITIVE_INFINITY;
  if (first.token.script !== second.token.script) return Number.POSITIVE_INFINITY;
  words[place] ??= mergedToken(first, second);
  return mergedPenalty + Math.min(costliestPair, tokenDistance(token, words[place]));
}
