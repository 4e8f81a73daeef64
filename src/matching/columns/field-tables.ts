import { comparedFields, type Field } from '../compare-records.js';
import { sumsWidth } from '../comparisons/laid-weights.js';
import type { CompiledRecord } from '../compile-record.js';
import type { Model } from '../model/index.js';
import type { RecordSide } from '../record.js';
import type { Columns } from './column-data.js';
import { DecodedWeights } from './decoded-weights.js';
import { FieldTable } from './field-table.js';
import { fieldText } from './field-texts.js';
import { mostOfField } from './most-of-field.js';
import { PlacesWeights } from './places-weights.js';

/** What the values of all rows in all fields beside the names are worth for the record that asks. */
export class FieldTables {
  private readonly all: Record<Field, FieldTable>;
  /** The tables of fields of which the record that asks says something, those that nearly every row has first. */
  tables: FieldTable[] = [];
  /** For each of them the most that it and those behind it can bring together. */
  rest: number[] = [];

  /** @param asks which side the record that asks stands on; the columns are the other side */
  constructor(
    columns: Columns,
    asks: RecordSide,
    private readonly model: Model,
  ) {
    this.all = Object.fromEntries(
      comparedFields.map((field) => {
        const column = columns.fields[field];
        const weights =
          field === 'places'
            ? new PlacesWeights(column.values, asks, model)
            : new DecodedWeights(field, column.values, asks, model);
        return [field, new FieldTable(column, weights)];
      }),
    ) as Record<Field, FieldTable>;
  }

  ask(record: CompiledRecord): void {
    const asked = order.filter((field) => {
      const text = fieldText(field, record);
      if (text !== '') this.all[field].ask(text, record);
      return text !== '';
    });
    this.tables = asked.map((field) => this.all[field]);
    this.rest = [];
    let rest = 0;
    for (let at = asked.length - 1; at >= 0; at--) {
      rest += mostOfField(asked[at]!, record, this.model);
      this.rest[at] = rest;
    }
  }

  /** Adds what a row's values weigh for one person and for each kind of relative, in hundredths of a bit. */
  addTo(sums: Int32Array, row: number): void {
    for (let at = 0; at < this.tables.length; at++) {
      const table = this.tables[at]!;
      const start = table.startOf(table.ids[row]!);
      for (let sum = 0; sum < sumsWidth; sum++) sums[sum]! += table.values[start + sum]!;
    }
  }
}

const order: readonly Field[] = ['birth', 'event', 'sex', 'places', 'kunya', 'identifiers'];
