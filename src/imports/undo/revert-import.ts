import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../../config.js';
import { forOrganisation, turnTo } from '../../database/for-organisation.js';
import { Doorbell } from '../../jobs/doorbell.js';
import { clearDue, markDue, stillAtIt } from '../../jobs/due-marks.js';
import type { DueSubject, DueTask, TaskHandler } from '../../jobs/job-list.js';
import { LOG } from '../../log-token.js';
import type { Log } from '../../logging.js';
import { importsEnded } from '../../metrics/metric-list.js';
import type { Undone } from '../import.entity.js';
import { letOutOfQuarantine } from '../quarantine/withhold-records.js';
import { flagBack, flagWithdrawn } from './flag-suggestions.js';
import { waitsForSecondPerson } from './second-person.js';
import { settleRecords } from './settle-records.js';
import { settleReports } from './settle-reports.js';

interface Reverting {
  id: string;
  organisationId: string;
  listId: string;
  kind: 'detention_records' | 'reports';
  state: string;
  /** Null when it is being brought back. */
  askedBy: string | null;
  confirmedBy: string | null;
  undone: Undone | null;
}

const nothingYet: Undone = { after: 0, moved: 0, put_back: 0, left: 0 };

/**
 * Takes an import back, or brings it back, in chunks: each chunk and how far it came are one transaction, so that a killed worker goes on from
 * there. From the moment of its state on the import does not count (standing-rows.ts), whatever is still to be settled.
 */
@Injectable()
export class RevertImport implements TaskHandler {
  readonly task = 'imports.revert';

  constructor(
    private readonly dataSource: DataSource,
    private readonly doorbell: Doorbell,
    @Inject(CONFIG) private readonly config: Pick<Config, 'importChunk'>,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async handle(organisationId: string, due: DueSubject[]): Promise<void> {
    for (const subject of due) await this.revert(organisationId, subject);
  }

  private async revert(organisationId: string, subject: DueSubject): Promise<void> {
    const inItsName = <T>(work: (manager: EntityManager) => Promise<T>) =>
      forOrganisation(this.dataSource, organisationId, work);
    for (;;) {
      const { finished, due, task } = await inItsName((manager) => this.chunk(manager, subject));
      await this.doorbell.ring(
        task,
        due.map(({ id }) => id),
      );
      if (finished) break;
    }
    const row = await inItsName((manager) => lockImport(manager, subject.id));
    // What was changed by a file in quarantine, and says again what stood there before, is in quarantine no more.
    if (row?.state === 'reverted') {
      const ids = await letOutOfQuarantine(this.dataSource, organisationId, subject.id);
      await this.doorbell.ring('detention-records.match', ids);
    }
    await inItsName((manager) => clearDue(manager, this.task, [subject]));
    if (row?.state === 'reverted') importsEnded.inc({ outcome: 'taken_back' });
    this.log.info({ import: subject.id }, 'import taken back, or brought back');
  }

  private async chunk(manager: EntityManager, subject: DueSubject) {
    const row = await lockImport(manager, subject.id);
    const task: DueTask = row?.kind === 'reports' ? 'reports.match' : 'detention-records.match';
    const over = { finished: true, due: [] as { id: string; revision: number }[], task };
    if (row?.state !== 'reverting') return over;
    const undone = row.undone ?? nothingYet;
    if (undone.after === 0 && (await waitsForSecondPerson(manager, row))) {
      await manager.query(
        `update imports set state = case when rows_done = rows_total then 'done' else 'cancelled' end, revision = revision + 1 where id = $1`,
        [row.id],
      );
      return over;
    }
    await manager.query('select 1 from lists where id = $1 for no key update', [row.listId]);
    await stillAtIt(manager, this.task, row.id);
    const rows: { row_number: number; record: string | null; report: string | null }[] = await manager.query(
      `select row_number, detention_record_id as record, report_id as report from import_rows
       where import_id = $1 and row_number > $2 order by row_number limit $3`,
      [row.id, undone.after, this.config.importChunk],
    );
    if (rows.length === 0) {
      await this.finish(manager, row);
      return over;
    }
    const after = rows[rows.length - 1].row_number;
    const settled =
      row.kind === 'reports'
        ? await settleReports(manager, row.id, undone.after, after)
        : await this.settle(manager, row, [...new Set(rows.flatMap(({ record }) => record ?? []))]);
    const now: Undone = {
      after,
      moved: undone.moved + settled.moved,
      put_back: undone.put_back + settled.put_back,
      left: undone.left + settled.left,
    };
    await manager.query('update imports set undone = $2 where id = $1', [row.id, JSON.stringify(now)]);
    await markDue(manager, task, row.organisationId, settled.due);
    return { finished: false, due: settled.due, task };
  }

  private async settle(manager: EntityManager, row: Reverting, ids: string[]) {
    const { withdrawn, back, rewritten, left } = await settleRecords(manager, row.listId, ids);
    // Those that have no suggestion have nothing to become stale, and no profile any more.
    const due: { id: string; revision: number }[] = await manager.query(
      `select id, revision from detention_records where id = any($1::uuid[])
       or id = any($2::uuid[]) and exists (select 1 from suggestions where detention_record_id = detention_records.id)`,
      [[...back, ...rewritten], withdrawn],
    );
    if (row.askedBy) await flagWithdrawn(manager, withdrawn, row.askedBy);
    await flagBack(manager, back);
    await turnTo(manager, row.organisationId);
    return { moved: withdrawn.length + back.length, put_back: rewritten.length, left, due };
  }

  private async finish(manager: EntityManager, row: Reverting): Promise<void> {
    // What is in quarantine is so again when it is back.
    if (!row.askedBy) await markDue(manager, 'imports.judge', row.organisationId, [{ id: row.id, revision: 1 }]);
    await manager.query(
      row.askedBy
        ? "update imports set state = 'reverted', revision = revision + 1, reverted_at = now() where id = $1"
        : `update imports set state = case when rows_done = rows_total then 'done' else 'cancelled' end, revision = revision + 1, undone = null
           where id = $1`,
      [row.id],
    );
  }
}

async function lockImport(manager: EntityManager, id: string): Promise<Reverting | null> {
  const [row]: Reverting[] = await manager.query(
    `select id, organisation_id as "organisationId", list_id as "listId", kind, state, revert_asked_by as "askedBy",
       revert_confirmed_by as "confirmedBy", undone
     from imports where id = $1 for update`,
    [id],
  );
  return row ?? null;
}
