import { type Command, Option } from 'commander';
import { asHelp, dataDirectoryHelp } from './configuration.js';
import type { ExplainOptions } from './explain-pair.js';
import { wholeNumber } from './whole-number.js';

export function addMatchCommand(program: Command): void {
  const match = program.command('match').description('look into the matcher');
  match
    .command('explain <a> [b]')
    .description('say what speaks for and against two people being one')
    .addOption(new Option('--language <language>', 'language of the sentences').choices(['en', 'ar']).default('en'))
    .option('--as <account>', asHelp)
    .option('--data <directory>', dataDirectoryHelp)
    .option('--probability', 'for administrators: also the calibrated probabilities of two people given here')
    .option(
      '--records <number>',
      'of two people given here: as if the record stood among so many',
      wholeNumber(1, 2 ** 31 - 1),
    )
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `
A and B are names, or JSON objects with name, given, father, grandfather, family, mother, sex, birth, event. A is the report, B the record.
With one argument, the id of a suggestion, its stored explanation is shown (needs --as).

  athar match explain "Khalid Kasim Al-Houssein" "خالد قاسم الحسين"
  athar match explain '{"name":"Samir Haddad","birth":"about 1985"}' '{"name":"سمير حداد","birth":"1986"}'`,
    )
    .action(async (a: string, b: string | undefined, options: ExplainOptions) => {
      const { explainPair } = await import('./explain-pair.js');
      await explainPair(a, b, options);
    });
  for (const command of match.commands) command.exitOverride();
}
