import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { Account, Organisation, type Role } from '../access/account.entity.js';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { Invitations } from '../access/invitations.js';
import { reaches } from '../access/object-checks.js';
import { Audit } from '../audit/audit.js';
import { decodeCursor, encodeCursor } from '../views.js';
import { type AccountView, accountView, type InvitationView, type InvitedAccountView } from './account-view.js';
import { RoleChange } from './role-change.entity.js';
import { roleChangeView } from './role-change-view.js';
import { endSessions, lockAccount, proposeRole, takeRoleAway } from './role-steps.js';
import { signInState, signInStates } from './sign-in-states.js';

export interface NewAccount {
  login: string;
  displayName: string;
  role: Role;
  organisationId: string;
}

/** Who works here. One administrator makes accounts and takes rights away; giving rights needs a second one (security.md C11). */
@Injectable()
export class Accounts {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly invitations: Invitations,
  ) {}

  /** The accounts that the administrator reaches, in an order that means nothing. */
  list(actor: StaffActor, page: { limit: number; cursor?: string }) {
    const after = decodeCursor(page.cursor, ['id']);
    return this.acting.as(actor, async (manager) => {
      const query = manager
        .createQueryBuilder(Account, 'account')
        .where(reaches.account.condition)
        .orderBy('account.id')
        .limit(page.limit + 1);
      if (after) query.andWhere('account.id > :after', { after: after[0] });
      const found = await query.getMany();
      const shown = found.slice(0, page.limit);
      const states = await signInStates(
        manager,
        shown.map(({ id }) => id),
      );
      const items = shown.flatMap((account) => {
        const state = states.get(account.id);
        return state ? [accountView(account, state)] : [];
      });
      await this.audit.record(manager, actor, { action: 'accounts.listed', subjectKind: 'account' });
      return { items, next: found.length > page.limit ? encodeCursor([items[items.length - 1].id]) : null };
    });
  }

  /**
   * An account without a role, the role that is proposed for it, and the link by which its owner sets up signing in.
   * @throws Problem account.login_taken, role_change.operator_only; Denied for another organisation than the administrator's
   */
  create(actor: StaffActor, key: string, account: NewAccount): Promise<InvitedAccountView> {
    const entry = { action: 'account.created', subjectKind: 'account' };
    return this.acting.as(actor, async (manager) => {
      if (!(await mayAddTo(manager, actor, account.organisationId))) throw new Denied(entry);
      let invitation: InvitationView | null = null;
      const { id } = await this.idempotency.once(
        manager,
        actor,
        { key, operation: 'createAccount', body: account },
        async (id) => {
          await this.insert(manager, id, account, entry);
          const stored = await lockAccount(manager, actor, id, entry);
          // A link ends what was proposed before it.
          invitation = await this.invite(manager, actor, id);
          await proposeRole(manager, actor, stored, account.role, entry);
          await this.audit.record(manager, actor, { ...entry, subjectId: id });
        },
      );
      return this.invited(manager, id, invitation);
    });
  }

  /** @throws Problem account.own for disabling oneself. Whoever is enabled again has no role: that is given anew, by two. */
  change(actor: StaffActor, id: string, change: { display_name?: string; disabled?: boolean }): Promise<AccountView> {
    const entry = { action: 'account.changed', subjectKind: 'account', subjectId: id, fields: Object.keys(change) };
    return this.acting.as(actor, async (manager) => {
      const account = await lockAccount(manager, actor, id, entry);
      if (change.display_name !== undefined) account.displayName = change.display_name;
      if (change.disabled !== undefined && account.id === actor.id) throw new Denied(entry, 'account.own');
      if (change.disabled === true && !account.disabledAt) {
        await takeRoleAway(manager, actor, account);
        account.disabledAt = new Date();
      }
      if (change.disabled === false) account.disabledAt = null;
      await manager.update(Account, { id }, { displayName: account.displayName, disabledAt: account.disabledAt });
      await this.audit.record(manager, actor, entry);
      return accountView(account, await signInState(manager, id));
    });
  }

  /**
   * A new link for somebody who lost what he signs in with. Whoever holds the link becomes this account, also the administrator who made
   * it: so the role is taken away, and given back only when a second administrator confirms it (GlobaLeaks #1800). What was proposed by
   * anybody before ends with the new link (a trigger on invitations), and whoever makes the link is the one who proposes.
   */
  inviteAnew(actor: StaffActor, key: string, id: string): Promise<InvitedAccountView> {
    const entry = { action: 'account.invited', subjectKind: 'account', subjectId: id };
    return this.acting.as(actor, async (manager) => {
      let invitation: InvitationView | null = null;
      await this.idempotency.once(manager, actor, { key, operation: 'inviteAccount', body: { id } }, async () => {
        const account = await lockAccount(manager, actor, id, entry);
        if (account.id === actor.id) throw new Denied(entry, 'account.own');
        const role = account.role ?? (await pendingChange(manager, id))?.toRole ?? null;
        await takeRoleAway(manager, actor, account);
        invitation = await this.invite(manager, actor, id);
        if (role !== null) await proposeRole(manager, actor, account, role, entry);
        await this.audit.record(manager, actor, entry);
      });
      return this.invited(manager, id, invitation);
    });
  }

  /** Ends every session of the account, at once. */
  async endSessions(actor: StaffActor, id: string): Promise<void> {
    const entry = { action: 'account.sessions-ended', subjectKind: 'account', subjectId: id };
    await this.acting.as(actor, async (manager) => {
      await lockAccount(manager, actor, id, entry);
      await endSessions(manager, id);
      await this.audit.record(manager, actor, entry);
    });
  }

  private async insert(
    manager: EntityManager,
    id: string,
    account: NewAccount,
    entry: { action: string; subjectKind: string },
  ) {
    // Also a login that only another organisation uses: names of accounts are one list. The try is written down.
    const rows: unknown[] = await manager.query(
      `insert into accounts (id, organisation_id, login, display_name) values ($1, $2, $3, $4)
       on conflict (login) do nothing returning id`,
      [id, account.organisationId, account.login, account.displayName],
    );
    if (rows.length === 0) throw new Denied(entry, 'account.login_taken');
  }

  private async invite(manager: EntityManager, actor: StaffActor, id: string): Promise<InvitationView> {
    const { link, expiresAt } = await this.invitations.create(manager, id, actor.id);
    return { link, expires_at: expiresAt.toISOString() };
  }

  private async invited(
    manager: EntityManager,
    id: string,
    invitation: InvitationView | null,
  ): Promise<InvitedAccountView> {
    const account = await manager.findOneByOrFail(Account, { id });
    const change = await pendingChange(manager, id);
    return {
      account: accountView(account, await signInState(manager, id)),
      role_change: change && roleChangeView(change),
      invitation,
    };
  }
}

/** That the administrator sees. */
const pendingChange = (manager: EntityManager, id: string): Promise<RoleChange | null> =>
  manager.findOneBy(RoleChange, { accountId: id, decision: IsNull() });

async function mayAddTo(manager: EntityManager, actor: StaffActor, organisationId: string): Promise<boolean> {
  if (actor.role !== 'system_admin') return organisationId === actor.organisationId;
  return manager.existsBy(Organisation, { id: organisationId });
}
