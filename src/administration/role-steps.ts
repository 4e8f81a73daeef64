import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { Account, Organisation, type Role } from '../access/account.entity.js';
import { Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { reaches } from '../access/object-checks.js';
import type { AuditEntry } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { RoleChange } from './role-change.entity.js';

/**
 * The account, locked until the transaction ends, if the administrator reaches it; and the administrator's own, so that whoever was
 * disabled a moment ago does nothing more. Accounts are locked before anything else, and always in the order of their ids: two
 * administrators who act on each other wait in a row.
 * @throws Denied; Problem access.sign_in for who is no longer the administrator he signed in as
 */
export async function lockAccount(
  manager: EntityManager,
  actor: StaffActor,
  id: string,
  entry: AuditEntry,
): Promise<Account> {
  const wanted = id.toLowerCase();
  if (wanted !== actor.id && actor.id < wanted) await requireStillAdministrator(manager, actor);
  const account = await manager
    .createQueryBuilder(Account, 'account')
    .where(`account.id = :wanted and ${reaches.account.condition}`, { wanted })
    .setLock('pessimistic_write')
    .getOne();
  if (wanted === actor.id || actor.id > wanted) await requireStillAdministrator(manager, actor);
  if (!account) throw new Denied(entry);
  return account;
}

/**
 * An administrator who was disabled a moment ago does nothing more: his row is locked against that until the transaction ends. Whoever
 * acts on an account asks by `lockAccount`.
 * @throws Problem access.sign_in
 */
export async function requireStillAdministrator(manager: EntityManager, actor: StaffActor): Promise<void> {
  const rows: unknown[] = await manager.query(
    'select 1 from accounts where id = $1 and role = $2 and disabled_at is null for share',
    [actor.id, actor.role],
  );
  if (rows.length === 0) throw new Problem('access.sign_in');
}

/**
 * Writes down that `role` is proposed; it takes effect when another administrator confirms it. One proposal waits at a time.
 * @param account locked by the caller (`lockAccount`)
 * @throws Problem role_change.*, account.own; Denied when an organisation's administrator proposes a system administrator
 */
export async function proposeRole(
  manager: EntityManager,
  actor: StaffActor,
  account: Account,
  role: Role,
  entry: AuditEntry,
  id: string = randomUUID(),
): Promise<RoleChange> {
  if (account.id === actor.id) throw new Denied(entry, 'account.own');
  if (role === 'system_admin' && actor.role !== 'system_admin') throw new Denied(entry);
  if (account.role === role) throw new Problem('role_change.same_role');
  if (role === 'system_admin' && !(await isOfOperator(manager, account)))
    throw new Problem('role_change.operator_only');
  // The one that waits may be out of the administrator's sight: a system administrator to be.
  const { raw } = await manager
    .createQueryBuilder()
    .insert()
    .into(RoleChange)
    .values({
      id,
      accountId: account.id,
      organisationId: account.organisationId,
      fromRole: account.role,
      toRole: role,
      proposedBy: actor.id,
    })
    .orIgnore()
    .returning('id')
    .execute();
  if (raw.length === 0) throw new Problem('role_change.waiting');
  return manager.findOneByOrFail(RoleChange, { id });
}

/**
 * Takes the account's role away, at once: an account that may be in wrong hands must not wait for a second person. Ends its sessions.
 * @param account locked by the caller; has no role afterwards
 */
export async function takeRoleAway(
  manager: EntityManager,
  actor: StaffActor,
  account: Account,
  id: string = randomUUID(),
): Promise<void> {
  if (account.role === null) return;
  await manager.insert(RoleChange, {
    id,
    accountId: account.id,
    organisationId: account.organisationId,
    fromRole: account.role,
    toRole: null,
    proposedBy: actor.id,
    decision: 'at_once',
    decidedAt: new Date(),
  });
  await manager.update(Account, { id: account.id }, { role: null });
  await endSessions(manager, account.id);
  account.role = null;
}

/** @returns how many were open */
export async function endSessions(manager: EntityManager, accountId: string): Promise<number> {
  const [, ended]: [unknown, number] = await manager.query(
    'update sessions set revoked_at = now() where account_id = $1 and revoked_at is null and expires_at > now()',
    [accountId],
  );
  return ended;
}

const isOfOperator = (manager: EntityManager, account: Account) =>
  manager.existsBy(Organisation, { id: account.organisationId, kind: 'operator' });
