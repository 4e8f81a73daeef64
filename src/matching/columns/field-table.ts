import { sumsWidth } from '../comparisons/laid-weights.js';
import type { CompiledRecord } from '../compile-record.js';
import type { ValueColumn } from './column-data.js';

/** How the values of one field are weighed. */
export interface FieldWeights {
  /** Who asks from now on. */
  ask(asking: CompiledRecord): void;
  /** Writes what a value (its id) weighs for one person and for each kind of relative, sumsWidth hundredths of a bit. */
  weigh(value: number, into: Int16Array, start: number): void;
  /** The first of them alone, which is all that most values are asked for. */
  ofOnePerson(value: number): number;
}

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
  private allCount = 0;

  constructor(
    readonly column: ValueColumn,
    private readonly weights: FieldWeights,
  ) {
    this.ids = column.ids;
  }

  /** @param text what the record says in this field; the same text again finds everything worked out */
  ask(text: string, asking: CompiledRecord): void {
    this.ids = this.column.ids;
    const { count } = this.column.values;
    if (count > this.workedIn.length) {
      const room = Math.max(count, Math.min(2 * this.workedIn.length, count + 4096));
      this.values = new Int16Array(room * sumsWidth);
      this.workedIn = new Int32Array(room);
    } else if (text === this.text) return;
    this.text = text;
    this.weights.ask(asking);
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
    const { count } = this.column.values;
    // Values may have been added since the same was asked.
    const known = this.allIn === this.question ? this.allCount : 0;
    if (this.all.length < count) {
      const longer = new Int16Array(this.workedIn.length);
      longer.set(this.all);
      this.all = longer;
    }
    // Value 0 says nothing.
    for (let value = Math.max(1, known); value < count; value++) this.all[value] = this.weights.ofOnePerson(value);
    this.allIn = this.question;
    this.allCount = count;
    return this.all;
  }

  private work(value: number, start: number): void {
    this.weights.weigh(value, this.values, start);
    // Behind it: a value that could not be weighed is not known.
    this.workedIn[value] = this.question;
  }
}
