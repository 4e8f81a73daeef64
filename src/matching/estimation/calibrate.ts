import type { ModelFile } from '../model/index.js';

/** A pair whose answer is known, with its match weight. `count`: how many pairs it stands for (1 over the chance of being looked at). */
export interface JudgedPair {
  weight: number;
  same: boolean;
  count?: number;
}

/** Pairs for one step of the staircase, at the least, and bits between two steps: fewer would follow chance. */
const fewestPairs = 40;
const narrowest = 0.5;

interface Step {
  weight: number;
  same: number;
  count: number;
}

/**
 * A rising line from match weight to probability by isotonic regression (pool adjacent violators; Zadrozny and Elkan 2002) over steps of like weight. Returns null when there is too little to judge by: fewer than two steps with both answers.
 */
export function calibrate(pairs: readonly JudgedPair[]): ModelFile['calibration']['knots'] | null {
  const steps = stepsOf([...pairs].sort((a, b) => a.weight - b.weight));
  const pooled: Step[] = [];
  for (const step of steps) {
    pooled.push(step);
    while (pooled.length > 1 && rate(pooled.at(-2)!) >= rate(pooled.at(-1)!)) {
      const [low, high] = pooled.splice(-2) as [Step, Step];
      pooled.push({
        weight: (low.weight * low.count + high.weight * high.count) / (low.count + high.count),
        same: low.same + high.same,
        count: low.count + high.count,
      });
    }
  }
  // Below the lowest step with a true pair nothing is known but that true pairs are rarer still; above the highest, that false ones are.
  const told = pooled.filter(({ same }) => same > 0);
  if (told.length < 2) return null;
  return told.map((step) => ({
    weight: Math.round(step.weight * 100) / 100,
    probability: Number(Math.min(rate(step), step.count / (step.count + 1)).toPrecision(4)),
  }));
}

const rate = ({ same, count }: Step): number => same / count;

function stepsOf(sorted: JudgedPair[]): Step[] {
  const steps: Step[] = [];
  let from = Number.NEGATIVE_INFINITY;
  for (const { weight, same, count = 1 } of sorted) {
    let last = steps.at(-1);
    if (!last || (last.count >= fewestPairs && weight >= from + narrowest)) {
      last = { weight: 0, same: 0, count: 0 };
      steps.push(last);
      from = weight;
    }
    last.weight = (last.weight * last.count + weight * count) / (last.count + count);
    last.same += same ? count : 0;
    last.count += count;
  }
  return steps;
}
