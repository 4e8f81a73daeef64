import { z } from 'zod';
import { type AuditEntryRow, auditActorKinds, auditOutcomes } from '../audit/audit-entry.entity.js';
import { pageSize } from '../views.js';

export const AuditFilter = z.strictObject({
  ...pageSize,
  subject_id: z
    .string()
    .regex(/^(?=.*[0-9])[A-Za-z0-9_.:-]{1,100}$/)
    .optional()
    .describe('What was read or changed, also as one of several that a list showed'),
  actor_id: z.uuid().optional().describe('Account, key of a partner, or receipt'),
  action: z
    .string()
    .regex(/^[a-z][a-z0-9_.-]{0,60}$/)
    .optional(),
  outcome: z.enum(auditOutcomes).optional(),
  from: z.iso.datetime().optional().describe('The first moment'),
  until: z.iso.datetime().optional().describe('The first moment that is not wanted any more'),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

const AuditEntryView = z
  .object({
    seq: z.int().describe('Its place in the chain of the organisation'),
    at: z.string().describe('RFC 3339, UTC, microseconds'),
    actor_kind: z.enum(auditActorKinds),
    actor_id: z.uuid().nullable(),
    action: z.string(),
    subject_kind: z.string(),
    subject_id: z.string().nullable(),
    fields: z.array(z.string()),
    seen: z.array(z.uuid()).describe('What a list showed'),
    reason: z.string().nullable(),
    operation: z.string().nullable(),
    outcome: z.enum(auditOutcomes),
    hash: z.string().describe('SHA-256 over the hash of the entry before and this one, in hexadecimal'),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntryView = z.infer<typeof AuditEntryView>;

export const AuditPage = z
  .object({ items: z.array(AuditEntryView), next: z.string().nullable() })
  .meta({ id: 'AuditPage' });

export const auditEntryView = (row: AuditEntryRow): AuditEntryView => ({
  seq: Number(row.seq),
  at: row.at,
  actor_kind: row.actorKind,
  actor_id: row.actorId,
  action: row.action,
  subject_kind: row.subjectKind,
  subject_id: row.subjectId,
  fields: row.fields,
  seen: row.seen,
  reason: row.reason,
  operation: row.operation,
  outcome: row.outcome,
  hash: row.hash.toString('hex'),
});

export const AuditChainView = z
  .object({
    checked_at: z.iso.datetime(),
    from: z.int().describe('Number of the first entry that was looked at'),
    to: z.int().describe('Number of the newest one; 0 when there is none'),
    whole: z.boolean().describe('From the very first entry on'),
    broken_at: z
      .int()
      .nullable()
      .describe('The first entry that is not as it was written, or does not follow from the one before'),
  })
  .meta({
    id: 'AuditChain',
    description:
      'Whether the newest entries of the own organisation follow from each other. What stands outside the database, the witness file, is held against it by `athar audit verify` alone.',
  });
export type AuditChainView = z.infer<typeof AuditChainView>;
