import { type Command, InvalidArgumentError } from 'commander';
import { wholeNumber } from './whole-number.js';

export interface ValidatePfifOptions {
  at?: Date;
  list: number;
  json?: boolean;
}

export function addPfifCommand(program: Command): void {
  const pfif = program.command('pfif').description('files of the People Finder Interchange Format');
  pfif
    .command('validate')
    .description(
      'check a file of PFIF 1.1 to 1.4, also within Atom, without a database; exit code 1 when it has errors',
    )
    .argument('<file>', 'XML in UTF-8; it is read once, in pieces, and not changed')
    .option('--at <moment>', 'what had expired then, as YYYY-MM-DDThh:mm:ssZ (default: now)', asMoment)
    .option('--list <number>', 'findings listed; all are counted', wholeNumber(0, 1_000_000), 1_000)
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `
Each finding: line and column, how grave it is, the how manieth record (persons and notes counted together), what is wrong and what to do, its code.
  error    breaks the standard: other programs may lose the record or keep what must be gone
  warning  allowed, and costs something
  notice   correct; look at it before the file goes to somebody else
What the fields hold is never printed.

Exit codes: 0 no error (there may be warnings), 1 errors, 2 wrong usage or no such file.

  athar pfif validate persons.xml --json

Every code with its sentence, and what we write ourselves: docs/pfif.md.`,
    )
    .action(async (file: string, options: ValidatePfifOptions) =>
      (await import('./validate-pfif-file.js')).validatePfifFile(file, options),
    );
  for (const command of pfif.commands) command.exitOverride();
}

function asMoment(text: string): Date {
  const moment = new Date(text);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) || Number.isNaN(moment.getTime()))
    throw new InvalidArgumentError('A moment in UTC such as 2025-06-01T12:00:00Z.');
  return moment;
}
