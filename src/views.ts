import { z } from 'zod';
import type { FuzzyDate } from './matching/record.js';

/** Pieces of an answer that several rooms send. Everything that leaves is built field by field, never by handing out a row. */

export const DateView = z
  .object({
    as_written: z.string(),
    from: z.iso.date().nullable(),
    to: z.iso.date().nullable(),
    precision: z.enum(['day', 'month', 'season', 'year', 'decade', 'unknown']),
    calendar: z.enum(['gregorian', 'hijri_umalqura', 'hijri_civil']),
    qualifier: z.enum(['exact', 'about', 'before', 'after', 'between']),
    order_ambiguous: z.boolean(),
  })
  .meta({
    id: 'DateView',
    description: 'A date as a source wrote it and the interval it was read as, both days inclusive.',
  });

export const dateView = (date: FuzzyDate | null): z.infer<typeof DateView> | null =>
  date && {
    as_written: date.raw,
    from: date.earliest,
    to: date.latest,
    precision: date.precision,
    calendar: date.calendar,
    qualifier: date.qualifier,
    order_ambiguous: date.orderAmbiguous,
  };

export const PlaceCodesView = z
  .object({
    governorate: z.string().nullable(),
    district: z.string().nullable(),
    subdistrict: z.string().nullable(),
    community: z.string().nullable(),
    facility: z.string().nullable(),
  })
  .meta({
    id: 'PlaceCodes',
    description: 'OCHA P-codes, and the id of a place of detention, as far as the text could be resolved.',
  });

export const NameView = z
  .object({
    as_written: z.string(),
    given: z.string().nullable(),
    father: z.string().nullable(),
    grandfather: z.string().nullable(),
    family: z.string().nullable(),
    script: z.enum(['Arab', 'Latn', 'mixed', 'other']),
  })
  .meta({ id: 'NameView', description: 'A name as written, and the parts it was read as.' });

/** Opaque place in a list: what a cursor says is nobody's business but the list's own. */
export function encodeCursor(values: (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** @returns null when the text is not a cursor of this shape. */
export function decodeCursor(cursor: string, shape: ('string' | 'number')[]): (string | number)[] | null {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const fits =
      Array.isArray(values) && values.length === shape.length && shape.every((type, i) => typeof values[i] === type);
    return fits ? values : null;
  } catch {
    return null;
  }
}

export const pageSize = {
  limit: z.coerce.number().int().min(1).max(200).default(25),
  cursor: z.string().max(500).optional(),
};
