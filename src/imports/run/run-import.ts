import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../../config.js';
import { forOrganisation } from '../../database/for-organisation.js';
import { errorCodeOf } from '../../errors.js';
import { Doorbell } from '../../jobs/doorbell.js';
import { clearDue, markDue, stillAtIt } from '../../jobs/due-marks.js';
import type { DueSubject, TaskHandler } from '../../jobs/job-list.js';
import { LOG } from '../../log-token.js';
import type { Log } from '../../logging.js';
import { importRows, importsEnded } from '../../metrics/metric-list.js';
import { remarks } from './decide-rows.js';
import { type RunningImport, storeChunk } from './store-chunk.js';

/** How long an import waits while another one of the same list runs, in seconds. */
const waitForOther = 2;

/**
 * Stores the rows of an import that was checked and confirmed, each with its outcome. Safe to run twice and to be killed: each chunk and the
 * count of rows done are one transaction, and a second run goes on from that count. Of one list one import runs at a time.
 */
@Injectable()
export class RunImport implements TaskHandler {
  readonly task = 'imports.run';

  constructor(
    private readonly dataSource: DataSource,
    private readonly doorbell: Doorbell,
    @Inject(CONFIG) private readonly config: Pick<Config, 'importChunk'>,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async handle(organisationId: string, due: DueSubject[]): Promise<void> {
    for (const subject of due) {
      try {
        await this.run(organisationId, subject);
      } catch (error) {
        // The other worker clears the mark when it is done; if it dies, the mark is still there.
        if (!(error instanceof ImportTakenOver)) throw error;
      }
    }
  }

  private async run(organisationId: string, subject: DueSubject): Promise<void> {
    const inItsName = <T>(work: (manager: EntityManager) => Promise<T>) =>
      forOrganisation(this.dataSource, organisationId, work);
    const started = await inItsName((manager) => this.start(manager, subject));
    if (!started) return;
    let { done, lastRow } = started;
    let limit = this.config.importChunk;
    for (;;) {
      try {
        const chunk = await inItsName((manager) => this.store(manager, started.run, subject, done, lastRow, limit));
        if (chunk === null) return;
        if (chunk.rows === 0) break;
        done += chunk.rows;
        importRows.inc(chunk.rows);
        lastRow = chunk.lastRow;
        limit = Math.min(this.config.importChunk, limit * 10);
        await this.doorbell.ring(
          matchTask(started.run),
          chunk.due.map(({ id }) => id),
        );
      } catch (error) {
        if (!isRefusal(error)) throw error;
        // Fewer at a time, until the row that the database refuses stands alone: it is rejected, and no other with it.
        if (limit > 1) limit = Math.ceil(limit / 10);
        else if (!(await inItsName((manager) => this.rejectNext(manager, started.run, done, lastRow)))) throw error;
      }
    }
    if (started.run.kind === 'detention_records') await this.doorbell.ring('imports.judge', [subject.id]);
    importsEnded.inc({ outcome: 'done' });
    this.log.info({ import: subject.id, rows: done }, 'import done');
  }

  /** @returns null when there is nothing to do now; then the mark is gone, or put off while another import of the list runs. */
  private async start(manager: EntityManager, subject: DueSubject) {
    const [row]: (RunningImport & { state: string; done: number })[] = await manager.query(
      `select id, organisation_id as "organisationId", list_id as "listId", source_id as "sourceId", kind, version_at::text as "versionAt",
         state, rows_done as done
       from imports where id = $1 for update`,
      [subject.id],
    );
    if (!row || !['queued', 'running'].includes(row.state)) {
      await clearDue(manager, this.task, [subject]);
      return null;
    }
    await holdList(manager, row.listId);
    if (row.state === 'queued') {
      const others: unknown[] = await manager.query(
        "select 1 from imports where list_id = $1 and id <> $2 and state = 'running' limit 1",
        [row.listId, row.id],
      );
      if (others.length > 0) {
        await manager.query(
          "update due_marks set due_at = now() + $3 * interval '1 second', rung_at = null, attempts = 0 where task = $1 and subject_id = $2",
          [this.task, row.id, waitForOther],
        );
        return null;
      }
      await manager.query(
        "update imports set state = 'running', revision = revision + 1, started_at = coalesce(started_at, now()) where id = $1",
        [row.id],
      );
      if (row.kind === 'detention_records')
        await markDue(manager, 'imports.judge', row.organisationId, [{ id: row.id, revision: 1 }]);
    }
    const [last]: { row_number: number }[] = await manager.query(
      'select row_number from import_rows where import_id = $1 order by row_number offset $2 limit 1',
      [row.id, Math.max(0, row.done - 1)],
    );
    return { run: row, done: row.done, lastRow: row.done === 0 || !last ? 0 : last.row_number };
  }

  /** @returns null when a person stopped it meanwhile */
  private async store(
    manager: EntityManager,
    run: RunningImport,
    subject: DueSubject,
    done: number,
    after: number,
    limit: number,
  ) {
    if (!(await this.isStillRunning(manager, run, done))) {
      await clearDue(manager, this.task, [subject]);
      return null;
    }
    await stillAtIt(manager, this.task, run.id);
    const chunk = await storeChunk(manager, run, after, limit);
    await markDue(manager, matchTask(run), run.organisationId, chunk.due);
    if (chunk.rows === 0) {
      await manager.query(
        "update imports set state = 'done', revision = revision + 1, finished_at = now() where id = $1 and rows_done = rows_total",
        [run.id],
      );
      if (run.kind === 'detention_records')
        await markDue(manager, 'imports.judge', run.organisationId, [{ id: run.id, revision: 1 }]);
      await clearDue(manager, this.task, [subject]);
    }
    return chunk;
  }

  /** Locks the import and its list until the transaction ends. */
  private async isStillRunning(manager: EntityManager, run: RunningImport, done: number): Promise<boolean> {
    const [row]: { rows_done: number; state: string }[] = await manager.query(
      'select rows_done, state from imports where id = $1 for update',
      [run.id],
    );
    if (row.rows_done !== done) throw new ImportTakenOver();
    await holdList(manager, run.listId);
    return row.state === 'running';
  }

  /** @returns false when it was rejected already: then something else is wrong than this row */
  private async rejectNext(manager: EntityManager, run: RunningImport, done: number, after: number): Promise<boolean> {
    if (!(await this.isStillRunning(manager, run, done))) return true;
    // TypeORM answers an update with [rows, count].
    const [, rejected]: [unknown, number] = await manager.query(
      `update import_rows set plan = 'rejected', problems = problems || jsonb_build_array(jsonb_build_object(
         'row', row_number, 'code', 'row.refused', 'message', $3::text))
       where import_id = $1 and plan <> 'rejected'
         and row_number = (select min(row_number) from import_rows where import_id = $1 and row_number > $2)`,
      [run.id, after, remarks['row.refused']],
    );
    return rejected > 0;
  }
}

const matchTask = ({ kind }: RunningImport) => (kind === 'reports' ? 'reports.match' : 'detention-records.match');

/** Two imports, or an import and a revert, never decide about one list at the same moment. */
const holdList = (manager: EntityManager, listId: string) =>
  manager.query('select 1 from lists where id = $1 for no key update', [listId]);

/** Classes 22 and 23: the database says that a value or a combination of values cannot be; 54: that a row is too large for it. */
const isRefusal = (error: unknown) => /^(22|23|54)/.test(errorCodeOf(error));

/** Another worker has stored rows of this import meanwhile. */
class ImportTakenOver extends Error {}
