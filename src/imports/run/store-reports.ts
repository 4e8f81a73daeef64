import type { EntityManager } from 'typeorm';
import { accountFor, countRows, decidedRows, remarks, speakFromNowOn } from './decide-rows.js';
import type { RunningImport, StoredChunk } from './store-chunk.js';

/** Rows that would change a report that its family, or staff with it, withdrew or changed since the last version was filed. */
export async function changedSince(
  manager: EntityManager,
  run: RunningImport,
  after: number,
  last: number,
): Promise<number[]> {
  const rows: { row_number: number }[] = await manager.query(
    `select r.row_number from import_rows r
     cross join lateral (select * from list_rows l where l.list_id = $2 and l.row_key = r.row_key offset 0) known
     where r.import_id = $1 and r.row_number > $3 and r.row_number <= $4 and r.plan = 'ready' and (known.content_digest, known.reading_digest) <> (r.content_digest, r.reading_digest)
       and not says_imported_row(known.report_id, known.import_id, known.row_number)`,
    [run.id, run.listId, after, last],
  );
  return rows.map((row) => row.row_number);
}

const itsReport = "report_id = case when d.outcome in ('new_revision', 'unchanged') then d.known_report end";

/** Decides on the rows of a chunk and has the database file them; the worker itself sees nobody who reports. */
export async function storeReports(
  manager: EntityManager,
  run: RunningImport,
  after: number,
  last: number,
  heldFor: Record<number, string>,
): Promise<StoredChunk> {
  const [{ rows }]: { rows: number }[] = await manager.query(
    `with ${decidedRows},
     ${accountFor(itsReport, '$7')},
     ${countRows}
     select count(*)::int as rows from decided`,
    [run.id, run.listId, after, last, run.versionAt, JSON.stringify(heldFor), JSON.stringify(remarks)],
  );
  const due: { id: string; revision: number }[] = await manager.query(
    'select report_id as id, revision from file_imported_reports($1, $2, $3)',
    [run.id, after + 1, last],
  );
  await speakInList(manager, run, after, last);
  return { rows, lastRow: last, due };
}

/** A row of the list speaks by this file from now on, unless this file is older. Of rows that stand in it twice the first one speaks. */
const speakInList = (manager: EntityManager, run: RunningImport, after: number, last: number) =>
  manager.query(
    `insert into list_rows as l (list_id, row_key, organisation_id, import_id, row_number, content_digest, reading_digest, version_at, seen_in, report_id)
     select distinct on (row_key) $2::uuid, row_key, organisation_id, import_id, row_number, content_digest, reading_digest, coalesce(version_at, $5::timestamptz), $1::uuid,
       report_id
     from import_rows where import_id = $1 and row_number > $3 and row_number <= $4 and outcome in ('created', 'new_revision', 'unchanged')
       and report_id is not null
     order by row_key, row_number
     ${speakFromNowOn}
     where excluded.version_at >= l.version_at`,
    [run.id, run.listId, after, last, run.versionAt],
  );
