import { Injectable } from '@nestjs/common';
import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { EntityManager } from 'typeorm';
import { Audit, type AuditEntry } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { Acting } from './acting.js';
import type { StaffActor } from './actor.js';
import { Passkeys } from './passkeys.js';
import { normalisePassword, requireGoodPassword } from './password-rules.js';
import { Sessions } from './sessions.js';
import { Passkey } from './sign-in.entities.js';
import { SlowHashes } from './slow-hashes.js';
import { TotpSecrets, type TotpSetup } from './totp-secrets.js';

export interface OwnCredentials {
  passkeys: Passkey[];
  hasPassword: boolean;
  /** Asked for with the password. */
  hasTotp: boolean;
}

/** How somebody who is signed in looks after his own ways of signing in. Whatever changes them ends his other sessions. */
@Injectable()
export class OwnCredentialsService {
  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
    private readonly sessions: Sessions,
    private readonly passkeys: Passkeys,
    private readonly totp: TotpSecrets,
    private readonly hashes: SlowHashes,
  ) {}

  list(actor: StaffActor): Promise<OwnCredentials> {
    return this.acting.as(actor, (manager) => listOf(manager, actor.id));
  }

  async beginPasskey(actor: StaffActor): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const { passkeys } = await this.list(actor);
    const known = passkeys.map((passkey) => passkey.credentialId.toString('base64url'));
    return this.passkeys.registration('register', actor, known);
  }

  /** @throws Problem passkey.refused */
  async addPasskey(actor: StaffActor, response: RegistrationResponseJSON, label: string): Promise<Passkey> {
    const passkey = await this.passkeys.verifyNew('register', actor, response, label);
    await this.change(actor, { action: 'passkey.added', subjectKind: 'passkey', subjectId: passkey.id }, (manager) =>
      this.passkeys.store(manager, passkey),
    );
    return passkey;
  }

  /** @throws Problem access.not_found, passkey.last */
  async removePasskey(actor: StaffActor, id: string): Promise<void> {
    await this.change(actor, { action: 'passkey.removed', subjectKind: 'passkey', subjectId: id }, async (manager) => {
      // One after the other: two that were removed at once could be the last two.
      await manager.query('select from passkeys where account_id = $1 order by id for update', [actor.id]);
      const [, removed]: [unknown, number] = await manager.query(
        'delete from passkeys where id = $1 and account_id = $2',
        [id, actor.id],
      );
      if (removed === 0) throw new Problem('access.not_found');
      const left = await listOf(manager, actor.id);
      if (left.passkeys.length === 0 && !(left.hasPassword && left.hasTotp)) throw new Problem('passkey.last');
    });
  }

  /** @throws Problem password.too_short, password.too_common */
  async changePassword(actor: StaffActor, password: string): Promise<void> {
    requireGoodPassword(password, [actor.login, actor.displayName]);
    const hash = await this.hashes.make(normalisePassword(password));
    await this.change(actor, { action: 'password.changed', subjectKind: 'account', subjectId: actor.id }, (manager) =>
      manager.query('update accounts set password_hash = $2 where id = $1', [actor.id, hash]),
    );
  }

  /** The code of the app that is in use goes on being asked for until the new one has sent its first. */
  beginTotp(actor: StaffActor): Promise<TotpSetup> {
    return this.acting.as(actor, (manager) => this.totp.begin(manager, actor, 'setting_up'));
  }

  /** @throws Problem totp.wrong_code */
  async confirmTotp(actor: StaffActor, code: string): Promise<void> {
    await this.change(
      actor,
      { action: 'totp.changed', subjectKind: 'account', subjectId: actor.id },
      async (manager) => {
        if (!(await this.totp.confirm(manager, actor, 'setting_up', code))) throw new Problem('totp.wrong_code');
      },
    );
  }

  private async change(actor: StaffActor, entry: AuditEntry, work: (manager: EntityManager) => Promise<unknown>) {
    await this.acting.as(actor, async (manager) => {
      await work(manager);
      await this.sessions.endAllOf(manager, actor.id, actor.sessionId);
      await this.audit.record(manager, actor, entry);
    });
  }
}

async function listOf(manager: EntityManager, accountId: string): Promise<OwnCredentials> {
  const passkeys = await manager.find(Passkey, { where: { accountId }, order: { createdAt: 'ASC', id: 'ASC' } });
  const [has]: Pick<OwnCredentials, 'hasPassword' | 'hasTotp'>[] = await manager.query(
    `select password_hash is not null as "hasPassword",
       exists (select 1 from totp_secrets t where t.account_id = a.id and t.stage = 'live') as "hasTotp"
     from accounts a where a.id = $1`,
    [accountId],
  );
  return { passkeys, ...has };
}
