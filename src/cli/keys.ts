import type { Command } from 'commander';
import { dataDirectoryHelp } from './configuration.js';
import type { KeysOptions } from './look-after-keys.js';

export function addKeysCommand(program: Command): void {
  const keys = program
    .command('keys')
    .description('look after the key ring: the file outside of the database without which nobody can be read')
    .addHelpText('after', '\nReads ATHAR_KEYS_FILE. docs/keys.md says how to keep, rotate and restore the ring.');
  keys
    .command('create <file>')
    .description('make a key ring; never writes over a file')
    .action(async (file: string) => {
      const { createKeyRing } = await import('../keys/key-ring-file.js');
      createKeyRing(file);
      console.log(
        'The key ring is made. Keep copies in two places apart from the database: without it, names and contacts are lost.',
      );
    });
  keys
    .command('add-encryption-key')
    .description('begin a rotation: new data keys are wrapped under a new key from now on ("rewrap" moves the others)')
    .option('--data <directory>', dataDirectoryHelp)
    .action(async (options: KeysOptions) => (await import('./look-after-keys.js')).addEncryptionKey(options));
  keys
    .command('add-audit-key')
    .description(
      'sign heads of the audit chain with a new key from now on; the older ones stay to check what they signed',
    )
    .option('--data <directory>', dataDirectoryHelp)
    .action(async (options: KeysOptions) => (await import('./look-after-keys.js')).addAuditKey(options));
  keys
    .command('rewrap')
    .description(
      'wrap every data key under the newest key; may be broken off and run again, the service goes on meanwhile',
    )
    .option('--data <directory>', dataDirectoryHelp)
    .option('--json', 'print one JSON object')
    .action(async (options: KeysOptions) => (await import('./look-after-keys.js')).rewrap(options));
  keys
    .command('status')
    .description('say how many data keys are wrapped under which key, and which key may be destroyed')
    .option('--data <directory>', dataDirectoryHelp)
    .option('--json', 'print one JSON object')
    .action(async (options: KeysOptions) => (await import('./look-after-keys.js')).status(options));
  keys
    .command('remove-encryption-key <id>')
    .description(
      'destroy an older key that no data key needs; backups from before the rotation can be read by nobody then',
    )
    .option('--data <directory>', dataDirectoryHelp)
    .action(async (id: string, options: KeysOptions) =>
      (await import('./look-after-keys.js')).removeEncryptionKey(id, options),
    );
  for (const command of keys.commands) command.exitOverride();
}
