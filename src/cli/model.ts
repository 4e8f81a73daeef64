import type { Command } from 'commander';
import { asHelp, dataDirectoryHelp } from './configuration.js';
import type { LearnSoundsOptions } from './learn-sounds.js';
import { addModelChangeCommands } from './model-changes.js';
import { numberBetween, wholeNumber } from './whole-number.js';

/** An invented population: see src/demonstration. */
export interface PopulationOptions {
  reports: number;
  records: number;
  noise: number;
  siblings: number;
  cousins: number;
  siblingsTogether: number;
  cousinsTogether: number;
}

export interface EstimateOptions extends PopulationOptions {
  population?: number;
  reviewed?: boolean;
  priorStrength: number;
  from?: string;
  modelVersion?: string;
  write?: string;
  as?: string;
  data?: string;
  json?: boolean;
}

export interface EvaluateOptions extends PopulationOptions {
  seed: number;
  model?: string;
  json?: boolean;
}

export function addModelCommand(program: Command): void {
  const model = program
    .command('model')
    .description('look at, estimate, measure and change the numbers by which pairs are scored')
    .addHelpText(
      'after',
      `
A model is a dated file with a hash: how often each level of each comparison is reached by one person, by relatives, by strangers.
A supervisor proposes one, a second person confirms it; "athar model rollback" goes back at once. No decision of a person ever changes with it (docs/models.md).`,
    );
  model
    .command('show')
    .description(
      'print the model that came with the program, or a file: where it comes from, its bands, every level with its weight',
    )
    .option('--model <file>', 'another model file')
    .option('--json', 'print the file as one JSON object')
    .action(async (options: { model?: string; json?: boolean }) =>
      (await import('./show-model.js')).showModel(options),
    );
  withPopulation(
    model
      .command('estimate')
      .description('estimate a new model from the records in the database, or from an invented population')
      .option(
        '--population <seed>',
        'invented people of this seed instead of the database',
        wholeNumber(0, 2 ** 31 - 1),
      )
      .option('--reviewed', 'with --population: use what is true of every pair, as if all had been reviewed')
      .option('--prior-strength <pairs>', 'how many pairs the old weights count for', wholeNumber(1, 10_000), 50)
      .option(
        '--from <file>',
        'model to start from instead of the one in use (with --population: of the one that came with the program)',
      )
      .option('--model-version <date>', 'date of the new model, YYYY-MM-DD and perhaps a letter (default: today)')
      .option('--write <file>', 'write the new model there; without it only the comparison is printed')
      .option('--as <account>', asHelp)
      .option('--data <directory>', dataDirectoryHelp)
      .option('--json', 'print one JSON object instead of the table'),
  )
    .addHelpText(
      'after',
      `
By expectation maximisation over all candidate pairs; strangers are counted on pairs drawn evenly over all. Pairs that people confirmed or
rejected count as what they are, unless the rejection says that nothing can be told. Without --population this takes the records that the
account reaches (--as): a supervisor reaches those of the organisation. Calibrated on the reviewed pairs if there are at least 100 of each
answer, else the old calibration is kept; with --population on people of the two next seeds, with three quarters and five quarters of the noise.
Old and new weights are printed side by side, and what the new ones would change on past decisions: bands and weights of confirmed and
rejected pairs, ranks, calibration, and shifts for women, minors and records in Latin letters. Counts below five are hidden. No name is printed or stored.

  athar model estimate --population 41 --reviewed --write model.json
  athar model estimate --as supervisor`,
    )
    .action(async (options: EstimateOptions) => (await import('./estimate-model.js')).estimate(options));
  withPopulation(
    model
      .command('evaluate')
      .description('score an invented population in this process and compare with what is true of it')
      .option('--seed <number>', 'another seed invents other people', wholeNumber(0, 2 ** 31 - 1), 20_261_122)
      .option('--model <file>', 'another model file than the one that came with the program')
      .option('--json', 'print one JSON object instead of the table'),
  )
    .addHelpText(
      'after',
      `
Needs no servers ("athar demo --evaluate" goes the whole way through them). Use other seeds than those a model was estimated on ("athar model show").

  athar model evaluate --seed 7 --noise 1.4 --json`,
    )
    .action(async (options: EvaluateOptions) => (await import('./evaluate-model.js')).evaluate(options));
  model
    .command('sounds')
    .description('learn how Arabic letters are written in Latin ones, from a table of names in both scripts')
    .requiredOption(
      '--pairs <file>',
      'tab-separated, with the columns arabic, latin, count (people) and origin (arabic, arabic? or other)',
    )
    .requiredOption(
      '--source <words>',
      'where the table comes from and its date, for the first lines of the learned tables',
    )
    .option(
      '--write <directory>',
      'write sound-model.tsv and letter-pairs.latin.tsv there; without it only the fit is printed',
    )
    .addHelpText(
      'after',
      `
The library reads both tables from src/matching/tables when it is loaded; build again after writing them. The same table gives the same bytes.

  athar model sounds --pairs name-pairs.tsv --source "own list of 2026-11-22" --write src/matching/tables`,
    )
    .action(async (options: LearnSoundsOptions) => (await import('./learn-sounds.js')).learnSounds(options));
  addModelChangeCommands(model);
  for (const command of model.commands) command.exitOverride();
}

function withPopulation(command: Command): Command {
  return command
    .option('--reports <number>', 'invented reports', wholeNumber(1, 100_000), 2_000)
    .option(
      '--records <number>',
      'invented detention records, at least four a report',
      wholeNumber(4, 1_000_000),
      20_000,
    )
    .option('--noise <factor>', 'multiplies every rate of missing values and mistakes, 0 to 3', numberBetween(0, 3), 1)
    .option(
      '--siblings <share>',
      'of those sought: a brother or sister was taken too, 0 to 1',
      numberBetween(0, 1),
      0.35,
    )
    .option('--cousins <share>', 'a paternal cousin was taken too', numberBetween(0, 1), 0.15)
    .option(
      '--siblings-together <share>',
      'of these brothers and sisters: taken in one event',
      numberBetween(0, 1),
      0.4,
    )
    .option('--cousins-together <share>', 'of these cousins: taken in one event', numberBetween(0, 1), 0.3);
}
