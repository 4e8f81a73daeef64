import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config.js';
import { liveConsent } from '../consents/live-consent.js';
import { forOrganisation } from '../database/for-organisation.js';
import { errorCodeOf } from '../errors.js';
import { Doorbell } from '../jobs/doorbell.js';
import { LOG } from '../log-token.js';
import type { Log } from '../logging.js';
import { matcherVersion } from '../matching/index.js';
import { followSize } from './follow-size.js';
import { beginRematch } from './rematch-steps.js';

const everyMs = 60_000;
/** Counting a million records takes the database about a tenth of a second. */
const countEveryMs = 5 * 60_000;

/**
 * Finds what becomes due by itself, at the start and once a minute: profiles that an older matcher made, also those that an older
 * worker makes while it is still running, reports whose consent to be searched has run out, and scores whose prior the records have outgrown. Few are marked one by one; if an older
 * matcher made more than one chunk of them, everything is compared again, in a run of its own; also if such a run was broken off. The
 * sweeper does the rest.
 */
@Injectable()
export class MarkWhatBecameDue implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly doorbell: Doorbell,
    @Inject(CONFIG) private readonly config: Pick<Config, 'rematchChunk'>,
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
    const organisations: { id: string }[] = await this.dataSource.query('select id from organisations order by id');
    let marked = 0;
    for (const { id } of organisations) marked += await this.markEndedConsents(id);
    const older: { id: string; profiles: number }[] = [];
    for (const { id } of organisations) older.push({ id, profiles: await this.olderProfiles(id) });
    const profiles = older.reduce((sum, each) => sum + each.profiles, 0);
    if (profiles > this.config.rematchChunk || (await this.wasBrokenOff())) {
      await this.compareEverythingAgain(organisations[0].id);
    } else {
      for (const { id, profiles } of older) if (profiles > 0) marked += await this.markOlderProfiles(id);
    }
    if (marked > 0) this.log.info({ subjects: marked, matcherVersion }, 'became due');
    await this.followSize();
    return marked;
  }

  private async followSize(): Promise<void> {
    const changed = await followSize(this.dataSource, countEveryMs);
    if (!changed) return;
    this.log.info({ ...changed }, 'the number of records asks for another prior: everything is compared again');
    if (changed.rematch) await this.doorbell.ring('rematches.go-on', [changed.rematch]);
  }

  private markEndedConsents(organisationId: string): Promise<number> {
    return this.markProfiles(
      organisationId,
      `side = 'report' and (
         not ${liveConsent('search', 'p.record_id')} or with_partners and not ${liveConsent('partners', 'p.record_id')})`,
      [],
    );
  }

  private markOlderProfiles(organisationId: string): Promise<number> {
    return this.markProfiles(organisationId, 'matcher_version < $2', [matcherVersion]);
  }

  /** @param which ours, never from outside */
  private markProfiles(organisationId: string, which: string, parameters: unknown[]): Promise<number> {
    return forOrganisation(this.dataSource, organisationId, async (manager) => {
      const [{ n }]: { n: number }[] = await manager.query(
        `with marked as (
           insert into due_marks (task, organisation_id, subject_id, revision)
           select case side when 'report' then 'reports.match' else 'detention-records.match' end, $1, record_id, revision
           from match_profiles p where organisation_id = $1 and (${which})
           order by record_id
           on conflict do nothing returning 1)
         select count(*)::int as n from marked`,
        [organisationId, ...parameters],
      );
      return n;
    });
  }

  /** At most one more than a chunk: it is only asked whether they are few. */
  private olderProfiles(organisationId: string): Promise<number> {
    return forOrganisation(this.dataSource, organisationId, async (manager) => {
      const [{ n }]: { n: number }[] = await manager.query(
        `select count(*)::int as n from (
           select 1 from match_profiles where organisation_id = $1 and matcher_version < $2 limit $3) older`,
        [organisationId, matcherVersion, this.config.rematchChunk + 1],
      );
      return n;
    });
  }

  /**
   * Whether the newest run of this matcher was cancelled. What it left behind does not show in the versions of profiles: it had made records
   * anew that had not met all reports yet. An operator's run that was cancelled after one of this matcher, and of the measure that stands, was done left nothing
   * behind.
   */
  private async wasBrokenOff(): Promise<boolean> {
    const [newest]: { broken: boolean }[] = await this.dataSource.query(
      `select state = 'cancelled' and matcher_version = $1 and (
           why <> 'operator' or not exists (
             select 1 from rematches r join match_size on match_size.size_class = r.size_class
             where r.matcher_version = $1 and r.state = 'done' and r.model_hash is not distinct from model_in_use($1))) as broken
       from rematches where matcher_version >= $1 order by started_at desc, id desc limit 1`,
      [matcherVersion],
    );
    return newest?.broken ?? false;
  }

  /** Also in place of a run that an older matcher began; one that is under way, or paused, finds them all. */
  private async compareEverythingAgain(organisation: string): Promise<void> {
    const begun = await this.dataSource.transaction(async (manager) => {
      await manager.query(
        "update rematches set state = 'cancelled', finished_at = now() where state in ('running', 'paused') and matcher_version < $1",
        [matcherVersion],
      );
      return beginRematch(manager, { why: 'matcher_version', matcherVersion, account: null, organisation });
    });
    if (begun) {
      this.log.info({ rematch: begun, matcherVersion }, 'everything is compared again');
      await this.doorbell.ring('rematches.go-on', [begun]);
    }
  }
}
