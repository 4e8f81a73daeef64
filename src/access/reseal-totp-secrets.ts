import type { DataSource } from 'typeorm';
import type { KeyRingFile } from '../keys/key-ring-file.js';
import { onAllKeys, type Rewrapped } from '../keys/rewrap.js';
import { openTotpSecret, sealTotpSecret } from './totp-secrets.js';

/** The code secrets of staff, sealed by the newest key-encryption key, so that an older one can be destroyed. For `athar keys rewrap`. */
export async function resealTotpSecrets(dataSource: DataSource, file: KeyRingFile): Promise<Rewrapped> {
  return onAllKeys(dataSource, async (manager) => {
    const ring = file.current();
    const rows: { id: string; organisationId: string; stage: string; sealed: Buffer; kekId: string }[] =
      await manager.query(
        `select account_id as id, organisation_id as "organisationId", stage, sealed, kek_id as "kekId" from totp_secrets
         where kek_id <> $1 order by account_id, stage for update`,
        [ring.newestEncryptionKey().id],
      );
    const done: Rewrapped = { moved: 0, unreadable: [] };
    for (const row of rows) {
      const secret = openTotpSecret(ring, row, row.sealed, row.kekId);
      if (secret === null) {
        done.unreadable.push(row.id);
        continue;
      }
      const { sealed, kekId } = sealTotpSecret(ring, row, secret);
      await manager.query('update totp_secrets set sealed = $3, kek_id = $4 where account_id = $1 and stage = $2', [
        row.id,
        row.stage,
        sealed,
        kekId,
      ]);
      done.moved++;
    }
    return done;
  });
}

export async function totpSecretsByEncryptionKey(dataSource: DataSource): Promise<Map<string, number>> {
  const rows: { kekId: string; n: number }[] = await onAllKeys(dataSource, (manager) =>
    manager.query('select kek_id as "kekId", count(*)::int as n from totp_secrets group by kek_id'),
  );
  return new Map(rows.map((row) => [row.kekId, row.n]));
}
