import type { EntityManager } from 'typeorm';
import { storeInQuarantine } from '../quarantine/withhold-records.js';
import { accountFor, countRows, decidedRows, remarks, speakFromNowOn } from './decide-rows.js';
import { otherPersons } from './other-persons.js';
import { contentColumns, nameColumns, namesOf, recordOf } from './record-columns.js';
import { rewriteRecords } from './rewrite-records.js';
import { changedSince, storeReports } from './store-reports.js';
import { withdrawnBefore } from './withdrawn-before.js';

/** What a chunk needs to know of its import. */
export interface RunningImport {
  id: string;
  organisationId: string;
  listId: string;
  sourceId: string;
  kind: 'detention_records' | 'reports';
  /** ISO moment. */
  versionAt: string;
}

/** What a chunk did. `due`: the records, or reports, that are to be compared. */
export interface StoredChunk {
  rows: number;
  lastRow: number;
  due: { id: string; revision: number }[];
}

interface Decided {
  row_number: number;
  outcome: 'created' | 'new_revision' | 'unchanged' | 'held' | 'rejected';
  subject_id: string | null;
}

/**
 * Stores the rows of an import that come after a row number, at most so many, in the caller's transaction, which holds the list. Three statements
 * whatever the number of rows, and four more when rows of an earlier version changed.
 */
export async function storeChunk(
  manager: EntityManager,
  run: RunningImport,
  after: number,
  limit: number,
): Promise<StoredChunk> {
  const [{ first }]: { first: number | null }[] = await manager.query(
    'select min(row_number) as first from import_rows where import_id = $1 and row_number > $2',
    [run.id, after],
  );
  if (first === null) return { rows: 0, lastRow: after, due: [] };
  // Where the file has blank rows, these are fewer.
  const last = first + limit - 1;
  const others = await otherPersons(manager, run.id, run.listId, { after, last, most: limit });
  const heldFor: Record<number, string> = {};
  for (const row of others.rowNumbers) heldFor[row] = 'row.same_id_other_person';
  if (run.kind === 'reports') {
    for (const row of await changedSince(manager, run, after, last)) heldFor[row] ??= 'report.changed_since';
    for (const row of await withdrawnBefore(manager, run, after, last)) heldFor[row] ??= 'report.withdrawn_before';
    return storeReports(manager, run, after, last, heldFor);
  }
  const decided = await decideAndCreate(manager, run, after, last, heldFor);
  const renewed = decided.filter(({ outcome }) => outcome === 'new_revision');
  await rewriteRecords(
    manager,
    renewed.map((row) => ({ recordId: row.subject_id!, importId: run.id, rowNumber: row.row_number })),
  );
  const revisions = renewed.length === 0 ? new Map<string, number>() : await revisionsOf(manager, renewed);
  const due = decided
    .filter(({ outcome }) => outcome === 'created' || outcome === 'new_revision')
    .map((row) => ({ id: row.subject_id!, revision: revisions.get(row.subject_id!) ?? 1 }));
  await storeInQuarantine(
    manager,
    run.id,
    due.map(({ id }) => id),
  );
  return { rows: decided.length, lastRow: last, due };
}

const itsRecord =
  "detention_record_id = case when d.outcome in ('created', 'new_revision', 'unchanged') then d.subject_id end";

/**
 * The rows are decided on, new records made, and every row is accounted for. A row of the list that is in this file speaks by this file from
 * now on, unless it is older or held.
 */
async function decideAndCreate(
  manager: EntityManager,
  run: RunningImport,
  after: number,
  last: number,
  heldFor: Record<number, string>,
): Promise<Decided[]> {
  const columns = await contentColumns(manager);
  return manager.query(
    `with ${decidedRows},
     records as (
       insert into detention_records (id, organisation_id, source_id, row_number, revision, ${columns.join(', ')})
       select d.subject_id, d.organisation_id, $7, d.row_number, 1, ${columns.map((name) => `rec.${name}`).join(', ')}
       from decided d cross join lateral ${recordOf('d.understood')} rec where d.outcome = 'created'),
     names as (
       insert into person_names (id, organisation_id, detention_record_id, ${nameColumns})
       select gen_random_uuid(), d.organisation_id, d.subject_id, n.*
       from decided d cross join lateral ${namesOf('d.understood')} n where d.outcome = 'created'),
     ${accountFor(itsRecord, '$8')},
     speaks as (
       insert into list_rows as l (list_id, row_key, organisation_id, import_id, row_number, content_digest, reading_digest, version_at, seen_in,
         detention_record_id)
       select $2, d.row_key, d.organisation_id, $1, d.row_number, d.content_digest, d.reading_digest, d.version_at, $1, d.subject_id
       from decided d where d.nth = 1 and (d.outcome in ('created', 'new_revision') or d.outcome = 'unchanged' and d.version_at >= d.known_version)
       ${speakFromNowOn}),
     ${countRows}
     select row_number, outcome, subject_id from decided`,
    [run.id, run.listId, after, last, run.versionAt, JSON.stringify(heldFor), run.sourceId, JSON.stringify(remarks)],
  );
}

async function revisionsOf(manager: EntityManager, renewed: Decided[]): Promise<Map<string, number>> {
  const rows: { id: string; revision: number }[] = await manager.query(
    'select id, revision from detention_records where id = any($1::uuid[])',
    [renewed.map((row) => row.subject_id)],
  );
  return new Map(rows.map(({ id, revision }) => [id, revision]));
}
