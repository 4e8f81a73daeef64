import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Actor, IntakeActor } from '../access/actor.js';
import { alarmsRaised } from '../metrics/metric-list.js';
import { type AlarmKind, alarmKinds } from './alarm.entity.js';

/** These are rung by the database itself, or by another process: whoever watches is told of them elsewhere. */
const rungElsewhere: readonly AlarmKind[] = [
  'import_quarantined',
  'confirmed_source_withdrawn',
  'contest_upheld',
  'webhook_disabled',
];
for (const kind of alarmKinds) if (!rungElsewhere.includes(kind)) alarmsRaised.inc({ kind }, 0);

/** Rings, in the caller's transaction. While the same alarm waits for somebody, it is counted on instead of rung again. */
export async function raiseAlarm(
  manager: EntityManager,
  actor: Actor | IntakeActor,
  kind: AlarmKind,
  subject: { kind: string; id: string },
): Promise<void> {
  await manager.query(
    `insert into alarms (id, organisation_id, kind, actor_id, subject_kind, subject_id) values ($1, $2, $3, $4, $5, $6)
     on conflict (organisation_id, kind, actor_id, subject_kind, subject_id) where acknowledged_at is null
     do update set last_at = clock_timestamp(), times = alarms.times + 1`,
    [randomUUID(), actor.organisationId, kind, actor.id, subject.kind, subject.id],
  );
  // One too many where the transaction is taken back: better than one too few.
  alarmsRaised.inc({ kind });
}

/** So many refused reads within ten minutes are no slip any more (R14). */
export const deniedReadsBeforeAlarm = 10;

/**
 * Counts a refused read of a report or of what hangs on one, and rings at the tenth within ten minutes. To be called in the transaction that
 * writes the refusal down. One short statement and a lock of the actor's own; at most ten rows an actor are kept.
 */
export async function noteDeniedRead(manager: EntityManager, actor: Actor): Promise<void> {
  // One after the other: of ten at once each would count nobody but itself.
  await manager.query("select pg_advisory_xact_lock(hashtextextended('denied reads ' || $1, 0))", [actor.id]);
  await manager.query(
    "delete from denied_reads where actor_id = $1 and at < clock_timestamp() - interval '10 minutes'",
    [actor.id],
  );
  const [{ before }]: { before: number }[] = await manager.query(
    'select count(*)::int as before from denied_reads where actor_id = $1',
    [actor.id],
  );
  if (before < deniedReadsBeforeAlarm) {
    await manager.query('insert into denied_reads (id, organisation_id, actor_id) values ($1, $2, $3)', [
      randomUUID(),
      actor.organisationId,
      actor.id,
    ]);
  }
  if (before + 1 >= deniedReadsBeforeAlarm) {
    await raiseAlarm(manager, actor, 'reads_outside_caseload', { kind: 'account', id: actor.id });
  }
}
