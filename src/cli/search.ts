import type { Command } from 'commander';
import { asHelp, dataDirectoryHelp } from './configuration.js';
import { isolated, printJson, UsageError } from './output.js';
import { wholeNumber } from './whole-number.js';

export function addSearchCommand(program: Command): void {
  program
    .command('search <name>')
    .description('find reports and detention records by name, in any script (staff; every search is written down)')
    .option('--limit <number>', 'how many to show', wholeNumber(1, 200), 20)
    .option('--as <account>', asHelp)
    .option('--data <directory>', dataDirectoryHelp)
    .option('--json', 'print one JSON object')
    .action(async (name: string, options: { limit: number; as?: string; data?: string; json?: boolean }) => {
      if (!/\p{L}/u.test(name)) throw new UsageError('Search for a name: it must hold at least one letter.');
      const { asStaff } = await import('./staff-context.js');
      const { SearchNames } = await import('../suggestions/search-names.js');
      const hits = await asStaff(options, (app, actor) => app.get(SearchNames).search(actor, name, options.limit));
      if (options.json) printJson({ hits });
      else if (hits.length === 0) console.log('No name like this is kept.');
      else
        for (const hit of hits)
          console.log(`${hit.similarity.toFixed(2)}  ${hit.kind.padEnd(16)}  ${hit.id}  ${isolated(hit.name)}`);
    });
}
