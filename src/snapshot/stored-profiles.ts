import type { DataSource, EntityManager } from 'typeorm';
import { turnTo } from '../database/for-organisation.js';
import type { RecordSide } from '../matching/index.js';
import { type MeasureColumns, measureColumns } from './measure.js';

/** What a snapshot keeps of a match profile. */
export interface StoredProfile {
  recordId: string;
  organisationId: string;
  side: RecordSide;
  withPartners: boolean;
  matcherVersion: number;
  /** The CodedRecord and the keys as the JSON of an array of both. Only whoever searches reads it. */
  content: string;
}

/** A profile without a side was removed. */
export type ChangedProfile = StoredProfile | { recordId: string; side: null };

/** What the database says of itself besides what was asked. */
export interface View extends MeasureColumns {
  /** Which transactions are seen (pg_snapshot as text): what is read next time are the changes of all others. */
  seen: string;
  /** Another one when the server was started since, perhaps from a backup. */
  serverStarted: string;
  /** Numbers of the database and of the table's file: others when the table was emptied, or made anew. */
  table: string;
  /** By the clock of the database. */
  at: Date;
}

const viewColumns = `pg_current_snapshot()::text as seen, pg_postmaster_start_time()::text as "serverStarted",
  (select oid from pg_database where datname = current_database()) || '/' || pg_relation_filenode('match_profiles') as "table", clock_timestamp() as at,
  ${measureColumns}`;

const nameColumns = `record_id as "recordId", organisation_id as "organisationId", side, with_partners as "withPartners",
  matcher_version as "matcherVersion"`;

/**
 * What changed since a view. One statement, so that all of it, and the view that it gives back, are one view of the database.
 */
export async function changesSince(
  dataSource: DataSource,
  { seen }: View,
): Promise<{ view: View; changed: ChangedProfile[] }> {
  const rows: (View & ChangedProfile)[] = await dataSource.query(
    `select ${viewColumns}, ${nameColumns}, content from (values (1)) as once left join profiles_changed_since($1) on true`,
    [seen],
  );
  const { serverStarted, table, at, sizeClass, modelHash } = rows[0];
  return {
    view: { seen: rows[0].seen, serverStarted, table, at, sizeClass, modelHash },
    changed: rows.filter((row) => row.recordId),
  };
}

/**
 * Reads every profile of one matcher version, in batches, and gives back the view that saw all of them. One transaction that has one view
 * (repeatable read) goes from organisation to organisation (ADR 9).
 */
export function readAllProfiles(
  dataSource: DataSource,
  matcherVersion: number,
  use: (batch: StoredProfile[]) => void,
): Promise<View> {
  return dataSource.transaction('REPEATABLE READ', async (manager) => {
    const organisations: { id: string }[] = await manager.query('select id from organisations order by id');
    for (const { id } of organisations) {
      await turnTo(manager, id);
      await manager.query(
        `declare profiles no scroll cursor for
         select ${nameColumns}, json_build_array(coded, keys)::text as content from match_profiles where organisation_id = $1 and matcher_version = $2`,
        [id, matcherVersion],
      );
      await readCursor(manager, use);
      await manager.query('close profiles');
    }
    // In this kind of transaction every statement has the view of the first. After the table was read, because who empties a table waits for its readers, and is
    // otherwise not noticed by a transaction that began before.
    const [view]: View[] = await manager.query(`select ${viewColumns}`);
    return view;
  });
}

async function readCursor(manager: EntityManager, use: (batch: StoredProfile[]) => void): Promise<void> {
  for (;;) {
    const batch: StoredProfile[] = await manager.query('fetch 5000 from profiles');
    if (batch.length === 0) return;
    use(batch);
  }
}

/** Which database this is, as far as it says. */
export async function thisDatabase(dataSource: DataSource): Promise<View> {
  const [view]: View[] = await dataSource.query(`select ${viewColumns}`);
  return view;
}
