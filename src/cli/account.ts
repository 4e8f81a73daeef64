import { createInterface } from 'node:readline/promises';
import { type Command, Option } from 'commander';
import { type Role, roles } from '../access/account.entity.js';
import { dataDirectoryHelp, withServices } from './configuration.js';
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
    .option('--data <directory>', dataDirectoryHelp)
    .action(async (login: string, options: { name: string; role: Role; data?: string }) => {
      const password = await readPassword();
      if (password.length < shortestPassword)
        throw new UsageError(`The password must have at least ${shortestPassword} characters.`);
      const account = { login, displayName: options.name, role: options.role, password };
      const { putAccount } = await import('../access/demonstration-accounts.js');
      const { openDataSource } = await import('../database/data-source.js');
      const stored = await withServices(options.data, async (_, services) => {
        const dataSource = await openDataSource(services.databaseUrl);
        return putAccount(dataSource, account, false).finally(() => dataSource.destroy());
      });
      if (!stored) throw new UsageError(`${login} is a demonstration account. Choose another login.`);
      console.log(`Account ${login} is ready; its open sessions, if there were any, are ended.`);
    });
  for (const command of account.commands) command.exitOverride();
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
