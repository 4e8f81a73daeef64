import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { forOrganisation } from '../../database/for-organisation.js';
import { Doorbell } from '../../jobs/doorbell.js';
import { clearDue } from '../../jobs/due-marks.js';
import type { DueSubject, TaskHandler } from '../../jobs/job-list.js';
import { LOG } from '../../log-token.js';
import type { Log } from '../../logging.js';
import { importsEnded } from '../../metrics/metric-list.js';
import type { QuarantineReason } from '../import.entity.js';
import { earlierRates, keepRate, matchFigures, recordsToCompare } from './match-figures.js';
import { type MatchFigures, strangeMatchRate, tooManyForOneReport } from './rules.js';
import { letOutOfQuarantine, putIntoQuarantine, ringForOperators } from './withhold-records.js';

interface Judged {
  id: string;
  state: string;
  sentBy: string;
  quarantine: QuarantineReason[];
  released: boolean;
}

/**
 * Looks at what comparing found of an import, and puts it into quarantine or lets it out of it, as it stands in the database at that moment. Comes
 * back as long as records of the import are to be compared; what looks bad before that is quarantined before that.
 */
@Injectable()
export class JudgeImport implements TaskHandler {
  readonly task = 'imports.judge';

  constructor(
    private readonly dataSource: DataSource,
    private readonly doorbell: Doorbell,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async handle(organisationId: string, due: DueSubject[]): Promise<void> {
    for (const subject of due) await this.judge(organisationId, subject);
  }

  private async judge(organisationId: string, subject: DueSubject): Promise<void> {
    const inItsName = <T>(work: (manager: EntityManager) => Promise<T>) =>
      forOrganisation(this.dataSource, organisationId, work);
    const left = await inItsName((manager) => this.look(manager, organisationId, subject.id));
    const row = await inItsName((manager) => readImport(manager, subject.id));
    if (row && row.quarantine.length > 0) {
      if (!row.released) {
        await putIntoQuarantine(this.dataSource, organisationId, row.id);
        await inItsName((manager) => ringForOperators(manager, row.id, row.sentBy));
      } else {
        const ids = await letOutOfQuarantine(this.dataSource, organisationId, row.id);
        await this.doorbell.ring('detention-records.match', ids);
      }
    }
    await inItsName(async (manager) => {
      if (left === 0) return clearDue(manager, this.task, [subject]);
      // Half a minute at most: what is planted is not to be in sight for long.
      await manager.query(
        `update due_marks set rung_at = null, attempts = 0, due_at = now() + least(30, 1 + $3::float8 / 1000) * interval '1 second'
         where task = $1 and subject_id = $2`,
        [this.task, subject.id, left],
      );
    });
  }

  /** Notes new reasons, under the lock of the import. @returns how many of its records are still to be compared */
  private async look(manager: EntityManager, organisationId: string, id: string): Promise<number> {
    const row = await readImport(manager, id);
    if (!row || !['running', 'done', 'cancelled'].includes(row.state)) return 0;
    // Asked before the figures: what is compared meanwhile is then in them.
    const left = row.state === 'running' ? 10_000 : await recordsToCompare(manager, id);
    const figures = await matchFigures(manager, id);
    const reasons = tooManyForOneReport(figures);
    if (left === 0) reasons.push(...(await this.finalReasons(manager, organisationId, id, figures)));
    const news = reasons.filter(({ code }) => !row.quarantine.some((known) => known.code === code));
    if (news.length > 0) {
      await manager.query(
        `update imports set quarantine = coalesce(quarantine, '[]') || $2::jsonb, release_asked_by = null, release_reason = null, released_by = null,
           released_at = null
         where id = $1`,
        [id, JSON.stringify(news)],
      );
      importsEnded.inc({ outcome: 'quarantined' });
      this.log.warn({ import: id, reasons: news.map(({ code }) => code) }, 'import put into quarantine');
    }
    return left;
  }

  private async finalReasons(
    manager: EntityManager,
    organisationId: string,
    id: string,
    figures: MatchFigures,
  ): Promise<QuarantineReason[]> {
    const strange = strangeMatchRate(figures, await earlierRates(manager, organisationId, id));
    await keepRate(manager, organisationId, id, figures);
    return strange;
  }
}

async function readImport(manager: EntityManager, id: string): Promise<Judged | null> {
  const [row]: Judged[] = await manager.query(
    `select id, state, created_by as "sentBy", coalesce(quarantine, '[]') as quarantine, released_at is not null as released
     from imports where id = $1 for no key update`,
    [id],
  );
  return row ?? null;
}
