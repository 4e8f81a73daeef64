import type { DataSource } from 'typeorm';
import type { SecretPlace } from '../webhooks/webhook-secret.js';

export interface DueMessage {
  id: string;
  endpointId: string;
  organisationId: string;
  url: string;
  type: string;
  subjectId: string;
  occurredAt: Date;
  /** With the one that begins now. */
  tries: number;
  /** By which the sender knows later that nobody else has taken the message since. */
  leasedUntil: Date;
}

export type SealedSecret = SecretPlace & { sealed: Buffer; kekId: string };

/** So long a message is one sender's: longer than an attempt can last. One that was killed gives it back by that. */
const leaseSeconds = 30;
/** Of one endpoint at a time, so that one that does not answer holds up nobody else's. */
export const perEndpoint = 5;

/**
 * Takes what is due, of endpoints that this sender is not busy with. The try is counted before it is made. Several senders never take the same.
 */
export async function takeDue(dataSource: DataSource, busy: readonly string[]): Promise<DueMessage[]> {
  // TypeORM answers an update with [rows, count].
  const [taken]: [DueMessage[], number] = await dataSource.query(
    `update webhook_messages m set tries = m.tries + 1, leased_until = clock_timestamp() + $2 * interval '1 second'
     from (
       select e.url, due.id from webhook_endpoints e
       cross join lateral (
         select id from webhook_messages
         where endpoint_id = e.id and state = 'waiting' and due_at <= now() and (leased_until is null or leased_until < now())
           and give_up_at > now()
         order by due_at limit $3 for update skip locked) due
       where e.state = 'active' and e.id <> all($1::uuid[]) limit 100) chosen
     where m.id = chosen.id
     returning m.id, m.endpoint_id as "endpointId", m.organisation_id as "organisationId", chosen.url, m.type, m.subject_id as "subjectId",
       m.occurred_at as "occurredAt", m.tries, m.leased_until as "leasedUntil"`,
    [busy, leaseSeconds, perEndpoint],
  );
  return taken;
}

/** Of one endpoint, those that sign now. */
export function sealedSecrets(dataSource: DataSource, endpointId: string): Promise<SealedSecret[]> {
  return dataSource.query(
    `select id, endpoint_id as "endpointId", organisation_id as "organisationId", sealed, kek_id as "kekId" from webhook_secrets
     where endpoint_id = $1 and (expires_at is null or expires_at > now()) order by created_at desc, id`,
    [endpointId],
  );
}
