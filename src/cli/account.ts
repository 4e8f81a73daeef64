import { createInterface } from 'node:readline/promises';
import { type Command, Option } from 'commander';
import { type Role, roles } from '../access/account.entity.js';
import { putAccount } from '../access/demonstration-accounts.js';
import { openDataSource } from '../database/data-source.js';
import { databaseUrl } from './configuration.js';
import { UsageError } from './output.js';

/** Long passphrases instead of rules about characters (OWASP ASVS 5.0, 6.2). */
const shortestPassword = 15;

export function addAccountCommand(program: Command): void {
  const account = program.command('account').description('accounts of staff');
  account
    .command('put <login>')
    .description('make an account of the operator, or give it a new password; the password is read from standard input')
    .requiredOption('--name <name>', 'name shown to colleagues')
    .addOption(new Option('--role <role>', 'what the account may do').choices(roles).default('caseworker'))
    .action(async (login: string, options: { name: string; role: Role }) => {
      const password = await readPassword();
      if (password.length < shortestPassword)
        throw new UsageError(`The password must have at least ${shortestPassword} characters.`);
      const dataSource = await openDataSource(databaseUrl());
      try {
        await putAccount(dataSource, { login, displayName: options.name, role: options.role, password }, false);
        console.log(`Account ${login} is ready.`);
      } finally {
        await dataSource.destroy();
      }
    });
  account.commands.forEach((command) => command.exitOverride());
}

/** Never an argument: those are seen in the list of processes and kept by the shell. */
async function readPassword(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write('Password (it will be visible): ');
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    lines.close();
    return line;
  }
  throw new UsageError('No password came on standard input.');
}
