import type { EntityManager } from 'typeorm';
import { In } from 'typeorm';
import { DetentionRecord } from '../detention-records/detention-record.entity.js';
import { PersonNameRow } from '../person-names/person-name.entity.js';
import { Source } from '../sources/source.entity.js';
import type { Export } from './export.entity.js';
import { sharedRecord } from './read-shared-person.js';
import type { SharedPerson } from './shared-person.js';

export interface Member {
  id: string;
  person: SharedPerson;
  sourceDate: Date;
  /** When the consent ends; null for own records, which need none. */
  consentEnds: Date | null;
}

/** Is somebody in it who may not be shared any more? Asked at the last moment, whatever the worker has noticed. */
export async function anybodyGone(manager: EntityManager, { id, kind }: Export): Promise<boolean> {
  if (kind === 'detention_records') return false;
  const [{ gone }]: { gone: boolean }[] = await manager.query(
    `select exists (
       select 1 from export_items item left join feed_entries entry on entry.report_id = item.record_id
       where item.export_id = $1 and (entry.content is null or entry.expires_at <= now() or not may_go_to_partners(item.record_id))) as gone`,
    [id],
  );
  return gone;
}

/** The next members behind `after`, in the order of their ids. Who was taken away meanwhile is passed over. */
export async function membersAfter(
  manager: EntityManager,
  { id, kind, organisationId, recipientId }: Export,
  after: string,
  limit: number,
): Promise<{ members: Member[]; last: string | null }> {
  const items: { record_id: string }[] = await manager.query(
    'select record_id from export_items where export_id = $1 and record_id > $2 and gone_at is null order by record_id limit $3',
    [id, after, limit],
  );
  const ids = items.map((item) => item.record_id);
  const members =
    kind === 'reports'
      ? await sharedReports(manager, ids)
      : await ownRecords(manager, recipientId === organisationId ? ids : await mayLeave(manager, ids));
  return { members, last: ids.length < limit ? null : (ids.at(-1) ?? null) };
}

async function sharedReports(manager: EntityManager, ids: string[]): Promise<Member[]> {
  return manager.query(
    `select report_id as id, content as person, source_date as "sourceDate", expires_at as "consentEnds" from feed_entries
     where report_id = any($1::uuid[]) and content is not null and expires_at > now() and may_go_to_partners(report_id)
     order by report_id`,
    [ids],
  );
}

async function ownRecords(manager: EntityManager, ids: string[]): Promise<Member[]> {
  const records = await manager.find(DetentionRecord, { where: { id: In(ids) }, order: { id: 'ASC' } });
  const names = await manager.findBy(PersonNameRow, { detentionRecordId: In(ids) });
  const sources = await manager.find(Source, {
    select: { id: true, title: true, issuer: true, fileName: true },
    where: { id: In([...new Set(records.map(({ sourceId }) => sourceId))]) },
  });
  const sourceOf = new Map(sources.map((source) => [source.id, source]));
  return records
    .filter(({ withdrawnAt }) => withdrawnAt === null)
    .map((record) => ({
      id: record.id,
      person: sharedRecord(
        record,
        names.filter(({ detentionRecordId }) => detentionRecordId === record.id),
        sourceOf.get(record.sourceId),
      ),
      sourceDate: record.createdAt,
      consentEnds: null,
    }));
}

/** Those of own records that go to others, now (R23). */
async function mayLeave(manager: EntityManager, ids: string[]): Promise<string[]> {
  const rows: { id: string }[] = await manager.query(
    'select id from unnest($1::uuid[]) as record(id) where record_may_leave(id)',
    [ids],
  );
  return rows.map(({ id }) => id);
}
