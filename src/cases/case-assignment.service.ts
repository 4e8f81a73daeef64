import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import { Account } from '../access/account.entity.js';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { Audit } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { ReportMember } from '../reports/report.entity.js';
import { Case, CaseReport } from './case.entity.js';
import type { AssignmentBody } from './case-bodies.js';
import { lockCase } from './lock-case.js';
import { writeEvent } from './write-event.js';

/**
 * Who works on a case. Supervisors give it to any caseworker, who is let in by that; caseworkers take what is nobody's and hand on what is theirs, to
 * somebody who reaches it already: letting others in is a supervisor's (R6).
 */
@Injectable()
export class CaseAssignment {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem precondition.failed, case.empty, case.assigned_to_other, case.assignee_not_let_in, request.invalid for an account that cannot have it */
  async assign(actor: StaffActor, key: string, id: string, seenRevision: number, body: AssignmentBody): Promise<void> {
    const entry = { action: 'case.assigned', subjectKind: 'case', subjectId: id };
    await this.acting.as(actor, async (manager) => {
      const request = { key, operation: 'assignCase', body: { id, seenRevision, ...body } };
      await this.idempotency.once(manager, actor, request, async () => {
        const found = await lockCase(manager, id, entry, seenRevision);
        const { assignedTo } = found;
        if (actor.role !== 'supervisor' && assignedTo !== null && assignedTo !== actor.id)
          throw new Problem('case.assigned_to_other');
        if (body.account_id !== null) await letIn(manager, actor, id, body.account_id, entry);
        await manager.update(Case, { id }, { assignedTo: body.account_id });
        await writeEvent(manager, actor, {
          caseId: id,
          kind: 'assigned',
          about: body.account_id,
          note: body.note ?? null,
        });
        await this.audit.record(manager, actor, entry);
      });
    });
  }
}

async function letIn(
  manager: EntityManager,
  actor: StaffActor,
  caseId: string,
  accountId: string,
  entry: ConstructorParameters<typeof Denied>[0],
): Promise<void> {
  const { organisationId } = actor;
  const account = await manager.findOneBy(Account, {
    id: accountId,
    organisationId,
    role: In(['caseworker', 'supervisor']),
    disabledAt: IsNull(),
  });
  if (!account) throw new Denied(entry, 'request.invalid', [unknownAccount]);
  if (account.role === 'supervisor') return;
  const reportIds = (await manager.findBy(CaseReport, { caseId })).map(({ reportId }) => reportId);
  const reached: { report_id: string }[] = await manager.query(
    `select distinct report_id from report_members
     where report_id = any($1::uuid[]) and account_id = $2 and (expires_at is null or expires_at > now())`,
    [reportIds, accountId],
  );
  if (actor.role !== 'supervisor') {
    if (reached.length === 0) throw new Problem('case.assignee_not_let_in');
    return;
  }
  const shut = reportIds.filter((reportId) => !reached.some(({ report_id }) => report_id === reportId));
  for (const reportId of shut)
    await manager.insert(ReportMember, {
      id: randomUUID(),
      reportId,
      organisationId,
      accountId,
      via: 'assigned',
      grantedBy: actor.id,
    });
}

const unknownAccount = {
  pointer: '/account_id',
  code: 'account.unknown',
  message: 'This is nobody of your organisation who works on cases.',
};
