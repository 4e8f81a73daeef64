import { contradictions, distances, oneForTwo, roleAlone, twoForOne } from './measure-parts.js';
import { mostPartsMeasured } from './name-side.js';

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

/** Parts that each move uses, by the numbers of `move`. */
const usesOfA = [0, 1, 1, 0, 1, 2] as const;
const usesOfB = [0, 1, 0, 1, 2, 1] as const;

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

/** A laying as steps, first part first: how many parts of either name each uses (0, 1 or 2), and the index of the last of them in the written order. */
export const steps = {
  count: 0,
  usedX: new Uint8Array(2 * mostPartsMeasured),
  usedY: new Uint8Array(2 * mostPartsMeasured),
  lastX: new Int8Array(2 * mostPartsMeasured),
  lastY: new Int8Array(2 * mostPartsMeasured),
};

/** Sets `steps` to the laying worked out last by layParts. */
export function readSteps(n: number, m: number, orderA: readonly number[] | null, orderB: readonly number[] | null) {
  const rows = orderA ?? written;
  const columns = orderB ?? written;
  steps.count = stepsBack(n, m);
  let current = cheapest((n * width + m) * states);
  let at = steps.count;
  for (let i = n, j = m; i > 0 || j > 0; ) {
    const kept = moves[(i * width + j) * states + current]!;
    const made = (kept / states) | 0;
    current = kept % states;
    at -= 1;
    steps.usedX[at] = usesOfA[made]!;
    steps.usedY[at] = usesOfB[made]!;
    steps.lastX[at] = i > 0 ? rows[i - 1]! : -1;
    steps.lastY[at] = j > 0 ? columns[j - 1]! : -1;
    i -= usesOfA[made]!;
    j -= usesOfB[made]!;
  }
}

function stepsBack(n: number, m: number): number {
  let current = cheapest((n * width + m) * states);
  let count = 0;
  for (let i = n, j = m; i > 0 || j > 0; count++) {
    const kept = moves[(i * width + j) * states + current]!;
    const made = (kept / states) | 0;
    current = kept % states;
    i -= usesOfA[made]!;
    j -= usesOfB[made]!;
  }
  return count;
}

/** How many parts of the two names meet in the laying worked out last, two as one counting once. */
export function meetingsOfLast(n: number, m: number): number {
  let current = cheapest((n * width + m) * states);
  let met = 0;
  for (let i = n, j = m; i > 0 || j > 0; ) {
    const kept = moves[(i * width + j) * states + current]!;
    const made = (kept / states) | 0;
    current = kept % states;
    if (made !== move.onlyA && made !== move.onlyB) met += 1;
    i -= usesOfA[made]!;
    j -= usesOfB[made]!;
  }
  return met;
}
