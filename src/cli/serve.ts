import { type Command, InvalidArgumentError, Option } from 'commander';
import { migrate } from '../database/migrate.js';
import { exitWhenParentDies, tellParentReady } from '../embedded/parent-process.js';
import { runProcesses } from '../embedded/processes.js';
import { startServices } from '../embedded/services.js';
import { startApi } from '../main.js';
import { configuration, dataDirectory, dataDirectoryHelp } from './configuration.js';
import { progress } from './output.js';
import { serviceProcesses } from './service-processes.js';
import { closeOnSignal } from './signals.js';

export function wholeNumber(from: number, to: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < from || value > to)
      throw new InvalidArgumentError(`A whole number from ${from} to ${to}.`);
    return value;
  };
}

export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .description('run the service: API, console and workers')
    .option('--data <directory>', dataDirectoryHelp)
    .option('--workers <number>', 'worker processes', wholeNumber(0, 64), 1)
    .addOption(
      new Option('--only <part>', 'run only this part, in this process; needs DATABASE_URL and REDIS_URL').choices([
        'api',
      ]),
    )
    .addHelpText(
      'after',
      '\nWith DATABASE_URL and REDIS_URL set, those servers are used ("athar migrate" prepares the database); without, embedded ones are started.' +
        '\nAlso read: HOST, PORT, LOG_LEVEL, UPLOAD_LIMIT_BYTES, QUEUE_PREFIX.',
    )
    .action(async (options: { data?: string; workers: number; only?: 'api' }) => {
      if (options.only === 'api') return serveApi();
      const services = await startServices({ dataDirectory: dataDirectory(options.data), log: progress });
      try {
        if (!process.env.DATABASE_URL) await migrate(services.databaseUrl);
        const running = runProcesses(
          serviceProcesses({ services, workers: options.workers, api: true, environment: {} }),
          { services, log: progress },
        );
        process.exitCode = await running.ended;
      } finally {
        await services.stop();
      }
    });
}

async function serveApi(): Promise<void> {
  const { app, url } = await startApi(configuration());
  progress(`Listening on ${url}`);
  exitWhenParentDies();
  tellParentReady();
  await closeOnSignal(app);
}
