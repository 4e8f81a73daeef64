import { DataSource, type DataSourceOptions } from 'typeorm';
import { SnakeNaming } from './snake-naming.js';
import { sqlMigrations } from './sql-migrations.js';
import { WatchedClient } from './watched-client.js';

// biome-ignore lint/complexity/noBannedTypes: TypeORM calls any entity class a Function
type EntityClass = Function;

/** How long is waited for the database, in seconds. Nothing that somebody sends may hold a connection, or wait for one, without end. */
export interface DatabaseLimits {
  connection: number;
  statement: number;
  lock: number;
  /** Null: a transaction may pause as long as it likes. */
  idleInTransaction: number | null;
}

/**
 * The API. An upload's transaction pauses while its sender is slow: the pause must be longer than the 120 s that a request may take.
 * None of its statements is long (a chunk of the file, one row), so the limits of everybody else hold for it too.
 */
export const apiLimits: DatabaseLimits = { connection: 5, statement: 60, lock: 15, idleInTransaction: 150 };

/** Nobody waits for the worker's answer: it compares many pairs in one statement, and tries again what failed. */
export const workerLimits: DatabaseLimits = { connection: 5, statement: 600, lock: 60, idleInTransaction: null };

/** One description of the database for the service, the worker, the command line and the tests; each names the tables it knows. */
export function dataSourceOptions(
  databaseUrl: string,
  entities: EntityClass[],
  poolSize = 10,
  /** Null for migrations and other commands of the owner, which may take as long as they need. */
  limits: DatabaseLimits | null = null,
): DataSourceOptions {
  return {
    type: 'postgres',
    url: databaseUrl,
    entities,
    migrations: sqlMigrations(),
    migrationsTableName: 'schema_migrations',
    namingStrategy: new SnakeNaming(),
    synchronize: false,
    poolSize,
    // An error from the database may quote values; callers log codes only.
    logging: false,
    applicationName: 'athar',
    ...(limits ? { connectTimeoutMS: limits.connection * 1000, extra: { ...timeouts(limits), ...noticesItsEnd } } : {}),
  };
}

/**
 * Either side notices within seconds that the other is gone without a word. The server's part is for a machine of ours that lost its power: what its
 * transactions had locked is free again when the server knows.
 */
const noticesItsEnd = {
  Client: WatchedClient,
  keepAlive: true,
  keepAliveInitialDelayMillis: 5_000,
  options: '-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=4',
};

/** As the driver names them, in milliseconds. */
const timeouts = ({ statement, lock, idleInTransaction }: DatabaseLimits) => ({
  statement_timeout: statement * 1000,
  lock_timeout: lock * 1000,
  ...(idleInTransaction === null ? {} : { idle_in_transaction_session_timeout: idleInTransaction * 1000 }),
});

export async function openDataSource(
  databaseUrl: string,
  entities: EntityClass[] = [],
  poolSize = 4,
  limits: DatabaseLimits | null = null,
): Promise<DataSource> {
  return new DataSource(dataSourceOptions(databaseUrl, entities, poolSize, limits)).initialize();
}
