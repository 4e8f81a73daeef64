import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { SlowHashes } from '../access/slow-hashes.js';
import { TryLimits } from '../access/try-limits.js';
import { Audit } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { grouped, newSecret } from './receipt-digits.js';
import { type NewReceipt, storeReceipt } from './store-receipt.js';

export interface ReceiptView {
  id: string;
  request_number: string;
  reporter_id: string;
  /** The account that gave it out; null: the family got it by filing. */
  issued_by: string | null;
  issued_at: string;
  /** The day only: caseworkers need no more. The audit trail says when a receipt looked. */
  last_used_on: string | null;
  locked: boolean;
  revoked_at: string | null;
}

/** Gives out, lists, revokes and unlocks what families come back with. Staff sees the numbers, and the secret once. */
@Injectable()
export class ReceiptsService {
  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
    private readonly hashes: SlowHashes,
    private readonly limits: TryLimits,
    private readonly idempotency: Idempotency,
  ) {}

  /**
   * Makes a receipt for a report.
   * @returns the secret in groups of five digits, or null when the key was used before: it is shown once, and nobody can look it up.
   * @throws Problem request.invalid (reporter.unknown) when the reporter is not one of this report's
   * @throws Denied when the actor is in by a broken glass alone: he would keep what ends after some hours (R6, R17)
   */
  async issue(
    actor: StaffActor,
    key: string,
    reportId: string,
    reporterId: string,
  ): Promise<{ id: string; requestNumber: string; secret: string | null }> {
    const secret = newSecret();
    const secretHash = await this.hashes.make(secret);
    return this.acting.as(actor, async (manager) => {
      await requireToStay(manager, actor, reportId);
      let requestNumber = '';
      const body = { report: reportId, reporter: reporterId };
      const { id, replayed } = await this.idempotency.once(
        manager,
        actor,
        { key, operation: 'issueReceipt', body },
        async (newId) => {
          await requireReporter(manager, reportId, reporterId);
          const receipt: NewReceipt = { id: newId, reportId, reporterId, secretHash, createdBy: actor.id };
          requestNumber = await storeReceipt(manager, actor, receipt);
          await this.audit.record(manager, actor, {
            action: 'receipt.issued',
            subjectKind: 'receipt',
            subjectId: newId,
          });
        },
      );
      if (!replayed) return { id, requestNumber, secret: grouped(secret) };
      const [first] = await receiptsOf(manager, reportId, id);
      return { id, requestNumber: first.request_number, secret: null };
    });
  }

  /** All receipts of a report, revoked ones too, oldest first. */
  async list(actor: StaffActor, reportId: string): Promise<ReceiptView[]> {
    const receipts = await this.acting.as(actor, async (manager) => {
      const found = await receiptsOf(manager, reportId);
      await this.audit.record(manager, actor, {
        action: 'receipts.listed',
        subjectKind: 'report',
        subjectId: reportId,
      });
      return found;
    });
    return this.withLocks(receipts);
  }

  /** Ends a receipt and every session that was opened with it, at once and for good. Doing it again changes nothing. */
  async revoke(actor: StaffActor, reportId: string, id: string): Promise<void> {
    await this.acting.as(actor, async (manager) => {
      await requireReceipt(manager, 'receipt.revoked', reportId, id);
      await manager.query('update receipts set revoked_at = coalesce(revoked_at, now()) where id = $1', [id]);
      await this.audit.record(manager, actor, { action: 'receipt.revoked', subjectKind: 'receipt', subjectId: id });
    });
  }

  /** Lets a number in again that too many tries had locked. The family is told of them when it next signs in. */
  async unlock(actor: StaffActor, key: string, reportId: string, id: string): Promise<ReceiptView> {
    const request = { key, operation: 'unlockReceipt', body: { receipt: id } };
    const stored = await this.acting.as(actor, async (manager) => {
      const receipt = await requireReceipt(manager, 'receipt.unlocked', reportId, id);
      await this.idempotency.once(manager, actor, request, () =>
        this.audit.record(manager, actor, { action: 'receipt.unlocked', subjectKind: 'receipt', subjectId: id }),
      );
      return receipt;
    });
    await this.limits.release('receipt', stored.request_number);
    return view(stored, false);
  }

  /** In a transaction of its own: counts of tries are kept at the door, for numbers that exist and for others. */
  private async withLocks(receipts: StoredReceipt[]): Promise<ReceiptView[]> {
    const views: ReceiptView[] = [];
    for (const receipt of receipts)
      views.push(view(receipt, await this.limits.isLocked('receipt', receipt.request_number)));
    return views;
  }
}

interface StoredReceipt {
  id: string;
  request_number: string;
  reporter_id: string;
  created_by: string | null;
  created_at: Date;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

const view = (receipt: StoredReceipt, locked: boolean): ReceiptView => ({
  id: receipt.id,
  request_number: receipt.request_number,
  reporter_id: receipt.reporter_id,
  issued_by: receipt.created_by,
  issued_at: receipt.created_at.toISOString(),
  last_used_on: receipt.last_used_at?.toISOString().slice(0, 10) ?? null,
  locked,
  revoked_at: receipt.revoked_at?.toISOString() ?? null,
});

/** All receipts of a report, oldest first, or the one with this id. */
const receiptsOf = (manager: EntityManager, reportId: string, id: string | null = null): Promise<StoredReceipt[]> =>
  manager.query(
    `select id, request_number, reporter_id, created_by, created_at, last_used_at, revoked_at from receipts
     where report_id = $1 and ($2::uuid is null or id = $2) order by created_at, id`,
    [reportId, id],
  );

/** The guard has asked for the report; a receipt of another report is as good as none. */
async function requireReceipt(
  manager: EntityManager,
  action: string,
  reportId: string,
  id: string,
): Promise<StoredReceipt> {
  const [receipt] = await receiptsOf(manager, reportId, id);
  if (!receipt) throw new Denied({ action, subjectKind: 'receipt', subjectId: id });
  return receipt;
}

/** Holds the report, so that whoever removes this member or this person from it waits and finds the receipt. */
async function requireToStay(manager: EntityManager, actor: StaffActor, reportId: string): Promise<void> {
  await manager.query('select 1 from reports where id = $1 for share', [reportId]);
  if (actor.role === 'supervisor') return;
  const member: unknown[] = await manager.query(
    `select 1 from report_members
     where report_id = $1 and (account_id = $2 or account_id is null) and via <> 'break_glass' and (expires_at is null or expires_at > now())`,
    [reportId, actor.id],
  );
  if (member.length === 0) throw new Denied({ action: 'receipt.issued', subjectKind: 'report', subjectId: reportId });
}

async function requireReporter(manager: EntityManager, reportId: string, reporterId: string): Promise<void> {
  const found: unknown[] = await manager.query(
    'select 1 from reporters where id = $1 and report_id = $2 and removed_at is null',
    [reporterId, reportId],
  );
  if (found.length > 0) return;
  throw new Problem('request.invalid', undefined, [
    { pointer: '/reporter_id', code: 'reporter.unknown', message: 'Nobody of this report has this id.' },
  ]);
}
