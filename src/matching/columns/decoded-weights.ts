import type { Field } from '../compare-records.js';
import type { CompiledRecord } from '../compile-record.js';
import type { Model } from '../model/index.js';
import type { RecordSide } from '../record.js';
import type { ValueDictionary } from './column-data.js';
import { DecodedValues } from './decoded-values.js';
import type { FieldWeights } from './field-table.js';
import { fieldSums } from './field-weights.js';

/** What the values of a field weigh for the record that asks, each read as a record that says nothing else. */
export class DecodedWeights implements FieldWeights {
  private asking: CompiledRecord | null = null;
  private readonly decoded: DecodedValues;

  constructor(
    private readonly field: Field,
    values: ValueDictionary,
    private readonly asks: RecordSide,
    private readonly model: Model,
  ) {
    this.decoded = new DecodedValues(field, values);
  }

  ask(asking: CompiledRecord): void {
    this.asking = asking;
  }

  weigh(value: number, into: Int16Array, start: number): void {
    into.set(this.sumsOf(value), start);
  }

  ofOnePerson(value: number): number {
    return this.sumsOf(value)[0]!;
  }

  private sumsOf(value: number): readonly number[] {
    const other = this.decoded.get(value);
    const [report, record] = this.asks === 'report' ? [this.asking!, other] : [other, this.asking!];
    return fieldSums(this.field, report, record, this.model);
  }
}
