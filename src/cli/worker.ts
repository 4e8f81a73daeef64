import { setPriority } from 'node:os';
import type { Command } from 'commander';
import { exitWhenParentDies, tellParentReady } from '../embedded/parent-process.js';
import { LOG } from '../log-token.js';
import type { Log } from '../logging.js';
import { configuration } from './configuration.js';
import { closeOnSignal } from './signals.js';

export function addWorkerCommand(program: Command): void {
  program
    .command('worker')
    .description('run one worker (imports, profiles, scoring); start as many as you like')
    .addHelpText(
      'after',
      '\nReads DATABASE_URL, REDIS_URL, QUEUE_PREFIX, WORKER_CONCURRENCY, WORKER_NICE, SEARCH_THREADS, SNAPSHOT_DIR, LOG_LEVEL from the environment.',
    )
    .action(async () => {
      const config = configuration();
      // Before its threads begin: those have the priority of who began them.
      if (config.workerNice > 0) setPriority(config.workerNice);
      const { waitForServers } = await import('./servers.js');
      await waitForServers(config);
      const { requireRole } = await import('../database/roles.js');
      await requireRole(config.databaseUrl, 'athar_worker');
      const { requireSafe } = await import('./require-safe.js');
      await requireSafe(config, 'worker', { queue: true, accounts: false });
      const { startWorker } = await import('../worker.js');
      const app = await startWorker(config);
      // Before anybody is told that it listens: who is told may ask for the end at once.
      const ended = closeOnSignal(app);
      exitWhenParentDies();
      app.get<Log>(LOG).info('worker is listening');
      tellParentReady();
      await ended;
    });
}
