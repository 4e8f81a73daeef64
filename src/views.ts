import { z } from 'zod';
import { Problem } from './errors.js';
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

/** What a place in a list is made of. Anything else would be an error of the database. */
const cursorValues = {
  // Postgres knows no year 0.
  time: z.iso.datetime().startsWith('20'),
  id: z.uuid(),
  weight: z.number(),
  rowNumber: z.int32(),
  /** SHA-256 in hexadecimal. */
  key: z.string().regex(/^[0-9a-f]{64}$/),
};

/**
 * @returns null when there is no cursor: the list begins.
 * @throws Problem request.cursor when the text is not a cursor of this shape.
 */
export function decodeCursor(
  cursor: string | undefined,
  shape: (keyof typeof cursorValues)[],
): (string | number)[] | null {
  if (cursor === undefined) return null;
  const values = parsedOrNull(Buffer.from(cursor, 'base64url').toString());
  const fits =
    Array.isArray(values) &&
    values.length === shape.length &&
    shape.every((kind, i) => cursorValues[kind].safeParse(values[i]).success);
  if (fits) return values;
  throw new Problem('request.cursor', undefined, [
    { pointer: '/cursor', code: 'cursor.unknown', message: 'Begin the list again without a cursor.' },
  ]);
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const pageSize = {
  limit: z.coerce.number().int().min(1).max(200).default(25),
  cursor: z.string().max(500).optional(),
};
