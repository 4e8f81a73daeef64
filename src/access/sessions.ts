import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { Audit } from '../audit/audit.js';
import { CONFIG, type Config } from '../config.js';
import { Problem } from '../errors.js';
import { Turns } from '../turns.js';
import { Account } from './account.entity.js';
import { type Actor, actorOf } from './actor.js';

export const SESSION_COOKIE = 'athar_session';
const absoluteHours = 10;
const idleMinutes = 15;
/** argon2id, OWASP's first choice of parameters: 19 MiB, 2 passes, 1 lane. */
const argon2id = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Checks of passwords at a time, and how many may wait: each takes a core for some 30 ms, so the last one waits about two seconds. */
const checksAtOnce = 2;
const checksWaiting = 100;

const sha256 = (text: string) => createHash('sha256').update(text).digest();

export const hashPassword = (password: string) => hash(password, argon2id);

/** Opaque sessions kept in Postgres: a token is worth nothing without its row, so signing out and revoking work at once. */
@Injectable()
export class Sessions {
  private readonly checks = new Turns(checksAtOnce, checksWaiting);
  /** Checked when the account does not exist, so that the answer takes as long either way. */
  private readonly nobody = hashPassword(randomBytes(18).toString('base64'));

  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws Problem access.wrong_credentials, the same for an unknown account, a wrong password and a disabled account. */
  async signIn(login: string, password: string): Promise<{ actor: Actor; token: string }> {
    const account = await this.dataSource.getRepository(Account).findOneBy({ login });
    const stored = account?.passwordHash ?? (await this.nobody);
    const known = await this.checks.take(() => verify(stored, password).catch(() => false));
    const allowed = account && known && !account.disabledAt && this.mayExist(account);
    if (!allowed) {
      await this.audit.record(this.dataSource.manager, null, {
        action: 'session.refused',
        subjectKind: 'session',
        outcome: 'denied',
      });
      throw new Problem('access.wrong_credentials');
    }
    const token = randomBytes(32).toString('base64url');
    const actor = actorOf(account);
    await this.dataSource.transaction(async (manager) => {
      await manager.query(
        `insert into sessions (token_hash, account_id, expires_at) values ($1, $2, now() + $3 * interval '1 hour')`,
        [sha256(token), account.id, absoluteHours],
      );
      await this.audit.record(manager, actor, { action: 'session.opened', subjectKind: 'session' });
    });
    return { actor, token };
  }

  /** The passwords of demonstration accounts are printed at the start: they sign in only where the service runs as a demonstration. */
  private mayExist(account: Account): boolean {
    return !account.demonstration || this.config.mode === 'demonstration';
  }

  async actorOf(request: FastifyRequest): Promise<Actor | null> {
    const token = tokenOf(request);
    if (!token) return null;
    const rows: (Account & { stale: boolean })[] = await this.dataSource.query(
      `select a.id, a.organisation_id as "organisationId", a.login, a.display_name as "displayName", a.role, a.demonstration,
              s.last_seen_at < now() - interval '1 minute' as stale
       from sessions s join accounts a on a.id = s.account_id
       where s.token_hash = $1 and s.revoked_at is null and a.disabled_at is null
         and s.expires_at > now() and s.last_seen_at > now() - $2 * interval '1 minute'`,
      [sha256(token), idleMinutes],
    );
    const account = rows[0];
    if (!account || !this.mayExist(account)) return null;
    if (account.stale) {
      await this.dataSource.query('update sessions set last_seen_at = now() where token_hash = $1', [sha256(token)]);
    }
    return actorOf(account);
  }

  async signOut(actor: Actor, request: FastifyRequest): Promise<void> {
    const token = tokenOf(request);
    if (!token) return;
    await this.dataSource.transaction(async (manager) => {
      await manager.query('update sessions set revoked_at = now() where token_hash = $1', [sha256(token)]);
      await this.audit.record(manager, actor, { action: 'session.closed', subjectKind: 'session' });
    });
  }
}

/** Browsers send the cookie, programs an Authorization header. */
function tokenOf(request: FastifyRequest): string | null {
  const bearer = /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1];
  return bearer ?? request.cookies[SESSION_COOKIE] ?? null;
}
