import type { Reading } from '../names/types.js';
import { candidatesFor, knownNames } from './known-names.js';
import { likelihood } from './likelihood.js';
import { soundLetters } from './sound-letters.js';
import { emissions, likelyAtRandom } from './sound-model.js';
import { type LatinSound, latinSound } from './spelled.js';

/** What a Latin spelling may stand for. */
export interface Meaning {
  readings: readonly { sound: LatinSound; prefix: string; suffix: string; share: number }[];
  /** Weight of all explanations together: known names and an unknown one. */
  total: number;
  /** Known names by id with their weights, likeliest first. */
  names: Uint16Array;
  weights: Float64Array;
  /** Share of the explanations that are a name no table knows, 0..1. */
  unknown: number;
  /** Probability of the letters as those of any name. */
  random: number;
}

/** Prior weight of a name that no table has, against the sum of the known ones (1). */
export const unknownName = 0.02;
/** A reading that costs 0.1 more (an article guessed, an elided one) is half as likely. */
const bitsPerCost = 10;
/** Explanations kept: further ones are never the answer. */
const mostNames = 16;
const leastShare = 1e-5;

/** The letters of a Latin spelling in each reading, before any name is asked whether it explains them. */
export interface Sounded {
  readings: Meaning['readings'];
  random: number;
}

export function soundedOf(readings: readonly Reading[]): Sounded {
  const shares = readings.map(({ cost }) => 2 ** (-bitsPerCost * cost));
  const sum = shares.reduce((a, b) => a + b, 0);
  let random = 0;
  const heard = readings.map((reading, at) => {
    const letters = soundLetters(reading.core);
    const share = shares[at]! / sum;
    random += share * likelyAtRandom(letters);
    return { sound: latinSound(letters, emissions), prefix: reading.prefix, suffix: reading.suffix, share };
  });
  return { readings: heard, random };
}

/** Works out, once for a spelling, how well each known name explains it. */
export function meaningOf(readings: readonly Reading[]): Meaning {
  const { readings: heard, random } = soundedOf(readings);
  const weighed = new Map<number, number>();
  let total = 0;
  readings.forEach((reading, at) => {
    const { sound, share } = heard[at]!;
    for (const id of candidatesFor(reading)) {
      const name = knownNames[id]!;
      const weight = share * name.prior * likelihood(name.sound, sound, emissions.probability);
      weighed.set(id, (weighed.get(id) ?? 0) + weight);
      total += weight;
    }
  });
  const unknown = unknownName * random;
  total += unknown;
  const best = [...weighed]
    .filter(([, weight]) => weight > leastShare * total)
    .sort((x, y) => y[1] - x[1] || x[0] - y[0])
    .slice(0, mostNames);
  return {
    readings: heard,
    total,
    names: Uint16Array.from(best, ([id]) => id),
    weights: Float64Array.from(best, ([, weight]) => weight),
    unknown: unknown / total,
    random,
  };
}
