import type { CompiledRecord } from '../compile-record.js';
import type { Model } from '../model/index.js';
import { type CompiledName, type CompiledPart, type NameToken, nameFrequency } from '../names/index.js';
import type { NameRole } from '../record.js';
import { LazyRows } from './lazy-rows.js';
import type { NameColumn } from './name-column.js';
import { type FrequencyIn, mostOfName, partBits, type Whose } from './part-bits.js';
import { different, isDifferent, partLevel } from './part-levels.js';
import type { RecordColumns } from './record-columns.js';
import { SpellingLevels } from './spelling-levels.js';
import { TwoAsOne } from './two-as-one.js';

/** Names of a report that are looked at; where there are more, the pair is always scored in full. */
const mostNames = 4;
/** For each part of a record: the most it brings met by a part of the same role, and met by any. */
const perPart = 2;

/** One name of the report, with its neighbours as one word. */
interface Asked {
  name: CompiledName;
  levels: Uint8Array[];
  asOne: TwoAsOne;
}

/** What is known of the parts of the records for one report: of their own names, or of their mothers' names. */
interface Rows {
  whose: Whose;
  asked: Asked[];
  /** One row for each distinct part, and one for each distinct pair of neighbours read as one word. */
  parts: LazyRows;
  pairs: LazyRows;
}

/**
 * The most bits that the names of the records can bring for one report, in any arrangement: each part of the record as if it met the part of the report that
 * suits it best. In the written order parts meet only parts of their own role; every other arrangement has its price.
 */
export class ReportNames {
  /** The most that any name and mother's name could bring for the report. */
  mostOfAll = 0;
  private readonly own: Rows;
  private readonly mothers: Rows;
  private readonly asOne: TwoAsOne;
  private readonly levels: SpellingLevels;
  /** Weight of the cheapest departure from the written order: where one source did not tell the parts apart, and where both did. */
  private readonly movedWeight: readonly [guessed: number, told: number];

  constructor(
    private readonly columns: RecordColumns,
    private readonly model: Model,
  ) {
    const { parts, firsts, seconds } = columns.parts;
    const rowsFor = (whose: Whose, names: number): Rows => ({
      whose,
      asked: [],
      parts: new LazyRows(parts.length, names * perPart),
      pairs: new LazyRows(firsts.length, names * perPart),
    });
    this.own = rowsFor('own', mostNames);
    this.mothers = rowsFor('mother', 1);
    this.asOne = new TwoAsOne(Array.from(firsts, (first, pair) => [parts[first]!, parts[seconds[pair]!]!] as const));
    this.levels = new SpellingLevels(columns.parts);
    const { told, guessed } = model.same.name_arrangement;
    this.movedWeight = [cheapestMove(guessed!), cheapestMove(told!)];
  }

  compareWith({ names, mother }: CompiledRecord): void {
    this.levels.makeRoom();
    this.start(this.own, names);
    this.start(this.mothers, mother ? [mother] : []);
    this.mostOfAll =
      names.length > mostNames
        ? Number.POSITIVE_INFINITY
        : Math.max(0, ...names.map((name) => mostOfName(name, 'own', this.model))) +
          (mother ? mostOfName(mother, 'mother', this.model) : 0);
  }

  private start(rows: Rows, names: readonly CompiledName[]): void {
    rows.parts.forgetAll();
    rows.pairs.forgetAll();
    rows.asked = names.slice(0, mostNames + 1).map((name) => ({
      name,
      levels: name.parts.map(({ token }) => this.levels.rowOf(token)),
      asOne: new TwoAsOne(name.parts.slice(1).map((part, at) => [name.parts[at]!, part] as const)),
    }));
  }

  mostNameBits(at: number): number {
    const { first, told, mixed } = this.columns.names;
    const { asked } = this.own;
    if (asked.length > mostNames) return Number.POSITIVE_INFINITY;
    let most = 0;
    for (let name = first[at]!; name < first[at + 1]!; name++) {
      if (mixed[name]! === 1) return Number.POSITIVE_INFINITY;
      for (let own = 0; own < asked.length; own++) {
        const bothTold = told[name]! === 1 && asked[own]!.name.rolesGiven;
        most = Math.max(most, this.sum(this.columns.names, name, this.own, own, this.movedWeight[bothTold ? 1 : 0]));
      }
    }
    return most;
  }

  mostMotherBits(at: number): number {
    const { first, mixed } = this.columns.mothers;
    const name = first[at]!;
    if (this.mothers.asked.length === 0 || name === first[at + 1]!) return 0;
    return mixed[name]! === 1 ? Number.POSITIVE_INFINITY : this.sum(this.columns.mothers, name, this.mothers, 0, 0);
  }

  private sum({ starts, parts, pairs }: NameColumn, name: number, rows: Rows, own: number, moved: number): number {
    const offset = own * perPart;
    let inRole = 0;
    let anywhere = moved;
    for (let place = starts[name]!; place < starts[name + 1]!; place++) {
      const part = parts[place]!;
      const row = rows.parts.start(part);
      if (rows.parts.isNew(row)) this.fillPart(rows, part, row);
      const at = row + offset;
      inRole += rows.parts.values[at]!;
      anywhere += rows.parts.values[at + 1]!;
      const pair = pairs[place]!;
      if (pair < 0) continue;
      const pairRow = rows.pairs.start(pair);
      if (rows.pairs.isNew(pairRow)) this.fillPair(rows, pair, pairRow);
      const both = pairRow + offset;
      inRole += rows.pairs.values[both]!;
      anywhere += rows.pairs.values[both + 1]!;
    }
    return Math.max(inRole, anywhere);
  }

  private fillPart({ parts: { values }, whose, asked }: Rows, id: number, row: number): void {
    const theirs = this.columns.parts.parts[id]!;
    const spelling = this.columns.parts.spellings[id]!;
    const letters = this.columns.parts.letters[id]!;
    const consonants = this.columns.parts.consonants[id]!;
    for (let own = 0; own < asked.length; own++) {
      const { name, levels, asOne } = asked[own]!;
      const at = row + own * perPart;
      values[at] = 0;
      values[at + 1] = 0;
      for (let place = 0; place < name.parts.length; place++) {
        const mine = name.parts[place]!;
        const level = this.levels.level(levels[place]!, mine.token, spelling);
        if (!isDifferent(level)) this.raise(values, at, whose, mine, theirs, theirs.token, level, frequencyOf(theirs));
        if (place + 1 === name.parts.length) continue;
        const word = asOne.fits(letters, consonants, place) ? asOne.wordLike(theirs.token, place) : undefined;
        const asWord = word ? partLevel(theirs.token, word) : different;
        if (!isDifferent(asWord))
          this.raise(values, at, whose, theirs, mine, word!, asWord, rarerOf(mine, name.parts[place + 1]!));
      }
    }
  }

  private fillPair({ pairs: { values }, whose, asked }: Rows, id: number, row: number): void {
    const { parts, firsts, seconds } = this.columns.parts;
    for (let own = 0; own < asked.length; own++) {
      const at = row + own * perPart;
      values[at] = 0;
      values[at + 1] = 0;
      for (const mine of asked[own]!.name.parts) {
        const { letters, isInitial, codes } = mine.token;
        if (!this.asOne.fits(isInitial ? 0 : letters, codes.anyConsonant, id)) continue;
        const word = this.asOne.wordLike(mine.token, id);
        const level = word ? partLevel(mine.token, word) : different;
        if (isDifferent(level)) continue;
        const first = parts[firsts[id]!]!;
        this.raise(values, at, whose, mine, first, word!, level, rarerOf(first, parts[seconds[id]!]!));
      }
    }
  }

  /** Raises the two figures at `at` to what it brings that `a` meets `word`: in the role of either, and in their own role if it is the same. */
  private raise(
    values: Float64Array,
    at: number,
    whose: Whose,
    a: CompiledPart,
    b: CompiledPart,
    word: NameToken,
    level: number,
    frequency: FrequencyIn,
  ): void {
    const inOne = a.role === null ? 0 : partBits(a.token, word, level, a.role, whose, this.model, frequency);
    const inOther =
      b.role === null || b.role === a.role ? 0 : partBits(a.token, word, level, b.role, whose, this.model, frequency);
    const most = Math.max(inOne, inOther);
    if (most > values[at + 1]!) values[at + 1] = most;
    if ((a.role === b.role || a.role === null || b.role === null) && most > values[at]!) values[at] = most;
  }
}

const frequencyOf =
  ({ token }: CompiledPart): FrequencyIn =>
  (role: NameRole) =>
    nameFrequency(token, role);

const rarerOf =
  (one: CompiledPart, two: CompiledPart): FrequencyIn =>
  (role: NameRole) =>
    Math.min(nameFrequency(one.token, role), nameFrequency(two.token, role));

function cheapestMove(weights: Record<string, number>): number {
  return Math.max(...Object.entries(weights).map(([order, bits]) => (order === 'as_written' ? -Infinity : bits)));
}
