import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewAccount } from '../access/demonstration-accounts.js';
import { readConfig } from '../config.js';
import { openDataSource } from '../database/data-source.js';
import { migrate } from '../database/migrate.js';
import { databaseUrls } from '../database/roles.js';
import { formatEvaluation } from '../demonstration/index.js';
import { runProcesses } from '../embedded/processes.js';
import { type Services, startServices } from '../embedded/services.js';
import { dataDirectory } from './configuration.js';
import { evaluateDemonstration, untilNothingIsDue } from './evaluate-demonstration.js';
import { keysFile } from './keys-file.js';
import { type Demonstration, loadDemonstration } from './load-demonstration.js';
import { printJson, progress } from './output.js';
import { refuseRealData } from './refuse-real-data.js';
import { requireDatabase, requireFreePort, requireQueue } from './servers.js';
import { serviceProcesses } from './service-processes.js';
import { Interrupted, interruption } from './signals.js';
import { snapshotDirectory } from './snapshot-directory.js';
import { witnessPath } from './witness-path.js';

export interface DemonstrationOptions {
  data?: string;
  reports: number;
  records: number;
  seed: number;
  workers: number;
  evaluate?: boolean;
  json?: boolean;
}

/** Sets the exit code. */
export async function demonstrate(options: DemonstrationOptions): Promise<void> {
  const temporary = options.evaluate && options.data === undefined && !process.env.ATHAR_DATA;
  const directory = temporary ? temporaryDirectory() : dataDirectory(options.data);
  const { asked, handOver } = interruption();
  try {
    process.exitCode = await runDemonstration(options, directory, asked, handOver);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  } finally {
    if (temporary) rmSync(directory, { recursive: true, force: true });
  }
  // Who asked for figures and gets none must be able to tell.
  if (asked.aborted && options.evaluate) process.exitCode = 1;
  // A connection to a queue that went away before it tries again for ever; everything that matters is closed.
  process.exit();
}

/** Open to be entered, because a server started by root runs as an ordinary user; the files inside are that user's own. */
function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'athar-evaluate-'));
  chmodSync(directory, 0o755);
  return directory;
}

async function runDemonstration(
  options: DemonstrationOptions,
  directory: string,
  asked: AbortSignal,
  handOver: () => void,
): Promise<number> {
  const startedAt = Date.now();
  const services = await startServices({ dataDirectory: directory, log: progress });
  try {
    asked.throwIfAborted();
    const environment = demonstrationEnvironment(services, directory);
    const { api } = databaseUrls(services.databaseUrl);
    const config = readConfig({ ...process.env, ...environment, DATABASE_URL: api });
    await requireDatabase(services.databaseUrl);
    await requireQueue(config);
    if (!options.evaluate) await requireFreePort(config);
    await refuseRealData(services.databaseUrl);
    await migrate(services.databaseUrl);
    asked.throwIfAborted();
    const size = { seed: options.seed, reports: options.reports, records: options.records };
    const demonstration = await loadDemonstration(config, services.databaseUrl, size, progress, asked);
    asked.throwIfAborted();
    handOver();
    const running = runProcesses(
      serviceProcesses({ services, workers: options.workers, api: !options.evaluate, environment }),
      { services, log: progress },
    );
    const over = new AbortController();
    running.ended.then(() => over.abort(new Interrupted()));
    const stopped = AbortSignal.any([asked, over.signal]);
    const ready = await running.ready;
    if (ready && !options.evaluate) sayWhereToLook(config.origin, demonstration.staff);
    const loaded = ready && (await handInLists(demonstration, stopped));
    await demonstration.close().catch(() => {});
    const done = loaded && (await compareEverything(services, () => stopped.aborted));
    if (!done || !options.evaluate) return await running.ended;
    await printEvaluation(services, options, startedAt);
    return await running.stop();
  } finally {
    await services.stop();
  }
}

function demonstrationEnvironment(services: Services, directory: string): NodeJS.ProcessEnv {
  return {
    ATHAR_MODE: 'demonstration',
    DATABASE_URL: services.databaseUrl,
    REDIS_URL: services.redisUrl,
    ATHAR_KEYS_FILE: keysFile(directory, 'demonstration'),
    ATHAR_WITNESS_FILE: witnessPath(directory, 'demonstration'),
    SNAPSHOT_DIR: snapshotDirectory(directory, 'demonstration'),
    // Each thread reads all tables of names before its first search; for a demonstration one is enough.
    SEARCH_THREADS: process.env.SEARCH_THREADS ?? '1',
    HOST: process.env.HOST ?? '127.0.0.1',
    PORT: process.env.PORT ?? '3000',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  };
}

function sayWhereToLook(origin: string, staff: NewAccount[]): void {
  const lines = [
    '',
    `The console is at ${origin}/console/ and the interface at /openapi.json.`,
    'Everybody in it is invented. Sign in as one of the demonstration accounts (new passwords at every start):',
    ...staff.map(
      ({ login, password, displayName, role, partner }) =>
        `  ${login.padEnd(5)} ${password}   ${displayName}, ${role}${partner ? ` of ${partner}` : ''}`,
    ),
    'A proposal by one of them is confirmed by another. Ctrl-C stops everything; the data stays for the next start.',
    '',
  ];
  progress(lines.join('\n'));
}

/** @returns false when the end was asked for before all lists were in; the next start goes on there */
async function handInLists(demonstration: Demonstration, stopped: AbortSignal): Promise<boolean> {
  try {
    await demonstration.handInLists(stopped);
    return true;
  } catch (error) {
    // The database goes away when the end is asked for; then that is no failure.
    if (stopped.aborted) return false;
    throw error;
  }
}

async function compareEverything(services: Services, stop: () => boolean): Promise<boolean> {
  const dataSource = await openDataSource(services.databaseUrl, [], 1);
  let lastLine = 0;
  try {
    return await untilNothingIsDue(
      dataSource,
      (left) => {
        if (left > 0 && Date.now() - lastLine < 5_000) return;
        lastLine = Date.now();
        progress(left > 0 ? `Comparing: ${left} reports, records or files to go` : 'Everything is compared.');
      },
      stop,
    );
  } catch (error) {
    // The database goes away when the end is asked for; then that is no failure.
    if (stop()) return false;
    throw error;
  } finally {
    await dataSource.destroy();
  }
}

async function printEvaluation(services: Services, options: DemonstrationOptions, startedAt: number): Promise<void> {
  const dataSource = await openDataSource(services.databaseUrl, [], 1);
  try {
    const evaluation = await evaluateDemonstration(dataSource);
    const seconds = Math.round((Date.now() - startedAt) / 100) / 10;
    console.log(formatEvaluation(evaluation));
    console.log(`${seconds} s from the start of the servers to the last suggestion`);
    if (options.json) printJson({ ...evaluation, seed: options.seed, seconds });
  } finally {
    await dataSource.destroy();
  }
}
