import { type Command, InvalidArgumentError } from 'commander';
import { dataDirectoryHelp } from './configuration.js';
import { wholeNumber } from './whole-number.js';

export interface AuditOptions {
  chain?: string;
  reason?: string;
  data?: string;
  json?: boolean;
}

export function addAuditCommand(program: Command): void {
  const audit = program
    .command('audit')
    .description('verify who read or did what: one chain of hashes for each organisation')
    .addHelpText(
      'after',
      `
Reads the key ring (ATHAR_KEYS_FILE) and the witness file (ATHAR_WITNESS_FILE), and connects as the owner of the database.
docs/audit.md says what is written down, where to keep the witness file, and what a chain cannot prove.`,
    );
  audit
    .command('verify')
    .description('check every entry, and the witness file; exit code 1 when something is not as it was written')
    .option('--chain <organisation>', 'only the chain of this organisation (the nil UUID: of none)', asUuid)
    .option('--data <directory>', dataDirectoryHelp)
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `
What may be found, with the number of the entry or the line of the witness file:
  altered            an entry does not give its hash, or a column does not say what was hashed
  missing            entries are left out
  reordered          an entry stands where another was written, or was played back
  forked             two entries have one number
  inserted           an entry does not follow from the one before
  truncated          the chain ends before an entry that the witness has: cut off, or a restored backup
  rewritten          the witness has another entry there: made anew, or the service went on after a restore
  witness_altered, witness_truncated, witness_missing, unknown_key: about the witness file itself`,
    )
    .action(async (options: AuditOptions) => (await import('./verify-audit.js')).verify(options));
  audit
    .command('seal-restore')
    .description('after a restored backup, or when the witness file is lost: say so in the chain and the witness file')
    .requiredOption('--reason <code>', 'why, in small letters: disk_failure, restore_drill, witness_lost …', asCode)
    .option('--data <directory>', dataDirectoryHelp)
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `
Only a person knows whether a chain that is too short was restored or cut off. Run "athar audit verify" first and ask who restored what,
and when. Nothing is hashed anew: what was lost stays known as lost. Refused when anything else is wrong with a chain.`,
    )
    .action(async (options: AuditOptions) => (await import('./verify-audit.js')).sealRestored(options));
  audit
    .command('completeness')
    .description('search for a sample of reports exactly and by the index, and say how much the index finds')
    .option('--sample <number>', 'how many reports', wholeNumber(1, 100_000), 200)
    .option('--data <directory>', dataDirectoryHelp)
    .option('--json', 'print one JSON object')
    .action(async (options: { sample: number; data?: string; json?: boolean }) =>
      (await import('./audit-completeness.js')).auditCompleteness(options),
    );
  for (const command of audit.commands) command.exitOverride();
}

function asUuid(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text))
    throw new InvalidArgumentError('The id of an organisation.');
  return text.toLowerCase();
}

function asCode(text: string): string {
  if (!/^[a-z][a-z0-9_]{0,60}$/.test(text))
    throw new InvalidArgumentError('Small letters, digits and _ only: what happened goes into your own records.');
  return text;
}
