import type { SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { documentTypes } from '../sources/source.entity.js';
import type { Suggestion } from './suggestion.entity.js';
import { BandView } from './suggestion-view.js';
import { suggestionStates } from './transitions.js';

/** What somebody looks at of the queue: parts that cut across each other. There is none by age or by contacts (domain.md R22). */
export const queueParts = ['needs_second_reviewer', 'returned', 'resurfaced', 'mine'] as const;
export type QueuePart = (typeof queueParts)[number];

export const queueFilter = {
  band: BandView.optional(),
  state: z.enum(suggestionStates).optional(),
  report_id: z.uuid().optional(),
  source_type: z.enum(documentTypes).optional().describe('Kind of the document that the record stands in'),
  governorate: z
    .string()
    .regex(/^SY\d\d$/)
    .optional()
    .describe('OCHA P-code: where the sought person disappeared'),
  child: z.literal('true').optional().describe('Certainly under 18 when he disappeared'),
  which: z
    .enum(queueParts)
    .optional()
    .describe('Proposed by somebody else and waiting for a second person; returned; resurfaced; taken by oneself'),
};
const Filter = z.object(queueFilter);
export type QueueFilter = z.infer<typeof Filter>;

/** Certainly under 18 when he disappeared, or now if that is not known, however the dates are read. */
export const child = `exists (select 1 from reports r where r.id = suggestion.report_id
  and r.birth_earliest > coalesce(r.disappeared_earliest, current_date) - interval '18 years' offset 0)`;

/** Taken by the actor of the transaction, and not let go. */
export const takenByOneself = `exists (select 1 from suggestion_claims c
  where c.suggestion_id = suggestion.id and c.account_id = app_actor() and c.expires_at > now())`;

/** Each part as a condition of SQL on `suggestion`. */
export const partConditions: Readonly<Record<QueuePart, string>> = {
  needs_second_reviewer: `suggestion.state = 'proposed' and suggestion.proposed_by <> app_actor()`,
  returned: `suggestion.state = 'returned'`,
  resurfaced: `suggestion.state = 'resurfaced'`,
  mine: takenByOneself,
};

export const sourceType = `(select o.document_type from detention_records d join sources o on o.id = d.source_id
  where d.id = suggestion.detention_record_id)`;
export const governorate = '(select r.governorate from reports r where r.id = suggestion.report_id)';

export function narrow(query: SelectQueryBuilder<Suggestion>, filter: QueueFilter): void {
  if (filter.band) query.andWhere('suggestion.band = :band', { band: filter.band });
  if (filter.state) query.andWhere('suggestion.state = :state', { state: filter.state });
  if (filter.report_id) query.andWhere('suggestion.reportId = :report', { report: filter.report_id });
  if (filter.source_type) query.andWhere(`${sourceType} = :sourceType`, { sourceType: filter.source_type });
  if (filter.governorate) query.andWhere(`${governorate} = :governorate`, { governorate: filter.governorate });
  if (filter.child) query.andWhere(child);
  if (filter.which) query.andWhere(partConditions[filter.which]);
}
