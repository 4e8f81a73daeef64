import { type Hypothesis, hypotheses, type ModelFile } from '../model/index.js';
import { cells, notSame, type Observations } from './observations.js';

export interface EstimationInput {
  /** Where to start, and what the counts are added to. */
  previous: ModelFile;
  /** Candidate pairs: those that share blocking keys. Nearly all pairs of one person or one family are among them. */
  candidates: Observations;
  /** Pairs drawn by chance; nearly all are strangers. */
  random: Observations;
  /** Number of all pairs of a report and a record. */
  allPairs: number;
  /** How many observations the weights of `previous` count for in each comparison and hypothesis (Dirichlet prior). */
  priorStrength: number;
  /** Rounds of expectation and maximisation; 1 is enough when every candidate was reviewed. */
  rounds: number;
}

/** Columns of the table: hypotheses. Rows: cells. */
type Counts = Float64Array[];

const stranger = hypotheses.indexOf('unrelated');
const person = hypotheses.indexOf('same');

/**
 * Estimates shares and levels. Strangers are counted on random pairs, the others on the candidates, by expectation maximisation (Dempster, Laird, Rubin 1977, as
 * Winkler 1988 has it for Fellegi and Sunter): each pair counts for every hypothesis by its probability, except reviewed ones, which count for
 * what they are. Deterministic: same input, same numbers.
 */
export function estimateShares(input: EstimationInput): Pick<ModelFile, 'shares' | 'levels'> {
  const before = tableOf(input.previous);
  let shares = columnsOf(input.previous);
  let levels = before;
  for (let round = 0; round < input.rounds; round++) {
    const found = expect(input.candidates, levels, shares);
    const strangers = normalise(expect(input.random, levels, shares).counts[stranger]!, before[stranger]!, 1);
    levels = found.counts.map((counts, at) =>
      at === stranger ? strangers : normalise(counts, asFarAbove(strangers, before, at), input.priorStrength),
    );
    shares = found.pairs.map((count) => (count + 0.5) / input.allPairs);
  }
  return { shares: namedShares(shares), levels: treeOf(levels) };
}

function expect(pairs: Observations, levels: Counts, shares: number[]): { counts: Counts; pairs: number[] } {
  const counts = hypotheses.map(() => new Float64Array(cells.length));
  const sums = hypotheses.map(() => 0);
  const bits = levels.map((column) => column.map((share) => Math.log2(share)));
  const prior = shares.map((share) => Math.log2(share));
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
    let sum = prior[column]! - (column === stranger ? pairs.rarity(pair) : 0);
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

/**
 * The prior of a hypothesis: levels that lie as far above or below those of strangers as they did before. What was trusted is that distance, the weight; the
 * shares themselves change with the records.
 */
function asFarAbove(strangers: Float64Array, before: Counts, column: number): Float64Array {
  const shares = strangers.map((share, at) => (share * before[column]![at]!) / before[stranger]![at]!);
  return normalise(shares, shares, 0);
}

/** Counts to shares within each comparison and setting, after `strength` observations of the prior were added. */
function normalise(counts: Float64Array, prior: Float64Array, strength: number): Float64Array {
  const sums = new Map<string, number>();
  const added = counts.map((count, at) => count + strength * prior[at]!);
  for (const [at, cell] of cells.entries()) sums.set(groupOf(cell), (sums.get(groupOf(cell)) ?? 0) + added[at]!);
  return added.map((count, at) => count / sums.get(groupOf(cells[at]!))!);
}

const groupOf = ({ comparison, setting }: { comparison: string; setting: string }): string =>
  `${comparison} ${setting}`;

function tableOf({ levels }: ModelFile): Counts {
  return hypotheses.map((_, column) =>
    Float64Array.from(cells, ({ comparison, setting, level }) => levels[comparison][setting]![level]![column]!),
  );
}

function columnsOf({ shares }: ModelFile): number[] {
  const known = hypotheses.filter((name): name is Exclude<Hypothesis, 'unrelated'> => name !== 'unrelated');
  const related = known.map((name) => shares[name]);
  return [...related, 1 - related.reduce((sum, share) => sum + share, 0)];
}

function namedShares(shares: number[]): ModelFile['shares'] {
  const named = hypotheses.slice(0, -1).map((name, at) => [name, significant(shares[at]!)]);
  return Object.fromEntries(named) as ModelFile['shares'];
}

function treeOf(levels: Counts): ModelFile['levels'] {
  const tree: Record<string, Record<string, Record<string, number[]>>> = {};
  cells.forEach(({ comparison, setting, level }, at) => {
    tree[comparison] ??= {};
    tree[comparison][setting] ??= {};
    tree[comparison][setting][level] = levels.map((column) => significant(column[at]!));
  });
  return tree as ModelFile['levels'];
}

/** Four significant digits: more than any of these counts supports. */
const significant = (share: number): number => Number(share.toPrecision(4));
