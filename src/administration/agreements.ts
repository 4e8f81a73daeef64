import type { EntityManager } from 'typeorm';
import { type Agreement, Organisation } from '../access/account.entity.js';
import type { Actor } from '../access/actor.js';
import { Problem } from '../errors.js';

/** From the first to the last day, both inclusive, by the database's clock. */
export const agreementInForce = 'valid_from <= current_date and (valid_until is null or valid_until >= current_date)';

/**
 * A partner exchanges nothing without an agreement for it that is in force today (domain.md R27). The organisation that runs the service
 * needs none with itself.
 * @throws Problem agreement.missing
 */
export async function requireAgreement(
  manager: EntityManager,
  organisationId: string,
  purpose: Agreement['purpose'],
): Promise<void> {
  if (await manager.existsBy(Organisation, { id: organisationId, kind: 'operator' })) return;
  const rows: unknown[] = await manager.query(
    `select 1 from agreements where organisation_id = $1 and purpose = $2 and ${agreementInForce} limit 1`,
    [organisationId, purpose],
  );
  if (rows.length === 0) throw new Problem('agreement.missing');
}

/**
 * For requests that take minutes: is the key or the session with which this one began still good? Asked in the transaction that stores what
 * it brought, so that what was revoked meanwhile leaves nothing behind (security.md C7).
 * @throws Problem access.sign_in
 */
export async function requireNotRevoked(manager: EntityManager, actor: Actor): Promise<void> {
  if (actor.kind === 'family' || (actor.kind === 'staff' && actor.sessionId === null)) return;
  const rows: unknown[] =
    actor.kind === 'partner'
      ? await manager.query('select 1 from partner_keys where id = $1 and revoked_at is null for share', [actor.id])
      : await manager.query('select 1 from sessions where id = $1 and revoked_at is null for share', [actor.sessionId]);
  if (rows.length === 0) throw new Problem('access.sign_in');
}
