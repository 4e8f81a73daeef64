import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../config.js';
import { forOrganisation } from '../database/for-organisation.js';
import { errorCodeOf } from '../errors.js';
import { Doorbell } from '../jobs/doorbell.js';
import { clearDue, markDue, stillAtIt } from '../jobs/due-marks.js';
import type { DueSubject, TaskHandler } from '../jobs/job-list.js';
import { LOG } from '../log-token.js';
import type { Log } from '../logging.js';
import { matcherVersion, type RecordSide } from '../matching/index.js';
import type { MatchHandler } from '../suggestions/match-handler.js';
import { MATCH_REPORTS } from '../suggestions/matching.module.js';
import { OlderMatcher } from '../suggestions/older-matcher.js';
import { Profiles } from '../suggestions/profiles.js';
import type { RematchState } from './rematch.entity.js';
import { countChunk, type OpenedChunks } from './rematch-steps.js';

/** After so many attempts the subjects of a chunk are marked one by one, so that one that cannot be compared does not hold up the run. */
const triesInCompany = 3;

interface TakenChunk {
  id: string;
  rematchId: string;
  side: RecordSide;
  firstId: string;
  lastId: string;
  attempts: number;
}

/**
 * Does one chunk of a run: makes the profiles of records again, or compares reports with all records. What it finds and that it is done
 * are one transaction: killed before it, everything is done again with the same result; after it, nothing is.
 */
@Injectable()
export class RunRematchChunk implements TaskHandler {
  readonly task = 'rematches.chunk';

  constructor(
    private readonly dataSource: DataSource,
    private readonly profiles: Profiles,
    @Inject(MATCH_REPORTS) private readonly reports: MatchHandler,
    private readonly doorbell: Doorbell,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async handle(organisationId: string, due: DueSubject[]): Promise<void> {
    for (const subject of due) {
      const chunk = await this.take(subject);
      if (!chunk) continue;
      // Only says that it goes on: if it fails, the worst is that another worker does the same once more.
      const beat = setInterval(() => {
        this.hold(chunk.id).catch((error) => this.log.warn({ code: errorCodeOf(error) }, 'chunk not held'));
      }, this.config.ringAgainAfterMs / 3);
      try {
        await this.doorbell.ring('rematches.chunk', await this.run(organisationId, chunk, subject));
      } catch (error) {
        await this.dataSource.query('update rematch_chunks set taken_until = null where id = $1', [chunk.id]);
        throw error;
      } finally {
        clearInterval(beat);
      }
    }
  }

  /**
   * @returns null when there is nothing to do: it is done, its run is paused (to go on marks it anew) or over, or another worker is at it
   * @throws OlderMatcher when the run is of a newer matcher than this worker's
   */
  private take(subject: DueSubject): Promise<TakenChunk | null> {
    return this.dataSource.transaction(async (manager) => {
      const [chunk]: (TakenChunk & { state: RematchState; version: number; done: boolean; taken: boolean })[] =
        await manager.query(
          `select c.id, rematch_id as "rematchId", side, first_id as "firstId", last_id as "lastId", attempts + 1 as attempts,
             r.state, r.matcher_version as version, done_at is not null as done, coalesce(taken_until > now(), false) as taken
           from rematch_chunks c join rematches r on r.id = c.rematch_id where c.id = $1 for update of c`,
          [subject.id],
        );
      if (!chunk || chunk.done || chunk.state !== 'running') {
        await clearDue(manager, this.task, [subject]);
        return null;
      }
      if (chunk.taken) return null;
      if (chunk.version > matcherVersion) throw new OlderMatcher();
      await manager.query(
        `update rematch_chunks set attempts = attempts + 1, taken_until = now() + $2 * interval '1 millisecond' where id = $1`,
        [chunk.id, this.config.ringAgainAfterMs],
      );
      return chunk;
    });
  }

  private async hold(id: string): Promise<void> {
    await stillAtIt(this.dataSource.manager, this.task, id);
    await this.dataSource.query(
      `update rematch_chunks set taken_until = now() + $2 * interval '1 millisecond' where id = $1 and done_at is null`,
      [id, this.config.ringAgainAfterMs],
    );
  }

  private async run(organisationId: string, chunk: TakenChunk, subject: DueSubject): Promise<OpenedChunks> {
    const done = async (manager: EntityManager, written: number) => {
      const opened = await countChunk(manager, chunk, written, this.config.rematchChunk);
      await clearDue(manager, this.task, [subject]);
      return opened;
    };
    const inItsName = <T>(work: (manager: EntityManager) => Promise<T>) =>
      forOrganisation(this.dataSource, organisationId, work);
    if (chunk.attempts > triesInCompany) {
      this.log.warn({ chunk: chunk.id, attempts: chunk.attempts }, 'chunk taken apart');
      const task = chunk.side === 'report' ? 'reports.match' : 'detention-records.match';
      return inItsName(async (manager) => {
        await markDue(manager, task, organisationId, await subjectsOf(manager, organisationId, chunk));
        return done(manager, 0);
      });
    }
    const ids = (await inItsName((manager) => subjectsOf(manager, organisationId, chunk))).map(({ id }) => id);
    if (chunk.side === 'report')
      return this.reports.compare(organisationId, ids, (manager, { written }) => done(manager, written));
    await this.profiles.refresh(organisationId, 'record', ids);
    return inItsName((manager) => done(manager, 0));
  }
}

function subjectsOf(
  manager: EntityManager,
  organisationId: string,
  { side, firstId, lastId }: TakenChunk,
): Promise<{ id: string; revision: number }[]> {
  const table = side === 'report' ? 'reports' : 'detention_records';
  return manager.query(
    `select id, revision from ${table} where organisation_id = $1 and id between $2 and $3 order by id`,
    [organisationId, firstId, lastId],
  );
}
