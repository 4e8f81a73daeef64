import { LaidWeights } from '../comparisons/laid-weights.js';
import { rarityOf } from '../comparisons/name-part.js';
import { inHundredths, type Model } from '../model/index.js';
import { partComparisons } from '../model/level-lists.js';
import { type PartLines, partLines } from '../model/part-lines.js';
import { arrangementNames } from '../names/arrangements.js';
import { nameRoles } from '../record.js';
import type { AskedWords } from './asked-words.js';
import { type Columns, type NameColumn, namesNow } from './column-data.js';
import type { FieldTables } from './field-tables.js';
import { mostAnywhere, mostInRole, PartMost } from './part-most.js';
import type { PartsOfSpellings } from './parts-of-spellings.js';
import type { AskedNames } from './row-weigher.js';

/** Values that a field may have to be worked out whole before a search of everything: dates of birth have some ten thousand. */
const mostLeading = 60_000;

/** Below any weight; a whole number, so that the scan stays with those. */
const lowest = -(2 ** 30);
const asWritten = arrangementNames.indexOf('as_written');

/**
 * Match weights that pairs do not exceed, in hundredths of a bit, by look-ups: everything beside the names as it is, each part of the names as if it met the word
 * that suits it best. In the written order parts meet only parts of their own role; every other arrangement has its price. Two parts that one word may stand for
 * are not seen: rows with such parts are to be asked for by TogetherIndex, and their bound raised by `forTogether`.
 */
export class RowBounds {
  private readonly own: PartMost;
  private readonly mother: PartMost;
  private readonly prior: number;
  private readonly lines: LaidWeights;
  private readonly bestLines: readonly { lines: PartLines; most: number }[];
  private names: NameColumn;
  private mothers: NameColumn;
  private seeing = false;
  private asksName = false;
  private asksMother = false;
  /** For a name whose parts the source did not tell apart, and for one where it did. */
  private readonly moved = [0, 0];
  private readonly inOrder = [0, 0];
  /** The most that one word of the record that asks can bring. */
  private mostOfWord = 0;

  constructor(
    private readonly columns: Columns,
    private readonly fields: FieldTables,
    partsOf: PartsOfSpellings,
    words: AskedWords,
    model: Model,
  ) {
    const { parts, spellings } = columns;
    this.names = namesNow(columns.names);
    this.mothers = namesNow(columns.mothers);
    this.own = new PartMost('own', parts, spellings, partsOf, words, model);
    this.mother = new PartMost('mother', parts, spellings, partsOf, words, model);
    this.prior = inHundredths(model.priorWeight);
    this.lines = new LaidWeights(model);
    this.bestLines = partComparisons.map((comparison) => {
      const lines = partLines(comparison, model);
      return { lines, most: Math.max(...lines.same) };
    });
  }

  /** @param met spellings that agree with some word; null = unknown, each is asked about when it comes */
  ask(asked: AskedNames, met: readonly number[] | null): void {
    this.seeing = met === null;
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
    this.mostOfWord = Math.max(
      0,
      ...[...asked.own, ...(mother ? [mother.whole] : [])].flatMap(({ side }) =>
        Array.from({ length: side.count }, (_, at) => this.mostOf((role) => side.frequency(at, role))),
      ),
    );
  }

  /** Whatever it meets, in whatever role: the most of any level, and the rarity. */
  private mostOf(frequency: (role: number) => number): number {
    const rarest = Math.min(...nameRoles.map((_, role) => frequency(role)));
    return Math.max(...this.bestLines.map(({ lines, most }) => most + Math.max(0, rarityOf(lines, rarest))));
  }

  /** Calls back with each row, rising, whose bound reaches `floor()` at that moment. The innermost loop of a search of everything: plain arrays, no calls. */
  scan(floor: () => number, use: (row: number, bound: number) => void): void {
    const { rows } = this.columns;
    const { first, starts, parts, told } = this.names;
    const mothers = this.mothers.first;
    const { asksName, asksMother, moved, inOrder, prior } = this;
    const values = this.own.workOut();
    const { tables, rest } = this.fields;
    // The first table is looked up for every row: all of it is worked out before, unless it is long.
    const leading = tables[0] && tables[0].column.values.count <= mostLeading ? tables[0] : null;
    const ids = leading?.ids;
    const weights = leading?.workOut();
    const behind = leading ? 1 : 0;
    const restBehind = rest[behind] ?? 0;
    let least = floor();
    for (let row = 0; row < rows; row++) {
      let sum = prior;
      const name = first[row]!;
      if (asksName && first[row + 1] === name + 1) {
        let both = 0;
        for (let place = starts[name]!; place < starts[name + 1]!; place++) both += values[parts[place]!]!;
        const inRole = inOrder[told[name]!]! + mostInRole(both);
        const anywhere = moved[told[name]!]! + mostAnywhere(both);
        sum += Math.max(inRole, anywhere);
      } else sum += this.nameBound(row);
      if (asksMother && mothers[row] !== mothers[row + 1]) sum += this.motherBound(row);
      if (ids && weights) sum += weights[ids[row]!]!;
      if (sum + restBehind < least) continue;
      let at = behind;
      for (; at < tables.length && sum + rest[at]! >= least; at++) {
        const table = tables[at]!;
        sum += table.weight(table.ids[row]!);
      }
      if (at < tables.length || sum < least) continue;
      use(row, sum);
      least = floor();
    }
  }

  /** The row's bound, or any number below `floor` if it does not reach that. */
  bound(row: number, floor: number): number {
    const { tables, rest } = this.fields;
    let sum = this.prior + this.nameBound(row) + this.motherBound(row);
    for (let at = 0; at < tables.length; at++) {
      if (sum + rest[at]! < floor) return sum + rest[at]!;
      const table = tables[at]!;
      sum += table.weight(table.ids[row]!);
    }
    return sum;
  }

  /** What the bound of a row is to be raised by where a word may stand for two of its parts. */
  forTogether(row: number): number {
    const { names, mothers } = this;
    const mother = mothers.first[row]!;
    let pairs = mother === mothers.first[row + 1]! ? 0 : (mothers.starts[mother + 1]! - mothers.starts[mother]!) >> 1;
    let most = 0;
    for (let name = names.first[row]!; name < names.first[row + 1]!; name++)
      most = Math.max(most, (names.starts[name + 1]! - names.starts[name]!) >> 1);
    pairs += most;
    return pairs * this.mostOfWord;
  }

  private nameBound(row: number): number {
    const { first, starts, parts, told } = this.names;
    const { own, seeing } = this;
    const values = own.table();
    let name = first[row]!;
    const end = first[row + 1]!;
    if (name === end || !this.asksName) return 0;
    let best = lowest;
    for (; name < end; name++) {
      let sum = 0;
      for (let place = starts[name]!; place < starts[name + 1]!; place++) {
        const part = parts[place]!;
        const value = seeing ? own.see(part) : values[part]!;
        sum += value < 0 ? own.of(part) : value;
      }
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
    const values = this.mother.table();
    let sum = 0;
    for (let place = starts[name]!; place < starts[name + 1]!; place++) {
      const part = parts[place]!;
      const value = this.seeing ? this.mother.see(part) : values[part]!;
      sum += mostAnywhere(value < 0 ? this.mother.of(part) : value);
    }
    return sum;
  }
}
