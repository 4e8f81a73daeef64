import {
  blockingKeys,
  type CompiledRecord,
  compareRecords,
  compileRecord,
  type MatchRecord,
  type Model,
  RecordColumns,
  ReportScorer,
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
  private readonly records: CompiledRecord[] = [];
  private readonly postings = new Map<number, { row: number; bits: number }[]>();
  private scorer: ReportScorer | null = null;
  private shared = new Float64Array(0);

  constructor(private readonly how: HowToSearch) {}

  add(record: MatchRecord): void {
    const row = this.records.length;
    const compiled = compileRecord(record);
    this.records.push(compiled);
    if (this.how === 'exact') return;
    for (const { key, bits } of blockingKeys(compiled, 'record')) {
      const found = this.postings.get(key);
      if (found) found.push({ row, bits });
      else this.postings.set(key, [{ row, bits }]);
    }
  }

  /** To be called when all records are added, before the first search. */
  seal(model: Model): void {
    this.shared = new Float64Array(this.records.length);
    this.scorer = new ReportScorer(new RecordColumns(this.records), model);
  }

  /** The `most` best records, the best first; equal ones in the order in which they were added. */
  search(report: CompiledRecord, most: number, model: Model): FoundRecord[] {
    const rows = this.how === 'exact' ? null : this.candidates(report, model);
    const best: FoundRecord[] = [];
    const weigh = (row: number): void => {
      best.push({ row, matchWeight: compareRecords(report, this.records[row]!, model).matchWeight });
      if (best.length > most * 2 + 50) keepBest(best, most);
    };
    if (rows) for (const row of rows) weigh(row);
    else this.weighAll(report, most, best, weigh);
    keepBest(best, most);
    return best;
  }

  /** From the highest bound down, until none of the rest can be among the best. */
  private weighAll(report: CompiledRecord, most: number, best: FoundRecord[], weigh: (row: number) => void): void {
    const scorer = this.scorer!;
    scorer.compareWith(report);
    const bounds = Float64Array.from(this.records, (_, row) => scorer.mostWeight(row));
    const rows = Uint32Array.from(this.records.keys()).sort((a, b) => bounds[b]! - bounds[a]! || a - b);
    let weighed = 0;
    for (const row of rows) {
      if (weighed++ % 64 === 0) keepBest(best, most);
      if (best.length >= most && best[most - 1]!.matchWeight > bounds[row]!) return;
      weigh(row);
    }
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

function keepBest(found: FoundRecord[], most: number): void {
  found.sort((a, b) => b.matchWeight - a.matchWeight || a.row - b.row);
  if (found.length > most) found.length = most;
}
