import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Scope } from '../../../src/access/actor.js';
import type { DryRun } from '../../../src/models/dry-run.js';
import type { PartnerKey, Person } from './world.js';

/** Rows of what administrators look after, made as the owner of the database. */

/** A key with one live secret. */
export async function makeKey(
  dataSource: DataSource,
  by: Person,
  scope: Scope,
  gone?: PartnerKey['gone'],
): Promise<PartnerKey> {
  const [id, secretId] = [randomUUID(), randomUUID()];
  const secret = `atk_${id.slice(0, 8)}.${randomBytes(32).toString('base64url')}`;
  await dataSource.query(
    `insert into partner_keys (id, organisation_id, name, scopes, created_by, created_at, expires_at, revoked_by, revoked_at)
     values ($1, $2, 'a key', array[$3], $4, now() - interval '2 days',
       now() + case when $5 then interval '-1 day' else interval '1 day' end, $6::uuid, case when $6::uuid is not null then now() end)`,
    [id, by.organisationId, scope, by.id, gone === 'expired', gone === 'revoked' ? by.id : null],
  );
  await dataSource.query(
    'insert into partner_key_secrets (id, key_id, organisation_id, slot, secret_hash) values ($1, $2, $3, 1, $4)',
    [secretId, id, by.organisationId, createHash('sha256').update(secret).digest()],
  );
  return { id, secretId, scope, secret, ...(gone ? { gone } : {}) };
}

export interface Webhook {
  id: string;
  messageId: string;
}

/** A webhook with a secret that nothing opens, and a message that was told once and not taken. */
export async function makeWebhook(dataSource: DataSource, { id: by, organisationId }: Person): Promise<Webhook> {
  const [id, messageId] = [randomUUID(), randomUUID()];
  await dataSource.query(
    `insert into webhook_endpoints (id, organisation_id, name, url, event_types, created_by)
     values ($1, $2, 'a webhook', 'https://hooks.athartest.example/', array['agreement.ended'], $3)`,
    [id, organisationId, by],
  );
  await dataSource.query(
    `insert into webhook_secrets (id, endpoint_id, organisation_id, slot, sealed, kek_id) values ($1, $2, $3, 1, $4, 'none')`,
    [randomUUID(), id, organisationId, randomBytes(32)],
  );
  await dataSource.query(
    `insert into webhook_messages (id, endpoint_id, organisation_id, type, subject_id) values ($1, $2, $3, 'webhook.test', $2)`,
    [messageId, id, organisationId],
  );
  await dataSource.query(
    `insert into webhook_attempts (id, message_id, organisation_id, at, status, duration_ms) values ($1, $2, $3, now(), 500, 12)`,
    [randomUUID(), messageId, organisationId],
  );
  return { id, messageId };
}

/** A role that somebody proposed for somebody who has none. @returns its id */
export async function proposeRole(dataSource: DataSource, proposedBy: string, organisationId: string): Promise<string> {
  const [id, account] = [randomUUID(), randomUUID()];
  await dataSource.query(
    'insert into accounts (id, organisation_id, login, display_name, demonstration) values ($1, $2, $3, $4, true)',
    [account, organisationId, `new-${account.slice(0, 8)}`, 'New Athartest'],
  );
  await dataSource.query(
    `insert into role_changes (id, account_id, organisation_id, to_role, proposed_by) values ($1, $2, $3, 'caseworker', $4)`,
    [id, account, organisationId, proposedBy],
  );
  return id;
}

const ofNothing = {
  on: '2001-01-01',
  command: 'none',
  data: 'nothing',
  reports: 1,
  records: 1,
  reviewedPairs: 0,
  unlabelledPairs: 0,
};
const changesNothing: DryRun = {
  pairs: { confirmed: 0, rejected: 0, not_compared: 0 },
  by_answer: [],
  confirmed_below_suggested: 0,
  rejected_risen: 0,
  ranks: { reports: 0, recall_at_1: null, recall_at_10: null },
  calibration_error: { pairs: 0, before: null, after: null, weighted: null },
  groups: [],
  reviewed_share: [],
  not_possible: [],
};

/** A change of the model that its proposer took back, under a matcher of long ago: it says nothing about the model in use. @returns its id */
export async function addModelChange(dataSource: DataSource, proposedBy: string): Promise<string> {
  const id = randomUUID();
  const [one, other] = ['a'.repeat(64), 'b'.repeat(64)];
  await dataSource.query(
    `insert into matching_models (hash, version, file, estimated_from)
     values ($1, '2001-01-01', $3, 'nothing'), ($2, '2001-01-02', $3, 'nothing') on conflict do nothing`,
    [one, other, JSON.stringify({ estimated: ofNothing })],
  );
  await dataSource.query(
    `insert into model_changes (id, kind, model_hash, replaces_hash, matcher_version, reason, dry_run, proposed_by, decision, decided_at)
     values ($1, 'activate', $2, $3, 1, 'Athartest', $5, $4, 'withdrawn', now())`,
    [id, one, other, proposedBy, JSON.stringify(changesNothing)],
  );
  return id;
}

/** @returns the id of an agreement that has begun */
export async function makeAgreement(
  dataSource: DataSource,
  organisationId: string,
  purpose: 'import' | 'export',
): Promise<string> {
  const id = randomUUID();
  await dataSource.query(
    `insert into agreements (id, organisation_id, purpose, valid_from) values ($1, $2, $3, current_date - 1)`,
    [id, organisationId, purpose],
  );
  return id;
}

/** Own detention records that somebody asked to take along. @returns the id of the export, which waits for a second person */
export async function askForExport(dataSource: DataSource, organisationId: string, askedBy: string): Promise<string> {
  const id = randomUUID();
  await dataSource.query(
    `insert into exports (id, organisation_id, recipient_id, recipient_name, kind, format, reason, state, asked_by)
     values ($1, $2, $2, 'canary', 'detention_records', 'csv', 'canary', 'asked', $3)`,
    [id, organisationId, askedBy],
  );
  return id;
}

export async function makeMember(dataSource: DataSource, reportId: string, person: Person): Promise<void> {
  await dataSource.query(
    `insert into report_members (id, report_id, organisation_id, account_id, via, granted_by) values ($1, $2, $3, $4, 'assigned', $4)`,
    [randomUUID(), reportId, person.organisationId, person.id],
  );
}
