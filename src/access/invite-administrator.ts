import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { appendEntry } from '../audit/audit.js';
import type { Role } from './account.entity.js';
import { operatorName } from './demonstration-accounts.js';
import { createInvitation } from './invitations.js';

/** Those who make all other accounts. Nobody gets a case role at the command line. */
export const invitedByCommand = ['system_admin', 'organisation_admin'] as const satisfies readonly Role[];

export interface InvitedAdministrator {
  login: string;
  displayName: string;
  role: (typeof invitedByCommand)[number];
}

/** Why nobody was invited: the account is there already and is another one than was meant. */
export type NotInvited = 'demonstration' | 'other_role' | 'disabled';

/**
 * Makes an administrator of the operator's organisation, who signs in nowhere before the link is used; or invites one anew who lost
 * everything. This is how the first administrator comes to be: never by a web page (Bayanat BAY-01-005).
 * @param dataSource of the database's owner, past row-level security: to the service's own role the database refuses this
 * @returns the token for the link, which is stored nowhere
 */
export async function inviteAdministrator(
  dataSource: DataSource,
  invited: InvitedAdministrator,
): Promise<{ token: string; expiresAt: Date } | NotInvited> {
  return dataSource.transaction(async (manager) => {
    await manager.query(
      `insert into organisations (id, kind, name) values ($1, 'operator', $2) on conflict (name) do nothing`,
      [randomUUID(), operatorName],
    );
    await manager.query(
      `insert into accounts (id, organisation_id, login, display_name, role)
       select $1, id, $3, $4, $5 from organisations where name = $2 on conflict (login) do nothing`,
      [randomUUID(), operatorName, invited.login, invited.displayName, invited.role],
    );
    const account = await accountOf(manager, invited.login);
    if (account.demonstration) return 'demonstration';
    if (account.role !== invited.role) return 'other_role';
    if (account.disabled) return 'disabled';
    const made = await createInvitation(manager, account.id, null);
    const entry = { action: 'invitation.created', subjectKind: 'account', subjectId: account.id };
    await appendEntry(manager, account.organisationId, { kind: 'command', id: null }, entry);
    return made;
  });
}

async function accountOf(manager: EntityManager, login: string) {
  const [account]: { id: string; organisationId: string; role: Role; demonstration: boolean; disabled: boolean }[] =
    await manager.query(
      'select id, organisation_id as "organisationId", role, demonstration, disabled_at is not null as disabled from accounts where login = $1',
      [login],
    );
  return account;
}
