import { z } from 'zod';
import { caseworkLine } from '../bank-data.js';
import { type Export, exportFormats, exportKinds, exportStates } from './export.entity.js';

export const ExportBody = z
  .strictObject({
    kind: z
      .enum(exportKinds)
      .describe('reports: the sought, as far as their families let partners know. detention_records: the own ones'),
    recipient_id: z.uuid().describe('The organisation that it is for: one of /v1/export-recipients'),
    format: z.enum(exportFormats),
    reason: caseworkLine(500).describe('What it is for. The second person reads it.'),
    list_id: z.uuid().optional().describe('Of detention records: those of this list alone'),
    // Postgres knows no year 0.
    changed_since: z.iso.datetime().startsWith('20').optional().describe('Only what changed since'),
  })
  .refine((body) => body.kind === 'detention_records' || body.list_id === undefined, {
    path: ['list_id'],
    message: 'Reports are on no list.',
  })
  .meta({ id: 'ExportRequest' });
export type ExportBody = z.infer<typeof ExportBody>;

/** How many would be in it, as things stand. */
export interface Expected {
  records: number;
  without_consent: number;
}

export const ExportView = z
  .object({
    id: z.uuid(),
    kind: z.enum(exportKinds),
    recipient: z.object({ id: z.uuid(), name: z.string() }),
    format: z.enum(exportFormats),
    reason: z.string(),
    list_id: z.uuid().nullable(),
    changed_since: z.iso.datetime().nullable(),
    state: z.enum(exportStates),
    asked_by: z.uuid(),
    asked_at: z.iso.datetime(),
    decided_by: z.uuid().nullable(),
    decided_at: z.iso.datetime().nullable(),
    refusal_reason: z.string().nullable(),
    expected: z
      .object({ records: z.int(), without_consent: z.int() })
      .nullable()
      .describe(
        'Of one that waits for a second person: how many would be in it now, and how many of those asked for would not',
      ),
    made_at: z.iso.datetime().nullable(),
    available_until: z.iso.datetime().nullable(),
    records: z.int().nullable(),
    without_consent: z
      .int()
      .nullable()
      .describe('Asked for, and left out: their families do not allow it, or their case is of a special class (R23)'),
    withheld_texts: z
      .int()
      .nullable()
      .describe('In how many texts what a source calls a person, or its name, was replaced by "[withheld]" (R24)'),
    downloads_left: z.int(),
    withdrawn_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Export', description: 'Persons that leave the organisation as a file, when two people agree on it.' });
export type ExportView = z.infer<typeof ExportView>;

export const mostDownloads = 3;

export function exportView(row: Export, expected: Expected | null): ExportView {
  return {
    id: row.id,
    kind: row.kind,
    recipient: { id: row.recipientId, name: row.recipientName },
    format: row.format,
    reason: row.reason,
    list_id: row.listId,
    changed_since: row.changedSince?.toISOString() ?? null,
    state: row.state,
    asked_by: row.askedBy,
    asked_at: row.askedAt.toISOString(),
    decided_by: row.decidedBy,
    decided_at: row.decidedAt?.toISOString() ?? null,
    refusal_reason: row.refusalReason,
    expected,
    made_at: row.madeAt?.toISOString() ?? null,
    available_until: row.availableUntil?.toISOString() ?? null,
    records: row.records,
    without_consent: row.withoutConsent,
    withheld_texts: row.withheldTexts,
    downloads_left: row.state === 'made' ? mostDownloads - row.downloads : 0,
    withdrawn_at: row.withdrawnAt?.toISOString() ?? null,
  };
}

export const RecipientView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    agreed_until: z.iso.date(),
    fields: z.array(z.string()).describe('What its agreements are about; nothing else is given to it'),
  })
  .meta({ id: 'ExportRecipient', description: 'An organisation that persons may be given to.' });
export type RecipientView = z.infer<typeof RecipientView>;

export const RecallView = z.object({ record_ids: z.array(z.string()) }).meta({
  id: 'ExportRecall',
  description: 'Who has to be deleted from a file that was given out: ids as they stand in it.',
});
export type RecallView = z.infer<typeof RecallView>;
