import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Acting } from '../access/acting.js';
import type { FamilyActor } from '../access/actor.js';
import { Callers } from '../access/callers.js';
import { SlowHashes } from '../access/slow-hashes.js';
import { TryLimits } from '../access/try-limits.js';
import { Audit } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { signInFailures } from '../metrics/metric-list.js';
import { countRead } from './count-read.js';

const absoluteHours = 2;
/** Telephones are taken out of hands at checkpoints (security.md C4). */
const idleMinutes = 10;

/** Begins with a zero and is therefore nobody's: what was no number at all is counted and refused like a number that does not exist. */
const nobodysNumber = '000000';

const sha256 = (text: string) => createHash('sha256').update(text).digest();

interface AtTheDoor {
  id: string;
  organisation_id: string;
  report_id: string;
  secret_hash: string;
  revoked: boolean;
  tell_of_tries: boolean;
}

/** Families come back with the number and the secret of their receipt. Unknown, wrong, revoked: nobody can tell which (security.md C2). */
@Injectable()
export class FamilySessions implements OnModuleInit {
  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
    private readonly callers: Callers,
    private readonly hashes: SlowHashes,
    private readonly limits: TryLimits,
  ) {}

  onModuleInit() {
    this.callers.register('atf_', (token) => this.recognise(token));
  }

  /**
   * @param number six digits, or null when what came is not made of digits
   * @param secret 25 digits, or null likewise
   * @param address of who tries; kept as a keyed hash of its network for two days
   * @returns the token, and whether somebody tried so often since the last time that the number was locked
   * @throws Problem receipt.wrong for whatever reason it does not open, access.too_many_tries, service.unavailable
   */
  async open(
    number: string | null,
    secret: string | null,
    address: string,
  ): Promise<{ token: string; expiresAt: Date; somebodyTried: boolean }> {
    const known = number ?? nobodysNumber;
    const attempt = await this.limits.take('receipt', known, address);
    // Every step from here on is the same for a number that exists and for one that does not.
    const receipt = await this.acting.atTheDoor(async (manager) => {
      const [found]: AtTheDoor[] = await manager.query(
        `select id, organisation_id, report_id, secret_hash, revoked_at is not null as revoked, tell_of_tries
         from receipts where request_number = $1`,
        [known],
      );
      return found;
    });
    const fits = await this.hashes.fits(receipt?.secret_hash ?? null, secret ?? '').catch(async (error) => {
      await attempt.notMade();
      throw error;
    });
    if (!receipt || !fits || receipt.revoked) {
      signInFailures.inc({ by: 'receipt' });
      if (attempt.last) await this.markLocked(known);
      await this.acting.writeRefusal(null, { action: 'family_session.refused', subjectKind: 'family_session' });
      throw new Problem('receipt.wrong');
    }
    // The wrong tries before it stay counted: a count that began anew would tell a stranger that the family was here.
    await attempt.notMade();
    return this.begin(receipt);
  }

  private async markLocked(number: string): Promise<void> {
    await this.acting.atTheDoor((manager) =>
      manager.query('update receipts set tell_of_tries = true where request_number = $1', [number]),
    );
    await this.acting.writeRefusal(null, { action: 'receipt.locked', subjectKind: 'receipt' });
  }

  private async begin(receipt: AtTheDoor) {
    const token = `atf_${randomBytes(32).toString('base64url')}`;
    const expiresAt = new Date(Date.now() + absoluteHours * 3_600_000);
    const actor = familyActor(receipt.id, receipt.organisation_id, receipt.report_id);
    await this.acting.as(actor, async (manager) => {
      const id = randomUUID();
      await manager.query(
        `insert into family_sessions (id, token_hash, receipt_id, organisation_id, expires_at) values ($1, $2, $3, $4, $5)`,
        [id, sha256(token), actor.id, actor.organisationId, expiresAt],
      );
      await manager.query('update receipts set last_used_at = now(), tell_of_tries = false where id = $1', [actor.id]);
      await this.audit.record(manager, actor, {
        action: 'family_session.opened',
        subjectKind: 'family_session',
        subjectId: id,
      });
    });
    return { token, expiresAt, somebodyTried: receipt.tell_of_tries };
  }

  private async recognise(token: string): Promise<FamilyActor | null> {
    return this.acting.atTheDoor(async (manager) => {
      const [found]: { id: string; receipt_id: string; organisation_id: string; report_id: string; stale: boolean }[] =
        await manager.query(
          `select s.id, s.receipt_id, r.organisation_id, r.report_id, s.last_seen_at < now() - interval '1 minute' as stale
           from family_sessions s join receipts r on r.id = s.receipt_id
           where s.token_hash = $1 and s.ended_at is null and r.revoked_at is null
             and s.expires_at > now() and s.last_seen_at > now() - $2 * interval '1 minute'`,
          [sha256(token), idleMinutes],
        );
      if (!found) return null;
      if (found.stale) await manager.query('update family_sessions set last_seen_at = now() where id = $1', [found.id]);
      return familyActor(found.receipt_id, found.organisation_id, found.report_id);
    });
  }

  /**
   * Before what cannot be undone: whoever holds the telephone types the code once more. Counted like a sign-in.
   * @param secret 25 digits, or null when what came is not made of them
   * @throws Problem receipt.wrong, access.too_many_tries, service.unavailable
   */
  async proveAgain(actor: FamilyActor, secret: string | null, address: string): Promise<void> {
    const [receipt]: { request_number: string; secret_hash: string }[] = await this.acting.as(actor, (manager) =>
      manager.query('select request_number, secret_hash from receipts where id = $1 and revoked_at is null', [
        actor.id,
      ]),
    );
    if (!receipt) throw new Problem('access.sign_in');
    const attempt = await this.limits.take('receipt', receipt.request_number, address);
    const fits = await this.hashes.fits(receipt.secret_hash, secret ?? '').catch(async (error) => {
      await attempt.notMade();
      throw error;
    });
    if (!fits) {
      if (attempt.last) await this.markLocked(receipt.request_number);
      await this.acting.writeRefusal(actor, {
        action: 'receipt.not_proved',
        subjectKind: 'receipt',
        subjectId: actor.id,
      });
      throw new Problem('receipt.wrong');
    }
    await attempt.notMade();
  }

  /** Says that the session lives, as far as a page needs to know. @throws Problem request.too_often */
  async look(actor: FamilyActor): Promise<void> {
    await this.acting.as(actor, (manager) => countRead(manager, actor));
  }

  /** Ends this session; other relatives, and other telephones with the same receipt, keep theirs. */
  async end(actor: FamilyActor, token: string): Promise<void> {
    await this.acting.as(actor, async (manager) => {
      await manager.query('update family_sessions set ended_at = now() where token_hash = $1 and ended_at is null', [
        sha256(token),
      ]);
      await this.audit.record(manager, actor, { action: 'family_session.ended', subjectKind: 'family_session' });
    });
  }
}

const familyActor = (receiptId: string, organisationId: string, reportId: string): FamilyActor => ({
  kind: 'family',
  role: 'family',
  id: receiptId,
  organisationId,
  reportId,
});
