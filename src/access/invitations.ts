import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { EntityManager } from 'typeorm';
import { Audit } from '../audit/audit.js';
import { CONFIG, type Config } from '../config.js';
import { Problem } from '../errors.js';
import { Account, hasRole } from './account.entity.js';
import { Acting } from './acting.js';
import { newcomer, staffActor } from './actor.js';
import { Passkeys } from './passkeys.js';
import { normalisePassword, requireGoodPassword } from './password-rules.js';
import { type OpenedSession, Sessions } from './sessions.js';
import type { Invitation } from './sign-in.entities.js';
import { SlowHashes } from './slow-hashes.js';
import { TotpSecrets, type TotpSetup } from './totp-secrets.js';
import { TryLimits } from './try-limits.js';

const hours = 24;
const sha256 = (text: string) => createHash('sha256').update(text).digest();

export interface InvitationLook {
  account: Account;
  expiresAt: Date;
  passkey: PublicKeyCredentialCreationOptionsJSON;
  totp: TotpSetup;
}

type Credentials = { passkey: RegistrationResponseJSON; label: string } | { password: string; code: string };

/**
 * A one-time link by which somebody sets up how he signs in: for a new account, and again for one that lost everything. What he had before
 * stays until the link is used, so that an invitation made in error, or by somebody who may not, shuts nobody out; then all of it ends.
 */
@Injectable()
export class Invitations {
  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
    private readonly sessions: Sessions,
    private readonly passkeys: Passkeys,
    private readonly totp: TotpSecrets,
    private readonly hashes: SlowHashes,
    private readonly tries: TryLimits,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * In the transaction of whoever may (`Acting.as`), who also writes it down. Earlier invitations of the account end by it.
   * @param createdBy account of the administrator; null for the command line
   * @returns the link: shown once, kept nowhere. What stands behind the # is not sent to any server when the page is opened.
   */
  async create(
    manager: EntityManager,
    accountId: string,
    createdBy: string | null,
  ): Promise<{ id: string; link: string; expiresAt: Date }> {
    const made = await createInvitation(manager, accountId, createdBy);
    return { id: made.id, link: invitationLink(this.config.origin, made.token), expiresAt: made.expiresAt };
  }

  /** What the person needs to set up either way. @throws Problem invitation.not_valid, access.too_many_tries */
  async look(token: string, address: string): Promise<InvitationLook> {
    const { account, invitation } = await this.find(token, address);
    const totp = await this.acting.atTheDoor((manager) =>
      this.totp.begin(manager, account, 'invited', invitation.createdAt),
    );
    const passkey = await this.passkeys.registration('invitation', account, []);
    return { account, expiresAt: invitation.expiresAt, passkey, totp };
  }

  /**
   * Replaces everything by which the account signed in, ends its sessions, and opens one; none, and null, for an account whose role waits
   * for a second administrator.
   * @throws Problem invitation.not_valid, access.too_many_tries, passkey.refused, password.too_short, password.too_common, totp.wrong_code
   */
  async accept(token: string, credentials: Credentials, address: string): Promise<OpenedSession | null> {
    const { account, invitation } = await this.find(token, address);
    const himself = hasRole(account) ? staffActor(account, { sessionId: null, freshUntil: null }) : newcomer(account);
    // What takes long is done before the transaction.
    const passkey =
      'passkey' in credentials
        ? await this.passkeys.verifyNew('invitation', account, credentials.passkey, credentials.label)
        : null;
    const passwordHash = 'password' in credentials ? await this.hashOf(account, credentials.password) : null;
    const opened = await this.acting.as(himself, async (manager) => {
      // Accounts are locked before anything else, as administrators do it.
      await manager.query('select 1 from accounts where id = $1 for no key update', [account.id]);
      const [, used]: [unknown, number] = await manager.query(
        'update invitations set used_at = now() where id = $1 and used_at is null and expires_at > now()',
        [invitation.id],
      );
      if (used === 0) throw new Problem('invitation.not_valid');
      await manager.query('delete from passkeys where account_id = $1', [account.id]);
      if (passkey) {
        await this.totp.remove(manager, account.id, 'live');
        await this.passkeys.store(manager, passkey);
      }
      if ('code' in credentials && !(await this.totp.confirm(manager, account, 'invited', credentials.code)))
        throw new Problem('totp.wrong_code');
      await this.totp.remove(manager, account.id, 'setting_up');
      await this.totp.remove(manager, account.id, 'invited');
      await manager.query('update accounts set password_hash = $2 where id = $1', [account.id, passwordHash]);
      await this.sessions.endAllOf(manager, account.id);
      const session = hasRole(account) ? await this.sessions.open(manager, account, address) : null;
      await this.audit.record(manager, session?.actor ?? himself, {
        action: 'invitation.accepted',
        subjectKind: 'invitation',
        subjectId: invitation.id,
        fields: passkey ? ['passkey'] : ['password', 'totp'],
      });
      return session;
    });
    await this.tries.release('password', account.login);
    return opened;
  }

  private async hashOf(account: Account, password: string): Promise<string> {
    requireGoodPassword(password, [account.login, account.displayName]);
    return this.hashes.make(normalisePassword(password));
  }

  /** A link that is none counts against the network that tried it. */
  private async find(token: string, address: string): Promise<{ account: Account; invitation: Invitation }> {
    const oneTry = await this.tries.takeOfNetwork('invitation', address);
    const found = await this.acting.atTheDoor(async (manager) => {
      const [invitation]: Invitation[] = await manager.query(
        `select id, account_id as "accountId", created_at as "createdAt", expires_at as "expiresAt" from invitations
         where token_hash = $1 and used_at is null and expires_at > now()`,
        [sha256(token)],
      );
      const account = invitation && (await manager.findOneBy(Account, { id: invitation.accountId }));
      return account && this.sessions.mayExist(account) ? { account, invitation } : null;
    });
    if (!found) throw new Problem('invitation.not_valid');
    await oneTry.takeBack();
    return found;
  }
}

export const invitationLink = (origin: string, token: string): string => `${origin}/console/invitation#${token}`;

/** Also for the command line, which makes the first administrator. */
export async function createInvitation(manager: EntityManager, accountId: string, createdBy: string | null) {
  const token = `ati_${randomBytes(32).toString('base64url')}`;
  await manager.query(
    'update invitations set expires_at = now() where account_id = $1 and used_at is null and expires_at > now()',
    [accountId],
  );
  const rows: { id: string; expiresAt: Date }[] = await manager.query(
    `insert into invitations (id, token_hash, account_id, organisation_id, created_by, expires_at)
     select $1, $2, id, organisation_id, $4, now() + $5 * interval '1 hour' from accounts where id = $3 and disabled_at is null
     returning id, expires_at as "expiresAt"`,
    [randomUUID(), sha256(token), accountId, createdBy, hours],
  );
  if (rows.length === 0) throw new Problem('access.not_found');
  return { ...rows[0], token };
}
