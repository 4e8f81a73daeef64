import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { forOrganisation } from '../database/for-organisation.js';
import { insertRows } from '../database/insert-rows.js';
import { DetentionRecord } from '../detention-records/detention-record.entity.js';
import { errorCodeOf, Problem } from '../errors.js';
import { Doorbell } from '../jobs/doorbell.js';
import { clearDue, markDue, stillAtIt } from '../jobs/due-marks.js';
import type { DueSubject, TaskHandler } from '../jobs/job-list.js';
import { LOG } from '../log-token.js';
import type { Log } from '../logging.js';
import type { Gazetteer } from '../matching/index.js';
import { PersonNameRow } from '../person-names/person-name.entity.js';
import { nameRows } from '../person-names/read-names.js';
import { GazetteerService } from '../places/gazetteer.service.js';
import { readSourceBytes } from '../sources/source-bytes.js';
import { type CsvRow, csvRows } from './csv-rows.js';
import { Import, ImportRow } from './import.entity.js';
import { type ColumnMap, readHeadings } from './read-headings.js';
import { type ReadRow, readRow } from './read-row.js';

/** Rows stored in one transaction: a killed worker loses at most this many, and they are done again. */
const rowsPerBatch = 500;

/**
 * Stores the rows of an import, each with its outcome. Input: the id of an import whose bytes are kept. Safe to run twice and to be
 * killed: each batch and the count of rows done are one transaction, and a second run goes on from that count.
 */
@Injectable()
export class RunImport implements TaskHandler {
  readonly task = 'imports.run';

  constructor(
    private readonly dataSource: DataSource,
    private readonly gazetteer: GazetteerService,
    private readonly doorbell: Doorbell,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async handle(organisationId: string, due: DueSubject[]): Promise<void> {
    for (const subject of due) {
      try {
        await this.run(organisationId, subject);
      } catch (error) {
        // The other worker clears the mark when it is done; if it dies, the mark is still there.
        if (error instanceof ImportTakenOver) continue;
        // The file was read to its end when it came in. If it cannot be read now, trying again will not help.
        if (!(error instanceof Problem)) throw error;
        await forOrganisation(this.dataSource, organisationId, async (manager) => {
          await manager.update(
            Import,
            { id: subject.id, state: In(['queued', 'running']) },
            { state: 'failed', failureCode: error.code, finishedAt: new Date() },
          );
          await clearDue(manager, this.task, [subject]);
        });
      }
    }
  }

  private async run(organisationId: string, subject: DueSubject): Promise<void> {
    const inItsName = <T>(work: (manager: EntityManager) => Promise<T>) =>
      forOrganisation(this.dataSource, organisationId, work);
    const row = await inItsName((manager) => this.start(manager, subject));
    if (!row) return;
    const gazetteer = await this.gazetteer.load();
    const { map } = readHeadings(row.headings);
    let done = row.rowsDone;
    let passed = 0;
    let batch: CsvRow[] = [];
    const flush = async () => {
      done = await this.storeRows(row, batch, done, map, gazetteer);
      batch = [];
    };
    let heading = true;
    for await (const csvRow of csvRows(readSourceBytes(inItsName, row.sourceId))) {
      if (heading) heading = false;
      else if (passed++ >= row.rowsDone) batch.push(csvRow);
      if (batch.length === rowsPerBatch) await flush();
    }
    if (batch.length > 0) await flush();
    await inItsName(async (manager) => {
      // TypeORM answers an update with [rows, count].
      const [, finished]: [unknown, number] = await manager.query(
        "update imports set state = 'done', finished_at = now() where id = $1 and state = 'running' and rows_done = rows_total",
        [row.id],
      );
      if (finished === 0) throw new ImportTakenOver();
      await clearDue(manager, this.task, [subject]);
    });
    this.log.info({ import: row.id, rows: done }, 'import done');
  }

  /** @returns null when there is nothing left to do; then the mark is gone too. */
  private async start(manager: EntityManager, subject: DueSubject): Promise<Import | null> {
    const row = await manager.findOneBy(Import, { id: subject.id });
    if (!row || row.state === 'done' || row.state === 'failed') {
      await clearDue(manager, this.task, [subject]);
      return null;
    }
    await manager.query(
      "update imports set state = 'running', started_at = coalesce(started_at, now()) where id = $1 and state = 'queued'",
      [row.id],
    );
    return row;
  }

  /** Rows that the database refuses in company are stored one by one; the one that it refuses alone is rejected, and no other with it. */
  private async storeRows(
    row: Import,
    batch: CsvRow[],
    done: number,
    map: ColumnMap,
    gazetteer: Gazetteer,
  ): Promise<number> {
    const results = batch.map((csvRow) => readRow(csvRow.cells, csvRow.rowNumber, map, gazetteer));
    try {
      return await this.storeBatch(row, batch, results, done);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (batch.length === 1) return this.storeBatch(row, batch, [refused(batch[0])], done);
      let now = done;
      for (const csvRow of batch) now = await this.storeRows(row, [csvRow], now, map, gazetteer);
      return now;
    }
  }

  private async storeBatch(row: Import, batch: CsvRow[], results: ReadRow[], done: number): Promise<number> {
    const read = batch.map((csvRow, i) => ({ csvRow, recordId: randomUUID(), result: results[i] }));
    const created = read.filter(({ result }) => result.record);
    const now = await forOrganisation(this.dataSource, row.organisationId, async (manager) => {
      const [{ rows_done }]: { rows_done: number }[] = await manager.query(
        'select rows_done from imports where id = $1 for update',
        [row.id],
      );
      if (rows_done !== done) throw new ImportTakenOver();
      await stillAtIt(manager, this.task, row.id);
      await storeRecords(manager, row, created);
      await insertRows(
        manager,
        ImportRow,
        read.map(({ csvRow, recordId, result }) => ({
          importId: row.id,
          organisationId: row.organisationId,
          rowNumber: csvRow.rowNumber,
          cells: csvRow.cells,
          outcome: result.outcome,
          detentionRecordId: result.record ? recordId : null,
          problems: result.problems,
        })),
      );
      await markDue(
        manager,
        'detention-records.match',
        row.organisationId,
        created.map(({ recordId }) => ({ id: recordId, revision: 1 })),
      );
      await countRows(
        manager,
        row.id,
        read.map(({ result }) => result),
      );
      return done + batch.length;
    });
    await this.doorbell.ring(
      'detention-records.match',
      created.map(({ recordId }) => recordId),
    );
    return now;
  }
}

/** Classes 22 and 23: the database says that a value or a combination of values cannot be; 54: that a row is too large for it. */
function isRefusal(error: unknown): boolean {
  return /^(22|23|54)/.test(errorCodeOf(error));
}

function refused(csvRow: CsvRow): ReadRow {
  return {
    outcome: 'rejected',
    problems: [
      {
        row: csvRow.rowNumber,
        code: 'row.refused',
        message: 'The row could not be stored as it is. Its cells are kept.',
      },
    ],
  };
}

/** Another worker has stored rows of this import meanwhile. */
class ImportTakenOver extends Error {}

async function storeRecords(
  manager: EntityManager,
  row: Import,
  created: { csvRow: CsvRow; recordId: string; result: ReadRow }[],
): Promise<void> {
  const records = created.flatMap(({ csvRow, recordId, result }) =>
    result.record
      ? [
          {
            id: recordId,
            organisationId: row.organisationId,
            sourceId: row.sourceId,
            rowNumber: csvRow.rowNumber,
            revision: 1,
            ...result.record.columns,
          },
        ]
      : [],
  );
  await insertRows(manager, DetentionRecord, records);
  const names = created.flatMap(({ recordId, result }) =>
    result.record
      ? [
          ...nameRows(
            { organisationId: row.organisationId, detentionRecordId: recordId },
            'sought',
            result.record.names,
            'partner',
          ),
          ...nameRows(
            { organisationId: row.organisationId, detentionRecordId: recordId },
            'mother',
            result.record.mother,
            'partner',
          ),
        ]
      : [],
  );
  await insertRows(manager, PersonNameRow, names);
}

async function countRows(manager: EntityManager, importId: string, results: ReadRow[]): Promise<void> {
  const count = (outcome: ReadRow['outcome']) => results.filter((result) => result.outcome === outcome).length;
  const withWarnings = results.filter((result) => result.outcome === 'created' && result.problems.length > 0).length;
  await manager.query(
    `update imports set rows_done = rows_done + $2, rows_created = rows_created + $3, rows_held = rows_held + $4,
       rows_rejected = rows_rejected + $5, rows_with_warnings = rows_with_warnings + $6 where id = $1`,
    [importId, results.length, count('created'), count('held'), count('rejected'), withWarnings],
  );
}
