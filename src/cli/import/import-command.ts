import type { Command } from 'commander';
import { Option } from 'commander';
import { importStates } from '../../imports/import-states.js';
import { wholeNumber } from '../whole-number.js';
import type { RunOptions } from './check-and-run.js';
import { type DoorOptions, type FileOptions, withDoor, withFile } from './options.js';

const exitCodes = '\nExit codes: 0 every row, 3 some rows are held or rejected, 1 failed, 2 wrong usage.';
const lists = `
What the file is, how it is read and what its columns mean is guessed, said, and can be changed. Nothing is stored as a record before the check.
A command that broke off is given again: it goes on where it stopped.`;

/** Commands load the service when they run: help and a wrong option must not wait for it. */
export function addImportCommand(program: Command): void {
  const group = program
    .command('import')
    .description('hand in a list of an organisation: check it, store it, take it back');
  withFile(
    group.command('check <file>').description('read a whole file and say what would be stored; stores no record'),
  )
    .addHelpText(
      'after',
      `${lists}
Examples:
  athar import check register.csv --list "Register of Homs" --type intake_register --as maha
  athar import check register.xlsx --list "Register of Homs" --type intake_register --as maha --errors errors.csv --annotated checked.xlsx
  athar import check list.csv --list Homs --type other --server https://athar.example --key-file key --save-mapping mapping.json
  athar import check families.csv --kind reports --list "Families of Homs" --type other --consent-form "form 7" --consent-language ar --as rana
${exitCodes}`,
    )
    .action(async (file: string, options: FileOptions) => (await actions()).check(file, options));
  withFile(group.command('run [file]').description('check a file, ask, and store its rows; a running worker does it'))
    .option('--import <id>', 'instead of a file: an import that was checked')
    .option('--yes', 'do not ask: store what is ready')
    .option('--strict', 'store nothing when a row is rejected')
    .addHelpText(
      'after',
      `${lists}
Ctrl-C ends the command and not the run.
Examples:
  athar import run register.csv --list "Register of Homs" --type intake_register --as maha --yes
  athar import run --import 0199c2d4-7d0f-7b3e-8a53-2f6f9d0c1e11 --as maha
${exitCodes}`,
    )
    .action(async (file: string | undefined, options: RunOptions) => (await actions()).run(file, options));
  withDoor(group.command('status [id]').description('say where an import stands (without an id: the newest)'))
    .addHelpText('after', exitCodes)
    .action(async (id: string | undefined, options: DoorOptions) => (await later()).status(id, options));
  withDoor(group.command('list').description('imports of the organisation, newest first'))
    .option('--limit <number>', 'how many', wholeNumber(1, 200), 20)
    .addOption(new Option('--state <state>', 'only these').choices(importStates))
    .action(async (options: DoorOptions & { limit: number; state?: string }) => (await later()).list(options));
  withDoor(group.command('cancel <id>').description('end an import; what a run has stored by then stays')).action(
    async (id: string, options: DoorOptions) => (await later()).cancel(id, options),
  );
  withDoor(group.command('revert <id>').description('take a whole import back: its records go'))
    .requiredOption('--reason <text>', 'why; it is written down')
    .addHelpText(
      'after',
      `
For 30 days it can be brought back. When a record of it is in a confirmed suggestion, a second person confirms with the same command.
Example:
  athar import revert 0199c2d4-7d0f-7b3e-8a53-2f6f9d0c1e11 --reason "the file of another month" --as maha`,
    )
    .action(async (id: string, options: DoorOptions & { reason: string }) => (await later()).revert(id, options));
  withDoor(group.command('bring-back <id>').description('undo a revert, within 30 days')).action(
    async (id: string, options: DoorOptions) => (await later()).bringBack(id, options),
  );
  for (const command of group.commands) command.exitOverride();
}

const actions = () => import('./check-and-run.js');
const later = () => import('./look-and-undo.js');
