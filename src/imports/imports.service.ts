import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Acting, Denied } from '../access/acting.js';
import type { Actor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { requireAgreement, requireNotRevoked } from '../administration/agreements.js';
import { Audit } from '../audit/audit.js';
import { toColumns } from '../database/fuzzy-date-columns.js';
import { Problem } from '../errors.js';
import { Doorbell } from '../jobs/doorbell.js';
import { markDue } from '../jobs/due-marks.js';
import { parseDate } from '../matching/index.js';
import { Source } from '../sources/source.entity.js';
import { SourceKeeper } from '../sources/source-bytes.js';
import { Turns } from '../turns.js';
import { decodeCursor, encodeCursor } from '../views.js';
import { csvRows } from './csv-rows.js';
import { Import, ImportRow, type RowOutcome } from './import.entity.js';
import { type ImportRowView, type ImportView, importRowView, importView } from './import-view.js';
import { type ColumnMap, readHeadings } from './read-headings.js';
import type { SourceBody } from './source-body.js';

/**
 * Uploads that are read at a time. Each holds a database connection for as long as its sender takes, out of a pool of ten: a handful of
 * slow or stalled senders must not keep everybody else waiting.
 */
const uploadsAtATime = 4;
/** Further ones are asked to come again. */
const uploadsWaiting = 50;

export interface UploadedFile {
  name: string;
  mediaType: string;
  bytes: AsyncIterable<Buffer>;
}

@Injectable()
export class ImportsService {
  private readonly turns = new Turns(uploadsAtATime, uploadsWaiting);

  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly doorbell: Doorbell,
    private readonly audit: Audit,
  ) {}

  /**
   * Keeps the file, checks that it can be read to its end, and queues its rows; or keeps nothing at all.
   * Sending the same bytes again answers with the import that they already have.
   * @throws Problem import.* with the row, idempotency.reused, agreement.missing for a partner (R27), or access.sign_in when the key or
   * session was revoked while the bytes came
   */
  async upload(
    actor: Actor,
    key: string,
    body: SourceBody,
    file: UploadedFile,
  ): Promise<{ import: ImportView; created: boolean }> {
    const { id, created } = await this.turns.take(() =>
      this.acting.as(actor, (manager) => this.store(manager, actor, key, body, file), { onlyOnce: true }),
    );
    if (created) await this.doorbell.ring('imports.run', [id]);
    return { import: await this.view(actor, id), created };
  }

  private async store(manager: EntityManager, actor: Actor, key: string, body: SourceBody, file: UploadedFile) {
    await requireAgreement(manager, actor.organisationId, 'import');
    const sourceId = randomUUID();
    const keeper = new SourceKeeper(manager, actor.organisationId, sourceId);
    const { map, rowsTotal } = await survey(keeper.keep(file.bytes));
    const sha256 = await keeper.finish();
    // The bytes may have taken minutes to come.
    await requireNotRevoked(manager, actor);
    await requireAgreement(manager, actor.organisationId, 'import');
    const forget = () => manager.query('delete from source_chunks where source_id = $1', [sourceId]);

    // Of two uploads of the same bytes at the same moment, the second one waits here and then finds the first.
    await manager.query('select pg_advisory_xact_lock($1)', [String(sha256.readBigInt64BE())]);
    const same = await manager.findOneBy(Source, { organisationId: actor.organisationId, sha256 });
    if (same) {
      await forget();
      const { id } = await manager.findOneByOrFail(Import, { sourceId: same.id });
      return { id, created: false };
    }
    const request = { key, operation: 'createImport', body: { ...body, sha256: sha256.toString('hex') } };
    const { id, replayed } = await this.idempotency.once(manager, actor, request, async (importId) => {
      await manager.insert(Source, {
        id: sourceId,
        organisationId: actor.organisationId,
        documentType: body.document_type,
        title: body.title,
        issuer: body.issuer ?? null,
        documentNumber: body.document_number ?? null,
        documentDate: toColumns(body.document_date === undefined ? null : parseDate(body.document_date)),
        originalOrCopy: body.original_or_copy,
        custody: body.custody ?? null,
        fileName: file.name,
        mediaType: file.mediaType,
        byteSize: String(keeper.byteSize),
        sha256,
        createdBy: actor.id,
      });
      await manager.insert(Import, {
        id: importId,
        organisationId: actor.organisationId,
        sourceId,
        state: 'queued',
        headings: map.headings,
        rowsTotal,
        createdBy: actor.id,
      });
      await markDue(manager, 'imports.run', actor.organisationId, [{ id: importId, revision: 1 }]);
      await this.audit.record(manager, actor, { action: 'import.created', subjectKind: 'import', subjectId: importId });
    });
    if (replayed) await forget();
    return { id, created: !replayed };
  }

  view(actor: Actor, id: string): Promise<ImportView> {
    return this.acting.as(actor, async (manager) => {
      const row = await this.find(manager, actor, id);
      const [{ waiting }]: { waiting: number }[] = await manager.query(
        `select count(*)::int as waiting from detention_records record join due_marks on subject_id = record.id
         where source_id = $1 and task = 'detention-records.match'`,
        [row.sourceId],
      );
      const view = importView(row, await manager.findOneByOrFail(Source, { id: row.sourceId }), waiting);
      await this.audit.record(manager, actor, { action: 'import.viewed', subjectKind: 'import', subjectId: id });
      return view;
    });
  }

  list(actor: Actor, page: { limit: number; cursor?: string }): Promise<{ items: ImportView[]; next: string | null }> {
    const after = decodeCursor(page.cursor, ['time', 'id']);
    return this.acting.as(actor, async (manager) => {
      const query = manager
        .createQueryBuilder(Import, 'i')
        .where('i.organisationId = :organisation', { organisation: actor.organisationId })
        .orderBy({ 'i.createdAt': 'DESC', 'i.id': 'DESC' })
        .limit(page.limit + 1);
      if (after) {
        query.andWhere('(i.createdAt, i.id) < (cast(:at as timestamptz), cast(:id as uuid))', {
          at: after[0],
          id: after[1],
        });
      }
      const rows = await query.getMany();
      const shown = rows.slice(0, page.limit);
      const sources = await manager.findBy(Source, { id: In(shown.map((row) => row.sourceId)) });
      const sourceOf = new Map(sources.map((source) => [source.id, source]));
      const last = shown.at(-1);
      await this.audit.record(manager, actor, {
        action: 'imports.listed',
        subjectKind: 'import',
        seen: shown.map((row) => row.id),
      });
      return {
        items: shown.flatMap((row) => {
          const source = sourceOf.get(row.sourceId);
          return source ? [importView(row, source, null)] : [];
        }),
        next: rows.length > page.limit && last ? encodeCursor([last.createdAt.toISOString(), last.id]) : null,
      };
    });
  }

  /** Rows in the order of the file, all or those of one outcome. */
  rows(
    actor: Actor,
    id: string,
    filter: { outcome?: RowOutcome; limit: number; cursor?: string },
  ): Promise<{ items: ImportRowView[]; next: string | null }> {
    const [after] = decodeCursor(filter.cursor, ['rowNumber']) ?? [0];
    return this.acting.as(actor, async (manager) => {
      await this.find(manager, actor, id);
      const query = manager
        .createQueryBuilder(ImportRow, 'r')
        .where('r.importId = :id and r.rowNumber > :after', { id, after })
        .orderBy('r.rowNumber', 'ASC')
        .limit(filter.limit + 1);
      if (filter.outcome) query.andWhere('r.outcome = :outcome', { outcome: filter.outcome });
      const rows = await query.getMany();
      const shown = rows.slice(0, filter.limit);
      const last = shown.at(-1);
      await this.audit.record(manager, actor, { action: 'import.rows-viewed', subjectKind: 'import', subjectId: id });
      return {
        items: shown.map(importRowView),
        next: rows.length > filter.limit && last ? encodeCursor([last.rowNumber]) : null,
      };
    });
  }

  /** Of one's own organisation only, although the database also shows the files that stand behind a suggestion. */
  private async find(manager: EntityManager, actor: Actor, id: string): Promise<Import> {
    const row = await manager.findOneBy(Import, { id, organisationId: actor.organisationId });
    if (!row) throw new Denied({ action: 'import.viewed', subjectKind: 'import', subjectId: id });
    return row;
  }
}

/** Reads the whole file once, so that a file that breaks off in its last row is refused before its first row is stored. */
async function survey(bytes: AsyncIterable<Buffer>): Promise<{ map: ColumnMap; rowsTotal: number }> {
  let map: ColumnMap | undefined;
  let rowsTotal = 0;
  for await (const { cells, rowNumber } of csvRows(bytes)) {
    if (map) rowsTotal++;
    else map = headingsOrProblem(cells, rowNumber);
  }
  if (!map || rowsTotal === 0) throw emptyFile();
  return { map, rowsTotal };
}

const emptyFile = () =>
  new Problem('import.empty', undefined, [
    { pointer: '/file', code: 'file.empty', message: 'There must be a heading row and at least one row below it.' },
  ]);

function headingsOrProblem(cells: string[], rowNumber: number): ColumnMap {
  const { map, errors } = readHeadings(cells, rowNumber);
  if (errors.length === 0) return map;
  const duplicate = errors.some((error) => error.code === 'heading.duplicate');
  throw new Problem(duplicate ? 'import.duplicate_heading' : 'import.headings', undefined, errors);
}
