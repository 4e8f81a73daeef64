import type { Command } from 'commander';
import { dataDirectoryHelp } from './configuration.js';

export interface SnapshotOptions {
  data?: string;
  json?: boolean;
}

export function addSnapshotCommand(program: Command): void {
  const snapshot = program
    .command('snapshot')
    .description('the file in which workers keep all match profiles (SNAPSHOT_DIR), so that they start quickly');
  snapshot
    .command('status')
    .description('say whether the file would be used, how large it is, and how much memory a million records take')
    .option('--data <directory>', dataDirectoryHelp)
    .option('--json', 'print one JSON object')
    .action(async (options: SnapshotOptions) => (await import('./look-after-snapshot.js')).showSnapshot(options));
  snapshot
    .command('rebuild')
    .description('make the file anew from the database; workers use it from their next start on')
    .option('--data <directory>', dataDirectoryHelp)
    .option('--json', 'print one JSON object')
    .action(async (options: SnapshotOptions) => (await import('./look-after-snapshot.js')).rebuildSnapshot(options));
  for (const command of snapshot.commands) command.exitOverride();
}
