import { Injectable } from '@nestjs/common';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { EntityManager } from 'typeorm';
import { Audit, appendEntry, chainOfNoOrganisation } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { signInFailures } from '../metrics/metric-list.js';
import { Account, type WorkingAccount } from './account.entity.js';
import { Acting } from './acting.js';
import { type StaffActor, staffActor } from './actor.js';
import { type Asserted, Passkeys } from './passkeys.js';
import { normalisePassword } from './password-rules.js';
import { type OpenedSession, Sessions } from './sessions.js';
import { SlowHashes } from './slow-hashes.js';
import { newTotpSecret, stepOfCode } from './totp.js';
import { TotpSecrets } from './totp-secrets.js';
import { type NetworkTry, TryLimits } from './try-limits.js';

/** Codes for the audit; the person learns none of them. */
type Refusal = 'credentials' | 'code_unreadable' | 'locked' | 'passkey' | 'passkey_copied';

/**
 * Passkeys that nobody knows are written down for the first wrong try of a network and for each fiftieth: a stranger makes them for
 * nothing, and what stands in the chain stays there for ever.
 */
const unknownPasskeyEvery = 50;

/** Something that proves who somebody is: a password with the present code (none for demonstration accounts), or a passkey. */
export interface PasswordProof {
  password: string;
  code?: string;
}

/**
 * Who is it? An unknown account, a wrong password, a wrong, used or missing code and a disabled account all read the same and take as
 * long: nobody learns from it who works here (GlobaLeaks #857).
 */
@Injectable()
export class SignIn {
  /** Compared with when there is none, so that the answer takes as long either way. */
  private readonly nobodysSecret = newTotpSecret();

  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
    private readonly sessions: Sessions,
    private readonly passkeys: Passkeys,
    private readonly totp: TotpSecrets,
    private readonly hashes: SlowHashes,
    private readonly tries: TryLimits,
  ) {}

  /** @throws Problem access.wrong_credentials, access.too_many_tries, service.unavailable */
  async byPassword(login: string, proof: PasswordProof, address: string): Promise<OpenedSession> {
    const account = await this.checkPassword(login, proof, address);
    return this.opened(account, address, 'password');
  }

  /** @throws Problem access.wrong_credentials, whatever was wrong; access.too_many_tries */
  async byPasskey(response: AuthenticationResponseJSON, address: string): Promise<OpenedSession> {
    const { account, asserted } = await this.checkPasskey(response, null, address);
    return this.opened(account, address, 'passkey', asserted);
  }

  /** Proves once more who is there: the session is fresh for five minutes and has a new token. */
  async freshByPassword(actor: StaffActor, proof: PasswordProof, address: string): Promise<OpenedSession> {
    const account = await this.checkPassword(actor.login, proof, address);
    if (account.id !== actor.id) throw new Problem('access.wrong_credentials');
    return this.renewed(actor, 'password');
  }

  /** Only with a passkey of one's own. */
  async freshByPasskey(
    actor: StaffActor,
    response: AuthenticationResponseJSON,
    address: string,
  ): Promise<OpenedSession> {
    const { asserted } = await this.checkPasskey(response, actor.id, address);
    return this.renewed(actor, 'passkey', asserted);
  }

  private async checkPassword(login: string, proof: PasswordProof, address: string): Promise<WorkingAccount> {
    const oneTry = await this.tries.take('password', login, address);
    const found = await this.acting.atTheDoor((manager) => this.find(manager, login));
    const fits = await this.hashes
      .fits(found?.passwordHash ?? null, normalisePassword(proof.password))
      .catch(async (error) => {
        await oneTry.notMade();
        throw error;
      });
    const secret = found?.sealed ? this.totp.open(found, found.sealed, found.kekId) : null;
    const compared = stepOfCode(secret ?? this.nobodysSecret, proof.code ?? '');
    const step = secret === null ? null : compared;
    const codeFits = found?.demonstration || (found && step !== null && fits && (await this.useCode(found.id, step)));
    if (!found || !fits || !codeFits || !this.sessions.mayWork(found)) {
      const unreadable = found?.sealed && secret === null;
      return this.refuse(found, oneTry.last ? 'locked' : unreadable ? 'code_unreadable' : 'credentials');
    }
    await oneTry.succeeded();
    return found;
  }

  private async find(manager: EntityManager, login: string): Promise<(Account & SealedCode) | null> {
    const rows: (Account & SealedCode)[] = await manager.query(
      `select a.id, a.organisation_id as "organisationId", a.login, a.display_name as "displayName", a.role, a.demonstration,
              a.password_hash as "passwordHash", a.disabled_at as "disabledAt", t.sealed, t.kek_id as "kekId"
       from accounts a left join totp_secrets t on t.account_id = a.id and t.stage = 'live' where a.login = $1`,
      [login],
    );
    return rows[0] ?? null;
  }

  private useCode(accountId: string, step: number): Promise<boolean> {
    return this.acting.atTheDoor((manager) => this.totp.use(manager, accountId, step));
  }

  private async checkPasskey(response: AuthenticationResponseJSON, expected: string | null, address: string) {
    const oneTry = await this.tries.takeOfNetwork('passkey', address);
    const asserted = await this.passkeys.check(response);
    if (!asserted.known) return this.refuseUnknown(oneTry);
    const { accountId } = asserted.passkey;
    const account = await this.acting.atTheDoor((manager) => manager.findOneBy(Account, { id: accountId }));
    const his = expected === null || accountId === expected;
    if (!account || !asserted.proven || !his || !this.sessions.mayWork(account)) return this.refuse(account, 'passkey');
    await oneTry.takeBack();
    await this.tries.takeBackChallenge(address);
    return { account, asserted };
  }

  private async opened(account: WorkingAccount, address: string, by: Way, asserted?: Known): Promise<OpenedSession> {
    const himself = staffActor(account, { sessionId: null, freshUntil: null });
    const opened = await this.acting.as(himself, async (manager) => {
      if (asserted && !(await this.passkeys.use(manager, asserted))) return null;
      const session = await this.sessions.open(manager, account, address);
      await this.audit.record(manager, session.actor, {
        action: 'session.opened',
        subjectKind: 'session',
        subjectId: session.actor.sessionId ?? undefined,
        reason: by,
      });
      return session;
    });
    return opened ?? this.refuse(account, 'passkey_copied');
  }

  private async renewed(actor: StaffActor, by: Way, asserted?: Known): Promise<OpenedSession> {
    const renewed = await this.acting.as(actor, async (manager) => {
      if (asserted && !(await this.passkeys.use(manager, asserted))) return null;
      const session = await this.sessions.renew(manager, actor);
      await this.audit.record(manager, actor, {
        action: 'session.fresh',
        subjectKind: 'session',
        subjectId: actor.sessionId ?? undefined,
        reason: by,
      });
      return session;
    });
    return renewed ?? this.refuse(actor, 'passkey_copied');
  }

  private refuseUnknown({ count }: NetworkTry): Promise<never> {
    if (count === 1 || count % unknownPasskeyEvery === 0) return this.refuse(null, 'passkey');
    signInFailures.inc({ by: 'passkey' });
    throw new Problem('access.wrong_credentials');
  }

  /**
   * Nobody has signed in: whoever tried is not known, only which account he tried, whose organisation's auditors shall see it. The name
   * that was typed is written nowhere.
   */
  private async refuse(account: Pick<Account, 'id' | 'organisationId'> | null, reason: Refusal): Promise<never> {
    signInFailures.inc({ by: reason === 'passkey' || reason === 'passkey_copied' ? 'passkey' : 'password' });
    const chain = account?.organisationId ?? chainOfNoOrganisation;
    await this.acting.atTheDoor((manager) =>
      appendEntry(
        manager,
        chain,
        { kind: 'nobody', id: null },
        { action: 'session.refused', subjectKind: 'account', subjectId: account?.id, reason, outcome: 'denied' },
      ),
    );
    throw new Problem('access.wrong_credentials');
  }
}

type Way = 'password' | 'passkey';
type Known = Asserted & { known: true };
interface SealedCode {
  sealed: Buffer | null;
  kekId: string;
}
