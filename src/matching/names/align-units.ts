import { flag, longestSpelling, type UnitString } from './read-units.js';
import { arabicUnits, omissionCost, pairCost, unitCount } from './sounds.js';

/**
 * Cheapest way to lay one reading against another of the same script: a weighted edit distance over letter units, where the tables say what two letters, or a letter and
 * nothing, cost. Exactly the same number whichever reading is first is the caller's business (compare-tokens.ts puts them in a fixed order).
 */

/** Two letters changed places: less than two wrong letters. */
export const transposition = 0.8;
const leftOutSecondVowel = 0.2;
const leftOutRepeatedGlide = 0.06;

const width = longestSpelling + 1;
const table = new Float64Array(width * width);
const omitA = new Float64Array(longestSpelling);
const omitB = new Float64Array(longestSpelling);

function fillOmissions(target: Float64Array, { units, flags }: UnitString): void {
  for (let i = 0; i < units.length; i++)
    target[i] = omission(units[0]!, units[i]!, flags[i]!, positionOf(i, units.length));
}

/** Position of a unit as the table of omissions counts it: 0 = first, 2 = last, 1 = between. */
export const positionOf = (at: number, length: number): number => (at === 0 ? 0 : at === length - 1 ? 2 : 1);

/** What it costs that the other spelling leaves a unit out. `first`: the first unit of its reading. */
export function omission(first: number, unit: number, flags: number, position: number): number {
  const base = arabicUnits[first] === 1 ? 0 : unitCount;
  const cost = omissionCost[(base + unit) * 3 + position]!;
  const least = flags & flag.secondVowel && cost < leftOutSecondVowel ? leftOutSecondVowel : cost;
  return flags & flag.repeatedGlide && least > leftOutRepeatedGlide ? leftOutRepeatedGlide : least;
}

/** `worthless`: a cost at which the caller has no more use for the result; it may then be returned early. */
export function alignUnits(a: UnitString, b: UnitString, worthless = Number.POSITIVE_INFINITY): number {
  const ua = a.units;
  const ub = b.units;
  const n = ua.length;
  const m = ub.length;
  if (n === 0 || m === 0) return n === m ? 0 : Number.POSITIVE_INFINITY;
  fillOmissions(omitA, a);
  fillOmissions(omitB, b);
  table[0] = 0;
  let lowestAbove = 0;
  for (let j = 1; j <= m; j++) table[j] = table[j - 1]! + omitB[j - 1]!;
  for (let i = 1; i <= n; i++) {
    const row = i * width;
    const above = row - width;
    const pairs = ua[i - 1]! * unitCount;
    table[row] = table[above]! + omitA[i - 1]!;
    let lowest = table[row]!;
    for (let j = 1; j <= m; j++) {
      let cost = table[above + j - 1]! + pairCost[pairs + ub[j - 1]!]!;
      const withoutA = table[above + j]! + omitA[i - 1]!;
      if (withoutA < cost) cost = withoutA;
      const withoutB = table[row + j - 1]! + omitB[j - 1]!;
      if (withoutB < cost) cost = withoutB;
      if (i > 1 && j > 1 && ua[i - 1] === ub[j - 2] && ua[i - 2] === ub[j - 1] && ua[i - 1] !== ua[i - 2]) {
        const changed = table[above - width + j - 2]! + transposition;
        if (changed < cost) cost = changed;
      }
      table[row + j] = cost;
      if (cost < lowest) lowest = cost;
    }
    // A transposition looks back two rows, so both must be worthless.
    if (lowest >= worthless && lowestAbove >= worthless) return worthless;
    lowestAbove = lowest;
  }
  return table[n * width + m]!;
}
