import { comparedFields, compareRecords, type Field, type PairScore } from '../compare-records.js';
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
  private readonly fields: readonly { field: Field; ids: Int32Array; examples: CompiledRecord[]; weights: LazyRows }[];
  private readonly names: ReportNames;

  constructor(
    private readonly columns: RecordColumns,
    private readonly model: Model = currentModel,
  ) {
    this.fields = comparedFields.map((field) => ({
      field,
      ...columns.fields[field],
      weights: new LazyRows(columns.fields[field].examples.length, 1),
    }));
    this.names = new ReportNames(columns, model);
  }

  /** The report that the following questions are about. */
  compareWith(report: CompiledRecord): void {
    this.report = report;
    for (const { weights } of this.fields) weights.forgetAll();
    this.names.compareWith(report);
  }

  /** The score of the record at this index if it reaches a band, otherwise null. */
  suggest(at: number): PairScore | null {
    if (!this.mayReachBand(at)) return null;
    const score = compareRecords(this.report!, this.columns.records[at]!, this.model);
    return score.band === null ? null : score;
  }

  /** False when the pair is certainly below every band. */
  mayReachBand(at: number): boolean {
    return this.mostWeight(at) >= this.model.suggestAtMatchWeight.weak;
  }

  /** A match weight that the pair does not exceed: everything beside the names as it is, the names as if every part met the one that suits it best, or, where
   * even that would not be enough, the best name that there could be. Not certain where one word meets two: two-as-one.ts leaves out words whose consonants are
   * too unlike, and the sound model took one such pair in 58,000 candidates for near all the same (below the bands).
   */
  mostWeight(at: number): number {
    let most = this.model.priorWeight + roundedUp;
    for (let field = 0; field < this.fields.length; field++) most += this.weightOf(field, at);
    if (most + this.names.mostOfAll < this.model.suggestAtMatchWeight.weak) return most + this.names.mostOfAll;
    most += this.names.mostMotherBits(at);
    return most + this.names.mostNameBits(at);
  }

  private weightOf(index: number, at: number): number {
    const { field, ids, examples, weights } = this.fields[index]!;
    const id = ids[at]!;
    if (id === 0) return 0;
    const row = weights.start(id);
    if (weights.isNew(row)) weights.values[row] = weighField(field, this.report!, examples[id]!, this.model);
    return weights.values[row]!;
  }
}
