import type { Command } from 'commander';
import { SearchNames } from '../suggestions/search-names.js';
import { dataDirectoryHelp } from './configuration.js';
import { isolated, printJson } from './output.js';
import { wholeNumber } from './serve.js';
import { asHelp, asStaff } from './staff-context.js';

export function addSearchCommand(program: Command): void {
  program
    .command('search <name>')
    .description('find reports and detention records by name, in any script (staff; every search is written down)')
    .option('--limit <number>', 'how many to show', wholeNumber(1, 200), 20)
    .option('--as <account>', asHelp)
    .option('--data <directory>', dataDirectoryHelp)
    .option('--json', 'print one JSON object')
    .action(async (name: string, options: { limit: number; as?: string; data?: string; json?: boolean }) => {
      const hits = await asStaff(options, (app, actor) => app.get(SearchNames).search(actor, name, options.limit));
      if (options.json) printJson({ hits });
      else if (hits.length === 0) console.log('No name like this is kept.');
      else
        for (const hit of hits)
          console.log(`${hit.similarity.toFixed(2)}  ${hit.kind.padEnd(16)}  ${hit.id}  ${isolated(hit.name)}`);
    });
}
