import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../keys/key-ring.js';
import { KeyRingFile } from '../keys/key-ring-file.js';
import { openBytes, sealBytes } from '../keys/sealed-bytes.js';
import { withLengths } from '../keys/with-lengths.js';
import { newTotpSecret, stepOfCode, totpUri } from './totp.js';

export type TotpStage = 'live' | 'setting_up' | 'invited';

export interface TotpOwner {
  id: string;
  organisationId: string;
  login: string;
}

export interface TotpSetup {
  secret: string;
  uri: string;
}

/** Sealed by the newest key-encryption key; the place goes into the seal, so that nobody's secret can be put in another's row. */
const place = (owner: Pick<TotpOwner, 'id' | 'organisationId'>) =>
  withLengths('totp_secrets', owner.id, 'sealed', owner.organisationId);

export function sealTotpSecret(ring: KeyRing, owner: Pick<TotpOwner, 'id' | 'organisationId'>, secret: string) {
  const { id, secret: key } = ring.newestEncryptionKey();
  return { sealed: sealBytes(key, place(owner), Buffer.from(secret)), kekId: id };
}

/** @returns null when the row was changed in the database, or was sealed by a key that is not in the ring (any more) */
export function openTotpSecret(
  ring: KeyRing,
  owner: Pick<TotpOwner, 'id' | 'organisationId'>,
  sealed: Buffer,
  kekId: string,
): string | null {
  if (!ring.hasEncryptionKey(kekId)) return null;
  return openBytes(ring.encryptionKey(kekId).secret, place(owner), sealed)?.toString() ?? null;
}

/** The secrets of one-time codes, which the database has only sealed. All methods run in the caller's transaction. */
@Injectable()
export class TotpSecrets {
  constructor(private readonly keys: KeyRingFile) {}

  /**
   * Shows a secret for an app to take in; it asks for nothing before its first code has come.
   * @param notBefore a secret that was shown since then is shown again, so that a page that is loaded anew fits the app
   */
  async begin(
    manager: EntityManager,
    owner: TotpOwner,
    stage: 'setting_up' | 'invited',
    notBefore?: Date,
  ): Promise<TotpSetup> {
    const shown = notBefore ? await this.read(manager, owner, stage, notBefore) : null;
    const secret = shown ?? newTotpSecret();
    if (!shown) {
      const { sealed, kekId } = sealTotpSecret(this.keys.current(), owner, secret);
      await manager.query(
        `insert into totp_secrets (account_id, stage, organisation_id, sealed, kek_id) values ($1, $2, $3, $4, $5)
         on conflict (account_id, stage) do update set sealed = excluded.sealed, kek_id = excluded.kek_id, created_at = now()`,
        [owner.id, stage, owner.organisationId, sealed, kekId],
      );
    }
    return { secret, uri: totpUri(owner.login, secret) };
  }

  /** Puts the secret that was shown in the place of whatever was asked for until now. @returns false for a wrong code: nothing is changed */
  async confirm(
    manager: EntityManager,
    owner: TotpOwner,
    stage: 'setting_up' | 'invited',
    code: string,
  ): Promise<boolean> {
    const secret = await this.read(manager, owner, stage);
    const step = secret === null ? null : stepOfCode(secret, code);
    if (step === null) return false;
    await this.remove(manager, owner.id, 'live');
    // The code that proves it is used up by that.
    await manager.query(`update totp_secrets set stage = 'live', last_step = $3 where account_id = $1 and stage = $2`, [
      owner.id,
      stage,
      step,
    ]);
    return true;
  }

  async remove(manager: EntityManager, accountId: string, stage: TotpStage): Promise<void> {
    await manager.query('delete from totp_secrets where account_id = $1 and stage = $2', [accountId, stage]);
  }

  /** @returns null when it cannot be opened */
  open(owner: Pick<TotpOwner, 'id' | 'organisationId'>, sealed: Buffer, kekId: string): string | null {
    return openTotpSecret(this.keys.current(), owner, sealed, kekId);
  }

  /** Takes a code once: of two that come at the same moment one is refused. @returns whether it was this one */
  async use(manager: EntityManager, accountId: string, step: number): Promise<boolean> {
    const [, used]: [unknown, number] = await manager.query(
      `update totp_secrets set last_step = $2 where account_id = $1 and stage = 'live' and (last_step is null or last_step < $2)`,
      [accountId, step],
    );
    return used > 0;
  }

  private async read(
    manager: EntityManager,
    owner: TotpOwner,
    stage: TotpStage,
    notBefore?: Date,
  ): Promise<string | null> {
    const [row]: { sealed: Buffer; kekId: string }[] = await manager.query(
      `select sealed, kek_id as "kekId" from totp_secrets
       where account_id = $1 and stage = $2 and ($3::timestamptz is null or created_at >= $3) for update`,
      [owner.id, stage, notBefore ?? null],
    );
    return row ? this.open(owner, row.sealed, row.kekId) : null;
  }
}
