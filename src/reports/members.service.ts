import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { Account } from '../access/account.entity.js';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { mayBeRead } from '../access/object-checks.js';
import { raiseAlarm } from '../alarms/raise-alarm.js';
import { Audit } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { ReportMember } from './report.entity.js';

/** How long a broken glass lets somebody in, in hours (R17). The database takes no more. */
const glassHours = 4;
/** How long somebody who was let read a case of a special class reads it, in hours (R23). The database takes no more. */
const readingHours = 8;

export interface NewMember {
  account_id: string;
  via: 'assigned' | 'second_review';
  expires_at?: string;
}

/** Which caseworkers reach a report, why and until when (R6). */
@Injectable()
export class Members {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  /** Those who may reach it now; who is no longer one stands in the audit trail. */
  list(actor: StaffActor, reportId: string): Promise<ReportMember[]> {
    return this.acting.as(actor, async (manager) => {
      const members = await manager
        .createQueryBuilder(ReportMember, 'member')
        .where('member.reportId = :reportId and (member.expiresAt is null or member.expiresAt > now())', { reportId })
        .orderBy({ 'member.grantedAt': 'ASC', 'member.id': 'ASC' })
        .getMany();
      await this.audit.record(manager, actor, {
        action: 'report.members-listed',
        subjectKind: 'report',
        subjectId: reportId,
      });
      return members;
    });
  }

  /**
   * Lets a caseworker in. Asked again with the same account and `via`, the newer end counts.
   * @throws Problem request.invalid when the account is not a caseworker of the organisation who can sign in: written down as refused
   */
  add(actor: StaffActor, key: string, reportId: string, member: NewMember): Promise<ReportMember> {
    const entry = { action: 'report.member-added', subjectKind: 'report', subjectId: reportId };
    return this.acting.as(actor, async (manager) => {
      const request = { key, operation: 'addReportMember', body: { reportId, ...member } };
      const { id, replayed } = await this.idempotency.once(manager, actor, request, async (id) => {
        const caseworker = { id: member.account_id, organisationId: actor.organisationId, role: 'caseworker' as const };
        if (!(await manager.existsBy(Account, { ...caseworker, disabledAt: IsNull() }))) throw unknownAccount(entry);
        await manager.delete(ReportMember, { reportId, accountId: member.account_id, via: member.via });
        await manager.insert(ReportMember, {
          id,
          reportId,
          organisationId: actor.organisationId,
          accountId: member.account_id,
          via: member.via,
          grantedBy: actor.id,
          expiresAt: member.expires_at === undefined ? null : new Date(member.expires_at),
        });
        await this.audit.record(manager, actor, entry);
      });
      const stored = await manager.findOneBy(ReportMember, { id });
      // Repeated after somebody took the membership away again.
      if (!stored) throw replayed ? new Problem('idempotency.reused') : new Denied(entry);
      return stored;
    });
  }

  /**
   * Shuts the report for an account, however it came in, and ends the receipts that it gave out for it, with the families' sessions opened
   * by them: whoever kept a number and a secret would otherwise come back as a family. The families get new ones from somebody else.
   */
  remove(actor: StaffActor, reportId: string, accountId: string): Promise<void> {
    const entry = { action: 'report.member-removed', subjectKind: 'report', subjectId: reportId };
    return this.acting.as(actor, async (manager) => {
      // Waits for a receipt that is being given out at this moment, so that it is revoked too.
      await manager.query('select 1 from reports where id = $1 for no key update', [reportId]);
      const { affected } = await manager.delete(ReportMember, { reportId, accountId });
      if (!affected) throw new Denied(entry);
      const [revoked]: [{ id: string }[], number] = await manager.query(
        'update receipts set revoked_at = now() where report_id = $1 and created_by = $2 and revoked_at is null returning id',
        [reportId, accountId],
      );
      for (const { id } of revoked)
        await this.audit.record(manager, actor, { action: 'receipt.revoked', subjectKind: 'receipt', subjectId: id });
      await this.audit.record(manager, actor, entry);
    });
  }

  /**
   * Lets somebody who reaches every report read one of a special class (R23). Let by whoever reads it himself, or by another supervisor: two people know of
   * every reader.
   * @throws Problem read.second_person, request.invalid: written down as refused
   */
  letRead(
    actor: StaffActor,
    key: string,
    reportId: string,
    { account_id: accountId, reason }: { account_id: string; reason: string },
  ): Promise<ReportMember> {
    const entry = { action: 'report.reader-let-in', subjectKind: 'report', subjectId: reportId };
    return this.acting.as(actor, async (manager) => {
      const request = { key, operation: 'letRead', body: { reportId, accountId, reason } };
      const { id, replayed } = await this.idempotency.once(manager, actor, request, async (id) => {
        if (accountId === actor.id || (actor.role !== 'supervisor' && !(await mayBeRead(manager, reportId))))
          throw new Denied(entry, 'read.second_person');
        const role = In(['supervisor', 'disclosure_lead'] as const);
        const { organisationId } = actor;
        if (!(await manager.existsBy(Account, { id: accountId, organisationId, role, disabledAt: IsNull() })))
          throw unknownAccount(entry, 'This is no supervisor and no disclosure lead of your organisation.');
        await manager.query(
          `delete from report_members where report_id = $1 and account_id = $2 and via = 'read_by_two' and (granted_by = $3 or expires_at <= now())`,
          [reportId, accountId, actor.id],
        );
        await manager.query(
          `insert into report_members (id, report_id, organisation_id, account_id, via, reason, granted_by, expires_at)
           values ($1, $2, $3, $4, 'read_by_two', $5, $6, now() + $7 * interval '1 hour')
           on conflict (report_id, account_id, via) where via <> 'break_glass' do nothing`,
          [id, reportId, organisationId, accountId, reason, actor.id, readingHours],
        );
        await this.audit.record(manager, actor, { ...entry, seen: [accountId] });
      });
      // Let in by another one already.
      const stored =
        (await manager.findOneBy(ReportMember, { id })) ??
        (await manager.findOneBy(ReportMember, { reportId, accountId, via: 'read_by_two' }));
      if (!stored) throw replayed ? new Problem('idempotency.reused') : new Denied(entry);
      return stored;
    });
  }

  /**
   * Lets a caseworker into a report of his organisation that is not his, for some hours, for a written reason (R17). Supervisors and
   * auditors get an alarm in the same transaction.
   * @throws Denied for a report of another organisation, and for one that is not there; read.second_person for a case of a special class
   */
  breakGlass(actor: StaffActor, key: string, reportId: string, reason: string): Promise<ReportMember> {
    const entry = { action: 'report.glass-broken', subjectKind: 'report', subjectId: reportId };
    return this.acting.as(actor, async (manager) => {
      const request = { key, operation: 'breakGlass', body: { reportId, reason } };
      const { id } = await this.idempotency.once(manager, actor, request, async (id) => {
        // The report itself cannot be seen yet: the foreign key says whether there is one, now and not only at the commit.
        await manager.query('set constraints report_members_report_id_organisation_id_fkey immediate');
        await manager
          .query(
            `insert into report_members (id, report_id, organisation_id, account_id, via, reason, granted_by, expires_at)
             values ($1, $2, $3, $4, 'break_glass', $5, $4, now() + $6 * interval '1 hour')`,
            [id, reportId, actor.organisationId, actor.id, reason, glassHours],
          )
          .catch((error: { code?: string; constraint?: string }) => {
            if (error.constraint === 'report_members_special_by_a_second_person')
              throw new Denied(entry, 'read.second_person');
            throw error.code === '23503' ? new Denied(entry) : error;
          });
        await raiseAlarm(manager, actor, 'break_glass', { kind: 'report', id: reportId });
        await this.audit.record(manager, actor, entry);
      });
      return manager.findOneByOrFail(ReportMember, { id });
    });
  }
}

/** The same whether the account is another organisation's, has another role, or is not there. */
function unknownAccount(
  entry: ConstructorParameters<typeof Denied>[0],
  message = 'This is not a caseworker of your organisation.',
): Denied {
  return new Denied(entry, 'request.invalid', [{ pointer: '/account_id', code: 'account.unknown', message }]);
}
