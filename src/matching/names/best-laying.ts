import { lastSteps, layParts, measureParts, type PartStep } from './align-parts.js';
import { type Arrangement, arrangements } from './arrangements.js';
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
    for (const side of [true, false]) {
      // Changing the order of one side undoes the same change of the other, so with as many parts one side is enough.
      if (!side && n === m) break;
      for (const arrangement of arrangements(side ? n : m)) {
        if (arrangement.penalty >= cost) continue;
        last = arrangement;
        const total =
          arrangement.penalty + layParts(n, m, side ? arrangement.order : null, side ? null : arrangement.order);
        if (total < cost) {
          cost = total;
          best = arrangement;
          ofA = side;
        }
      }
    }
  }
  const orderA = best && ofA ? best.order : null;
  const orderB = best && !ofA ? best.order : null;
  if (last !== null) layParts(n, m, orderA, orderB);
  const steps = lastSteps(n, m, orderA, orderB);
  return { steps, similarity: similarityOf(cost, steps), arrangement: best?.name ?? 'as_written' };
}

/** Evidence grows with the number of parts that meet, so the same total cost weighs less in a longer name. */
function similarityOf(cost: number, steps: readonly PartStep[]): number {
  let meeting = 0;
  for (const step of steps) if (step.a.length > 0 && step.b.length > 0) meeting++;
  return Math.exp((-steepness * cost) / Math.sqrt(Math.max(1, meeting)));
}
