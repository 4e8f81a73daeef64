import type { ComparisonOutcome } from '../comparisons/outcome.js';
import { isPlace } from '../comparisons/place.js';
import { type Hypothesis, hypotheses } from '../model/index.js';
import { comparisonNames, levelLists } from '../model/level-lists.js';

/** One level of one comparison in one setting; the sum over a cell is what is counted. */
export interface Cell {
  comparison: (typeof comparisonNames)[number];
  setting: string;
  level: string;
}

/** All cells of all comparisons in a fixed order; a pair reaches at most one of each comparison. */
export const cells: readonly Cell[] = comparisonNames.flatMap((comparison) =>
  levelLists[comparison].settings.flatMap((setting) =>
    levelLists[comparison].levels.map((level) => ({ comparison, setting, level })),
  ),
);
const cellNumbers = new Map(
  cells.map(({ comparison, setting, level }, at) => [`${comparison} ${setting} ${level}`, at]),
);
const nothing = cells.length;
const perPair = comparisonNames.length;

/** Compared pairs without anything that names a person: only which levels were reached, how rare the values were, and what the pair is, where that is known. */
export class Observations {
  private levels = new Uint16Array(perPair * 1024);
  private rarities = new Float64Array(1024);
  private known = new Int8Array(1024);
  size = 0;

  /** @param known what the pair is, or `not_same`, or null when nobody has looked */
  add(outcomes: readonly ComparisonOutcome[], known: Hypothesis | 'not_same' | null = null): void {
    if (this.size === this.rarities.length) this.grow();
    const at = this.size++;
    this.levels.fill(nothing, at * perPair, (at + 1) * perPair);
    for (const { comparison, setting = 'any', level, rarity = 0 } of outcomes) {
      if (level === 'not_recorded') continue;
      this.rarities[at]! += rarity;
      if (isPlace(comparison)) continue;
      const cell = cellNumbers.get(`${comparison} ${setting} ${level}`);
      if (cell === undefined) throw new Error(`No model knows the level ${level} of ${comparison}.`);
      this.levels[at * perPair + comparisonNames.indexOf(comparison)] = cell;
    }
    this.known[at] = known === null ? unknown : known === 'not_same' ? notSame : hypotheses.indexOf(known);
  }

  /** Calls back with each cell that the pair reached. */
  eachCell(pair: number, use: (cell: number) => void): void {
    for (let at = pair * perPair; at < (pair + 1) * perPair; at++)
      if (this.levels[at] !== nothing) use(this.levels[at]!);
  }

  rarity(pair: number): number {
    return this.rarities[pair]!;
  }

  /** Index of a hypothesis, `unknown` or `notSame`. */
  whatIs(pair: number): number {
    return this.known[pair]!;
  }

  private grow(): void {
    const double = <T extends Uint16Array | Float64Array | Int8Array>(from: T, to: T): T => {
      to.set(from as never);
      return to;
    };
    this.levels = double(this.levels, new Uint16Array(this.levels.length * 2));
    this.rarities = double(this.rarities, new Float64Array(this.rarities.length * 2));
    this.known = double(this.known, new Int8Array(this.known.length * 2));
  }
}

export const unknown = -1;
export const notSame = -2;
