import type { EntityManager } from 'typeorm';
import type { StaffActor } from '../access/actor.js';
import { raiseAlarm } from '../alarms/raise-alarm.js';
import { judgeReadings, type ReadingBudget, type Verdict } from './reading-budget.js';

/**
 * Asks the budget of the actor, who keeps a lock until the transaction ends: of a hundred requests at once each counts those before it.
 * Asked again inside, because the guard looked at the sign-in before the lock was there: a session may have lost its freshness meanwhile.
 */
export async function readingsOf(manager: EntityManager, actor: StaffActor, budget: ReadingBudget): Promise<Verdict> {
  await manager.query("select pg_advisory_xact_lock(hashtextextended('reveals of ' || $1, 0))", [actor.id]);
  const [row]: { lastHour: number; lastDay: number; exhaustedThisHour: boolean; fresh: boolean }[] =
    await manager.query(
      `select
       (select count(*)::int from reveals where account_id = $1 and at > clock_timestamp() - interval '1 hour') as "lastHour",
       (select count(*)::int from reveals where account_id = $1 and at > greatest(clock_timestamp() - interval '1 day',
          (select max(acknowledged_at) from alarms where actor_id = $1 and kind = 'reading_budget_day'))) as "lastDay",
       exists (select 1 from alarms where actor_id = $1 and kind = 'reading_budget_hour'
          and last_at > clock_timestamp() - interval '1 hour') as "exhaustedThisHour",
       exists (select 1 from sessions where account_id = $1 and revoked_at is null
          and fresh_until > clock_timestamp()) as fresh`,
      [actor.id],
    );
  return judgeReadings(budget, row);
}

/**
 * The budget is used up: the supervisor is told, and every session of the person has to prove anew who uses it.
 * @returns after how many seconds the budget lets go by itself
 */
export async function refuseReading(
  manager: EntityManager,
  actor: StaffActor,
  budget: ReadingBudget,
  exhausted: 'hour' | 'day',
): Promise<number> {
  const kind = exhausted === 'hour' ? 'reading_budget_hour' : 'reading_budget_day';
  await raiseAlarm(manager, actor, kind, { kind: 'account', id: actor.id });
  await manager.query('update sessions set fresh_until = null where account_id = $1 and fresh_until is not null', [
    actor.id,
  ]);
  const [window, allowed] = exhausted === 'hour' ? [3_600, budget.anHour] : [86_400, budget.aDay];
  const [oldest]: { age: number }[] = await manager.query(
    `select extract(epoch from clock_timestamp() - at)::float8 as age from reveals where account_id = $1
     order by at desc offset $2 limit 1`,
    [actor.id, allowed - 1],
  );
  return Math.max(1, Math.ceil(window - (oldest?.age ?? window)));
}
