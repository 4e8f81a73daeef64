import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Audit } from '../audit/audit.js';
import { CONFIG, type Config } from '../config.js';
import { Problem } from '../errors.js';
import { Turns } from '../turns.js';
import { Account } from './account.entity.js';
import { Acting } from './acting.js';
import { type StaffActor, staffActor } from './actor.js';
import { Callers } from './callers.js';

const absoluteHours = 10;
const idleMinutes = 15;
const freshMinutes = 5;
/** argon2id, OWASP's first choice of parameters: 19 MiB, 2 passes, 1 lane. */
const argon2id = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Checks of passwords at a time, and how many may wait: each takes a core for some 30 ms, so the last one waits about two seconds. */
const checksAtOnce = 2;
const checksWaiting = 100;

const sha256 = (text: string) => createHash('sha256').update(text).digest();

export const hashPassword = (password: string) => hash(password, argon2id);

/** Opaque sessions kept in Postgres: a token is worth nothing without its row, so signing out and revoking work at once. */
@Injectable()
export class Sessions implements OnModuleInit {
  private readonly checks = new Turns(checksAtOnce, checksWaiting);
  /** Checked when the account does not exist, so that the answer takes as long either way. */
  private readonly nobody = hashPassword(randomBytes(18).toString('base64'));

  constructor(
    private readonly acting: Acting,
    private readonly callers: Callers,
    private readonly audit: Audit,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit() {
    this.callers.register('ats_', (token) => this.recognise(token));
  }

  /** @throws Problem access.wrong_credentials, the same for an unknown account, a wrong password and a disabled account. */
  async signIn(login: string, password: string): Promise<{ actor: StaffActor; token: string }> {
    const account = await this.acting.atTheDoor((manager) => manager.findOneBy(Account, { login }));
    const stored = account?.passwordHash ?? (await this.nobody);
    const known = await this.checks.take(() => verify(stored, password).catch(() => false));
    const allowed = account && known && !account.disabledAt && this.mayExist(account);
    if (!allowed) {
      await this.acting.writeRefusal(null, { action: 'session.refused', subjectKind: 'session' });
      throw new Problem('access.wrong_credentials');
    }
    const token = `ats_${randomBytes(32).toString('base64url')}`;
    const sessionId = randomUUID();
    const freshUntil = new Date(Date.now() + freshMinutes * 60_000);
    const actor = staffActor(account, { sessionId, freshUntil });
    await this.acting.as(actor, async (manager) => {
      await manager.query(
        `insert into sessions (id, token_hash, account_id, organisation_id, expires_at, fresh_until)
         values ($1, $2, $3, $4, now() + $5 * interval '1 hour', $6)`,
        [sessionId, sha256(token), account.id, account.organisationId, absoluteHours, freshUntil],
      );
      await this.audit.record(manager, actor, {
        action: 'session.opened',
        subjectKind: 'session',
        subjectId: sessionId,
      });
    });
    return { actor, token };
  }

  /** The passwords of demonstration accounts are printed at the start: they sign in only where the service runs as a demonstration. */
  private mayExist(account: Account): boolean {
    return !account.demonstration || this.config.mode === 'demonstration';
  }

  private async recognise(token: string): Promise<StaffActor | null> {
    return this.acting.atTheDoor(async (manager) => {
      const rows: (Account & { sessionId: string; freshUntil: Date | null; stale: boolean })[] = await manager.query(
        `select a.id, a.organisation_id as "organisationId", a.login, a.display_name as "displayName", a.role, a.demonstration,
                s.id as "sessionId", s.fresh_until as "freshUntil", s.last_seen_at < now() - interval '1 minute' as stale
         from sessions s join accounts a on a.id = s.account_id
         where s.token_hash = $1 and s.revoked_at is null and a.disabled_at is null
           and s.expires_at > now() and s.last_seen_at > now() - $2 * interval '1 minute'`,
        [sha256(token), idleMinutes],
      );
      const account = rows[0];
      if (!account || !this.mayExist(account)) return null;
      if (account.stale)
        await manager.query('update sessions set last_seen_at = now() where id = $1', [account.sessionId]);
      return staffActor(account, account);
    });
  }

  async signOut(actor: StaffActor): Promise<void> {
    await this.acting.as(actor, async (manager) => {
      await manager.query('update sessions set revoked_at = now() where id = $1', [actor.sessionId]);
      await this.audit.record(manager, actor, { action: 'session.closed', subjectKind: 'session' });
    });
  }
}
