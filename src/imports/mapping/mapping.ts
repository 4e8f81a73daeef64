import { z } from 'zod';
import { importFields, listKinds } from './import-fields.js';

export const dateOrders = ['day_first', 'month_first', 'undecided'] as const;
export type DateOrder = (typeof dateOrders)[number];
export const columnCalendars = ['gregorian', 'hijri', 'as_written'] as const;
export type ColumnCalendar = (typeof columnCalendars)[number];

/** Of characters: the longest cell of a workbook. Where a file has no headings, a long note in its first row may be taken for one. */
const longestHeading = 32_767;

/** Neither NUL nor half of a surrogate pair, which the database takes in no JSON. */
const storableText = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((text) => text.isWellFormed() && !text.includes('\0'), {
      message: 'The text holds a NUL character or half of a character.',
      params: { code: 'text.damaged' },
    });

/** What one column of a file means. `heading` finds it again in the next version, whatever its position. */
export const ColumnMeaning = z
  .strictObject({
    heading: storableText(longestHeading),
    /** Null: kept with the row, not read. */
    field: z.enum(importFields).nullable(),
    /** Of a date column: what 3/4/2013 means. `undecided` keeps both readings as an interval. */
    date_order: z.enum(dateOrders).optional(),
    calendar: z.enum(columnCalendars).optional(),
    /** Of sex, event, status, facility and places: what a word as written stands for (a code of ours), or null for "keep the text, read nothing". */
    values: z.record(storableText(300), storableText(100).nullable()).optional(),
  })
  .meta({ id: 'ColumnMeaning' });
export type ColumnMeaning = z.infer<typeof ColumnMeaning>;

/** What the columns of a file mean, in the order of the file. */
export const Mapping = z
  .strictObject({
    kind: z.enum(listKinds),
    columns: z.array(ColumnMeaning).min(1).max(2000),
  })
  .meta({ id: 'Mapping' });
export type Mapping = z.infer<typeof Mapping>;

export const mappingConfidences = ['exact', 'likely', 'guess', 'none'] as const;
export type MappingConfidence = (typeof mappingConfidences)[number];
