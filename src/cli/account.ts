import { type Command, Option } from 'commander';
import type { InvitedAdministrator, NotInvited } from '../access/invite-administrator.js';
import { longestName, textProblem } from '../request-text.js';
import { dataDirectoryHelp, withServices } from './configuration.js';
import { UsageError } from './output.js';

/** The module that knows them loads the database; help must not wait for that. */
const administrators = ['system_admin', 'organisation_admin'] as const;

export function addAccountCommand(program: Command): void {
  const account = program.command('account').description('accounts of administrators; they make all others');
  account
    .command('invite <login>')
    .description(
      'make an administrator of the operator, or let one who cannot sign in any more begin anew: prints a one-time link',
    )
    .requiredOption('--name <name>', 'name shown to colleagues')
    .addOption(
      new Option('--role <role>', 'what the account may do').choices([...administrators]).makeOptionMandatory(),
    )
    .option('--data <directory>', dataDirectoryHelp)
    .addHelpText('after', '\nAlso read: ATHAR_ORIGIN, the address of the service as people type it.')
    .action(async (login: string, options: { name: string; role: InvitedAdministrator['role']; data?: string }) => {
      if (textProblem(login, 100) || login !== login.trim())
        throw new UsageError('The login must be one line of at most 100 characters, without spaces around it.');
      if (textProblem(options.name, longestName))
        throw new UsageError(`The name must be one line of at most ${longestName} characters.`);
      const [{ inviteAdministrator }, { invitationLink }, { openDataSource }] = await Promise.all([
        import('../access/invite-administrator.js'),
        import('../access/invitations.js'),
        import('../database/data-source.js'),
      ]);
      await withServices(options.data, async (config, services) => {
        // As the owner: the service's own role gives nobody a role without a second person.
        const dataSource = await openDataSource(services.databaseUrl, [], 1);
        const invited = { login, displayName: options.name, role: options.role };
        const made = await inviteAdministrator(dataSource, invited).finally(() => dataSource.destroy());
        if (typeof made === 'string') throw new UsageError(reasons[made]);
        console.log(invitationLink(config.origin, made.token));
        console.error(
          'Hand this link over in person: whoever opens it first becomes this account. It works once, for 24 hours, and ends earlier links.',
        );
      });
    });
  for (const command of account.commands) command.exitOverride();
}

const reasons: Record<NotInvited, string> = {
  demonstration: 'This is a demonstration account. Choose another login.',
  other_role: 'There is such an account with another role. Roles are changed in the console, by two administrators.',
  disabled: 'This account is disabled. Another administrator must enable it first.',
};
