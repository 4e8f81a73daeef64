import type { Command } from 'commander';
import { readConfig } from '../config.js';
import { exitWhenParentDies, tellParentReady } from '../embedded/parent-process.js';
import { progress, UsageError } from './output.js';
import { closeOnSignal } from './signals.js';

export function addNotifierCommand(program: Command): void {
  program
    .command('notifier')
    .description('tell families who wish it that there is something to read; one is enough, and more do no harm')
    .addHelpText(
      'after',
      '\nReads DATABASE_URL (of the role athar_notifier), ATHAR_KEYS_FILE, SMTP_URL and NOTICE_FROM, SMS_WEBHOOK_URL and SMS_WEBHOOK_SECRET, LOG_LEVEL\nfrom the environment; with _FILE at the end of SMTP_URL and SMS_WEBHOOK_SECRET from a file (docs/notices.md).',
    )
    .action(async () => {
      if (!process.env.DATABASE_URL) throw new UsageError('DATABASE_URL must be set.');
      // It has no queue, and is told of none.
      const config = readConfig({ ...process.env, REDIS_URL: 'redis://none' });
      const { requireRole } = await import('../database/roles.js');
      await requireRole(config.databaseUrl, 'athar_notifier');
      const { requireSafe } = await import('./require-safe.js');
      await requireSafe(config, 'notifier', { queue: false, accounts: false });
      const { startNotifier } = await import('../notifier.js');
      const notifier = await startNotifier(config);
      // Before anybody is told that it runs: who is told may ask for the end at once.
      const ended = closeOnSignal(notifier);
      exitWhenParentDies();
      progress('The notifier is at work');
      tellParentReady();
      await ended;
    });
}
