import {
  blockingKeys,
  ColumnBuilder,
  type CompiledRecord,
  codeRecord,
  compileRecord,
  type MatchRecord,
  type Model,
  RecordSearch,
} from '../matching/index.js';

/** `exact` compares a report with every record, `indexed` with those that share enough blocking keys. */
export type HowToSearch = 'exact' | 'indexed';

export interface FoundRecord {
  /** In the order in which records were added. */
  row: number;
  matchWeight: number;
}

/** Records in memory in which the best for a report are searched. Which pairs are found depends on the pairs alone, so records may be divided as one likes. */
export class SearchedRecords {
  private readonly records = new ColumnBuilder();
  private readonly postings = new Map<number, { row: number; bits: number }[]>();
  private scorer: RecordSearch | null = null;
  private shared = new Float64Array(0);

  constructor(private readonly how: HowToSearch) {}

  add(record: MatchRecord): void {
    const compiled = compileRecord(record);
    const row = this.records.add(codeRecord(compiled));
    if (this.how === 'exact') return;
    for (const { key, bits } of blockingKeys(compiled, 'record')) {
      const found = this.postings.get(key);
      if (found) found.push({ row, bits });
      else this.postings.set(key, [{ row, bits }]);
    }
  }

  /** To be called when all records are added, before the first search. */
  seal(model: Model): void {
    const columns = this.records.columns();
    this.shared = new Float64Array(columns.rows);
    this.scorer = new RecordSearch(columns, 'report', model);
  }

  /** The `most` best records, the best first; equal ones in the order in which they were added. */
  search(report: CompiledRecord, most: number, model: Model): FoundRecord[] {
    const scorer = this.scorer!;
    const best = { least: Number.NEGATIVE_INFINITY, most };
    const rows = this.how === 'exact' ? null : this.candidates(report, model);
    const found = rows ? scorer.among(report, rows, rows.length, best) : scorer.exact(report, best);
    return found.map(({ row, weight }) => ({ row, matchWeight: weight }));
  }

  private candidates(report: CompiledRecord, model: Model): number[] {
    const touched: number[] = [];
    for (const mine of blockingKeys(report, 'report', model)) {
      for (const { row, bits } of this.postings.get(mine.key) ?? []) {
        if (this.shared[row] === 0) touched.push(row);
        this.shared[row]! += Math.min(mine.bits, bits);
      }
    }
    const enough = touched.filter((row) => this.shared[row]! >= model.blocking.candidateBits);
    for (const row of touched) this.shared[row] = 0;
    return enough;
  }
}
