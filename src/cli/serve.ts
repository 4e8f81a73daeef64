import { type Command, Option } from 'commander';
import { dataDirectoryHelp } from './configuration.js';
import { wholeNumber } from './whole-number.js';

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
        '\nAlso read: ATHAR_KEYS_FILE, ATHAR_ORIGIN, TRUSTED_PROXIES, HOST, PORT, LOG_LEVEL, UPLOAD_LIMIT_BYTES, READS_PER_HOUR, READS_PER_DAY, QUEUE_PREFIX.',
    )
    .action(async (options: { data?: string; workers: number; only?: 'api' }) => {
      const { serve, serveApi } = await import('./run-service.js');
      await (options.only === 'api' ? serveApi() : serve(options));
    });
}
