import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { expireCases } from '../consents/expire-cases.js';
import { errorCodeOf } from '../errors.js';
import { forgetWithdrawn } from '../imports/undo/forget-withdrawn.js';
import { LOG } from '../log-token.js';
import type { Log } from '../logging.js';
import { tidySnapshotTables } from '../snapshot/snapshot-marks.js';
import { Completeness } from './completeness.js';

const everyMs = 15 * 60_000;
const sample = 200;
/** The hour of the day, by the clock of the database, from which on the day's work may be done. */
const hour = 2;
/** Any number that nothing else locks: one worker of all does the work. */
const nightlyLock = 71_204_115;

/** Once a night one of the workers measures how complete the index is, clears away what no snapshot needs any more, and lets cases expire. */
@Injectable()
export class Nightly implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> | undefined;
  /** The day on which this worker cleared away last. Another does it too, which costs nothing. */
  private tidied: string | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly completeness: Completeness,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    const tick = () => {
      this.running = this.ifDue()
        .catch((error) => this.log.warn({ code: errorCodeOf(error) }, 'the nightly work failed'))
        .finally(() => {
          this.timer = setTimeout(tick, everyMs);
        });
    };
    this.timer = setTimeout(tick, everyMs);
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    await this.running;
    clearTimeout(this.timer);
  }

  /** @returns whether this worker measured this night. It clears away whether or not somebody measured by hand before. */
  async ifDue(): Promise<boolean> {
    // The lock is held by the transaction while the work is done on other connections.
    return this.dataSource.transaction(async (manager) => {
      const [{ mine }] = await manager.query('select pg_try_advisory_xact_lock($1) as mine', [nightlyLock]);
      if (!mine) return false;
      const [{ night, day, due }]: { night: boolean; day: string; due: boolean }[] = await manager.query(
        `select extract(hour from now()) >= $1 as night, current_date::text as day,
           not exists (select 1 from completeness_audits where made_at >= date_trunc('day', now())) as due`,
        [hour],
      );
      if (night && this.tidied !== day) {
        await tidySnapshotTables(this.dataSource);
        const forgotten = await forgetWithdrawn(this.dataSource);
        if (forgotten > 0) this.log.info({ records: forgotten }, 'records of imports that were taken back are deleted');
        const expired = await expireCases(this.dataSource);
        if (expired > 0) this.log.info({ cases: expired }, 'cases that were over have expired');
        this.tidied = day;
      }
      if (!night || !due) return false;
      const figures = await this.completeness.audit(sample);
      this.log.info({ ...figures }, 'completeness of the index');
      return true;
    });
  }
}
