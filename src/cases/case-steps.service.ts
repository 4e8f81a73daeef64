import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { Audit } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { Doorbell } from '../jobs/doorbell.js';
import { Case, CaseHold, CaseReport } from './case.entity.js';
import type { StepBody } from './case-bodies.js';
import { lockCase } from './lock-case.js';
import { type CaseState, nextCaseState, transitions } from './transitions.js';
import { writeEvent } from './write-event.js';

/** Moves a case from one state to the next. Its reports follow, and are compared or rest accordingly; nobody is told anything. */
@Injectable()
export class CaseSteps {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly doorbell: Doorbell,
  ) {}

  /**
   * @throws Problem case.reason_missing, case.closing_reason_missing, precondition.failed, case.empty, case.wrong_state, case.supervisor_only,
   *   case.hold_same_person, case.extortion_unreviewed
   */
  async step(actor: StaffActor, key: string, id: string, seenRevision: number, body: StepBody): Promise<void> {
    requireGrounds(body);
    const entry = { action: `case.${body.action}`, subjectKind: 'case', subjectId: id };
    const reportIds = await this.acting.as(actor, async (manager) => {
      const request = { key, operation: 'stepCase', body: { id, seenRevision, ...body } };
      await this.idempotency.once(manager, actor, request, async () => {
        const found = await lockCase(manager, id, entry, seenRevision);
        const to = nextCaseState(found.state, body.action, found.stateBefore.at(-1));
        if (!to) throw new Problem('case.wrong_state');
        if (transitions[body.action].who === 'supervisor' && actor.role !== 'supervisor')
          throw new Denied(entry, 'case.supervisor_only');
        if (body.action === 'hold') await setHold(manager, actor, id, body.reason ?? '');
        if (body.action === 'lift_hold') await liftHold(manager, actor, found, body.reason ?? '', entry);
        await moveCase(manager, actor, found, { ...body, to });
        await this.audit.record(manager, actor, entry);
      });
      return reportIdsOf(manager, id);
    });
    await this.doorbell.ring('reports.match', reportIds);
  }
}

/** Those of its reports that the actor reaches. */
const reportIdsOf = async (manager: EntityManager, caseId: string): Promise<string[]> =>
  (await manager.findBy(CaseReport, { caseId })).map(({ reportId }) => reportId);

/** Puts a case into its next state, and writes that down. The database refuses what is no step of a case. */
export async function moveCase(
  manager: EntityManager,
  actor: StaffActor,
  from: Case,
  step: Pick<StepBody, 'action' | 'reason' | 'closing_reason'> & { to: CaseState },
): Promise<void> {
  const closing = step.action === 'close' ? { closingReason: step.closing_reason } : {};
  await manager.update(Case, { id: from.id }, { state: step.to, ...closing });
  await writeEvent(manager, actor, {
    caseId: from.id,
    kind: step.action,
    fromState: from.state,
    toState: step.to,
    reason: step.closing_reason ?? null,
    note: step.reason ?? null,
  });
}

export async function setHold(manager: EntityManager, actor: StaffActor, caseId: string, reason: string) {
  const { organisationId, id: setBy } = actor;
  await manager.insert(CaseHold, { id: randomUUID(), caseId, organisationId, setBy, reason });
}

async function liftHold(
  manager: EntityManager,
  actor: StaffActor,
  { id: caseId, contactsHidden }: Case,
  reason: string,
  entry: ConstructorParameters<typeof Denied>[0],
): Promise<void> {
  if (contactsHidden) throw new Problem('case.extortion_unreviewed');
  const hold = await manager.findOneByOrFail(CaseHold, { caseId, liftedAt: IsNull() });
  if (hold.setBy === actor.id) throw new Denied(entry, 'case.hold_same_person');
  const lifted = { liftedBy: actor.id, liftedAt: new Date(), liftReason: reason };
  await manager.update(CaseHold, { id: hold.id }, lifted);
}

function requireGrounds({ action, reason, closing_reason }: StepBody): void {
  const { needs } = transitions[action];
  if (needs === 'reason' && reason === undefined)
    throw new Problem('case.reason_missing', undefined, [
      { pointer: '/reason', code: 'field.missing', message: 'Write why, for those who come after you.' },
    ]);
  if (needs === 'closing_reason' && closing_reason === undefined)
    throw new Problem('case.closing_reason_missing', undefined, [
      { pointer: '/closing_reason', code: 'field.missing', message: 'Choose why the case is closed.' },
    ]);
  if (needs !== 'closing_reason' && closing_reason !== undefined)
    throw new Problem('request.invalid', undefined, [
      { pointer: '/closing_reason', code: 'field.unknown', message: 'Only closing has a closing reason.' },
    ]);
}
