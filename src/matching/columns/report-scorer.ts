import { comparedFields, compareRecords, type PairScore } from '../compare-records.js';
import type { CompiledRecord } from '../compile-record.js';
import { currentModel, type Model } from '../model/index.js';
import { weighField } from './field-weights.js';
import { LazyRows } from './lazy-rows.js';
import type { RecordColumns } from './record-columns.js';
import { ReportNames } from './report-names.js';

/** Lines are rounded one by one, so their sum may be this much above the sum of what they are rounded from. */
const roundedUp = 0.1;

/**
 * Compares one report at a time with many records: what each value of a field is worth for this report is worked out when the first record has it, then looked
 * up. The scores are those of compareRecords; pairs that cannot reach a band are left before their names are laid against each other.
 */
export class ReportScorer {
  private report: CompiledRecord | null = null;
  private readonly rows: readonly LazyRows[];
  private readonly names: ReportNames;

  constructor(
    private readonly columns: RecordColumns,
    private readonly model: Model = currentModel,
  ) {
    this.rows = comparedFields.map((field) => new LazyRows(columns.fields[field].examples.length, 1));
    this.names = new ReportNames(columns, model);
  }

  /** The report that the following questions are about. */
  compareWith(report: CompiledRecord): void {
    this.report = report;
    for (const rows of this.rows) rows.forgetAll();
    this.names.compareWith(report);
  }

  /** The score of the record at this index if it reaches a band, otherwise null. */
  suggest(at: number): PairScore | null {
    if (this.mostWeight(at) < this.model.suggestAtMatchWeight.weak) return null;
    const score = compareRecords(this.report!, this.columns.records[at]!, this.model);
    return score.band === null ? null : score;
  }

  /** A match weight that the pair does not exceed: everything beside the names as it is, the names as if every part met the one that suits it best. */
  mostWeight(at: number): number {
    let most = this.model.priorWeight + roundedUp;
    for (let field = 0; field < this.rows.length; field++) most += this.weightOf(field, at);
    return most + this.names.mostMotherBits(at) + this.names.mostNameBits(at);
  }

  private weightOf(field: number, at: number): number {
    const { ids, examples } = this.columns.fields[comparedFields[field]!];
    const id = ids[at]!;
    if (id === 0) return 0;
    const rows = this.rows[field]!;
    if (rows.isNew(id)) rows.values[id] = weighField(comparedFields[field]!, this.report!, examples[id]!, this.model);
    return rows.values[id]!;
  }
}
