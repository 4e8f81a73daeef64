import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting } from '../../access/acting.js';
import type { Actor } from '../../access/actor.js';
import { Idempotency } from '../../access/idempotency.js';
import { requireAgreement } from '../../administration/agreements.js';
import { Audit } from '../../audit/audit.js';
import { CONFIG, type Config } from '../../config.js';
import { toColumns } from '../../database/fuzzy-date-columns.js';
import { Problem } from '../../errors.js';
import { parseDate } from '../../matching/index.js';
import { Source } from '../../sources/source.entity.js';
import { Import } from '../import.entity.js';
import type { ImportBody } from '../import-body.js';
import { listOf } from '../lists/find-list.js';
import { requireQuota } from './quotas.js';

/** Begins an import: what it will be a version of, what document it is, and how many bytes are to come. */
@Injectable()
export class BeginImport {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * @returns the id of the import, in the state `receiving`
   * @throws Problem agreement.missing for a partner (R27), import.quota, request.too_large, list.other_kind, idempotency.reused
   */
  begin(actor: Actor, key: string, body: ImportBody): Promise<{ id: string; replayed: boolean }> {
    if (body.file.bytes > this.config.uploadLimitBytes) throw tooLarge(this.config.uploadLimitBytes);
    return this.acting.as(actor, (manager) =>
      this.idempotency.once(manager, actor, { key, operation: 'createImport', body }, async (id) => {
        await requireAgreement(manager, actor.organisationId, 'import');
        await requireQuota(manager, actor, this.config);
        const { id: listId } = await listOf(manager, actor, body);
        const sourceId = await keepSource(manager, actor, body);
        await manager.insert(Import, {
          id,
          organisationId: actor.organisationId,
          sourceId,
          listId,
          kind: body.kind,
          state: 'receiving',
          ...(body.version_at === undefined ? {} : { versionAt: new Date(body.version_at) }),
          consent: body.consent ?? null,
          createdBy: actor.id,
        });
        await this.audit.record(manager, actor, { action: 'import.created', subjectKind: 'import', subjectId: id });
      }),
    );
  }
}

async function keepSource(manager: EntityManager, actor: Actor, { source, file }: ImportBody): Promise<string> {
  const id = randomUUID();
  await manager.insert(Source, {
    id,
    organisationId: actor.organisationId,
    documentType: source.document_type,
    title: source.title,
    issuer: source.issuer ?? null,
    documentNumber: source.document_number ?? null,
    documentDate: toColumns(source.document_date === undefined ? null : parseDate(source.document_date)),
    originalOrCopy: source.original_or_copy,
    custody: source.custody ?? null,
    fileName: file.name,
    mediaType: file.media_type,
    byteSize: String(file.bytes),
    createdBy: actor.id,
  });
  return id;
}

const tooLarge = (limit: number) =>
  new Problem('request.too_large', undefined, [
    { pointer: '/file/bytes', code: 'file.too_large', message: `A file has at most ${limit} bytes. Split the list.` },
  ]);
