import type { Command } from 'commander';
import { dataDirectoryHelp, withServices } from './configuration.js';
import { printJson } from './output.js';

export function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('bring the database to the present shape and load the gazetteer; safe to run again')
    .option('--data <directory>', dataDirectoryHelp)
    .option('--json', 'print one JSON object')
    .action(async (options: { data?: string; json?: boolean }) => {
      const { migrate } = await import('../database/migrate.js');
      const applied = await withServices(options.data, (_, services) => migrate(services.databaseUrl));
      if (options.json) printJson({ applied });
      else console.log(applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'The database is up to date.');
    });
}
