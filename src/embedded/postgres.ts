import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { freePort } from './free-port.js';
import { claim, ownerOf, release } from './owner-file.js';
import { type PostgresHome, postgresHome } from './postgres-home.js';
import { type PostgresPrograms, postgresPrograms } from './postgres-programs.js';
import { endProcess, isRunning } from './running-process.js';
import { secretFrom } from './secret-file.js';
import { tiedCommand } from './tied-command.js';

const user = 'athar';
const database = 'athar';

export interface EmbeddedPostgres {
  /** Connection string with password, for the database "athar" on the loopback address. */
  url: string;
  /** Resolves with a sentence if the server ends without having been asked to. */
  ended: Promise<string>;
  /** Ends the server in order. Does nothing if another process started it, or when called again. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Made if missing; the cluster lies in its subdirectory "postgres". */
  dataDirectory: string;
  log?: (line: string) => void;
  /** Trades safety on power loss for speed. For data that is thrown away. */
  test?: boolean;
}

/**
 * Starts Postgres 18 from the programs in node_modules; a second start in the same directory finds the same data.
 *
 * For development, demonstration and tests: the programs carry libraries that are out of support. If a living
 * process already runs a server on this directory, that server is used and left running; one whose starter is dead
 * is stopped first.
 * @throws if no programs exist for this machine, or the server does not start
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log = () => {}, test = false } = options;
  const home = postgresHome(resolve(options.dataDirectory), log);
  const programs = postgresPrograms(home.runAs, log);
  const password = secretFrom(home.passwordFile, home.runAs);
  if (!existsSync(home.cluster)) await makeCluster(programs, home, test);
  refuseOtherVersion(programs, home);

  const urlAt = (port: number) => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  const left = leftRunning(home.cluster);
  if (left && ownerOf(home.directory)?.alive) {
    log('Using the Postgres that already runs on this data directory');
    return { url: urlAt(left.port), ended: new Promise(() => {}), stop: async () => {} };
  }
  if (left) {
    log(`Stopping a Postgres whose starter is gone (process ${left.pid})`);
    await endServer(left.pid);
  }

  const { server, port } = await start(programs, home, test);
  claim(home.directory, { serverPid: server.pid!, port, kind: 'postgres' });
  let stopping: Promise<void> | null = null;
  const ended = new Promise<string>((tell) => {
    server.once('exit', (code, signal) => {
      if (!stopping) tell(`Postgres ended by itself (${signal ?? `exit code ${code}`}).`);
    });
  });
  const stop = () => {
    stopping ??= endServer(server.pid!).then(() => release(home.directory));
    return stopping;
  };
  try {
    await makeDatabase(urlAt(port));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: urlAt(port), ended, stop };
}

/** Fast shutdown first (clients are cut off, nothing is lost), then harder. */
const endServer = (pid: number) =>
  endProcess(pid, [
    { signal: 'SIGINT', timeoutMs: 15_000 },
    { signal: 'SIGQUIT', timeoutMs: 5_000 },
    { signal: 'SIGKILL', timeoutMs: 2_000 },
  ]);

/** Makes the cluster under another name first, so that one cut short by Ctrl-C is not mistaken for a whole one. */
async function makeCluster(programs: PostgresPrograms, home: PostgresHome, test: boolean): Promise<void> {
  const unfinished = join(home.directory, 'cluster.unfinished');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished);
  chmodSync(unfinished, 0o700);
  if (home.runAs) chownSync(unfinished, home.runAs.uid, home.runAs.gid);
  const { command, args, options } = tiedCommand(
    programs.initdb,
    [
      ...['-D', unfinished, '-U', user, '-A', 'scram-sha-256', `--pwfile=${home.passwordFile}`],
      // The C locale alone would make pg_trgm see no letters in Arabic text; macOS knows no C.UTF-8.
      ...[
        '-E',
        'UTF8',
        ...(process.platform === 'darwin' ? ['--locale=C', '--lc-ctype=en_US.UTF-8'] : ['--locale=C.UTF-8']),
      ],
      ...['--no-instructions', ...(test ? ['--no-sync'] : [])],
    ],
    'TERM',
    home.runAs,
  );
  const initdb = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  const lines = linesOf(initdb);
  const [code] = await once(initdb, 'close');
  if (code !== 0) throw new Error(`initdb failed:\n${lines.last()}`);
  renameSync(unfinished, home.cluster);
}

function refuseOtherVersion({ majorVersion }: PostgresPrograms, { cluster }: PostgresHome): void {
  const made = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (made !== majorVersion) {
    throw new Error(`${cluster} was made by Postgres ${made}; this is ${majorVersion}. Use another data directory.`);
  }
}

/** The server that holds the cluster's lock file, or null. A lock whose process is no Postgres is removed. */
function leftRunning(cluster: string): { pid: number; port: number } | null {
  const lock = join(cluster, 'postmaster.pid');
  if (!existsSync(lock)) return null;
  const lines = readFileSync(lock, 'utf8').split('\n');
  const pid = Number(lines[0]);
  if (!isRunning(pid)) return null; // Postgres clears such a lock by itself.
  if (isPostgres(pid)) return { pid, port: Number(lines[3]) };
  // After a restart of the machine or container another program can have that number; Postgres would then refuse.
  rmSync(lock);
  return null;
}

function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';
  } catch {
    return true; // No /proc on this system: leave the judgement to Postgres.
  }
}

async function start(programs: PostgresPrograms, home: PostgresHome, test: boolean) {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const { command, args, options } = tiedCommand(
      programs.postgres,
      ['-D', home.cluster, '-p', `${port}`, ...settings(test).flatMap((setting) => ['-c', setting])],
      'INT',
      home.runAs,
    );
    // Our own pipe, never the caller's output: an inherited pipe would stay open as long as the server runs.
    const server = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    const lines = linesOf(server);
    if (await lines.until('ready to accept connections')) return { server, port };
    const takenPort = lines.last().includes('could not bind');
    if (!takenPort || attempt === 3) throw new Error(`Postgres did not start:\n${lines.last()}`);
  }
}

function settings(test: boolean): string[] {
  const always = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
    // An error's detail and statement can hold the name of a missing person: neither is ever written out.
    'log_error_verbosity=terse',
    'log_min_error_statement=panic',
  ];
  const throwAway = ['fsync=off', 'full_page_writes=off', 'autovacuum=off', 'wal_level=minimal', 'max_wal_senders=0'];
  // A power cut may cost the last half second of a demonstration, never its consistency.
  return [...always, 'synchronous_commit=off', ...(test ? throwAway : [])];
}

async function makeDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.replace(/[^/]*$/, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${database}`);
  } finally {
    await client.end();
  }
}

/** Reads a program's error output for as long as it runs (a full pipe would stop it) and remembers the last lines. */
function linesOf(program: ChildProcess) {
  const kept: string[] = [];
  const reader = createInterface({ input: program.stderr! });
  reader.on('line', (line) => {
    kept.push(line);
    if (kept.length > 20) kept.shift();
  });
  let failure = '';
  program.once('error', (error) => {
    failure = error.message;
  });
  return {
    last: () => [...kept, failure].join('\n').trim(),
    /** True once a line holds `text`; false if the program ends first. */
    until: (text: string) =>
      new Promise<boolean>((resolve) => {
        reader.on('line', (line) => line.includes(text) && resolve(true));
        program.once('close', () => resolve(false));
      }),
  };
}
