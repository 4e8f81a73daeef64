import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LOG } from '../log-token.js';
import type { Log } from '../logging.js';
import { matcherVersion } from '../matching/index.js';

/** A worker with a newer matcher marks every record whose profile an older one made. The sweeper does the rest, in its own time. */
@Injectable()
export class RematchOnUpgrade implements OnApplicationBootstrap {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const [{ n: marked }]: { n: number }[] = await this.dataSource.query(
      `with marked as (
         insert into due_marks (task, subject_id, revision)
         select case side when 'report' then 'reports.match' else 'detention-records.match' end, record_id, revision
         from match_profiles where matcher_version < $1 on conflict do nothing returning 1)
       select count(*)::int as n from marked`,
      [matcherVersion],
    );
    if (marked > 0) this.log.info({ subjects: marked, matcherVersion }, 'marked for the new matcher');
  }
}
