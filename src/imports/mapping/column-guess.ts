import { z } from 'zod';
import { importFields } from './import-fields.js';
import { columnCalendars, dateOrders, mappingConfidences } from './mapping.js';

const Why = z.object({
  code: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  message: z.string().describe('In English; for other languages translate the code and fill in the facts'),
});

/** What a column may mean, with the reason. Below "likely" nothing is selected: a person says it. */
export const ColumnGuess = z
  .object({
    heading: z.string(),
    letter: z.string().describe('As a spreadsheet calls the column'),
    field: z.enum(importFields).nullable(),
    confidence: z.enum(mappingConfidences),
    selected: z.boolean(),
    why: Why,
    samples: z.array(z.string()).describe('At most three different values'),
    alternatives: z.array(z.enum(importFields)),
    date: z
      .object({
        order: z.enum(dateOrders),
        why: Why,
        examples: z.array(z.object({ raw: z.string(), read_as: z.string() })),
      })
      .optional(),
    calendar: z.enum(columnCalendars).optional(),
    values: z
      .array(z.object({ written: z.string(), count: z.int(), means: z.string().nullable() }))
      .optional()
      .describe('Of columns with few different words: what each was read as'),
  })
  .meta({ id: 'ColumnGuess' });
export type ColumnGuess = z.infer<typeof ColumnGuess>;
