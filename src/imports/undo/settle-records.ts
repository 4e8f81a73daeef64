import type { EntityManager } from 'typeorm';
import { rewriteRecords } from '../run/rewrite-records.js';
import { type Standing, standingOf } from './standing-rows.js';

/** What became of some records when an import was taken back or brought back. */
export interface Settled {
  withdrawn: string[];
  back: string[];
  /** Records that say something else now than before. */
  rewritten: string[];
  /** Records that stay as they are, because another import that stands says so or has taken their place. */
  left: number;
}

/**
 * Makes records, and their rows of the list, what the imports that stand say; running it twice is the same as once. In the caller's
 * transaction, which holds the list.
 */
export async function settleRecords(manager: EntityManager, listId: string, recordIds: string[]): Promise<Settled> {
  const standing = await standingOf(manager, listId, recordIds);
  const ids = (which: (each: Standing) => boolean) => standing.filter(which).map(({ recordId }) => recordId);
  const spokenFor = standing.filter(({ speaks, keyIsTaken }) => speaks !== null && !keyIsTaken);
  const withdrawn = ids(({ speaks, withdrawn }) => speaks === null && !withdrawn);
  const back = spokenFor.filter((each) => each.withdrawn).map(({ recordId }) => recordId);
  const rewritten = spokenFor.filter(({ saysIt }) => !saysIt);

  await manager.query('update detention_records set withdrawn_at = now() where id = any($1::uuid[])', [withdrawn]);
  await manager.query('update detention_records set withdrawn_at = null where id = any($1::uuid[])', [back]);
  await manager.query('delete from match_profiles where record_id = any($1::uuid[])', [withdrawn]);
  await rewriteRecords(
    manager,
    rewritten.map(({ recordId, speaks }) => ({ recordId, ...speaks! })),
  );
  await quoteFrom(
    manager,
    spokenFor.filter(({ saysIt, isQuotedFromIt }) => saysIt && !isQuotedFromIt),
  );
  await speakInList(manager, listId, recordIds, spokenFor);
  const moved = new Set([...withdrawn, ...back, ...rewritten.map(({ recordId }) => recordId)]);
  return {
    withdrawn,
    back,
    rewritten: rewritten.filter((each) => !each.withdrawn).map(({ recordId }) => recordId),
    left: ids(({ recordId, speaks }) => speaks !== null && !moved.has(recordId)).length,
  };
}

/** The content stays; the file that it is quoted from is another one. */
async function quoteFrom(manager: EntityManager, standing: Standing[]): Promise<void> {
  if (standing.length === 0) return;
  await manager.query(
    `update detention_records set source_id = i.source_id, row_number = said.row_number
     from unnest($1::uuid[], $2::uuid[], $3::int[]) as said(id, import_id, row_number) join imports i on i.id = said.import_id
     where detention_records.id = said.id`,
    [
      standing.map(({ recordId }) => recordId),
      standing.map(({ speaks }) => speaks!.importId),
      standing.map(({ speaks }) => speaks!.rowNumber),
    ],
  );
}

async function speakInList(manager: EntityManager, listId: string, recordIds: string[], standing: Standing[]) {
  await manager.query(
    'delete from list_rows where detention_record_id = any($1::uuid[]) and detention_record_id <> all($2::uuid[])',
    [recordIds, standing.map(({ recordId }) => recordId)],
  );
  await manager.query(
    `insert into list_rows (list_id, row_key, organisation_id, import_id, row_number, content_digest, reading_digest, version_at, seen_in, detention_record_id)
     select $1, r.row_key, r.organisation_id, r.import_id, r.row_number, r.content_digest, r.reading_digest, said.version_at, said.seen_in, said.record_id
     from unnest($2::uuid[], $3::uuid[], $4::int[], $5::timestamptz[], $6::uuid[]) as said(record_id, import_id, row_number, version_at, seen_in)
     join import_rows r on r.import_id = said.import_id and r.row_number = said.row_number
     on conflict (list_id, row_key) do update set import_id = excluded.import_id, row_number = excluded.row_number,
       content_digest = excluded.content_digest, reading_digest = excluded.reading_digest, version_at = excluded.version_at, seen_in = excluded.seen_in
     where list_rows.detention_record_id = excluded.detention_record_id`,
    [
      listId,
      standing.map(({ recordId }) => recordId),
      standing.map(({ speaks }) => speaks!.importId),
      standing.map(({ speaks }) => speaks!.rowNumber),
      standing.map(({ speaks }) => speaks!.versionAt),
      standing.map(({ speaks }) => speaks!.seenIn),
    ],
  );
}
