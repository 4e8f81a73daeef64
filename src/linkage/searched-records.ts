import {
  blockingKeys,
  ColumnBuilder,
  type CompiledRecord,
  codeRecord,
  compileRecord,
  KeyIndex,
  KeyIndexBuilder,
  type MatchRecord,
  type Model,
  PackedColumns,
  packColumns,
  RecordSearch,
  type WeighedRow,
} from '../matching/index.js';

/** `exact` compares a report with every record, `indexed` with those that share enough blocking keys. */
export type HowToSearch = 'exact' | 'indexed';

/**
 * Records as columns in memory, in which the best for a report are searched. Which are found depends on each pair alone, so records may be divided as one likes:
 * the index has no limit on how many rows common keys bring.
 */
export class SearchedRecords {
  private columns: ColumnBuilder | null = new ColumnBuilder();
  private keys: KeyIndexBuilder | null;
  private records: RecordSearch | null = null;
  private index: KeyIndex | null = null;
  private candidateBits = 0;

  constructor(how: HowToSearch) {
    this.keys = how === 'indexed' ? new KeyIndexBuilder() : null;
  }

  /** @returns its row */
  add(record: MatchRecord): number {
    const compiled = compileRecord(record);
    const row = this.columns!.add(codeRecord(compiled));
    this.keys?.add(
      row,
      blockingKeys(compiled, 'record').map(({ key }) => key),
    );
    return row;
  }

  /** To be called once, when all records are added. */
  seal(model: Model): void {
    const packed = new PackedColumns(packColumns(this.columns!.columns()));
    this.columns = null;
    this.records = new RecordSearch(packed, 'report', model);
    this.index = this.keys && new KeyIndex(this.keys.pack(), packed.rows);
    this.keys = null;
    this.candidateBits = model.blocking.candidateBits;
  }

  /** The `most` best records with their match weights, the best first; equal ones in the order in which they were added. */
  search(report: CompiledRecord, most: number): WeighedRow[] {
    const options = { least: Number.NEGATIVE_INFINITY, most };
    if (!this.index) return this.records!.exact(report, options);
    const { rows, count } = this.index.candidates(blockingKeys(report, 'report'), {
      candidateBits: this.candidateBits,
      mostBrought: Number.POSITIVE_INFINITY,
    });
    return this.records!.among(report, rows, count, options);
  }
}
