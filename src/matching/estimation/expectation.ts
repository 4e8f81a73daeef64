import { compileModel, hypotheses, type ModelFile, relativeKinds } from '../model/index.js';
import { cells, notSame, type Observations } from './observations.js';

/** One column a hypothesis, one row a cell. */
export type Counts = Float64Array[];

const stranger = hypotheses.indexOf('unrelated');
const person = hypotheses.indexOf('same');

/** The weights by which pairs are scored, one column a hypothesis; strangers are what the others are measured against. */
export function bitsOf(file: ModelFile): Counts {
  const model = compileModel(file);
  const tables = [model.same, ...relativeKinds.map((kind) => model.relatives[kind])];
  const columns = tables.map((table) =>
    Float64Array.from(cells, ({ comparison, setting, level }) => table[comparison][setting]![level]!),
  );
  return [...columns, new Float64Array(cells.length)];
}

/** Counts of each cell under each hypothesis, every pair by how likely it is of that kind; and the pairs in sum. */
export function expect(pairs: Observations, bits: Counts, prior: number[]): { counts: Counts; pairs: number[] } {
  const counts = hypotheses.map(() => new Float64Array(cells.length));
  const sums = hypotheses.map(() => 0);
  const posterior = new Float64Array(hypotheses.length);
  for (let pair = 0; pair < pairs.size; pair++) {
    weigh(pairs, pair, bits, prior, posterior);
    for (let column = 0; column < posterior.length; column++) {
      const part = posterior[column]!;
      if (part === 0) continue;
      sums[column]! += part;
      pairs.eachCell(pair, (cell) => {
        counts[column]![cell]! += part;
      });
    }
  }
  return { counts, pairs: sums };
}

/** Fills in how likely each hypothesis is for a pair. */
function weigh(pairs: Observations, pair: number, bits: Counts, prior: number[], posterior: Float64Array): void {
  const known = pairs.whatIs(pair);
  if (known >= 0) {
    posterior.fill(0);
    posterior[known] = 1;
    return;
  }
  let highest = Number.NEGATIVE_INFINITY;
  for (let column = 0; column < posterior.length; column++) {
    // A rare value is rarer between strangers only: the others share it because they are one person or one family.
    let sum = prior[column]! + (column === stranger ? 0 : pairs.rarity(pair));
    pairs.eachCell(pair, (cell) => {
      sum += bits[column]![cell]!;
    });
    posterior[column] = known === notSame && column === person ? Number.NEGATIVE_INFINITY : sum;
    highest = Math.max(highest, posterior[column]!);
  }
  let total = 0;
  for (let column = 0; column < posterior.length; column++) {
    posterior[column] = 2 ** (posterior[column]! - highest);
    total += posterior[column]!;
  }
  for (let column = 0; column < posterior.length; column++) posterior[column]! /= total;
}
