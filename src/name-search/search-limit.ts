import type { EntityManager } from 'typeorm';
import type { StaffActor } from '../access/actor.js';
import { raiseAlarm } from '../alarms/raise-alarm.js';

/** A caseworker on the telephone makes a search every few minutes. Whoever makes a hundred in an hour goes through a list. */
export const searchesPerHour = 100;

/**
 * Counts the searches of this person, who keeps a lock until the transaction ends: of many at once each counts those before it.
 * @returns null when one more is allowed; else the supervisor was told, and this is after how many seconds one is
 */
export async function waitBeforeSearch(manager: EntityManager, actor: StaffActor): Promise<number | null> {
  await manager.query("select pg_advisory_xact_lock(hashtextextended('name searches of ' || $1, 0))", [actor.id]);
  const [{ count, wait }]: { count: number; wait: number | null }[] = await manager.query(
    `select count(*)::int as count,
       ceil(extract(epoch from min(at) + interval '1 hour' - clock_timestamp()))::int as wait
     from (select at from name_searches where account_id = $1 and at > clock_timestamp() - interval '1 hour' order by at desc limit $2) latest`,
    [actor.id, searchesPerHour],
  );
  if (count < searchesPerHour) return null;
  await raiseAlarm(manager, actor, 'many_name_searches', { kind: 'account', id: actor.id });
  return Math.max(1, wait ?? 1);
}
