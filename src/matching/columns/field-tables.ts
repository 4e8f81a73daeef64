import { comparedFields, type Field } from '../compare-records.js';
import { sumsWidth } from '../comparisons/laid-weights.js';
import type { CompiledRecord } from '../compile-record.js';
import type { Model } from '../model/index.js';
import type { RecordSide } from '../record.js';
import type { Columns } from './column-data.js';
import { DecodedValues } from './decoded-values.js';
import { FieldTable } from './field-table.js';
import { fieldText } from './field-texts.js';
import { mostOfField } from './most-of-field.js';

/** Tables kept for each field: the next report may say the same. */
const keptTables = 8;

/** What the values of all rows in all fields beside the names are worth for the record that asks. */
export class FieldTables {
  private readonly kept: Record<Field, Map<string, FieldTable>>;
  private readonly decoded: Record<Field, DecodedValues>;
  /** The tables of fields of which the record that asks says something, those that nearly every row has first. */
  tables: FieldTable[] = [];
  /** For each of them the most that it and those behind it can bring together. */
  rest: number[] = [];

  /** @param asks which side the record that asks stands on; the columns are the other side */
  constructor(
    private readonly columns: Columns,
    private readonly asks: RecordSide,
    private readonly model: Model,
  ) {
    this.kept = Object.fromEntries(comparedFields.map((field) => [field, new Map()])) as unknown as FieldTables['kept'];
    this.decoded = Object.fromEntries(
      comparedFields.map((field) => [field, new DecodedValues(field, columns.fields[field].values)]),
    ) as unknown as FieldTables['decoded'];
  }

  ask(record: CompiledRecord): void {
    const asked = order.flatMap((field) => {
      const text = fieldText(field, record);
      return text === '' ? [] : [{ field, table: this.tableOf(field, text, record) }];
    });
    this.tables = asked.map(({ table }) => table);
    let rest = 0;
    this.rest = asked
      .map(({ field }) => mostOfField(field, record, this.model))
      .reverse()
      .map((most) => {
        rest += most;
        return rest;
      })
      .reverse();
  }

  /** Adds what a row's values weigh for one person and for each kind of relative, in hundredths of a bit. */
  addTo(sums: Int32Array, row: number): void {
    for (let at = 0; at < this.tables.length; at++) {
      const table = this.tables[at]!;
      const start = table.startOf(table.ids[row]!);
      for (let sum = 0; sum < sumsWidth; sum++) sums[sum]! += table.values[start + sum]!;
    }
  }

  private tableOf(field: Field, text: string, record: CompiledRecord): FieldTable {
    const tables = this.kept[field];
    let table = tables.get(text);
    tables.delete(text);
    if (!table?.refresh()) {
      table = new FieldTable(field, record, this.columns.fields[field], this.decoded[field], this.asks, this.model);
      if (tables.size >= keptTables) tables.delete(tables.keys().next().value!);
    }
    tables.set(text, table);
    return table;
  }
}

const order: readonly Field[] = ['birth', 'event', 'sex', 'places', 'kunya', 'identifiers'];
