import { layParts, meetingsOfLast, readSteps, steps } from './align-parts.js';
import { type Arrangement, arrangementNames, arrangements } from './arrangements.js';
import { distances } from './measure-parts.js';
import { mostPartsMeasured } from './name-side.js';

/** The laying found last, beside its steps (align-parts.ts); the arrangement as an index into arrangementNames. */
export const laying = { cost: 0, arrangement: 0 };
const asWritten = arrangementNames.indexOf('as_written');

/** Below this cost no other arrangement can win: each costs more by itself. */
const goodAsWritten = 0.25;
const steepness = 2.2;

/** Finds the best way to lay the parts last measured against each other, at least one on either side: sets `laying` and `steps`. */
export function findBestLaying(n: number, m: number): void {
  let cost = layParts(n, m, null, null);
  let best: Arrangement | null = null;
  let ofA = true;
  let last: Arrangement | null = null;
  if (cost > goodAsWritten) {
    const least = leastWhenAllMeet(n, m);
    for (const side of [true, false]) {
      // Changing the order of one side undoes the same change of the other, so with as many parts one side is enough.
      if (!side && n === m) break;
      for (const arrangement of arrangements(side ? n : m)) {
        if (arrangement.penalty + least >= cost) continue;
        last = arrangement;
        const total =
          arrangement.penalty +
          layParts(n, m, side ? arrangement.order : null, side ? null : arrangement.order, arrangement.moved);
        // A reordering that still leaves parts out on both sides explains nothing.
        if (total < cost && meetingsOfLast(n, m) === Math.min(n, m)) {
          cost = total;
          best = arrangement;
          ofA = side;
        }
      }
    }
  }
  const orderA = best && ofA ? best.order : null;
  const orderB = best && !ofA ? best.order : null;
  if (last !== null) layParts(n, m, orderA, orderB, best?.moved);
  readSteps(n, m, orderA, orderB);
  laying.cost = cost;
  laying.arrangement = best === null ? asWritten : arrangementNames.indexOf(best.name);
}

/** Sums in another order differ in the last bits; an arrangement that may win must not be passed over for them. */
const lastBits = 1e-9;

/** Any reordering in which every part of the shorter name meets a part costs at least this: spares laying most pairs of unlike names a dozen times. */
function leastWhenAllMeet(n: number, m: number): number {
  let sum = -lastBits;
  const [rows, columns, nextRow, nextColumn] = n <= m ? [n, m, mostPartsMeasured, 1] : [m, n, 1, mostPartsMeasured];
  for (let row = 0; row < rows; row++) {
    let nearest = Number.POSITIVE_INFINITY;
    for (let column = 0; column < columns; column++) {
      nearest = Math.min(nearest, distances[row * nextRow + column * nextColumn]!);
    }
    sum += nearest;
  }
  return sum;
}

/** Similarity 0..1 of the laying found last. Evidence grows with the number of parts that meet, so the same total cost weighs less in a longer name. */
export function similarityOfLaying(): number {
  let pairs = 0;
  for (let at = 0; at < steps.count; at++) if (steps.usedX[at]! > 0 && steps.usedY[at]! > 0) pairs++;
  return Math.exp((-steepness * laying.cost) / Math.sqrt(Math.max(1, pairs)));
}
