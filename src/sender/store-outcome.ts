import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { DueMessage } from './due-messages.js';
import type { Outcome } from './post.js';
import { waitAfter } from './retry-schedule.js';

const gone = 410;

/** The other side has it. */
export const wasTaken = ({ status }: Outcome): boolean => status !== null && status >= 200 && status < 300;

/** Writes an attempt down, and what becomes of the message and of its endpoint by it. */
export function storeOutcome(dataSource: DataSource, message: DueMessage, at: Date, outcome: Outcome): Promise<void> {
  return dataSource.transaction(async (manager) => {
    await manager.query(
      `insert into webhook_attempts (id, message_id, organisation_id, at, status, error_code, duration_ms) values ($1, $2, $3, $4, $5, $6, $7)`,
      [randomUUID(), message.id, message.organisationId, at, outcome.status, outcome.errorCode, outcome.durationMs],
    );
    const taken = wasTaken(outcome);
    const waitMs = taken || outcome.status === gone ? null : waitAfter(message.tries);
    // Another sender may have it by now, if this one was held up: then the message is that one's.
    const [, kept]: [unknown, number] = await manager.query(
      `update webhook_messages set leased_until = null,
         state = case when $3 then 'delivered' when $4::float8 is null or clock_timestamp() + $4 * interval '1 millisecond' > give_up_at
           then 'failed' else 'waiting' end,
         due_at = case when $4::float8 is null then due_at else clock_timestamp() + $4 * interval '1 millisecond' end
       where id = $1 and leased_until = $2 and state = 'waiting'`,
      [message.id, message.leasedUntil, taken, waitMs],
    );
    if (kept === 0 || taken) return;
    if (outcome.status === gone) await disable(manager, message, 'gone');
    else if (await isFailing(manager, message)) await disable(manager, message, 'failing');
  });
}

/** A message was given up, and nothing else was taken in the time it was tried for. */
async function isFailing(manager: EntityManager, { id, endpointId }: DueMessage): Promise<boolean> {
  const [{ failing }]: { failing: boolean }[] = await manager.query(
    `select exists (select 1 from webhook_messages where id = $1 and state = 'failed') and not exists (
       select 1 from webhook_messages m join webhook_attempts a on a.message_id = m.id
       where m.endpoint_id = $2 and a.status between 200 and 299 and a.at > now() - interval '24 hours') as failing`,
    [id, endpointId],
  );
  return failing;
}

/** Nothing is sent any more until an administrator enables it; the organisation's administrators find an alarm. */
async function disable(
  manager: EntityManager,
  { endpointId, organisationId }: DueMessage,
  reason: 'gone' | 'failing',
): Promise<void> {
  const [, disabled]: [unknown, number] = await manager.query(
    `update webhook_endpoints set state = 'disabled', disabled_reason = $2, disabled_at = now() where id = $1 and state = 'active'`,
    [endpointId, reason],
  );
  if (disabled === 0) return;
  // Nobody did it: the webhook itself gave rise to it. One that waits to be looked at is enough.
  await manager.query(
    `insert into alarms (id, organisation_id, kind, actor_id, subject_kind, subject_id)
     values ($1, $2, 'webhook_disabled', $3, 'webhook', $3) on conflict do nothing`,
    [randomUUID(), organisationId, endpointId],
  );
}

/** What waited too long because its endpoint was disabled is told no more. */
export async function dropWhatIsOver(dataSource: DataSource): Promise<void> {
  await dataSource.query(
    `update webhook_messages set state = 'dropped', leased_until = null
     where state = 'waiting' and give_up_at < now() and (leased_until is null or leased_until < now())`,
  );
}
