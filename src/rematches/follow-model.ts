import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Doorbell } from '../jobs/doorbell.js';
import { clearDue } from '../jobs/due-marks.js';
import type { DueSubject, TaskHandler } from '../jobs/job-list.js';
import { LOG } from '../log-token.js';
import type { Log } from '../logging.js';
import { compareAgain } from './rematch-steps.js';

/** Any number that nothing else locks: of two workers that hear of one change one begins the run. */
const followingLock = 71_204_118;

/**
 * Two people put another model in use, or one went back (the subject is that change): everything is compared again, in a run that has the number of the change. Safe
 * to run twice. From the moment of the change on nothing is stored any more that was scored with the old model (measure.ts), whether or not this was done.
 */
@Injectable()
export class FollowModel implements TaskHandler {
  readonly task = 'models.follow';

  constructor(
    private readonly dataSource: DataSource,
    private readonly doorbell: Doorbell,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** The organisation is that of whoever decided; the run is for all. */
  async handle(organisation: string, due: DueSubject[]): Promise<void> {
    for (const subject of due) {
      const begun = await this.dataSource.transaction(async (manager) => {
        await manager.query('select pg_advisory_xact_lock($1)', [followingLock]);
        const run = (await isNews(manager, subject.id))
          ? await compareAgain(manager, { why: 'model', organisation, id: subject.id })
          : null;
        await clearDue(manager, this.task, [subject]);
        return run;
      });
      if (!begun) continue;
      this.log.info({ rematch: begun }, 'another model is in use: everything is compared again');
      await this.doorbell.ring('rematches.go-on', [begun]);
    }
  }
}

/** Not when a later change took effect, which is followed by itself, nor when its run was begun before. */
async function isNews(manager: EntityManager, change: string): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `select 1 from model_changes m
     where id = $1 and decision in ('confirmed', 'at_once')
       and not exists (select 1 from model_changes later where later.matcher_version = m.matcher_version
         and later.decision in ('confirmed', 'at_once') and (later.decided_at, later.id) > (m.decided_at, m.id))
       and not exists (select 1 from rematches where rematches.id = m.id)`,
    [change],
  );
  return rows.length > 0;
}
