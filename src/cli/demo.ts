import type { Command } from 'commander';
import { dataDirectoryHelp } from './configuration.js';
import type { DemonstrationOptions } from './run-demonstration.js';
import { numberBetween, wholeNumber } from './whole-number.js';
import type { WritePopulationOptions } from './write-population.js';

export function addDemoCommand(program: Command): void {
  const demo = withSize(
    program
      .command('demo')
      .enablePositionalOptions()
      .description(
        'run the service with invented people, on embedded servers unless DATABASE_URL and REDIS_URL are set',
      )
      .option('--evaluate', 'compare everything, print how many true records were found, and end')
      .option('--json', 'with --evaluate: the last line is one JSON object'),
  )
    .option('--workers <number>', 'worker processes', wholeNumber(1, 64), 1)
    .option('--data <directory>', `${dataDirectoryHelp}; with --evaluate: a new one, removed at the end`)
    .action(async (options: DemonstrationOptions) => {
      const { demonstrate } = await import('./run-demonstration.js');
      await demonstrate(options);
    });
  withSize(
    demo
      .command('population')
      .description('write an invented population as files for "athar link" and "athar evaluate", with the truth')
      .requiredOption('--out <directory>', 'where reports.csv, records.csv and truth.csv go; made if it is not there'),
  )
    .option('--noise <factor>', 'multiplies every rate of missing values and mistakes', numberBetween(0, 3), 1)
    .action(async (options: WritePopulationOptions) => {
      const { writePopulation } = await import('./write-population.js');
      await writePopulation(options);
    })
    .exitOverride();
}

/** The invented population that a command is about. */
function withSize(command: Command): Command {
  return command
    .option('--reports <number>', 'invented reports', wholeNumber(1, 1_000_000), 2_000)
    .option(
      '--records <number>',
      'invented detention records, at least four a report',
      wholeNumber(4, 10_000_000),
      20_000,
    )
    .option('--seed <number>', 'another seed invents other people', wholeNumber(0, 2 ** 31 - 1), 20_261_122);
}
