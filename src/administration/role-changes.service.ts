import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull, Not } from 'typeorm';
import { Account, type Role } from '../access/account.entity.js';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { reaches } from '../access/object-checks.js';
import { Audit, type AuditEntry } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { decodeCursor, encodeCursor } from '../views.js';
import { RoleChange, type RoleDecision } from './role-change.entity.js';
import { type RoleChangeView, roleChangeView } from './role-change-view.js';
import { endSessions, lockAccount, proposeRole, takeRoleAway } from './role-steps.js';

/** No administrator gives a role alone, to others or to himself (security.md C11; Bayanat BAY-01-011, Primero R2-3558). */
@Injectable()
export class RoleChanges {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  list(actor: StaffActor, page: { limit: number; cursor?: string; state?: 'pending' | 'decided' }) {
    const after = decodeCursor(page.cursor, ['time', 'id']);
    return this.acting.as(actor, async (manager) => {
      const query = manager
        .createQueryBuilder(RoleChange, 'change')
        .where(reaches.role_change.condition)
        .orderBy({ 'change.proposedAt': 'DESC', 'change.id': 'DESC' })
        .limit(page.limit + 1);
      if (page.state) query.andWhere({ decision: page.state === 'pending' ? IsNull() : Not(IsNull()) });
      if (after) {
        query.andWhere('(change.proposedAt, change.id) < (cast(:at as timestamptz), cast(:id as uuid))', {
          at: after[0],
          id: after[1],
        });
      }
      const found = await query.getMany();
      const shown = found.slice(0, page.limit);
      await this.audit.record(manager, actor, { action: 'role-changes.listed', subjectKind: 'role_change' });
      const last = shown.at(-1);
      return {
        items: shown.map(roleChangeView),
        next: found.length > page.limit && last ? encodeCursor([last.proposedAt.toISOString(), last.id]) : null,
      };
    });
  }

  /** Proposes a role for an account, or, with null, takes its role away at once. */
  propose(actor: StaffActor, key: string, accountId: string, role: Role | null): Promise<RoleChangeView> {
    const entry = {
      action: role === null ? 'role.taken-away' : 'role.proposed',
      subjectKind: 'account',
      subjectId: accountId,
    };
    return this.acting.as(actor, async (manager) => {
      const request = { key, operation: 'proposeRole', body: { accountId, role } };
      const { id } = await this.idempotency.once(manager, actor, request, async (id) => {
        const account = await lockAccount(manager, actor, accountId, entry);
        if (role === null) {
          if (account.id === actor.id) throw new Denied(entry, 'account.own');
          if (account.role === null) throw new Problem('role_change.same_role');
          await takeRoleAway(manager, actor, account, id);
        } else await proposeRole(manager, actor, account, role, entry, id);
        await this.audit.record(manager, actor, entry);
      });
      return roleChangeView(await manager.findOneByOrFail(RoleChange, { id }));
    });
  }

  /**
   * Gives the account the proposed role. Its sessions end, so that nobody goes on with half of each.
   * @throws Problem role_change.decided, role_change.outdated, role_change.invitation_open; role_change.same_person is written down
   */
  confirm(actor: StaffActor, id: string): Promise<RoleChangeView> {
    return this.decide(actor, id, 'confirmed', async (manager, change, account) => {
      if (change.toRole === null) throw new Problem('role_change.decided');
      if (account.role !== change.fromRole || account.disabledAt) throw new Problem('role_change.outdated');
      // Else whoever made the link could use it afterwards and have what two people gave to somebody else.
      if (await hasOpenInvitation(manager, account.id)) throw new Problem('role_change.invitation_open');
      await manager.update(Account, { id: account.id }, { role: change.toRole });
      await endSessions(manager, account.id);
    });
  }

  refuse(actor: StaffActor, id: string): Promise<RoleChangeView> {
    return this.decide(actor, id, 'refused');
  }

  /** The proposer takes his proposal back. */
  withdraw(actor: StaffActor, id: string): Promise<RoleChangeView> {
    return this.decide(actor, id, 'withdrawn');
  }

  private decide(
    actor: StaffActor,
    id: string,
    decision: RoleDecision & ('confirmed' | 'refused' | 'withdrawn'),
    effect?: (manager: EntityManager, change: RoleChange, account: Account) => Promise<void>,
  ): Promise<RoleChangeView> {
    const entry = { action: `role.${decision}`, subjectKind: 'role_change', subjectId: id };
    return this.acting.as(actor, async (manager) => {
      const change = await this.find(manager, id, entry);
      // Accounts before changes of role, as everywhere. Whom it is about may be out of reach by now: that is no longer to be decided.
      const account = await lockAccount(manager, actor, change.accountId, entry);
      const own = change.proposedBy === actor.id;
      if (decision === 'withdrawn' ? !own : own || account.id === actor.id)
        throw new Denied(entry, decision === 'withdrawn' ? 'access.not_found' : 'role_change.same_person');
      if (decision === 'confirmed' && (await madeLinkFor(manager, account.id, actor.id)))
        throw new Denied(entry, 'role_change.same_person');
      // The time of the transaction, which the trigger on accounts compares with. Of two decisions at once the second one finds nothing.
      const [, decided]: [unknown, number] = await manager.query(
        'update role_changes set decision = $2, decided_by = $3, decided_at = now() where id = $1 and decision is null',
        [id, decision, decision === 'withdrawn' ? null : actor.id],
      );
      if (decided === 0) throw new Problem('role_change.decided');
      await effect?.(manager, change, account);
      await this.audit.record(manager, actor, entry);
      return roleChangeView(await this.find(manager, id, entry));
    });
  }

  private async find(manager: EntityManager, id: string, entry: AuditEntry): Promise<RoleChange> {
    const change = await manager
      .createQueryBuilder(RoleChange, 'change')
      .where(`change.id = :id and ${reaches.role_change.condition}`, { id })
      .getOne();
    if (!change) throw new Denied(entry);
    return change;
  }
}

/**
 * Whoever made a link for the account since it was last given a role may hold what it signs in with: he is no second person, whoever
 * proposed. The trigger that lets a role be given asks the same.
 */
async function madeLinkFor(manager: EntityManager, accountId: string, maker: string): Promise<boolean> {
  const [{ made }]: { made: boolean }[] = await manager.query('select made_link_for($1, $2) as made', [
    accountId,
    maker,
  ]);
  return made;
}

async function hasOpenInvitation(manager: EntityManager, accountId: string): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    'select 1 from invitations where account_id = $1 and used_at is null and expires_at > now() limit 1',
    [accountId],
  );
  return rows.length > 0;
}
