import type { Field } from '../compare-records.js';
import { sumsWidth } from '../comparisons/laid-weights.js';
import type { CompiledRecord } from '../compile-record.js';
import type { Model } from '../model/index.js';
import type { RecordSide } from '../record.js';
import type { ValueColumn } from './column-data.js';
import type { DecodedValues } from './decoded-values.js';
import { weighField } from './field-weights.js';

const unknown = -32768;

/** What each distinct value of one field is worth for one value that asks; worked out when first looked up. */
export class FieldTable {
  /** Rows of sumsWidth hundredths of a bit: for one person, for each kind of relative. */
  readonly values: Int16Array;
  private readonly count: number;

  constructor(
    private readonly field: Field,
    private readonly asking: CompiledRecord,
    private readonly column: ValueColumn,
    private readonly decoded: DecodedValues,
    private readonly asks: RecordSide,
    private readonly model: Model,
  ) {
    this.ids = column.ids;
    this.count = column.values.count;
    this.values = new Int16Array(this.count * sumsWidth).fill(unknown);
    // Value 0 says nothing.
    this.values.fill(0, 0, sumsWidth);
  }

  /** Which value each row has, as it was when the record asked. */
  ids: Int32Array;

  /** Index in `values` of the row of a value. */
  startOf(value: number): number {
    const start = value * sumsWidth;
    if (this.values[start] === unknown) this.work(value, start);
    return start;
  }

  /** What a value weighs for one person. */
  weight(value: number): number {
    const known = this.values[value * sumsWidth]!;
    return known === unknown ? this.values[this.startOf(value)]! : known;
  }

  /** Takes the column's rows anew. @returns false once it has values that the table does not */
  refresh(): boolean {
    this.ids = this.column.ids;
    return this.count === this.column.values.count;
  }

  private work(value: number, start: number): void {
    const other = this.decoded.get(value);
    const [report, record] = this.asks === 'report' ? [this.asking, other] : [other, this.asking];
    weighField(this.field, report, record, this.model, this.values, start);
  }
}
