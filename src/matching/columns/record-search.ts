import type { CompiledRecord } from '../compile-record.js';
import { currentModel, type Model } from '../model/index.js';
import type { RecordSide } from '../record.js';
import { AskedWords } from './asked-words.js';
import { BestRows, type WeighedRow } from './best-rows.js';
import type { Columns } from './column-data.js';
import { FieldTables } from './field-tables.js';
import { KnownWords } from './known-words.js';
import { PartsOfSpellings } from './parts-of-spellings.js';
import { RowBounds } from './row-bounds.js';
import { type AskedNames, askedNames, RowWeigher } from './row-weigher.js';
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
    model: Model = currentModel,
  ) {
    const { parts, spellings } = columns;
    this.facts = new SpellingFacts(spellings);
    this.kept = new KnownWords(spellings);
    this.words = new AskedWords(spellings, this.facts);
    this.partsOf = new PartsOfSpellings(parts);
    this.fields = new FieldTables(columns, asks, model);
    this.bounds = new RowBounds(columns, this.fields, this.partsOf, this.words, model);
    this.weigher = new RowWeigher(columns, this.fields, this.facts, this.words, model);
    this.together = new TogetherIndex(columns, this.facts);
  }

  /** All rows are looked at; every pair that reaches `least` is found, as far as `most` goes. Best first. */
  exact(query: CompiledRecord, { least, most, may }: SearchOptions): WeighedRow[] {
    const best = new BestRows(most, least);
    const together = this.rowsTogether(this.ask(query, true));
    for (const row of together) this.weighTogether(row, best, may);
    let pending = 0;
    this.bounds.scan(
      () => best.floor,
      (row, bound) => {
        if (together.has(row) || may?.(row) === false) return;
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
    const together = this.rowsTogether(this.ask(query, false));
    for (let at = 0; at < count; at++) {
      const row = rows[at]!;
      if (may?.(row) === false) continue;
      if (together.has(row)) this.weighTogether(row, best, undefined);
      else if (this.bounds.bound(row, best.floor) >= best.floor) best.add(row, this.weigher.weigh(row));
    }
    return best.sorted();
  }

  /** For each row a match weight, in bits, that its pair with the record does not exceed. */
  boundsOf(query: CompiledRecord): number[] {
    const together = this.rowsTogether(this.ask(query, true));
    return Array.from({ length: this.columns.rows }, (_, row) => {
      const bound = this.bounds.bound(row, Number.NEGATIVE_INFINITY);
      return (together.has(row) ? bound + this.bounds.forTogether(row) : bound) / 100;
    });
  }

  /** @param all whether all rows will be looked at */
  private ask(query: CompiledRecord, all: boolean): AskedNames {
    this.partsOf.update(this.columns.spellings.count);
    this.together.update();
    const asked = askedNames(query, this.kept);
    this.words.ask(asked.words.words, all);
    this.fields.ask(query);
    this.bounds.ask(asked, all ? this.words.met() : null);
    this.weigher.ask(asked);
    return asked;
  }

  private rowsTogether({ own, mother }: AskedNames): Set<number> {
    const rows = new Set<number>();
    const tokens = new Set([...own, ...(mother ? [mother.whole] : [])].flatMap((name) => name.tokens));
    this.together.addRows([...tokens], rows);
    return rows;
  }

  private weighTogether(row: number, best: BestRows, may: SearchOptions['may']): void {
    const raised = this.bounds.forTogether(row);
    if (this.bounds.bound(row, best.floor - raised) + raised < best.floor || may?.(row) === false) return;
    best.add(row, this.weigher.weigh(row));
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
