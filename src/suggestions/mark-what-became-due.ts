import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { liveConsent } from '../consents/live-consent.js';
import { forOrganisation } from '../database/for-organisation.js';
import { errorCodeOf } from '../errors.js';
import { LOG } from '../log-token.js';
import type { Log } from '../logging.js';
import { matcherVersion } from '../matching/index.js';

const everyMs = 60_000;

/**
 * Marks what becomes due by itself, at the start and once a minute: profiles that an older matcher made, also those that an older
 * worker makes while it is still running, and reports whose consent to be searched has run out. The sweeper does the rest.
 */
@Injectable()
export class MarkWhatBecameDue implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.mark();
    const tick = () => {
      this.running = this.mark()
        .catch((error) => this.log.warn({ code: errorCodeOf(error) }, 'marking failed'))
        .finally(() => {
          this.timer = setTimeout(tick, everyMs);
        });
    };
    this.timer = setTimeout(tick, everyMs);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.running;
    clearTimeout(this.timer);
  }

  /** @returns how many records were marked that were not due before. */
  async mark(): Promise<number> {
    const organisations: { id: string }[] = await this.dataSource.query('select id from organisations');
    let marked = 0;
    for (const { id } of organisations) {
      marked += await forOrganisation(this.dataSource, id, async (manager) => {
        const [{ n }]: { n: number }[] = await manager.query(
          `with marked as (
             insert into due_marks (task, organisation_id, subject_id, revision)
             select case side when 'report' then 'reports.match' else 'detention-records.match' end, $2, record_id, revision
             from match_profiles p
             where organisation_id = $2 and (matcher_version < $1 or side = 'report' and (
               not ${liveConsent('search', 'p.record_id')} or with_partners and not ${liveConsent('partners', 'p.record_id')}))
             order by record_id
             on conflict do nothing returning 1)
           select count(*)::int as n from marked`,
          [matcherVersion, id],
        );
        return n;
      });
    }
    if (marked > 0) this.log.info({ subjects: marked, matcherVersion }, 'became due');
    return marked;
  }
}
