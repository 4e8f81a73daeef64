import { z } from 'zod';
import { importFields } from './import-fields.js';
import { columnCalendars, dateOrders, mappingConfidences } from './mapping.js';
import { type MappingReasonCode, mappingReasons } from './reasons.js';

export const MappingReasonView = z
  .object({
    code: z.enum(Object.keys(mappingReasons) as [MappingReasonCode, ...MappingReasonCode[]]),
    facts: z.record(z.string(), z.union([z.string(), z.number()])),
    sentence: z.string().describe('English; other languages translate the code and fill in the facts'),
  })
  .meta({ id: 'MappingReason' });

/** How a text of the column is read with the order and calendar that are guessed; null: not understood, kept as written. */
export const DateExample = z
  .object({
    raw: z.string(),
    read_as: z
      .object({
        earliest: z.string().nullable(),
        latest: z.string().nullable(),
        precision: z.enum(['day', 'month', 'season', 'year', 'decade', 'unknown']),
        calendar: z.enum(['gregorian', 'hijri_umalqura', 'hijri_civil']),
      })
      .nullable(),
  })
  .meta({ id: 'DateExample' });
export type DateExample = z.infer<typeof DateExample>;

export const ValueGuess = z
  .object({
    written: z.string(),
    count: z.int(),
    means: z.string().nullable().describe('Code that it is read as; null: the text is kept and nothing is read'),
    near: z.string().nullable().describe('Code of the only similar word, to be confirmed. Never taken by itself'),
    name: z
      .object({ ar: z.string().nullable(), en: z.string().nullable() })
      .nullable()
      .describe('Of the place or facility that means or near is a code of'),
  })
  .meta({ id: 'ValueGuess' });
export type ValueGuess = z.infer<typeof ValueGuess>;

export const ColumnGuess = z
  .object({
    heading: z.string(),
    letter: z.string(),
    field: z.enum(importFields).nullable().describe('Null: the column is kept with its row and not read'),
    confidence: z.enum(mappingConfidences),
    selected: z.boolean().describe('Taken unless somebody changes it. Only where the confidence is exact or likely'),
    why: MappingReasonView,
    samples: z.array(z.string()).describe('The first different values, at most three'),
    alternatives: z.array(z.enum(importFields)),
    date: z
      .object({ order: z.enum(dateOrders), why: MappingReasonView, examples: z.array(DateExample) })
      .optional()
      .describe('Of columns with dates. Ask for the order when why is date.order_undecided or date.order_mixed'),
    calendar: z.enum(columnCalendars).optional(),
    values: z
      .array(ValueGuess)
      .optional()
      .describe('Of sex, event, status, facility, governorate: most frequent first'),
  })
  .meta({ id: 'ColumnGuess' });
export type ColumnGuess = z.infer<typeof ColumnGuess>;
