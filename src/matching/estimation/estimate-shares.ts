import { type Hypothesis, hypotheses, type ModelFile } from '../model/index.js';
import { bitsOf, type Counts, expect } from './expectation.js';
import { cells, type Observations } from './observations.js';

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

const stranger = hypotheses.indexOf('unrelated');

/**
 * Estimates shares and levels. Strangers are counted on random pairs, the others on the candidates, by expectation maximisation (Dempster, Laird, Rubin 1977, as
 * Winkler 1988 has it for Fellegi and Sunter): each pair counts for every hypothesis by its probability, except reviewed ones, which count for
 * what they are. Deterministic: same input, same numbers.
 */
export function estimateShares(input: EstimationInput): Pick<ModelFile, 'shares' | 'levels'> {
  const before = tableOf(input.previous);
  let found: ModelFile = input.previous;
  for (let round = 0; round < input.rounds; round++) {
    const bits = bitsOf(found);
    const prior = columnsOf(found).map((share) => Math.log2(share));
    const random = expect(input.random, bits, prior).counts[stranger]!;
    const strangers = countedStrangers(random, before[stranger]!);
    const { counts, pairs } = expect(input.candidates, bits, prior);
    const levels = counts.map((column, at) =>
      at === stranger ? strangers : countedOthers(column, strangers, before, at, input.priorStrength),
    );
    found = {
      ...found,
      shares: namedShares(sharesOf(pairs, input)),
      levels: treeOf(levels),
    };
  }
  return { shares: found.shares, levels: found.levels };
}

/** Shares of all pairs. The former ones count for as many pairs as hold `priorStrength` true ones: a few records say nothing about how many people are found. */
function sharesOf(pairs: number[], { previous, allPairs, priorStrength }: EstimationInput): number[] {
  const formerPairs = priorStrength / previous.shares.same;
  const former = columnsOf(previous);
  return pairs.map((count, at) => (count + former[at]! * formerPairs) / (allPairs + formerPairs));
}

/** Observations that the former shares of strangers count for: there are plenty to count, but a rare level may be missing among them. */
const strangersStrength = 1_000;

function countedStrangers(counts: Float64Array, before: Float64Array): Float64Array {
  return normalised(counts.map((count, at) => count + strangersStrength * before[at]!));
}

/**
 * Shares under another hypothesis. What is pulled towards its former value is the distance to strangers, the weight; the shares themselves change with the
 * records. On the scale of weights a count is as sure as it is large (so is a count of nought where many were expected), and against it the former weight
 * stands for its part of `strength` observations and one more: a level that hardly anybody could reach keeps its weight.
 */
function countedOthers(
  counts: Float64Array,
  strangers: Float64Array,
  before: Counts,
  column: number,
  strength: number,
): Float64Array {
  const seen = sumsOf(counts);
  const shares = counts.map((count, at) => {
    const former = before[column]![at]! / before[stranger]![at]!;
    const chance = seen[at]! * strangers[at]!;
    if (chance === 0) return strangers[at]! * former;
    const sureness = Math.max(count, chance * former);
    const formerSureness = strength * strangers[at]! * former + 1;
    const counted = Math.log2(Math.max(count, 0.5) / chance);
    return (
      strangers[at]! * 2 ** ((sureness * counted + formerSureness * Math.log2(former)) / (sureness + formerSureness))
    );
  });
  return normalised(shares);
}

/** For each cell the sum over its comparison and setting. */
function sumsOf(counts: Float64Array): Float64Array {
  const sums = new Map<string, number>();
  for (const [at, cell] of cells.entries()) sums.set(groupOf(cell), (sums.get(groupOf(cell)) ?? 0) + counts[at]!);
  return counts.map((_, at) => sums.get(groupOf(cells[at]!))!);
}

function normalised(counts: Float64Array): Float64Array {
  const sums = sumsOf(counts);
  return counts.map((count, at) => count / sums[at]!);
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
