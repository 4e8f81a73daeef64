import type { Command } from 'commander';
import { readConfig } from '../config.js';
import { exitWhenParentDies, tellParentReady } from '../embedded/parent-process.js';
import { progress, UsageError } from './output.js';
import { closeOnSignal } from './signals.js';

export function addSenderCommand(program: Command): void {
  program
    .command('sender')
    .description('send webhooks; one is enough, and more do no harm')
    .addHelpText(
      'after',
      '\nReads DATABASE_URL (of the role athar_sender), ATHAR_KEYS_FILE, ATHAR_MODE, LOG_LEVEL from the environment.',
    )
    .action(async () => {
      if (!process.env.DATABASE_URL) throw new UsageError('DATABASE_URL must be set.');
      // It has no queue, and is told of none.
      const config = readConfig({ ...process.env, REDIS_URL: 'redis://none' });
      const { requireRole } = await import('../database/roles.js');
      await requireRole(config.databaseUrl, 'athar_sender');
      const { requireSafe } = await import('./require-safe.js');
      await requireSafe(config, 'sender', { queue: false, accounts: false });
      const { startSender } = await import('../sender.js');
      const sender = await startSender(config);
      // Before anybody is told that it runs: who is told may ask for the end at once.
      const ended = closeOnSignal(sender);
      exitWhenParentDies();
      progress('The sender is at work');
      tellParentReady();
      await ended;
    });
}
