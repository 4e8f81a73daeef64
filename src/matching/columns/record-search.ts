import type { CompiledRecord } from '../compile-record.js';
import { builtInModel, type Model } from '../model/index.js';
import type { RecordSide } from '../record.js';
import { AskedWords } from './asked-words.js';
import { BestRows, type WeighedRow } from './best-rows.js';
import type { Columns } from './column-data.js';
import { FieldTables } from './field-tables.js';
import { KnownWords } from './known-words.js';
import { PartsOfSpellings } from './parts-of-spellings.js';
import { RowBounds } from './row-bounds.js';
import { askedNames, RowWeigher } from './row-weigher.js';
import { SpellingFacts } from './spelling-facts.js';
import { TogetherIndex } from './together-index.js';

export interface SearchOptions {
  /** Lowest match weight, in bits, that is found. */
  least: number;
  /** How many rows at most, the best; of equal weight those that stand first. */
  most: number;
  /** Rows that may be found; asked only of rows that could be. All if absent. */
  may?: (row: number) => boolean;
}

/** Rows that are weighed together, best bound first: the first of them may show that the others are not needed. */
const batch = 4096;

/**
 * Compares one record with the rows of the other side's columns. Weights are those of compareRecords to the last bit. The columns may grow between two
 * searches; scratch space serves one search at a time, so each thread needs its own.
 */
export class RecordSearch {
  private readonly facts: SpellingFacts;
  private readonly kept: KnownWords;
  private readonly words: AskedWords;
  private readonly partsOf: PartsOfSpellings;
  private readonly fields: FieldTables;
  private readonly bounds: RowBounds;
  private readonly weigher: RowWeigher;
  private readonly together: TogetherIndex;
  private readonly pendingRows = new Int32Array(batch);
  private readonly pendingBounds = new Int32Array(batch);

  /** @param asks the side on which the record that asks stands; the columns are the other one */
  constructor(
    private readonly columns: Columns,
    asks: RecordSide,
    model: Model = builtInModel,
  ) {
    const { parts, spellings } = columns;
    this.facts = new SpellingFacts(spellings);
    this.kept = new KnownWords(spellings);
    this.words = new AskedWords(spellings, this.facts);
    this.partsOf = new PartsOfSpellings(parts);
    this.fields = new FieldTables(columns, asks, model);
    this.together = new TogetherIndex(columns, this.facts);
    this.bounds = new RowBounds(columns, this.fields, this.partsOf, this.words, this.facts, this.together, model);
    this.weigher = new RowWeigher(columns, this.fields, this.facts, this.words, model);
  }

  /** Every pair that reaches `least` is found, as far as `most` goes. Best first. */
  exact(query: CompiledRecord, { least, most, may }: SearchOptions): WeighedRow[] {
    const best = new BestRows(most, least);
    this.ask(query, true);
    let pending = 0;
    this.bounds.scan(
      () => best.floor,
      (row, bound) => {
        if (may?.(row) === false) return;
        this.pendingRows[pending] = row;
        this.pendingBounds[pending] = bound;
        pending += 1;
        if (pending < batch) return;
        this.weighPending(pending, best);
        pending = 0;
      },
    );
    this.weighPending(pending, best);
    return best.sorted();
  }

  /** Only these rows are looked at (candidates by their keys, stored pairs), each at most once among the first `count`. Best first. */
  among(
    query: CompiledRecord,
    rows: ArrayLike<number>,
    count: number,
    { least, most, may }: SearchOptions,
  ): WeighedRow[] {
    const best = new BestRows(most, least);
    this.ask(query, false);
    this.bounds.among(
      rows,
      count,
      () => best.floor,
      (row) => {
        if (may?.(row) !== false) best.add(row, this.weigher.weigh(row));
      },
    );
    return best.sorted();
  }

  /** For each row a match weight, in bits, that its pair with the record does not exceed: that of a search of everything, and that of a search among some. */
  boundsOf(query: CompiledRecord): { exact: number[]; among: number[] } {
    const { rows } = this.columns;
    const exact = new Array<number>(rows).fill(Number.NaN);
    const among = [...exact];
    const everything = (): number => Number.NEGATIVE_INFINITY;
    this.ask(query, true);
    this.bounds.scan(everything, (row, bound) => {
      exact[row] = bound / 100;
    });
    this.ask(query, false);
    this.bounds.among(
      Int32Array.from({ length: rows }, (_, row) => row),
      rows,
      everything,
      (row, bound) => {
        among[row] = bound / 100;
      },
    );
    return { exact, among };
  }

  /** @param all whether all rows will be looked at */
  private ask(query: CompiledRecord, all: boolean): void {
    this.partsOf.update(this.columns.spellings.count);
    this.together.update();
    const asked = askedNames(query, this.kept);
    this.words.ask(asked.words.words, all);
    this.fields.ask(query);
    this.bounds.ask(asked, all ? this.words.met() : null);
    this.weigher.ask(asked);
  }

  private weighPending(count: number, best: BestRows): void {
    const { pendingRows, pendingBounds } = this;
    const order = Array.from({ length: count }, (_, at) => at).sort((a, b) => pendingBounds[b]! - pendingBounds[a]!);
    for (const at of order) {
      if (pendingBounds[at]! < best.floor) return;
      best.add(pendingRows[at]!, this.weigher.weigh(pendingRows[at]!));
    }
  }
}
