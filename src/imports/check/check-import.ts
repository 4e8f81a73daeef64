import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../../config.js';
import { forOrganisation } from '../../database/for-organisation.js';
import { clearDue, stillAtIt } from '../../jobs/due-marks.js';
import type { DueSubject, TaskHandler } from '../../jobs/job-list.js';
import { LOG } from '../../log-token.js';
import type { Log } from '../../logging.js';
import { importsEnded } from '../../metrics/metric-list.js';
import { FileProblem, rowsInChild } from '../../partner-files/index.js';
import { GazetteerService } from '../../places/gazetteer.service.js';
import { Source } from '../../sources/source.entity.js';
import { failImport, ImportTakenOver } from '../fail-import.js';
import { Import } from '../import.entity.js';
import { findSuspicions } from '../quarantine/suspicions-at-check.js';
import { rowContextOf } from '../rows/row-context.js';
import { storableJson } from '../storable-json.js';
import { parserCaps, storedFile } from '../stored-file.js';
import { handedInToday } from '../upload/quotas.js';
import { FileReader } from './file-reader.js';
import { markSameRows } from './mark-same-rows.js';
import { stageRows } from './stage-rows.js';
import { Staging } from './staging.js';
import { summarise } from './summarise.js';

/** The check ends, and its sender is told why. */
class CheckFailed extends Error {
  constructor(
    readonly code: string,
    readonly facts: Record<string, string | number> = {},
  ) {
    super(code);
  }
}

/**
 * Reads a whole file and stages what was understood of each row. Input: the id of an import in the state `checking` with its inspection and
 * mapping. Safe to run twice and to be killed: rows are staged with their count in one transaction, and a second run reads the file again and
 * goes on behind the last row that is staged. Nothing of it is a record.
 */
@Injectable()
export class CheckImport implements TaskHandler {
  readonly task = 'imports.check';

  constructor(
    private readonly dataSource: DataSource,
    private readonly gazetteer: GazetteerService,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async handle(organisationId: string, due: DueSubject[]): Promise<void> {
    for (const subject of due) {
      const row = await this.start(organisationId, subject);
      if (!row) continue;
      try {
        await this.check(row, subject);
      } catch (error) {
        if (error instanceof ImportTakenOver) continue;
        if (!(error instanceof FileProblem || error instanceof CheckFailed)) throw error;
        this.log.info({ import: row.id, code: error.code }, 'import cannot be checked');
        await this.inItsName(row, (manager) => failImport(manager, this.task, subject, row, error.code, error.facts));
      }
    }
  }

  private inItsName<T>(
    { organisationId }: Pick<Import, 'organisationId'>,
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    return forOrganisation(this.dataSource, organisationId, work);
  }

  /** @returns null when there is nothing to do any more; then the mark is gone too. */
  private start(organisationId: string, subject: DueSubject): Promise<Import | null> {
    return this.inItsName({ organisationId }, async (manager) => {
      // Locked: another worker at it must not stage between the look and the throwing away.
      const row = await manager.findOne(Import, { where: { id: subject.id }, lock: { mode: 'pessimistic_write' } });
      if (row?.state === 'checking') {
        // What an earlier mapping made of the file.
        if (row.rowsStaged === 0) await manager.query('delete from import_rows where import_id = $1', [row.id]);
        return row;
      }
      await clearDue(manager, this.task, [subject]);
      return null;
    });
  }

  private async check(row: Import, subject: DueSubject): Promise<void> {
    const { inspection, mapping } = row;
    if (!inspection || !mapping) throw new CheckFailed('parser.crashed');
    const gazetteer = await this.gazetteer.load();
    const { source, last, allowed } = await this.inItsName(row, async (manager) => ({
      source: await manager.findOneByOrFail(Source, { id: row.sourceId }),
      last: await lastStaged(manager, row.id),
      allowed: this.config.importRowsPerDay - (await handedInToday(manager, row.organisationId, row.id)).rows,
    }));
    const reader = new FileReader(mapping, rowContextOf(gazetteer, source), inspection.options.format, last);
    const file = storedFile(this.dataSource, this.task, row);
    const staging = new Staging(row.rowsStaged, async (before, rows) => {
      if (before + rows.length > allowed)
        throw new CheckFailed('import.quota', { limit: this.config.importRowsPerDay });
      await stageRows((work) => this.inItsName(row, work), row, before, rows);
    });
    try {
      for await (const reading of rowsInChild(file, inspection.options, parserCaps(this.config))) {
        const one = reader.take(reading);
        if (one) await staging.add(one);
      }
      await this.finish(row, subject, reader, await staging.end());
    } finally {
      await staging.stop();
    }
  }

  private async finish(row: Import, subject: DueSubject, reader: FileReader, staged: number): Promise<void> {
    const { columns, filled, end } = reader;
    const { mapping } = row;
    if (!end || !mapping || end.rows + end.rejected !== staged || end.above + staged + end.blank !== end.lastRow)
      throw new CheckFailed('import.rows_unaccounted');
    if (staged === 0) throw new CheckFailed('import.no_rows');
    await this.inItsName(row, async (manager) => {
      // Rows that another mapping is being staged with are not to be marked half-way: two people would get one key.
      const still: unknown[] = await manager.query(
        "select 1 from imports where id = $1 and state = 'checking' and revision = $2 and rows_staged = $3 for update",
        [row.id, row.revision, staged],
      );
      if (still.length === 0) throw new ImportTakenOver();
      await markSameRows(manager, row.id);
      await stillAtIt(manager, this.task, row.id);
    });
    await this.inItsName(row, async (manager) => {
      const summary = await summarise(manager, row, columns, mapping, filled, end.blank);
      const suspicions = await findSuspicions(manager, row);
      // TypeORM answers an update with [rows, count].
      const [, stored]: [unknown, number] = await manager.query(
        `update imports set state = 'checked', rows_total = $3, summary = $4::jsonb, revision = revision + 1,
           inspection = jsonb_set(inspection, '{columns}', $5::jsonb), quarantine = $6::jsonb, release_asked_by = null, release_reason = null,
           released_by = null, released_at = null
         where id = $1 and state = 'checking' and revision = $2 and rows_staged = $3`,
        [row.id, row.revision, staged, storableJson(summary), storableJson(columns), JSON.stringify(suspicions)],
      );
      if (stored === 0) throw new ImportTakenOver();
      await clearDue(manager, this.task, [subject]);
    });
    importsEnded.inc({ outcome: 'checked' });
    this.log.info({ import: row.id, rows: staged }, 'import checked');
  }
}

async function lastStaged(manager: EntityManager, importId: string): Promise<number> {
  const [{ last }]: { last: number | null }[] = await manager.query(
    'select max(row_number) as last from import_rows where import_id = $1',
    [importId],
  );
  return last ?? 0;
}
