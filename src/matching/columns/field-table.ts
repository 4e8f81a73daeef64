import type { Field } from '../compare-records.js';
import { sumsWidth } from '../comparisons/laid-weights.js';
import type { CompiledRecord } from '../compile-record.js';
import type { Model } from '../model/index.js';
import type { RecordSide } from '../record.js';
import type { ValueColumn } from './column-data.js';
import { DecodedValues } from './decoded-values.js';
import { weighField } from './field-weights.js';

/** What each distinct value of one field is worth for the record that asks; worked out when first looked up. */
export class FieldTable {
  /** Rows of sumsWidth hundredths of a bit: for one person, for each kind of relative. */
  values = new Int16Array(0);
  /** Which value each row has, as it was when the record asked. */
  ids: Int32Array;
  /** By value: the last question in which it was worked out. */
  private workedIn = new Int32Array(0);
  private question = 0;
  private text = '';
  private all = new Int16Array(0);
  private allIn = 0;
  private asking: CompiledRecord | null = null;
  private readonly decoded: DecodedValues;

  constructor(
    private readonly field: Field,
    readonly column: ValueColumn,
    private readonly asks: RecordSide,
    private readonly model: Model,
  ) {
    this.ids = column.ids;
    this.decoded = new DecodedValues(field, column.values);
  }

  /** @param text what the record says in this field; the same text again finds everything worked out */
  ask(text: string, asking: CompiledRecord): void {
    this.ids = this.column.ids;
    this.asking = asking;
    const { count } = this.column.values;
    if (count > this.workedIn.length) {
      const room = Math.max(count, Math.min(2 * this.workedIn.length, count + 4096));
      this.values = new Int16Array(room * sumsWidth);
      this.workedIn = new Int32Array(room);
    } else if (text === this.text) return;
    this.text = text;
    this.question += 1;
    // Value 0 says nothing.
    this.workedIn[0] = this.question;
  }

  /** Index in `values` of the row of a value. */
  startOf(value: number): number {
    const start = value * sumsWidth;
    if (this.workedIn[value] !== this.question) this.work(value, start);
    return start;
  }

  /** What a value weighs for one person. */
  weight(value: number): number {
    if (this.workedIn[value] !== this.question) this.work(value, value * sumsWidth);
    return this.values[value * sumsWidth]!;
  }

  /** What every value weighs for one person, by value. */
  workOut(): Int16Array {
    if (this.allIn === this.question) return this.all;
    const { count } = this.column.values;
    if (this.all.length < count) this.all = new Int16Array(this.workedIn.length);
    for (let value = 0; value < count; value++) this.all[value] = this.weight(value);
    this.allIn = this.question;
    return this.all;
  }

  private work(value: number, start: number): void {
    this.workedIn[value] = this.question;
    const other = this.decoded.get(value);
    const [report, record] = this.asks === 'report' ? [this.asking!, other] : [other, this.asking!];
    weighField(this.field, report, record, this.model, this.values, start);
  }
}
