import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Acting } from '../access/acting.js';
import type { PartnerActor, Scope } from '../access/actor.js';
import { Callers } from '../access/callers.js';
import { secretHash } from './partner-secret.js';

/** Knows partners' programs by their secrets. Asked anew with every request, so that what is revoked ends with the request before. */
@Injectable()
export class RecognisePartners implements OnModuleInit {
  constructor(
    private readonly acting: Acting,
    private readonly callers: Callers,
  ) {}

  onModuleInit() {
    this.callers.register('atk_', (secret) => this.recognise(secret));
  }

  private recognise(secret: string): Promise<PartnerActor | null> {
    return this.acting.atTheDoor(async (manager) => {
      const rows: { id: string; organisationId: string; scopes: Scope[]; secretId: string; stale: boolean }[] =
        await manager.query(
          `select k.id, k.organisation_id as "organisationId", k.scopes, s.id as "secretId",
                  s.last_used_at is null or s.last_used_at < now() - interval '1 minute' as stale
           from partner_key_secrets s join partner_keys k on k.id = s.key_id
           where s.secret_hash = $1 and s.ended_at is null and (s.expires_at is null or s.expires_at > now())
             and k.revoked_at is null and k.expires_at > now()`,
          [secretHash(secret)],
        );
      const key = rows[0];
      if (!key) return null;
      if (key.stale) {
        await manager.query("update partner_key_secrets set last_used_at = date_trunc('minute', now()) where id = $1", [
          key.secretId,
        ]);
      }
      return { kind: 'partner', role: 'partner', id: key.id, organisationId: key.organisationId, scopes: key.scopes };
    });
  }
}
