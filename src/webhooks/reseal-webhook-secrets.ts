import type { DataSource } from 'typeorm';
import type { KeyRingFile } from '../keys/key-ring-file.js';
import { onAllKeys, type Rewrapped } from '../keys/rewrap.js';
import { openWebhookSecret, type SecretPlace, sealWebhookSecret } from './webhook-secret.js';

/** The secrets of webhooks, sealed by the newest key-encryption key, so that an older one can be destroyed. For `athar keys rewrap`. */
export async function resealWebhookSecrets(dataSource: DataSource, file: KeyRingFile): Promise<Rewrapped> {
  return onAllKeys(dataSource, async (manager) => {
    const ring = file.current();
    const rows: (SecretPlace & { sealed: Buffer; kekId: string })[] = await manager.query(
      `select id, endpoint_id as "endpointId", organisation_id as "organisationId", sealed, kek_id as "kekId" from webhook_secrets
       where kek_id <> $1 order by id for update`,
      [ring.newestEncryptionKey().id],
    );
    const done: Rewrapped = { moved: 0, unreadable: [] };
    for (const row of rows) {
      const secret = openWebhookSecret(ring, row, row.sealed, row.kekId);
      if (secret === null) {
        done.unreadable.push(row.id);
        continue;
      }
      const { sealed, kekId } = sealWebhookSecret(ring, row, secret);
      await manager.query('update webhook_secrets set sealed = $2, kek_id = $3 where id = $1', [row.id, sealed, kekId]);
      done.moved++;
    }
    return done;
  });
}

export async function webhookSecretsByEncryptionKey(dataSource: DataSource): Promise<Map<string, number>> {
  const rows: { kekId: string; n: number }[] = await onAllKeys(dataSource, (manager) =>
    manager.query('select kek_id as "kekId", count(*)::int as n from webhook_secrets group by kek_id'),
  );
  return new Map(rows.map((row) => [row.kekId, row.n]));
}
