import type { Columns, NameColumn } from './column-data.js';
import { GrowingNumbers } from './growing-numbers.js';
import { type KeyedLists, packKeyedLists, placeOf } from './packed-lists.js';
import { SpellingFacts } from './spelling-facts.js';

/**
 * Rows by the consonants of two parts of a name written as one word (names/written-together.ts), so that a single word finds the rows that write it as two. The
 * bound of a row looks at its parts one by one and would miss them. Columns in shared memory have their lists; rows of others are taken in when they are new.
 */
export class TogetherIndex {
  private lists: KeyedLists[] = [];
  private rows = 0;

  constructor(
    private readonly columns: Columns,
    private readonly facts: SpellingFacts,
  ) {
    if (!columns.together) return;
    this.lists.push(columns.together);
    this.rows = columns.rows;
  }

  /** Adds a figure to both sums (part-most.ts) of each row with two parts of this togetherKey, once for each such two. */
  addTo(sums: Int32Array, key: number, figure: number): void {
    for (const { keys, starts, values } of this.lists) {
      const list = placeOf(keys, key);
      if (list < 0) continue;
      for (let at = starts[list]!; at < starts[list + 1]!; at++) {
        const row = values[at]!;
        sums[2 * row]! += figure;
        sums[2 * row + 1]! += figure;
      }
    }
  }

  /** Calls back with each two parts of a row that a word could stand for: their spellings, whose facts are known then, and their togetherKey. */
  eachPair(row: number, use: (first: number, second: number, key: number) => void): void {
    const { names, mothers } = this.columns;
    this.eachPairOf(names, row, false, use);
    this.eachPairOf(mothers, row, true, use);
  }

  /** Takes in rows that are new. */
  update(): void {
    if (this.rows === this.columns.rows) return;
    const keys = new GrowingNumbers(new Int32Array(0));
    const rows = new GrowingNumbers(new Int32Array(0));
    for (let row = this.rows; row < this.columns.rows; row++) {
      this.eachPair(row, (_first, _second, key) => {
        keys.push(key);
        rows.push(row);
      });
    }
    this.rows = this.columns.rows;
    // Lists of about one length become one, so that rows that come one by one leave only as many lists as their number has digits.
    for (let last = this.lists.at(-1); last && last.values.length <= 2 * keys.length; last = this.lists.at(-1)) {
      for (let list = 0; list < last.keys.length; list++) {
        for (let at = last.starts[list]!; at < last.starts[list + 1]!; at++) {
          keys.push(last.keys[list]!);
          rows.push(last.values[at]!);
        }
      }
      this.lists.pop();
    }
    this.lists.push(packKeyedLists(keys.values, rows.values, keys.length));
  }

  /** One list, after rows were taken in once. */
  all(): KeyedLists {
    return this.lists[0] ?? packKeyedLists(new Int32Array(0), new Int32Array(0), 0);
  }

  /** `apart`: also parts that are no neighbours (a mother's names of one role are compared by themselves). */
  private eachPairOf(
    { first, starts, parts }: NameColumn,
    row: number,
    apart: boolean,
    use: (first: number, second: number, key: number) => void,
  ): void {
    const { facts } = this;
    const { spelling } = this.columns.parts;
    for (let name = first[row]!; name < first[row + 1]!; name++) {
      for (let one = starts[name]!; one < starts[name + 1]!; one++) {
        const last = apart ? starts[name + 1]! : Math.min(one + 2, starts[name + 1]!);
        for (let two = one + 1; two < last; two++) {
          const a = spelling[parts[one]!]!;
          const b = spelling[parts[two]!]!;
          facts.read(a);
          facts.read(b);
          if (facts.readIn[a] === facts.readIn[b]) use(a, b, facts.togetherKey(a, b));
        }
      }
    }
  }
}

/** The lists of all rows, to be kept with columns that do not change. */
export function togetherLists(columns: Columns): KeyedLists {
  const index = new TogetherIndex(columns, new SpellingFacts(columns.spellings));
  index.update();
  return index.all();
}
