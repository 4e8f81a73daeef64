import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { NewAccount } from '../access/demonstration-accounts.js';
import { readConfig } from '../config.js';
import { openDataSource } from '../database/data-source.js';
import { migrate } from '../database/migrate.js';
import { formatEvaluation } from '../demonstration/index.js';
import { runProcesses } from '../embedded/processes.js';
import { type Services, startServices } from '../embedded/services.js';
import { dataDirectory, dataDirectoryHelp } from './configuration.js';
import { evaluateDemonstration, untilNothingIsDue } from './evaluate-demonstration.js';
import { loadDemonstration } from './load-demonstration.js';
import { printJson, progress } from './output.js';
import { wholeNumber } from './serve.js';
import { serviceProcesses } from './service-processes.js';

interface Options {
  data?: string;
  reports: number;
  records: number;
  seed: number;
  workers: number;
  evaluate?: boolean;
  json?: boolean;
}

export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description('run the service with invented people, on embedded servers unless DATABASE_URL and REDIS_URL are set')
    .option('--evaluate', 'compare everything, print how many true records were found, and end')
    .option('--json', 'with --evaluate: the last line is one JSON object')
    .option('--reports <number>', 'invented reports', wholeNumber(1, 1_000_000), 2_000)
    .option(
      '--records <number>',
      'invented detention records, at least four a report',
      wholeNumber(4, 10_000_000),
      20_000,
    )
    .option('--seed <number>', 'another seed invents other people', wholeNumber(0, 2 ** 31 - 1), 20_261_122)
    .option('--workers <number>', 'worker processes', wholeNumber(1, 64), 1)
    .option('--data <directory>', `${dataDirectoryHelp}; with --evaluate: a new one, removed at the end`)
    .action(async (options: Options) => {
      const temporary = options.evaluate && options.data === undefined && !process.env.ATHAR_DATA;
      const directory = temporary ? temporaryDirectory() : dataDirectory(options.data);
      try {
        process.exitCode = await runDemonstration(options, directory);
      } finally {
        if (temporary) rmSync(directory, { recursive: true, force: true });
      }
    });
}

/** Open to be entered, because a server started by root runs as an ordinary user; the files inside are that user's own. */
function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'athar-evaluate-'));
  chmodSync(directory, 0o755);
  return directory;
}

async function runDemonstration(options: Options, directory: string): Promise<number> {
  const startedAt = Date.now();
  const services = await startServices({ dataDirectory: directory, log: progress });
  try {
    await migrate(services.databaseUrl);
    const environment = demonstrationEnvironment(services);
    const size = { seed: options.seed, reports: options.reports, records: options.records };
    const staff = await loadDemonstration(readConfig({ ...process.env, ...environment }), size, progress);
    const running = runProcesses(
      serviceProcesses({ services, workers: options.workers, api: !options.evaluate, environment }),
      { services, log: progress },
    );
    if (!(await running.ready)) return await running.ended;
    if (!options.evaluate) sayWhereToLook(environment, staff);
    let ended = false;
    running.ended.then(() => {
      ended = true;
    });
    const done = await compareEverything(services, () => ended);
    if (!done || !options.evaluate) return await running.ended;
    await printEvaluation(services, options, startedAt);
    return await running.stop();
  } finally {
    await services.stop();
  }
}

function demonstrationEnvironment(services: Services): NodeJS.ProcessEnv {
  return {
    ATHAR_MODE: 'demonstration',
    DATABASE_URL: services.databaseUrl,
    REDIS_URL: services.redisUrl,
    HOST: process.env.HOST ?? '127.0.0.1',
    PORT: process.env.PORT ?? '3000',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  };
}

function sayWhereToLook(environment: NodeJS.ProcessEnv, staff: NewAccount[]): void {
  const lines = [
    '',
    `The console is at http://${environment.HOST}:${environment.PORT}/console/ and the interface at /openapi.json.`,
    'Everybody in it is invented. Sign in as one of the demonstration accounts (new passwords at every start):',
    ...staff.map(
      (account) => `  ${account.login.padEnd(6)} ${account.password}   ${account.displayName}, ${account.role}`,
    ),
    'A proposal by one of them is confirmed by another. Ctrl-C stops everything; the data stays for the next start.',
    '',
  ];
  progress(lines.join('\n'));
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
  } finally {
    await dataSource.destroy();
  }
}

async function printEvaluation(services: Services, options: Options, startedAt: number): Promise<void> {
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
