import type { DataSource } from 'typeorm';
import { waitAfter } from '../sender/retry-schedule.js';
import type { DueNotice } from './due-notices.js';

/** `refused`: there is nobody at this address, and trying again helps nothing. `later`: it may go well another time. */
export type Outcome = 'sent' | 'refused' | 'later';
export type Ending = 'refused' | 'unreadable' | 'wish_ended';

// What became of a notice. Another notifier may have it by now, if this one was held up: then the lease is another one, and it is that one's.

export const storeSent = (dataSource: DataSource, { id, leasedUntil }: DueNotice, day: string): Promise<unknown> =>
  dataSource.query(
    `update notices set state = 'sent', sent_on = $3, leased_until = null where id = $1 and leased_until = $2 and state = 'waiting'`,
    [id, leasedUntil, day],
  );

export const storeEnd = (dataSource: DataSource, { id, leasedUntil }: DueNotice, reason: Ending): Promise<unknown> =>
  dataSource.query(
    `update notices set state = case when $3 = 'wish_ended' then 'dropped' else 'failed' end, reason = $3, leased_until = null where id = $1 and leased_until = $2 and state = 'waiting'`,
    [id, leasedUntil, reason],
  );

/** Not before then: what comes too early in the day, or on a day that had its notice. It is no try. */
export const putOff = (dataSource: DataSource, { id, leasedUntil }: DueNotice, until: Date): Promise<unknown> =>
  dataSource.query(
    `update notices set due_at = $3, leased_until = null where id = $1 and leased_until = $2 and state = 'waiting'`,
    [id, leasedUntil, until],
  );

/** Tried again after 5 s, 20 s, 80 s … at most 4 h, and given up when the time for it is over, which is written down. */
export const storeLater = (dataSource: DataSource, { id, leasedUntil, tries }: DueNotice): Promise<unknown> => {
  const waitMs = waitAfter(tries + 1);
  return dataSource.query(
    `update notices set leased_until = null, due_at = clock_timestamp() + $3 * interval '1 millisecond',
       state = case when clock_timestamp() + $3 * interval '1 millisecond' > give_up_at then 'failed' else 'waiting' end,
       reason = case when clock_timestamp() + $3 * interval '1 millisecond' > give_up_at then 'given_up' end
     where id = $1 and leased_until = $2 and state = 'waiting'`,
    [id, leasedUntil, waitMs],
  );
};
