import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { raiseAlarm } from '../alarms/raise-alarm.js';
import { Audit } from '../audit/audit.js';
import { CONFIG, type Config } from '../config.js';
import { Problem } from '../errors.js';
import { KeyRingFile } from '../keys/key-ring-file.js';
import type { Account, WorkingAccount } from './account.entity.js';
import { Acting } from './acting.js';
import { type StaffActor, staffActor } from './actor.js';
import { Callers } from './callers.js';
import { networkOf } from './networks.js';

const absoluteHours = 10;
const idleMinutes = 15;
const freshMinutes = 5;

const sha256 = (text: string) => createHash('sha256').update(text).digest();
const newToken = () => `ats_${randomBytes(32).toString('base64url')}`;

/** A session that was just opened, or proven anew. The token is known to nobody else and stored nowhere. */
export interface OpenedSession {
  actor: StaffActor;
  token: string;
}

export interface SessionView {
  id: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
}

/**
 * Opaque sessions kept in Postgres: a token is worth nothing without its row, which every request asks for, so signing out and revoking
 * work at once. A session belongs to the network that opened it: from another one it is ended, as one that somebody took along.
 */
@Injectable()
export class Sessions implements OnModuleInit {
  constructor(
    private readonly acting: Acting,
    private readonly callers: Callers,
    private readonly audit: Audit,
    private readonly keys: KeyRingFile,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit() {
    this.callers.register('ats_', (token, request) => this.recognise(token, request.ip));
  }

  /** The passwords of demonstration accounts are printed at the start: they sign in only where the service runs as a demonstration. */
  mayExist(account: Pick<Account, 'demonstration' | 'disabledAt'>): boolean {
    return account.disabledAt === null && (!account.demonstration || this.config.mode === 'demonstration');
  }

  /** Who has no role may set up how he will sign in, and not sign in yet. */
  mayWork<A extends Account>(account: A): account is A & WorkingAccount {
    return account.role !== null && this.mayExist(account);
  }

  /**
   * For somebody who has just proven who he is, in his own transaction (`Acting.as`). Always a new token, never one that was sent to us.
   * The caller writes it down.
   */
  async open(manager: EntityManager, account: WorkingAccount, address: string): Promise<OpenedSession> {
    const token = newToken();
    const sessionId = randomUUID();
    const freshUntil = inFreshMinutes();
    await manager.query(
      `insert into sessions (id, token_hash, network_hash, account_id, organisation_id, expires_at, fresh_until)
       values ($1, $2, $3, $4, $5, now() + $6 * interval '1 hour', $7)`,
      [
        sessionId,
        sha256(token),
        this.networkHashes(sessionId, address)[0],
        account.id,
        account.organisationId,
        absoluteHours,
        freshUntil,
      ],
    );
    return { actor: staffActor(account, { sessionId, freshUntil }), token };
  }

  /** After a new proof: fresh for five minutes, under a new token (ASVS 5.0, 7.2.4). Its end stays where it was. */
  async renew(manager: EntityManager, actor: StaffActor): Promise<OpenedSession> {
    const token = newToken();
    const freshUntil = inFreshMinutes();
    const [, renewed]: [unknown, number] = await manager.query(
      'update sessions set token_hash = $2, fresh_until = $3 where id = $1 and revoked_at is null',
      [actor.sessionId, sha256(token), freshUntil],
    );
    if (renewed === 0) throw new Problem('access.sign_in');
    return { actor: { ...actor, freshUntil }, token };
  }

  /** Who signs in where somebody is signed in already takes his place: the older session is ended. */
  async endByToken(token: string): Promise<void> {
    await this.acting.atTheDoor((manager) =>
      manager.query('update sessions set revoked_at = now() where token_hash = $1 and revoked_at is null', [
        sha256(token),
      ]),
    );
  }

  async signOut(actor: StaffActor): Promise<void> {
    await this.acting.as(actor, async (manager) => {
      await manager.query('update sessions set revoked_at = now() where id = $1', [actor.sessionId]);
      await this.audit.record(manager, actor, {
        action: 'session.closed',
        subjectKind: 'session',
        subjectId: actor.sessionId ?? undefined,
      });
    });
  }

  /** One's own that can still be used, newest first. */
  async listOwn(actor: StaffActor): Promise<SessionView[]> {
    return this.acting.as(actor, (manager) =>
      manager.query(
        `select id, created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt" from sessions
         where account_id = $1 and ${live} order by created_at desc, id`,
        [actor.id],
      ),
    );
  }

  /** @throws Problem access.not_found when it is none of one's own that can still be used */
  async endOwn(actor: StaffActor, id: string): Promise<void> {
    await this.acting.as(actor, async (manager) => {
      const [, ended]: [unknown, number] = await manager.query(
        `update sessions set revoked_at = now() where id = $1 and account_id = $2 and ${live}`,
        [id, actor.id],
      );
      if (ended === 0) throw new Problem('access.not_found');
      await this.audit.record(manager, actor, { action: 'session.ended', subjectKind: 'session', subjectId: id });
    });
  }

  async endAllOwn(actor: StaffActor): Promise<void> {
    await this.acting.as(actor, async (manager) => {
      await this.endAllOf(manager, actor.id);
      await this.audit.record(manager, actor, {
        action: 'sessions.ended',
        subjectKind: 'account',
        subjectId: actor.id,
      });
    });
  }

  /** In the transaction of whoever may: an administrator, or the account itself. From the commit on none of them is taken any more. */
  async endAllOf(manager: EntityManager, accountId: string, except: string | null = null): Promise<void> {
    await manager.query(
      'update sessions set revoked_at = now() where account_id = $1 and revoked_at is null and id is distinct from $2',
      [accountId, except],
    );
  }

  /** @throws Problem access.session_moved when it comes from another network: then it is ended */
  private async recognise(token: string, address: string): Promise<StaffActor | null> {
    const found = await this.acting.atTheDoor(async (manager) => {
      const rows: (WorkingAccount & FoundSession)[] = await manager.query(
        `select a.id, a.organisation_id as "organisationId", a.login, a.display_name as "displayName", a.role, a.demonstration,
                a.disabled_at as "disabledAt", sessions.id as "sessionId", fresh_until as "freshUntil", network_hash as "networkHash",
                last_seen_at < now() - interval '1 minute' as stale
         from sessions join accounts a on a.id = account_id where token_hash = $1 and a.role is not null and ${live}`,
        [sha256(token)],
      );
      const [row] = rows;
      if (!row || !this.mayExist(row)) return null;
      const moved = !this.networkHashes(row.sessionId, address).some((hash) => row.networkHash.equals(hash));
      if (row.stale && !moved)
        await manager.query('update sessions set last_seen_at = now() where id = $1', [row.sessionId]);
      return { actor: staffActor(row, { sessionId: row.sessionId, freshUntil: row.freshUntil }), moved };
    });
    if (found?.moved) return this.endMoved(found.actor);
    return found?.actor ?? null;
  }

  private async endMoved(actor: StaffActor & { sessionId: string | null }): Promise<never> {
    await this.acting.as(actor, async (manager) => {
      await manager.query('update sessions set revoked_at = now() where id = $1', [actor.sessionId]);
      // A token that was stolen, or a laptop that was carried to another place: somebody has to ask which.
      if (actor.sessionId !== null)
        await raiseAlarm(manager, actor, 'session_moved', { kind: 'session', id: actor.sessionId });
      await this.audit.record(manager, actor, {
        action: 'session.moved',
        subjectKind: 'session',
        subjectId: actor.sessionId ?? undefined,
        outcome: 'denied',
      });
    });
    throw new Problem('access.session_moved');
  }

  /** With the session's id in it, so that the column does not tell who works in the same place. By the newest key first. */
  private networkHashes(sessionId: string, address: string): Buffer[] {
    const hashes = this.keys.current().macs('network', 'session', sessionId, networkOf(address));
    return hashes.map(({ digest }) => digest);
  }
}

interface FoundSession {
  sessionId: string;
  freshUntil: Date | null;
  networkHash: Buffer;
  stale: boolean;
}

const live = `revoked_at is null and expires_at > now() and last_seen_at > now() - interval '${idleMinutes} minutes'`;

const inFreshMinutes = () => new Date(Date.now() + freshMinutes * 60_000);
