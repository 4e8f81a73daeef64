import pg from 'pg';
import { databaseUrls, type LoginRole } from '../../../src/database/roles.js';

/** Runs one statement. An error of Postgres keeps its SQLSTATE in `code`. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the database answers
export type Query = <T = any>(sql: string, values?: unknown[]) => Promise<T[]>;

/** What row-level security reads; what is left out is unset. */
export interface Settings {
  organisation?: string;
  actor?: string;
  role?: string;
  purpose?: string;
  /** Of a family that writes. */
  report?: string;
  reporter?: string;
}

/** Runs work as a role of the database with the settings of somebody, and takes back everything that it did. */
export type ActAs = <T>(role: LoginRole, settings: Settings, work: (query: Query) => Promise<T>) => Promise<T>;

/** Also kept when a statement fails: what comes after it is still answered. */
export async function attempt<T>(query: Query, work: () => Promise<T>): Promise<T | { refused: string }> {
  await query('savepoint attempt');
  try {
    const result = await work();
    await query('rollback to savepoint attempt');
    return result;
  } catch (error) {
    await query('rollback to savepoint attempt');
    return { refused: String((error as { code?: unknown }).code) };
  }
}

const setting = (
  query: Query,
  { organisation = '', actor = '', role = '', purpose = '', report = '', reporter = '' }: Settings,
) =>
  query(
    `select set_config('app.organisation', $1, true), set_config('app.actor', $2, true),
            set_config('app.role', $3, true), set_config('app.purpose', $4, true),
            set_config('app.report', $5, true), set_config('app.reporter', $6, true)`,
    [organisation, actor, role, purpose, report, reporter],
  );

const queryOf =
  (client: pg.Client | pg.PoolClient): Query =>
  async (sql, values) =>
    (await client.query(sql, values)).rows;

/** By connections of their own, as the processes make them. */
export function realConnections(ownerUrl: string): { actAs: ActAs; end(): Promise<void> } {
  const urls = databaseUrls(ownerUrl);
  const pools: Record<LoginRole, pg.Pool> = {
    athar_api: new pg.Pool({ connectionString: urls.api, max: 1 }),
    athar_worker: new pg.Pool({ connectionString: urls.worker, max: 1 }),
    athar_sender: new pg.Pool({ connectionString: urls.sender, max: 1 }),
    athar_notifier: new pg.Pool({ connectionString: urls.notifier, max: 1 }),
  };
  return {
    async actAs(role, settings, work) {
      const client = await pools[role].connect();
      const query = queryOf(client);
      try {
        await query('begin');
        await setting(query, settings);
        return await work(query);
      } finally {
        await query('rollback');
        client.release();
      }
    },
    async end() {
      await Promise.all(Object.values(pools).map((pool) => pool.end()));
    },
  };
}

/** Inside the owner's open transaction, so that a change of the catalogue that is not committed counts. */
export function withinTransaction(owner: pg.Client): { actAs: ActAs; query: Query } {
  const query = queryOf(owner);
  return {
    query,
    async actAs(role, settings, work) {
      await query('savepoint acting');
      try {
        await query(`set local role ${role}`);
        await setting(query, settings);
        return await work(query);
      } finally {
        // Also takes back the role and the settings.
        await query('rollback to savepoint acting');
      }
    },
  };
}
