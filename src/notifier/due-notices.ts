import type { DataSource } from 'typeorm';
import type { FamilyLanguage } from '../family-languages.js';
import type { SafeHours } from './safe-hours.js';

export interface DueNotice {
  id: string;
  wishId: string;
  /** Before this look. */
  tries: number;
  /** By which the notifier knows later that nobody else has taken the notice since. */
  leasedUntil: Date;
  /** The day there on which this person was last told something: "2026-11-22". */
  lastDay: string | null;
}

export interface Wish extends SafeHours {
  id: string;
  organisationId: string;
  channel: 'email' | 'sms';
  address: Buffer;
  kekId: string;
  language: FamilyLanguage;
}

/** So long a notice is one notifier's: longer than an attempt can last. One that was killed gives it back by that. */
const leaseSeconds = 180;
const mostAtOnce = 20;

/** Takes what is due. Several notifiers never take the same. */
export async function takeDue(dataSource: DataSource): Promise<DueNotice[]> {
  // TypeORM answers an update with [rows, count].
  const [taken]: [DueNotice[], number] = await dataSource.query(
    `update notices n set leased_until = clock_timestamp() + $1 * interval '1 second'
     from (
       select id from notices where state = 'waiting' and due_at <= now() and (leased_until is null or leased_until < now())
       order by due_at limit $2 for update skip locked) due
     where n.id = due.id
     returning n.id, n.wish_id as "wishId", n.tries, n.leased_until as "leasedUntil",
       (select to_char(max(before.sent_on), 'YYYY-MM-DD') from notices before where before.wish_id = n.wish_id) as "lastDay"`,
    [leaseSeconds, mostAtOnce],
  );
  return taken;
}

/** Where it goes, asked right before it goes; null when nothing may go there any more. */
export async function standingWish(dataSource: DataSource, wishId: string): Promise<Wish | null> {
  const [wish]: Wish[] = await dataSource.query(
    `select id, organisation_id as "organisationId", channel, address, kek_id as "kekId", language, time_zone as "timeZone", from_hour as "fromHour",
       to_hour as "toHour"
     from notice_wishes where id = $1 and ended_at is null and may_be_noticed(id)`,
    [wishId],
  );
  return wish ?? null;
}

/** The try counts before it is made, and the first one begins the time in which it is tried again. @returns whether the notice is still this notifier's */
export async function beginTry(dataSource: DataSource, notice: DueNotice): Promise<boolean> {
  const [, kept]: [unknown, number] = await dataSource.query(
    `update notices set tries = tries + 1, give_up_at = coalesce(give_up_at, clock_timestamp() + $3 * interval '1 hour')
     where id = $1 and leased_until = $2 and state = 'waiting'`,
    [notice.id, notice.leasedUntil, tryForHours],
  );
  return kept > 0;
}

/** For so long a notice is tried again. */
export const tryForHours = 72;
