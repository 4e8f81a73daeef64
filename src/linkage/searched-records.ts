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
} from '../matching/index.js';

/** `exact` compares a report with every record, `indexed` with those that share enough blocking keys. */
export type HowToSearch = 'exact' | 'indexed';

export interface FoundRecord {
  /** In the order in which records were added. */
  row: number;
  matchWeight: number;
}

/** Below every match weight: disagreement is limited. */
const anyWeight = -1000;

/** Records in memory in which the best for a report are searched. Which pairs are found depends on the pairs alone, so records may be divided as one likes. */
export class SearchedRecords {
  private readonly columns = new ColumnBuilder();
  private readonly keys = new KeyIndexBuilder();
  private sealed: { search: RecordSearch; index: KeyIndex } | null = null;

  constructor(private readonly how: HowToSearch) {}

  add(record: MatchRecord): void {
    const compiled = compileRecord(record);
    const row = this.columns.add(codeRecord(compiled));
    if (this.how === 'exact') return;
    this.keys.add(
      row,
      blockingKeys(compiled, 'record').map(({ key }) => key),
    );
  }

  /** To be called when all records are added, before the first search. */
  seal(model: Model): void {
    const packed = new PackedColumns(packColumns(this.columns.columns()));
    this.sealed = {
      search: new RecordSearch(packed, 'report', model),
      index: new KeyIndex(this.keys.pack(), packed.rows),
    };
  }

  /** The `most` best records, the best first; equal ones in the order in which they were added. */
  search(report: CompiledRecord, most: number, model: Model): FoundRecord[] {
    const { search, index } = this.sealed!;
    const options = { least: anyWeight, most };
    const found = () => {
      if (this.how === 'exact') return search.exact(report, options);
      const { candidateBits } = model.blocking;
      const keys = blockingKeys(report, 'report', model);
      const { rows, count } = index.candidates(keys, { candidateBits, mostBrought: Number.POSITIVE_INFINITY });
      // In the order in which they were added, which decides between equal ones.
      return search.among(report, rows.slice(0, count).sort(), count, options);
    };
    return found().map(({ row, weight }) => ({ row, matchWeight: weight }));
  }
}
