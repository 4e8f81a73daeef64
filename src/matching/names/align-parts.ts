import { contradictions, distances, mostPartsMeasured, oneForTwo, roleAlone, twoForOne } from './measure-parts.js';

/** One step of laying two lists of parts against each other, as indexes into the written order; an empty side has no such part. */
export interface PartStep {
  a: readonly number[];
  b: readonly number[];
}

/**
 * Parts left out cost little (records shorten names), parts that contradict cost much. Leaving out the first costs more than a middle one: the given
 * name is the one that records keep.
 */
const leftOut = { first: 0.62, middle: 0.2, last: 0.4 } as const;
/** A part that an arrangement moves and then leaves out: the arrangement would only hide a contradiction. */
const movedButMissing = 2;
const move = { pair: 1, onlyA: 2, onlyB: 3, oneForTwo: 4, twoForOne: 5 } as const;

const width = mostPartsMeasured + 1;
const costs = new Float64Array(width * width * 3);
const moves = new Uint8Array(width * width * 3);

const nothing: readonly number[] = [];
const written = Array.from({ length: mostPartsMeasured }, (_, index) => index);

const leftOutCost = (index: number, length: number): number =>
  index === 0 ? leftOut.first : index === length - 1 ? leftOut.last : leftOut.middle;

/** What the last step did. Parts left out on both sides in a row would be parts that contradict, so one must not follow the other. */
const state = { paired: 0, leftOutOfB: 1, leftOutOfA: 2 } as const;
const states = 3;
const endless = Number.POSITIVE_INFINITY;

/**
 * Cheapest cost of laying the parts last measured against each other in the given orders (null = as written) without changing those orders: pairs,
 * parts left out on either side and, in the written order, one word for two.
 */
export function layParts(
  n: number,
  m: number,
  orderA: readonly number[] | null,
  orderB: readonly number[] | null,
  moved: readonly number[] = nothing,
): number {
  const mayMerge = orderA === null && orderB === null;
  const rows = orderA ?? written;
  const columns = orderB ?? written;
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      const here = (i * width + j) * states;
      costs[here] = i === 0 && j === 0 ? 0 : endless;
      costs[here + 1] = endless;
      costs[here + 2] = endless;
      // Where both sources tell the parts apart, a father here and a family there do not contradict.
      const mayFollow = i > 0 && j > 0 && roleAlone[(i - 1) * mostPartsMeasured + j - 1] === 1;
      if (i > 0)
        leaveOut(
          here + state.leftOutOfB,
          ((i - 1) * width + j) * states,
          state.leftOutOfB,
          leftOutCost(i - 1, n) + (orderA !== null && moved.includes(i - 1) ? movedButMissing : 0),
          mayFollow,
        );
      if (j > 0)
        leaveOut(
          here + state.leftOutOfA,
          (i * width + j - 1) * states,
          state.leftOutOfA,
          leftOutCost(j - 1, m) + (orderB !== null && moved.includes(j - 1) ? movedButMissing : 0),
          mayFollow,
        );
      if (i === 0 || j === 0) continue;
      const at = rows[i - 1]! * mostPartsMeasured + columns[j - 1]!;
      pair(
        here,
        ((i - 1) * width + j - 1) * states,
        distances[at]! + contradictions[(i - 1) * mostPartsMeasured + j - 1]!,
        move.pair,
      );
      if (mayMerge && j > 1) pair(here, ((i - 1) * width + j - 2) * states, oneForTwo[at]!, move.oneForTwo);
      if (mayMerge && i > 1) pair(here, ((i - 2) * width + j - 1) * states, twoForOne[at]!, move.twoForOne);
    }
  }
  const end = (n * width + m) * states;
  return costs[end + cheapest(end)]!;
}

/** The cheapest state of a cell. */
function cheapest(cell: number): number {
  const last = costs[cell + 2]! < costs[cell + 1]! ? 2 : 1;
  return costs[cell + last]! < costs[cell]! ? last : 0;
}

function pair(to: number, from: number, cost: number, made: number): void {
  const best = cheapest(from);
  const total = costs[from + best]! + cost;
  if (total >= costs[to]!) return;
  costs[to] = total;
  moves[to] = made * states + best;
}

function leaveOut(to: number, from: number, same: number, cost: number, mayFollowOther: boolean): void {
  let best: number = costs[from + same]! < costs[from]! ? same : state.paired;
  const other = states - same;
  if (mayFollowOther && costs[from + other]! < costs[from + best]!) best = other;
  costs[to] = costs[from + best]! + cost;
  moves[to] = (same === state.leftOutOfB ? move.onlyA : move.onlyB) * states + best;
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
  let current = cheapest((n * width + m) * states);
  for (let i = n, j = m; i > 0 || j > 0; ) {
    const kept = moves[(i * width + j) * states + current]!;
    const made = Math.floor(kept / states);
    current = kept % states;
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
