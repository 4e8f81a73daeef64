import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Organisation } from '../access/account.entity.js';
import { Acting, Denied } from '../access/acting.js';
import type { Scope, StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { reaches } from '../access/object-checks.js';
import { Audit, type AuditEntry } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { decodeCursor, encodeCursor } from '../views.js';
import { PartnerKey, PartnerKeySecret } from './partner-key.entity.js';
import { type NewSecretView, type PartnerKeyView, partnerKeyView } from './partner-key-view.js';
import { newSecret, secretHash } from './partner-secret.js';

export interface NewKey {
  name: string;
  scopes: Scope[];
  expires_at: string;
}

/**
 * Keys of partners' programs. A partner's own administrator makes them: who sees a secret can read that partner's rows, and whoever runs the
 * service must not be able to (security.md C11). System administrators see and revoke.
 */
@Injectable()
export class PartnerKeys {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  list(actor: StaffActor, page: { limit: number; cursor?: string }) {
    const after = decodeCursor(page.cursor, ['id']);
    return this.acting.as(actor, async (manager) => {
      const query = manager
        .createQueryBuilder(PartnerKey, 'key')
        .where(reaches.key.condition)
        .orderBy('key.id')
        .limit(page.limit + 1);
      if (after) query.andWhere('key.id > :after', { after: after[0] });
      const found = await query.getMany();
      const items = await views(manager, found.slice(0, page.limit));
      await this.audit.record(manager, actor, { action: 'keys.listed', subjectKind: 'key' });
      return { items, next: found.length > page.limit ? encodeCursor([items[items.length - 1].id]) : null };
    });
  }

  /** @throws Problem key.partners_only */
  create(actor: StaffActor, idempotencyKey: string, key: NewKey): Promise<NewSecretView> {
    return this.acting.as(actor, async (manager) => {
      if (!(await manager.existsBy(Organisation, { id: actor.organisationId, kind: 'partner' })))
        throw new Problem('key.partners_only');
      let secret: string | null = null;
      const request = { key: idempotencyKey, operation: 'createKey', body: key };
      // The first secret has the id of the request, so that a repeated one finds it.
      const { id: secretId } = await this.idempotency.once(manager, actor, request, async (id) => {
        const keyId = randomUUID();
        await manager.insert(PartnerKey, {
          id: keyId,
          organisationId: actor.organisationId,
          name: key.name,
          scopes: key.scopes,
          expiresAt: new Date(key.expires_at),
          createdBy: actor.id,
        });
        secret = await addSecret(manager, { id: keyId, organisationId: actor.organisationId }, id, 1);
        await this.audit.record(manager, actor, {
          action: 'key.created',
          subjectKind: 'key',
          subjectId: keyId,
          fields: key.scopes,
        });
      });
      return withSecret(manager, secretId, secret);
    });
  }

  /**
   * A second secret beside the present one, which goes on for so many days and ends then.
   * @param overlapDays 0 to 30; 0 ends the present one at once
   * @throws Problem key.two_secrets, key.ended
   */
  rotate(actor: StaffActor, idempotencyKey: string, id: string, overlapDays: number): Promise<NewSecretView> {
    const entry = { action: 'key.rotated', subjectKind: 'key', subjectId: id };
    return this.acting.as(actor, async (manager) => {
      let secret: string | null = null;
      const request = { key: idempotencyKey, operation: 'rotateKey', body: { id, overlapDays } };
      const { id: secretId } = await this.idempotency.once(manager, actor, request, async (newId) => {
        const key = await lockKey(manager, id, entry);
        if (key.revokedAt || key.expiresAt <= new Date()) throw new Problem('key.ended');
        await manager.query(
          'update partner_key_secrets set ended_at = expires_at where key_id = $1 and ended_at is null and expires_at <= now()',
          [id],
        );
        const live: { slot: 1 | 2 }[] = await manager.query(
          'select slot from partner_key_secrets where key_id = $1 and ended_at is null',
          [id],
        );
        if (live.length > 1) throw new Problem('key.two_secrets');
        await manager.query(
          `update partner_key_secrets
           set expires_at = least(expires_at, now() + $2 * interval '1 day'), ended_at = case when $2 = 0 then now() end
           where key_id = $1 and ended_at is null`,
          [id, overlapDays],
        );
        secret = await addSecret(manager, key, newId, live[0]?.slot === 1 ? 2 : 1);
        await this.audit.record(manager, actor, entry);
      });
      return withSecret(manager, secretId, secret);
    });
  }

  /** Ends one secret at once. */
  endSecret(actor: StaffActor, id: string, secretId: string): Promise<void> {
    const entry = { action: 'key.secret-ended', subjectKind: 'key', subjectId: id };
    return this.acting.as(actor, async (manager) => {
      await lockKey(manager, id, entry);
      if (!(await manager.existsBy(PartnerKeySecret, { id: secretId, keyId: id }))) throw new Denied(entry);
      await manager.query(
        'update partner_key_secrets set ended_at = coalesce(ended_at, now()) where id = $1 and key_id = $2',
        [secretId, id],
      );
      await this.audit.record(manager, actor, entry);
    });
  }

  /** From the next request on the key opens nothing, and an upload under way is not kept (security.md C7). */
  revoke(actor: StaffActor, id: string): Promise<void> {
    const entry = { action: 'key.revoked', subjectKind: 'key', subjectId: id };
    return this.acting.as(actor, async (manager) => {
      const key = await lockKey(manager, id, entry);
      if (!key.revokedAt) await manager.update(PartnerKey, { id }, { revokedAt: new Date(), revokedBy: actor.id });
      await this.audit.record(manager, actor, entry);
    });
  }
}

async function lockKey(manager: EntityManager, id: string, entry: AuditEntry): Promise<PartnerKey> {
  const key = await manager
    .createQueryBuilder(PartnerKey, 'key')
    .where(`key.id = :id and ${reaches.key.condition}`, { id })
    .setLock('pessimistic_write')
    .getOne();
  if (!key) throw new Denied(entry);
  return key;
}

async function addSecret(
  manager: EntityManager,
  key: Pick<PartnerKey, 'id' | 'organisationId'>,
  id: string,
  slot: 1 | 2,
): Promise<string> {
  const secret = newSecret(key.id);
  await manager.insert(PartnerKeySecret, {
    id,
    keyId: key.id,
    organisationId: key.organisationId,
    slot,
    secretHash: secretHash(secret),
  });
  return secret;
}

async function views(manager: EntityManager, keys: PartnerKey[]): Promise<PartnerKeyView[]> {
  const secrets = await manager.find(PartnerKeySecret, {
    where: { keyId: In(keys.map((key) => key.id)) },
    order: { createdAt: 'ASC', id: 'ASC' },
  });
  return keys.map((key) => partnerKeyView(key, secrets));
}

async function withSecret(manager: EntityManager, secretId: string, secret: string | null): Promise<NewSecretView> {
  const { keyId } = await manager.findOneByOrFail(PartnerKeySecret, { id: secretId });
  const [key] = await views(manager, [await manager.findOneByOrFail(PartnerKey, { id: keyId })]);
  return { key, secret_id: secretId, secret };
}
