// A Postgres as it must be set up for real data (nothing traded for speed), that can be killed, started again and run out of disk.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../../dist/embedded/free-port.js';
import { postgresPrograms } from '../../dist/embedded/postgres-programs.js';
import { tiedCommand } from '../../dist/embedded/tied-command.js';
import { canRun, serverUser } from '../../dist/embedded/unprivileged-user.js';

const debian = '/usr/lib/postgresql';
const password = 'faults-only';

/** Programs of a Debian package where one is there, else those of the npm package. FAULTS_POSTGRES=embedded takes the latter in any case. */
function programsFor(runAs) {
  if (process.env.FAULTS_POSTGRES !== 'embedded' && existsSync(debian)) {
    for (const version of readdirSync(debian).sort((a, b) => Number(b) - Number(a))) {
      const [postgres, initdb] = ['postgres', 'initdb'].map((name) => join(debian, version, 'bin', name));
      if (Number(version) >= 15 && canRun(postgres, runAs)) return { postgres, initdb, kind: `Debian ${version}` };
    }
  }
  const embedded = postgresPrograms(runAs, () => {});
  return { ...embedded, kind: `embedded ${embedded.majorVersion}` };
}

export class PostgresServer {
  /** @param settings of postgresql.conf, added to those that every run has */
  constructor(directory, settings = []) {
    mkdirSync(directory, { recursive: true });
    chmodSync(directory, 0o711);
    this.directory = directory;
    this.cluster = join(directory, 'cluster');
    this.logFile = join(directory, 'postgres.log');
    this.settings = settings;
    this.runAs = serverUser(this.cluster);
    this.programs = programsFor(this.runAs);
    this.kind = this.programs.kind;
  }

  async make() {
    mkdirSync(this.cluster, { recursive: true });
    if (this.runAs) chownSync(this.cluster, this.runAs.uid, this.runAs.gid);
    chmodSync(this.cluster, 0o700);
    const file = join(this.directory, 'password');
    writeFileSync(file, password, { mode: 0o600 });
    if (this.runAs) chownSync(file, this.runAs.uid, this.runAs.gid);
    const auth = ['-U', 'athar', '-A', 'scram-sha-256', `--pwfile=${file}`];
    const how = ['-E', 'UTF8', '--locale=C.UTF-8', '--data-checksums', '--no-instructions', '--no-sync'];
    const { command, args, options } = tiedCommand(
      this.programs.initdb,
      ['-D', this.cluster, ...auth, ...how],
      'TERM',
      this.runAs,
    );
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    let words = '';
    child.stderr.on('data', (text) => {
      words += text;
    });
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`initdb failed:\n${words}`);
    this.port = await freePort();
  }

  /** Always on the same port. After a `kill -9` the children of the old server may live for a moment: then it is tried again. */
  async start(patienceMs = 60_000) {
    const until = Date.now() + patienceMs;
    const flags = [
      ...[
        'listen_addresses=127.0.0.1',
        'unix_socket_directories=',
        'max_connections=150',
        'timezone=UTC',
        'log_timezone=UTC',
      ],
      ...[
        'log_error_verbosity=terse',
        'log_min_error_statement=panic',
        'fsync=on',
        'synchronous_commit=on',
        'full_page_writes=on',
      ],
      ...this.settings,
    ].flatMap((setting) => ['-c', setting]);
    for (;;) {
      const { command, args, options } = tiedCommand(
        this.programs.postgres,
        ['-D', this.cluster, '-p', String(this.port), ...flags],
        'INT',
        this.runAs,
      );
      const log = openSync(this.logFile, 'a');
      this.child = spawn(command, args, { ...options, stdio: ['ignore', log, log] });
      this.ended = once(this.child, 'exit');
      if (await this.answers()) return;
      if (Date.now() > until)
        throw new Error(`Postgres did not start:\n${readFileSync(this.logFile, 'utf8').slice(-2_000)}`);
      await pause(200);
    }
  }

  async answers() {
    const until = Date.now() + 60_000;
    while (Date.now() < until && this.child.exitCode === null && this.child.signalCode === null) {
      const client = new pg.Client({ connectionString: this.url('postgres'), connectionTimeoutMillis: 2_000 });
      client.on('error', () => {});
      try {
        await client.connect();
        await client.end();
        return true;
      } catch {
        await pause(50);
      }
    }
    return false;
  }

  url(database, port = this.port) {
    return `postgres://athar:${password}@127.0.0.1:${port}/${database}`;
  }

  /** Waits a moment: what cannot write its log of changes ends itself, but not at once. */
  async hasEnded() {
    await Promise.race([this.ended, pause(1_500)]);
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** SIGKILL: the postmaster alone, as the kernel takes it. SIGQUIT: "immediate", all at once, without a checkpoint. SIGINT: in order. */
  async stop(signal = 'SIGINT') {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill(signal);
    await this.ended;
  }
}

/** One statement or more on a connection of its own. @returns the rows of the last one */
export async function query(url, ...statements) {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    let rows = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    return rows;
  } finally {
    await client.end();
  }
}
