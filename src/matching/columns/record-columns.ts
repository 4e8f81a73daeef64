import { comparedFields, type Field } from '../compare-records.js';
import type { CompiledRecord } from '../compile-record.js';
import { type NameColumn, nameColumn, PartCollector, type PartDictionary } from './name-column.js';

/** What makes two values of a field the same for every comparison. The empty key says nothing. */
const keyOf = {
  kunya: ({ kunyas }: CompiledRecord) => kunyas.map(({ written }) => written).join('|'),
  birth: ({ birth, source }: CompiledRecord) => (birth ? dateKey(source.birth!) : ''),
  event: ({ event, source }: CompiledRecord) => (event ? dateKey(source.event!) : ''),
  places: ({ source }: CompiledRecord) =>
    Object.values(source.places).some(Boolean) ? JSON.stringify(source.places) : '',
  sex: ({ source }: CompiledRecord) => source.sex ?? '',
  identifiers: ({ identifiers }: CompiledRecord) => identifiers.map(({ type, value }) => `${type} ${value}`).join('|'),
} satisfies Record<Field, (record: CompiledRecord) => string>;

const dateKey = (date: NonNullable<CompiledRecord['source']['birth']>): string =>
  `${date.earliest} ${date.latest} ${date.precision} ${date.qualifier} ${date.calendar} ${date.orderAmbiguous}`;

/** One field of all records: which value each has (0 = says nothing), and for each value the first record that has it. */
export interface Column {
  ids: Int32Array;
  examples: CompiledRecord[];
}

/**
 * Detention records laid out for comparing one report with many of them: by field rather than by record, every distinct value once, so that what a value is
 * worth for a report is worked out once and then looked up. Made once; the records must not change under it.
 */
export class RecordColumns {
  readonly fields: Record<Field, Column>;
  /** Distinct parts of all names, the mothers' among them. */
  readonly parts: PartDictionary;
  readonly names: NameColumn;
  readonly mothers: NameColumn;

  constructor(readonly records: readonly CompiledRecord[]) {
    this.fields = Object.fromEntries(comparedFields.map((field) => [field, columnOf(records, keyOf[field])])) as Record<
      Field,
      Column
    >;
    const collected = new PartCollector();
    const names = records.map((record) => record.names);
    const mothers = records.map(({ mother }) => (mother ? [mother] : []));
    this.names = nameColumn(names, collected);
    this.mothers = nameColumn(mothers, collected);
    this.parts = collected.dictionary();
  }
}

function columnOf(records: readonly CompiledRecord[], keyOf: (record: CompiledRecord) => string): Column {
  const known = new Map<string, number>([['', 0]]);
  const examples: CompiledRecord[] = [records[0]!];
  const ids = Int32Array.from(records, (record) => {
    const key = keyOf(record);
    let id = known.get(key);
    if (id === undefined) {
      id = examples.length;
      examples.push(record);
      known.set(key, id);
    }
    return id;
  });
  return { ids, examples };
}
