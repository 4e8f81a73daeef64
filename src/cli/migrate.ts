import type { Command } from 'commander';
import { migrate } from '../database/migrate.js';
import { databaseUrl } from './configuration.js';
import { printJson } from './output.js';

export function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description(
      'bring the database named by DATABASE_URL to the present shape and load the gazetteer; safe to run again',
    )
    .option('--json', 'print one JSON object')
    .action(async (options: { json?: boolean }) => {
      const applied = await migrate(databaseUrl());
      if (options.json) printJson({ applied });
      else console.log(applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'The database is up to date.');
    });
}
