// The service as an operator runs it (API and worker as processes of their own, embedded servers), in a directory that is thrown away.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Redis } from 'ioredis';
import pg from 'pg';
import { inventStaff, putAccount } from '../../dist/access/demonstration-accounts.js';
import { keysFile } from '../../dist/cli/keys-file.js';
import { serviceProcesses } from '../../dist/cli/service-processes.js';
import { openDataSource } from '../../dist/database/data-source.js';
import { migrate } from '../../dist/database/migrate.js';
import { freePort } from '../../dist/embedded/free-port.js';
import { startEmbeddedPostgres } from '../../dist/embedded/postgres.js';
import { startQueueServer } from '../../dist/embedded/queue-server.js';
import { startServices } from '../../dist/embedded/services.js';

/**
 * @param environment of API and worker, added to what they need
 * @param options.test trades safety on power loss for speed; options.hear is told each line of the processes, and the end of one that nobody ended;
 * options.prepare fills the migrated database before the first process starts
 */
export async function startService(
  environment,
  { say = () => {}, test = false, hear = () => {}, prepare = async () => {} } = {},
) {
  const directory = mkdtempSync(join(tmpdir(), 'athar-bench-'));
  chmodSync(directory, 0o755);
  const services = await servers(directory, test);
  const children = [];
  let stopping = false;
  const stop = async () => {
    stopping = true;
    await Promise.all(children.map(ended));
    await services.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await migrate(services.databaseUrl);
    const dataSource = await openDataSource(services.databaseUrl);
    const staff = inventStaff();
    for (const account of staff) await putAccount(dataSource, account, true);
    await prepare({ dataSource, databaseUrl: services.databaseUrl, directory });
    await dataSource.destroy();
    const port = await freePort();
    const processes = serviceProcesses({
      services,
      workers: 1,
      api: true,
      environment: {
        ATHAR_MODE: 'demonstration',
        LOG_LEVEL: 'warn',
        HOST: '127.0.0.1',
        PORT: String(port),
        ATHAR_KEYS_FILE: keysFile(directory, 'demonstration'),
        ATHAR_WITNESS_FILE: join(directory, 'audit-heads.jsonl'),
        IMPORT_ROWS_PER_DAY: '1000000000',
        IMPORT_FILES_PER_DAY: '1000000',
        ...environment,
      },
    });
    await Promise.all(processes.map(started));
    const url = `http://127.0.0.1:${port}`;
    say(`The service listens at ${url}`);
    return {
      url,
      staff,
      token: await signIn(url, staff),
      databaseUrl: services.databaseUrl,
      stop,
      forget,
    };
  } catch (error) {
    await stop();
    throw error;
  }

  function started({ name, entry, args, env }) {
    const child = fork(entry, args, {
      env: { ...process.env, ...env },
      execArgv: [],
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    children.push(child);
    for (const output of [child.stdout, child.stderr])
      createInterface({ input: output }).on('line', (line) => hear(name, line));
    return new Promise((resolve, reject) => {
      child.on('message', ({ athar }) => athar === 'ready' && resolve());
      child.once('exit', (code, signal) => {
        if (!stopping) hear(name, `ended by itself: ${signal ?? `exit code ${code}`}`);
        reject(new Error(`${name} did not start.`));
      });
    });
  }

  /** What is still to be compared is given up: marks and jobs of detention records go, and it is waited for the job in hand. */
  async function forget() {
    const database = new pg.Client(services.databaseUrl);
    await database.connect();
    const queue = new Redis(services.redisUrl, { lazyConnect: true });
    await queue.connect();
    await database.query("delete from due_marks where task in ('detention-records.match', 'reports.match')");
    await queue.flushall();
    await database.query('checkpoint');
    await database.end();
    queue.disconnect();
    await new Promise((go) => setTimeout(go, 2_000));
  }
}

async function servers(directory, test) {
  if (!test || process.env.DATABASE_URL) return startServices({ dataDirectory: directory });
  const postgres = await startEmbeddedPostgres({ dataDirectory: directory, test });
  const queue = await startQueueServer({ dataDirectory: directory });
  const stop = async () => {
    await queue.stop();
    await postgres.stop();
  };
  return { databaseUrl: postgres.url, redisUrl: queue.url, stop };
}

async function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await exit;
  clearTimeout(late);
}

async function signIn(url, staff) {
  const { login, password } = staff.find(({ role }) => role === 'caseworker');
  const answer = await fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: login, password }),
  });
  if (answer.status !== 200) throw new Error(`Signing in answered ${answer.status}.`);
  return (await answer.json()).token;
}
