import { LaidWeights } from '../comparisons/laid-weights.js';
import { rarityOf } from '../comparisons/name-part.js';
import { inHundredths, type Model } from '../model/index.js';
import { partComparisons, scriptSettings } from '../model/level-lists.js';
import { type PartLines, partLines } from '../model/part-lines.js';
import { arrangementNames } from '../names/arrangements.js';
import { areOneName, different, levels, missing } from '../names/name-level.js';
import { nameRoles } from '../record.js';
import type { AskedWords } from './asked-words.js';
import { type Columns, type NameColumn, namesNow } from './column-data.js';
import type { FieldTables } from './field-tables.js';
import type { KnownWord } from './known-words.js';
import { mostAnywhere, mostInRole, PartMost } from './part-most.js';
import type { PartsOfSpellings } from './parts-of-spellings.js';
import type { AskedNames } from './row-weigher.js';
import type { SpellingFacts } from './spelling-facts.js';
import { SpellingFrequencies } from './spelling-frequencies.js';
import type { TogetherIndex } from './together-index.js';
import { type RaisingWord, TogetherRaise } from './together-raise.js';

/** Values that a field may have to be worked out whole before a search of everything: dates of birth have some ten thousand. */
const mostLeading = 150_000;
const noIds = new Int32Array(0);
const noWeights = new Int16Array(0);

/** Below any weight; a whole number, so that the scan stays with those. */
const lowest = -(2 ** 30);
const asWritten = arrangementNames.indexOf('as_written');

/**
 * Match weights that pairs do not exceed, in hundredths of a bit, by look-ups: everything beside the names as it is, each part of the names as if it met the word
 * that suits it best. In the written order parts meet only parts of their own role; every other arrangement has its price. Where one word may stand for two parts
 * of a row (TogetherIndex), the row's bound is raised by the most that a word can bring.
 */
export class RowBounds {
  private readonly own: PartMost;
  private readonly mother: PartMost;
  private readonly prior: number;
  private readonly lines: LaidWeights;
  private readonly lineOfRarity: readonly PartLines[];
  /** By level: the most that any line weighs, rarity not counted. */
  private readonly bestAt: readonly number[];
  private names: NameColumn;
  private mothers: NameColumn;
  private asksName = false;
  private asksMother = false;
  /** For a name whose parts the source did not tell apart, and for one where it did. */
  private readonly moved = [0, 0];
  private readonly inOrder = [0, 0];
  private readonly raise: TogetherRaise;
  /** Two figures a row, as PartMost.addTo says; zero between two questions. */
  private sums = new Int32Array(0);

  constructor(
    private readonly columns: Columns,
    private readonly fields: FieldTables,
    partsOf: PartsOfSpellings,
    words: AskedWords,
    facts: SpellingFacts,
    together: TogetherIndex,
    model: Model,
  ) {
    const { parts, spellings, rowsOfParts } = columns;
    this.names = namesNow(columns.names);
    this.mothers = namesNow(columns.mothers);
    const frequencies = new SpellingFrequencies(spellings);
    this.own = new PartMost('own', parts, facts, frequencies, partsOf, words, rowsOfParts.names, model);
    this.mother = new PartMost('mother', parts, facts, frequencies, partsOf, words, rowsOfParts.mothers, model);
    this.raise = new TogetherRaise(together, facts, spellings);
    this.prior = inHundredths(model.priorWeight);
    this.lines = new LaidWeights(model);
    const all = partComparisons.map((comparison) => partLines(comparison, model));
    this.lineOfRarity = all;
    this.bestAt = levels.map((_, level) =>
      Math.max(0, ...all.flatMap(({ same }) => scriptSettings.map((_, at) => same[at * levels.length + level]!))),
    );
  }

  /** @param met spellings that agree with some word; null = unknown, each is asked about when it comes */
  ask(asked: AskedNames, met: readonly number[] | null): void {
    this.names = namesNow(this.columns.names);
    this.mothers = namesNow(this.columns.mothers);
    this.asksName = asked.own.length > 0;
    this.asksMother = asked.mother !== null;
    this.own.ask(asked.own, met);
    const { mother } = asked;
    this.mother.ask(mother ? [mother.whole, mother.given, mother.family] : [], met);
    for (const theirs of [0, 1]) {
      const both = asked.own.map(({ side }) => side.told && theirs === 1);
      this.moved[theirs] = Math.max(...both.map((told) => this.lines.cheapestMove(told)));
      this.inOrder[theirs] = Math.max(...both.map((told) => this.lines.arrangement(asWritten, told)));
    }
    this.raise.ask(this.raisingWords(asked));
    if (this.sums.length < 2 * this.columns.rows)
      this.sums = new Int32Array(2 * Math.max(this.columns.rows, this.sums.length));
  }

  /** The most that each word can bring where it stands for two parts, in whatever role. */
  private raisingWords({ own, mother, words }: AskedNames): RaisingWord[] {
    const rarest = new Map<KnownWord, number>();
    for (const { side, words: of } of [...own, ...(mother ? [mother.whole] : [])]) {
      for (let at = 0; at < side.count; at++) {
        const word = words.words[of[at]!]!;
        const frequencies = nameRoles.map((_, role) => side.frequency(at, role));
        rarest.set(word, Math.min(...frequencies, rarest.get(word) ?? 1));
      }
    }
    return [...rarest].map(([word, frequency]) => {
      const rarity = Math.max(0, ...this.lineOfRarity.map((lines) => rarityOf(lines, frequency)));
      const mostAt = this.bestAt.map((most, level) =>
        level === different || level === missing ? 0 : most + (areOneName(level) ? rarity : 0),
      );
      return { word, mostAt, most: Math.max(...mostAt) };
    });
  }

  /**
   * Calls back with each row, rising, whose bound reaches `floor()` at that moment. What the names can bring is added up row by row from the few parts that bring anything;
   * then one loop over all rows, the innermost of a search of everything: plain arrays, no calls.
   */
  scan(floor: () => number, use: (row: number, bound: number) => void): void {
    try {
      this.own.addTo(this.sums);
      this.mother.addTo(this.sums);
      this.raise.addTo(this.sums, 1);
      this.scanRows(floor, use);
    } finally {
      this.sums.fill(0);
    }
  }

  private scanRows(floor: () => number, use: (row: number, bound: number) => void): void {
    const { rows } = this.columns;
    const { sums } = this;
    const { tables, rest } = this.fields;
    // The first tables are looked up for every row: all of them is worked out before, unless they are long.
    const leads = (at: number): boolean => at < tables.length && tables[at]!.column.values.count <= mostLeading;
    const leading = leads(0) ? (leads(1) ? 2 : 1) : 0;
    const ids = leading > 0 ? tables[0]!.ids : noIds;
    const weights = leading > 0 ? tables[0]!.workOut() : noWeights;
    const nextIds = leading > 1 ? tables[1]!.ids : noIds;
    const nextWeights = leading > 1 ? tables[1]!.workOut() : noWeights;
    const behind = rest[leading] ?? 0;
    // Rows without a name are compared without one.
    const inOrder = this.prior + (this.asksName ? Math.max(0, this.inOrder[0]!, this.inOrder[1]!) : 0);
    const moved = this.prior + (this.asksName ? Math.max(0, this.moved[0]!, this.moved[1]!) : 0);
    let least = floor();
    for (let row = 0; row < rows; row++) {
      const inRole = inOrder + sums[2 * row]!;
      const anywhere = moved + sums[2 * row + 1]!;
      let sum = Math.max(inRole, anywhere);
      if (leading > 0) sum += weights[ids[row]!]!;
      if (leading > 1) sum += nextWeights[nextIds[row]!]!;
      if (sum + behind < least) continue;
      let at = leading;
      for (; at < tables.length && sum + rest[at]! >= least; at++) {
        const table = tables[at]!;
        sum += table.weight(table.ids[row]!);
      }
      if (at < tables.length || sum < least) continue;
      sum -= this.raise.slack(row);
      if (sum < least) continue;
      use(row, sum);
      least = floor();
    }
  }

  /** Calls back with those of the first `count` rows whose bound reaches `floor()` at that moment. */
  among(rows: ArrayLike<number>, count: number, floor: () => number, use: (row: number, bound: number) => void): void {
    this.raise.addTo(this.sums, 1);
    try {
      for (let at = 0; at < count; at++) {
        const row = rows[at]!;
        const raised = this.sums[2 * row]!;
        const least = floor();
        let bound = this.bound(row, least - raised) + raised;
        if (bound >= least && raised > 0) bound -= this.raise.slack(row);
        if (bound >= least) use(row, bound);
      }
    } finally {
      // What was added and nothing else: to clear the sums of all rows takes longer than to look at a few.
      this.raise.addTo(this.sums, -1);
    }
  }

  /** The row's bound, or any number below `floor` if it does not reach that. */
  private bound(row: number, floor: number): number {
    const { tables, rest } = this.fields;
    let sum = this.prior + this.nameBound(row) + this.motherBound(row);
    for (let at = 0; at < tables.length; at++) {
      if (sum + rest[at]! < floor) return sum + rest[at]!;
      const table = tables[at]!;
      sum += table.weight(table.ids[row]!);
    }
    return sum;
  }

  private nameBound(row: number): number {
    const { first, starts, parts, told } = this.names;
    const { own } = this;
    let name = first[row]!;
    const end = first[row + 1]!;
    if (name === end || !this.asksName) return 0;
    let best = lowest;
    for (; name < end; name++) {
      let sum = 0;
      for (let place = starts[name]!; place < starts[name + 1]!; place++) sum += own.see(parts[place]!);
      const inRole = this.inOrder[told[name]!]! + mostInRole(sum);
      const anywhere = this.moved[told[name]!]! + mostAnywhere(sum);
      if (inRole > best) best = inRole;
      if (anywhere > best) best = anywhere;
    }
    return best;
  }

  private motherBound(row: number): number {
    const { first, starts, parts } = this.mothers;
    const name = first[row]!;
    if (!this.asksMother || name === first[row + 1]!) return 0;
    let sum = 0;
    for (let place = starts[name]!; place < starts[name + 1]!; place++)
      sum += mostAnywhere(this.mother.see(parts[place]!));
    return sum;
  }
}
