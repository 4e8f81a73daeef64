import { z } from 'zod';
import type { Understood } from './understood.js';

const Part = z.string().nullable();

/** What is stored of a row, field by field, for people to look at. */
export const UnderstoodView = z
  .array(
    z.object({
      field: z.string(),
      as_written: z.string().nullable(),
      read_as: z
        .string()
        .nullable()
        .describe('A code, an interval of days, or the name that was read; null: only kept'),
      parts: z
        .object({ given: Part, father: Part, grandfather: Part, family: Part })
        .optional()
        .describe('Of a name: as the source divides it, otherwise the best reading'),
    }),
  )
  .meta({ id: 'UnderstoodRow' });
export type UnderstoodView = z.infer<typeof UnderstoodView>;

type Columns = Record<string, unknown>;
const textOf = (value: unknown): string | null =>
  value === null || value === undefined ? null : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** Names of fields that are dates: seven columns with one prefix. */
const isDate = (record: Columns, prefix: string) => `${prefix}_earliest` in record;
const isPlace = (record: Columns, prefix: string) => `${prefix}_governorate` in record;

export function understoodView({ record, names, report }: Understood): UnderstoodView {
  const fields: UnderstoodView = names.map((name) => {
    const parts = partsOf(name);
    return {
      field: name.person === 'mother' ? 'mother_name' : 'name',
      as_written: textOf(name.raw),
      read_as: Object.values(parts).filter(Boolean).join(' | ') || null,
      parts,
    };
  });
  for (const [column, value] of Object.entries(record)) {
    const prefix = /^(.*)_raw$/.exec(column)?.[1];
    if (prefix === undefined || value === null) continue;
    fields.push({ field: prefix, as_written: textOf(value), read_as: readAs(record, prefix) });
  }
  for (const column of ['source_record_id', 'notes'])
    if (record[column] != null) fields.push({ field: column, as_written: textOf(record[column]), read_as: null });
  for (const column of ['identifiers', 'fate_claims', 'further']) {
    const value = record[column];
    const isEmpty = value === null || value === undefined || Object.keys(value as object).length === 0;
    if (!isEmpty) fields.push({ field: column, as_written: null, read_as: textOf(value) });
  }
  if (report) fields.push({ field: 'relationship', as_written: null, read_as: report.relationship });
  return fields;
}

function partsOf({ given_raw, father_raw, grandfather_raw, family_raw, parses }: Columns) {
  const [given, father, grandfather, family] = [given_raw, father_raw, grandfather_raw, family_raw].map(textOf);
  if (given ?? father ?? grandfather ?? family) return { given, father, grandfather, family };
  const read = (parses as { parts: Record<string, string | undefined> }[] | undefined)?.[0]?.parts ?? {};
  return {
    given: read.given ?? null,
    father: read.father ?? null,
    grandfather: read.grandfather ?? null,
    family: read.family ?? null,
  };
}

function readAs(record: Columns, prefix: string): string | null {
  if (isDate(record, prefix)) {
    const [from, to] = [record[`${prefix}_earliest`], record[`${prefix}_latest`]].map(textOf);
    return from === null && to === null ? null : from === to ? from : `${from ?? ''}/${to ?? ''}`;
  }
  if (isPlace(record, prefix)) {
    const codes = ['community', 'subdistrict', 'district', 'governorate'].map((level) => record[`${prefix}_${level}`]);
    return textOf(codes.find((code) => code != null) ?? null);
  }
  return textOf(record[prefix]);
}
