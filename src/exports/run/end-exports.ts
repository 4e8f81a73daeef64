import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { forOrganisation } from '../../database/for-organisation.js';
import { errorCodeOf } from '../../errors.js';
import { LOG } from '../../log-token.js';
import type { Log } from '../../logging.js';

const everyMs = 60_000;

/**
 * What ends by the clock, at the start and once a minute: exports that nobody decided about within a week or whose days are over, and consents to share a
 * report that ran out, which are marked for the feed.
 */
@Injectable()
export class EndExports implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    const tick = () => {
      this.running = this.end()
        .catch((error) => this.log.warn({ code: errorCodeOf(error) }, 'ending exports failed'))
        .finally(() => {
          this.timer = setTimeout(tick, everyMs);
        });
    };
    tick();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.running;
    clearTimeout(this.timer);
  }

  async end(): Promise<void> {
    const organisations: { id: string }[] = await this.dataSource.query('select id from organisations order by id');
    for (const { id } of organisations)
      await forOrganisation(this.dataSource, id, async (manager) => {
        await manager.query(
          `update exports set state = 'expired'
           where organisation_id = $1 and (state = 'made' and available_until <= now() or state = 'asked' and asked_at <= now() - interval '7 days')`,
          [id],
        );
        await manager.query(
          `insert into due_marks (task, organisation_id, subject_id, revision)
           select 'feed.follow', $1, report_id, 1 from feed_entries
           where organisation_id = $1 and content is not null and (expires_at <= now() or not live_consent(report_id, 'partners'))
           order by report_id on conflict do nothing`,
          [id],
        );
      });
  }
}
