// Starts the database and the queue that one run of the tests uses, and makes the database that every file is cloned from.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';

const built = new URL('../../dist/', import.meta.url);

/**
 * TEST_DATABASE_URL and TEST_REDIS_URL name servers to use; what is missing is started in a temporary directory.
 * The database role must be allowed to create databases. Tells the test files through process.env, which Jest's
 * workers inherit: ATHAR_TEST_SERVER (any database of the server), ATHAR_TEST_TEMPLATE, ATHAR_TEST_REDIS.
 */
export async function startTestServices() {
  if (!existsSync(new URL('database/migrate.js', built))) {
    throw new Error('The tests run against dist/, which is missing. Run: npm run build:service');
  }
  const { startEmbeddedPostgres } = await import(new URL('embedded/postgres.js', built).href);
  const { startQueueServer } = await import(new URL('embedded/queue-server.js', built).href);
  const dataDirectory = mkdtempSync(join(tmpdir(), 'athar-test-'));
  chmodSync(dataDirectory, 0o711); // Root runs Postgres as another user, who has to pass through.
  const stops = [() => rmSync(dataDirectory, { recursive: true, force: true })];
  const stop = async () => {
    for (const step of stops.reverse()) await step();
  };
  try {
    let server = process.env.TEST_DATABASE_URL;
    if (!server) {
      const postgres = await startEmbeddedPostgres({ dataDirectory, test: true });
      stops.push(postgres.stop);
      server = postgres.url;
    }
    let redis = process.env.TEST_REDIS_URL;
    if (!redis) {
      const queue = await startQueueServer({ dataDirectory });
      stops.push(queue.stop);
      redis = queue.url;
    }
    // Its own name: two runs may share one server.
    const template = `athar_template_${randomBytes(4).toString('hex')}`;
    await query(server, `create database ${template}`);
    stops.push(() => query(server, `drop database if exists ${template} with (force)`));
    await migrateInChild(databaseOn(server, template));
    // A database that somebody is connected to cannot be cloned; now nobody can.
    await query(server, `alter database ${template} with allow_connections false`);
    Object.assign(process.env, { ATHAR_TEST_SERVER: server, ATHAR_TEST_TEMPLATE: template, ATHAR_TEST_REDIS: redis });
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The connection string of another database on the same server. */
export function databaseOn(server, name) {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

export async function query(url, ...statements) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** In a process of its own: every connection is gone when it ends, and Jest need not load TypeORM. */
async function migrateInChild(url) {
  const code = `const { migrate } = await import(${JSON.stringify(new URL('database/migrate.js', built).href)});
await migrate(process.env.DATABASE_URL);`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: url },
  });
}
