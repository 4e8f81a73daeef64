import { tokenDistance } from './compare-tokens.js';
import { mergedToken } from './merged-token.js';
import type { CompiledPart } from './types.js';

/** One step of laying two lists of parts against each other, as indexes into the written order; an empty side has no such part. */
export interface PartStep {
  a: readonly number[];
  b: readonly number[];
}

/**
 * Parts left out cost little (records shorten names), parts that contradict cost much. Leaving out the first costs more than a middle one: the given
 * name is the one that records keep.
 */
const leftOut = { first: 0.5, middle: 0.13, last: 0.32 } as const;
/** One word on one side is two on the other (Mohammedarar). */
const mergedPenalty = 0.15;
/** A pair of parts costs no more than this, so that one wrong part cannot hide how well the rest agrees. */
const costliestPair = 1.6;
/** Parts that the sources themselves put in different roles. */
const roleContradicts = 0.25;
/** Above this distance two parts are worth trying as merged. */
const worthMerging = 0.5;

const move = { pair: 1, onlyA: 2, onlyB: 3, oneForTwo: 4, twoForOne: 5 } as const;

/** Names have at most this many parts here (compile-name.ts cuts them). */
const most = 8;
const width = most + 1;
// Scratch space for one comparison at a time: comparing is synchronous, and this is the innermost loop of matching.
const distances = new Float64Array(most * most);
/** By position, not by part: a part that changes places takes the role of its new place. */
const contradictions = new Float64Array(most * most);
const oneForTwo = new Float64Array(most * most);
const twoForOne = new Float64Array(most * most);
const costs = new Float64Array(width * width);
const moves = new Uint8Array(width * width);

const nothing: readonly number[] = [];
const written = Array.from({ length: most }, (_, index) => index);

/** Compares every part of a with every part of b, once, for all the arrangements tried after it. */
export function measureParts(a: readonly CompiledPart[], b: readonly CompiledPart[], rolesCount: boolean): void {
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) {
      const x = a[i]!;
      const y = b[j]!;
      const distance = tokenDistance(x.token, y.token);
      const at = i * most + j;
      distances[at] = Math.min(costliestPair, distance);
      contradictions[at] = rolesCount && x.role !== y.role ? roleContradicts : 0;
      const merge = distance > worthMerging;
      oneForTwo[at] = merge && j > 0 ? mergedCost(x, b[j - 1]!, y) : Number.POSITIVE_INFINITY;
      twoForOne[at] = merge && i > 0 ? mergedCost(y, a[i - 1]!, x) : Number.POSITIVE_INFINITY;
    }
  }
}

/** Cost of one part standing for two. Only tried where the letters could be enough. */
function mergedCost(one: CompiledPart, first: CompiledPart, second: CompiledPart): number {
  const letters = first.token.letters + second.token.letters;
  if (one.token.letters < letters * 0.6 || one.token.letters > letters * 1.8 || one.token.isInitial)
    return Number.POSITIVE_INFINITY;
  if (first.token.script !== second.token.script) return Number.POSITIVE_INFINITY;
  return mergedPenalty + Math.min(costliestPair, tokenDistance(one.token, mergedToken(first, second)));
}

const leftOutCost = (index: number, length: number): number =>
  index === 0 ? leftOut.first : index === length - 1 ? leftOut.last : leftOut.middle;

/**
 * Cheapest cost of laying the parts last measured against each other in the given orders (null = as written) without changing those orders: pairs,
 * parts left out on either side and, in the written order, one word for two.
 */
export function layParts(
  n: number,
  m: number,
  orderA: readonly number[] | null,
  orderB: readonly number[] | null,
): number {
  const mayMerge = orderA === null && orderB === null;
  const rows = orderA ?? written;
  const columns = orderB ?? written;
  costs[0] = 0;
  for (let j = 1; j <= m; j++) {
    costs[j] = costs[j - 1]! + leftOutCost(j - 1, m);
    moves[j] = move.onlyB;
  }
  for (let i = 1; i <= n; i++) {
    const row = i * width;
    const skipA = leftOutCost(i - 1, n);
    const of = rows[i - 1]! * most;
    costs[row] = costs[row - width]! + skipA;
    moves[row] = move.onlyA;
    for (let j = 1; j <= m; j++) {
      const at = of + columns[j - 1]!;
      const here = row + j;
      let cost = costs[here - width - 1]! + distances[at]! + contradictions[(i - 1) * most + j - 1]!;
      let best: number = move.pair;
      const withoutA = costs[here - width]! + skipA;
      if (withoutA < cost) {
        cost = withoutA;
        best = move.onlyA;
      }
      const withoutB = costs[here - 1]! + leftOutCost(j - 1, m);
      if (withoutB < cost) {
        cost = withoutB;
        best = move.onlyB;
      }
      if (mayMerge && j > 1 && costs[here - width - 2]! + oneForTwo[at]! < cost) {
        cost = costs[here - width - 2]! + oneForTwo[at]!;
        best = move.oneForTwo;
      }
      if (mayMerge && i > 1 && costs[here - 2 * width - 1]! + twoForOne[at]! < cost) {
        cost = costs[here - 2 * width - 1]! + twoForOne[at]!;
        best = move.twoForOne;
      }
      costs[here] = cost;
      moves[here] = best;
    }
  }
  return costs[n * width + m]!;
}

/** The steps of the laying worked out last by layParts, first part first. */
export function lastSteps(
  n: number,
  m: number,
  orderA: readonly number[] | null,
  orderB: readonly number[] | null,
): PartStep[] {
  const rows = orderA ?? written;
  const columns = orderB ?? written;
  const steps: PartStep[] = [];
  for (let i = n, j = m; i > 0 || j > 0; ) {
    const made = moves[i * width + j]!;
    const usedA = made === move.onlyB ? 0 : made === move.twoForOne ? 2 : 1;
    const usedB = made === move.onlyA ? 0 : made === move.oneForTwo ? 2 : 1;
    steps.push({
      a: usedA === 0 ? nothing : rows.slice(i - usedA, i),
      b: usedB === 0 ? nothing : columns.slice(j - usedB, j),
    });
    i -= usedA;
    j -= usedB;
  }
  return steps.reverse();
}
