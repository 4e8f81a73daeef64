import type { Command } from 'commander';
import { asHelp, dataDirectoryHelp } from './configuration.js';
import { isolated, printJson, UsageError } from './output.js';
import { wholeNumber } from './whole-number.js';

interface Options {
  reason: string;
  limit: number;
  as?: string;
  data?: string;
  json?: boolean;
}

export function addSearchCommand(program: Command): void {
  program
    .command('search <name>')
    .description('find reports and detention records by name, in any script (staff; every search is written down)')
    .requiredOption('--reason <text>', 'what the search is needed for; kept, for supervisors to read')
    .option('--limit <number>', 'how many to show', wholeNumber(1, 50), 20)
    .option('--as <account>', asHelp)
    .option('--data <directory>', dataDirectoryHelp)
    .option('--json', 'print one JSON object')
    .action(async (name: string, options: Options) => {
      const { NameSearchBody } = await import('../name-search/search-body.js');
      const asked = NameSearchBody.safeParse({ reason: options.reason, names: [name] });
      if (!asked.success) throw new UsageError('Search for a name of at least one letter, and give a reason.');
      const { asStaff } = await import('./staff-context.js');
      const { SearchNames } = await import('../name-search/search-names.js');
      const { hits, more, complete } = await asStaff(options, (app, actor) =>
        app.get(SearchNames).search(actor, asked.data, options.limit),
      );
      if (options.json) printJson({ hits, more, complete });
      else if (hits.length === 0) console.log('No name like this is kept.');
      else
        for (const hit of hits)
          console.log(`${hit.closeness.padEnd(14)}  ${hit.kind.padEnd(16)}  ${hit.id}  ${isolated(hit.name)}`);
      if (!options.json && more) console.log('There are more than these.');
      if (!options.json && !complete) console.log('There was no time to compare with everybody.');
    });
}
