import { z } from 'zod';
import { reportStates } from '../reports/report.entity.js';
import { suggestionStates } from '../suggestions/transitions.js';
import { DateView } from '../views.js';
import { closenesses } from './closeness.js';

const Hit = z
  .object({
    kind: z.enum(['report', 'detention_record']),
    id: z.uuid(),
    name: z.string().describe('The spelling that was found, as written'),
    asked: z.int().describe('Which of the names that were sent it is like: the first is 0'),
    closeness: z.enum(closenesses),
    other_spellings: z.array(z.string()),
    sex: z.enum(['male', 'female']).nullable(),
    birth: DateView.nullable(),
    event: DateView.nullable(),
    place: z.string().nullable(),
    case: z.object({ id: z.uuid(), locator: z.string() }).nullable().describe('Of a report: the case it is linked to'),
    report_state: z.enum(reportStates).nullable(),
    source: z.object({ title: z.string(), row_number: z.int() }).nullable(),
    suggestion: z
      .object({ id: z.uuid(), state: z.enum(suggestionStates) })
      .nullable()
      .describe('The heaviest one with this report or record that you reach'),
  })
  .meta({ id: 'NameSearchHit' });

export const NameSearchView = z
  .object({
    id: z.uuid().describe('Of the search, as the audit trail names it'),
    hits: z.array(Hit).describe('The most similar first'),
    more: z.boolean().describe('There are more than these: narrow the search'),
    complete: z.boolean().describe('False: there was no time to compare with everybody. Narrow the search.'),
  })
  .meta({ id: 'NameSearch' });

export type NameSearchHit = z.infer<typeof Hit>;
export type NameSearchView = z.infer<typeof NameSearchView>;
