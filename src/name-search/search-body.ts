import { z } from 'zod';
import { caseworkParagraph } from '../bank-data.js';
import { line, longestName } from '../request-text.js';

const day = z.iso.date().describe('Inclusive. Whoever has no such date recorded stays in.');

/** What is searched for. Stands in the body alone: addresses are logged by proxies and kept by browsers. */
export const NameSearchBody = z
  .strictObject({
    reason: caseworkParagraph(500).describe('What the search is needed for. Kept, for supervisors to read.'),
    names: z
      .array(line(longestName).regex(/\p{L}/u))
      .min(1)
      .max(5)
      .describe('Spellings of one name, each in any script: who is like one of them is found.'),
    kind: z.enum(['report', 'detention_record']).optional(),
    birth_from: day.optional(),
    birth_to: day.optional(),
    event_from: day.optional(),
    event_to: day.optional(),
    place: line(200)
      .optional()
      .describe(
        'A governorate or town, in any script: where he lived, was born, was taken or held, as far as recorded.',
      ),
    list_id: z.uuid().optional().describe('Detention records of this list only'),
  })
  .meta({ id: 'NameSearchBody' });
export type NameSearchBody = z.infer<typeof NameSearchBody>;
export type NameSearchFilters = Omit<NameSearchBody, 'reason' | 'names'>;
