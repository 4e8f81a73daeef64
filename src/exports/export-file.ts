import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { requireNotRevoked } from '../administration/agreements.js';
import { Audit } from '../audit/audit.js';
import { CONFIG, type Config } from '../config.js';
import { Problem } from '../errors.js';
import { KeyRingFile } from '../keys/key-ring-file.js';
import { Export } from './export.entity.js';
import { mostDownloads } from './export-view.js';
import { csvOf } from './formats/csv.js';
import { jsonLinesOf } from './formats/json-lines.js';
import { pfifOf } from './formats/pfif.js';
import { anybodyGone, membersAfter } from './given-members.js';
import { expiryOf, type FileMark, type GivenPerson } from './given-person.js';
import { type Agreed, agreedFor } from './recipients.js';
import { domainOf, RecordIds } from './record-ids.js';
import { agreedPart } from './shared-person.js';

/** A file that is written while it is fetched: none of it is stored anywhere here. */
export interface ExportFile {
  fileName: string;
  mediaType: string;
  bytes: Readable;
}

/** Read in one transaction, so that a slow reader holds no connection. */
const pageSize = 500;
const firstId = '00000000-0000-0000-0000-000000000000';
const mediaTypes = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
  pfif: 'application/xml; charset=utf-8',
};
const endings = { csv: 'csv', jsonl: 'jsonl', pfif: 'xml' };

@Injectable()
export class ExportFiles {
  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
    private readonly keys: KeyRingFile,
    @Inject(CONFIG) private readonly config: Pick<Config, 'origin'>,
  ) {}

  /**
   * @throws Problem export.wrong_state, export.used_up, agreement.missing; export.withdrawn when a family took its consent back since it was made: it
   * is withdrawn then
   */
  async give(actor: StaffActor, id: string): Promise<ExportFile> {
    const begun = await this.begin(actor, id);
    if (!begun) throw new Problem('export.withdrawn');
    const { row, agreed } = begun;
    const mark: FileMark = {
      exportId: row.id,
      exportedFor: row.recipientName,
      madeAt: row.madeAt ?? row.askedAt,
      expires: expiryOf(null, agreed.until),
    };
    const persons = this.persons(actor, row, agreed);
    const domain = domainOf(this.config.origin);
    const text = { csv: csvOf, jsonl: jsonLinesOf, pfif: (m: FileMark, p: typeof persons) => pfifOf(m, domain, p) };
    return {
      fileName: `export-${row.id}.${endings[row.format]}`,
      mediaType: mediaTypes[row.format],
      bytes: Readable.from(inPieces(text[row.format](mark, persons)), { objectMode: false }),
    };
  }

  /** Ids of whoever may not be shared any more, as they stand in the file. */
  recall(actor: StaffActor, id: string): Promise<string[]> {
    const entry = { action: 'export.recall-read', subjectKind: 'export', subjectId: id };
    return this.acting.as(actor, async (manager) => {
      const row = await manager.findOneBy(Export, { id, organisationId: actor.organisationId });
      if (!row) throw new Denied(entry);
      const gone: { record_id: string }[] = await manager.query(
        'select record_id from export_items where export_id = $1 and gone_at is not null',
        [id],
      );
      await this.audit.record(manager, actor, entry);
      const ids = this.idsFor(row);
      return gone.map((item) => ids.person(item.record_id)).sort();
    });
  }

  private idsFor({ recipientId }: Pick<Export, 'recipientId'>): RecordIds {
    return new RecordIds(this.keys.current(), this.config.origin, recipientId);
  }

  /** @returns null when it had to be withdrawn */
  private begin(actor: StaffActor, id: string): Promise<{ row: Export; agreed: Agreed } | null> {
    const entry = { action: 'export.fetched', subjectKind: 'export', subjectId: id };
    return this.acting.as(actor, async (manager) => {
      const row = await manager.findOne(Export, {
        where: { id, organisationId: actor.organisationId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!row) throw new Denied(entry);
      if (row.state === 'withdrawn') return null;
      if (row.state !== 'made' || !row.availableUntil || row.availableUntil <= new Date())
        throw new Problem('export.wrong_state');
      if (row.downloads >= mostDownloads) throw new Problem('export.used_up');
      const agreed = await agreedFor(manager, row);
      if (await anybodyGone(manager, row)) {
        await withdraw(manager, id);
        await this.audit.record(manager, actor, { ...entry, action: 'export.withdrawn' });
        return null;
      }
      await manager.update(Export, { id }, { downloads: row.downloads + 1 });
      await this.audit.record(manager, actor, { ...entry, fields: [row.kind, row.format] });
      return { row, agreed };
    });
  }

  private async *persons(actor: StaffActor, row: Export, agreed: Agreed): AsyncGenerator<GivenPerson> {
    const ids = this.idsFor(row);
    const entryDate = row.madeAt ?? row.askedAt;
    for (let after: string | null = firstId; after !== null; ) {
      const from: string = after;
      const page = await this.acting.as(actor, async (manager) => {
        await requireNotRevoked(manager, actor);
        return membersAfter(manager, row, from, pageSize);
      });
      for (const { id, person, sourceDate, consentEnds } of page.members)
        yield {
          recordId: ids.person(id),
          noteId: ids.note(id),
          person: agreedPart(person, agreed.fields),
          sourceDate,
          entryDate,
          expires: expiryOf(consentEnds, agreed.until),
        };
      after = page.last;
    }
  }
}

const withdraw = (manager: EntityManager, id: string): Promise<unknown> =>
  manager.update(Export, { id }, { state: 'withdrawn', withdrawnAt: new Date() });

/** Fewer and larger pieces than one a line. */
async function* inPieces(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = '';
  for await (const line of lines) {
    piece += line;
    if (piece.length < 32_768) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
