import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config.js';
import { errorCodeOf } from '../errors.js';
import { LOG } from '../log-token.js';
import type { Log } from '../logging.js';
import { Doorbell } from './doorbell.js';
import { type DueTask, dueTasks } from './job-list.js';

/**
 * Rings again for what is due and was not done: after a flushed queue, a crash, an upgrade of the matcher. The only recovery there is.
 * Runs on a timer of each worker, not as a job, because a lost queue would lose the job too. Several sweepers share the work by locks.
 */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Log,
    private readonly dataSource: DataSource,
    private readonly doorbell: Doorbell,
  ) {}

  onApplicationBootstrap() {
    const tick = () => {
      this.running = this.sweep()
        .catch((error) => this.log.warn({ code: errorCodeOf(error) }, 'sweep failed'))
        .finally(() => {
          this.timer = setTimeout(tick, this.config.sweepIntervalMs);
        });
    };
    tick();
  }

  async onApplicationShutdown() {
    await this.running;
    clearTimeout(this.timer);
  }

  /**
   * @returns how many subjects the bell was rung for. A mark is rung again when `RING_AGAIN_AFTER_MS` have passed and the queue is
   * short (so its job is lost, not late), or after twenty times that whatever the queue says. Reports never wait for that: they go
   * first in the queue, so a report that was rung for and is not done was lost.
   */
  async sweep(): Promise<number> {
    const queueIsShort = (await this.doorbell.waiting()) < 20;
    const patience = this.config.ringAgainAfterMs * (queueIsShort ? 1 : 20);
    // TypeORM answers an update with [rows, count].
    const [due]: [{ task: DueTask; subject_id: string }[], number] = await this.dataSource.query(
      `with due as (
         select task, subject_id from due_marks
         where due_at <= now() and (rung_at is null
           or rung_at < now() - case task when 'reports.match' then $2::float8 else $1::float8 end * interval '1 millisecond')
         order by due_at limit 20000 for update skip locked)
       update due_marks set rung_at = now() from due
       where due_marks.task = due.task and due_marks.subject_id = due.subject_id
       returning due_marks.task, due_marks.subject_id`,
      [patience, this.config.ringAgainAfterMs],
    );
    for (const task of dueTasks) {
      const ids = due.filter((mark) => mark.task === task).map((mark) => mark.subject_id);
      if (ids.length > 0) await this.doorbell.ring(task, ids.sort());
    }
    if (due.length > 0) this.log.info({ subjects: due.length }, 'rang again');
    return due.length;
  }
}
