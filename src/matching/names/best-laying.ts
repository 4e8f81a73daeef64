import { lastSteps, layParts, type PartStep } from './align-parts.js';
import { type Arrangement, arrangements } from './arrangements.js';
import { distances, measureParts, mostPartsMeasured } from './measure-parts.js';
import type { CompiledName, NameArrangement } from './types.js';

export interface Laying {
  steps: PartStep[];
  similarity: number;
  arrangement: NameArrangement;
}

/** Below this cost no other arrangement can win: each costs more by itself. */
const goodAsWritten = 0.25;
const steepness = 2.2;

/** The best way to lay two names with at least one part each against each other. */
export function bestLaying(a: CompiledName, b: CompiledName): Laying {
  const n = a.parts.length;
  const m = b.parts.length;
  measureParts(a.parts, b.parts, a.rolesGiven && b.rolesGiven);
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
        if (total < cost && pairs(lastSteps(n, m, null, null)) === Math.min(n, m)) {
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
  const steps = lastSteps(n, m, orderA, orderB);
  return { steps, similarity: similarityOf(cost, steps), arrangement: best?.name ?? 'as_written' };
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

/** Evidence grows with the number of parts that meet, so the same total cost weighs less in a longer name. */
function similarityOf(cost: number, steps: readonly PartStep[]): number {
  return Math.exp((-steepness * cost) / Math.sqrt(Math.max(1, pairs(steps))));
}

function pairs(steps: readonly PartStep[]): number {
  let found = 0;
  for (const step of steps) if (step.a.length > 0 && step.b.length > 0) found++;
  return found;
}
