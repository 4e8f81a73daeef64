import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { Audit, type AuditEntry } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { Case, CaseReport } from './case.entity.js';
import type { LinkBody } from './case-bodies.js';
import { lockCase, reachedCases } from './lock-case.js';
import { writeEvent } from './write-event.js';

/**
 * Several relatives report one person: their reports stand in one case, each with its own words, consents and people. Nothing is merged. The case that
 * a report was filed with stays behind, empty and closed, with its history, and is the report's own again when the link is taken back.
 */
@Injectable()
export class CaseLinks {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem case.empty, case.wrong_state, case.link_taken, case.has_linked_reports, case.extortion_unreviewed */
  async link(actor: StaffActor, key: string, id: string, body: LinkBody): Promise<void> {
    const entry = { action: 'case.report-linked', subjectKind: 'case', subjectId: id };
    await this.acting.as(actor, async (manager) => {
      const request = { key, operation: 'linkReport', body: { id, ...body } };
      await this.idempotency.once(manager, actor, request, async () => {
        const found = await manager.findOneBy(CaseReport, { reportId: body.report_id });
        if (!found) throw new Denied({ ...entry, subjectKind: 'report', subjectId: body.report_id });
        const { target, own } = await lockBoth(manager, id, found.ownCaseId, entry);
        // Asked again now that nobody else can move it.
        const link = await manager.findOneByOrFail(CaseReport, { reportId: body.report_id });
        if (link.caseId !== link.ownCaseId || link.caseId === id) throw new Problem('case.link_taken');
        if (own.reports !== 1) throw new Problem('case.has_linked_reports');
        if (target.state !== 'open' || own.state !== 'open') throw new Problem('case.wrong_state');
        if (target.contactsHidden || own.contactsHidden) throw new Problem('case.extortion_unreviewed');
        await manager.update(
          CaseReport,
          { reportId: body.report_id },
          { caseId: id, linkedBy: actor.id, linkedAt: new Date(), reason: body.reason },
        );
        await writeEvent(manager, actor, {
          caseId: id,
          kind: 'report_linked',
          about: body.report_id,
          note: body.reason,
        });
        await writeEvent(manager, actor, {
          caseId: own.id,
          kind: 'linked_away',
          fromState: 'open',
          toState: 'closed',
          reason: 'transferred',
          note: body.reason,
          about: id,
        });
        await this.audit.record(manager, actor, entry);
      });
    });
  }

  /** @throws Problem case.wrong_state, case.extortion_unreviewed, case.own_report */
  async unlink(actor: StaffActor, id: string, reportId: string, reason: string): Promise<void> {
    const entry = { action: 'case.report-unlinked', subjectKind: 'case', subjectId: id };
    await this.acting.as(actor, async (manager) => {
      const found = await manager.findOneBy(CaseReport, { reportId, caseId: id });
      if (!found) throw new Denied(entry);
      if (found.ownCaseId === id) throw new Problem('case.own_report');
      const { target } = await lockBoth(manager, id, found.ownCaseId, entry);
      const link = await manager.findOneBy(CaseReport, { reportId, caseId: id });
      if (!link) throw new Denied(entry);
      if (target.state !== 'open') throw new Problem('case.wrong_state');
      if (target.contactsHidden) throw new Problem('case.extortion_unreviewed');
      const caseId = link.ownCaseId;
      await manager.update(CaseReport, { reportId }, { caseId, linkedBy: null, linkedAt: new Date(), reason: null });
      await writeEvent(manager, actor, { caseId: id, kind: 'report_unlinked', about: reportId, note: reason });
      await writeEvent(manager, actor, {
        caseId,
        kind: 'linked_back',
        fromState: 'closed',
        toState: 'open',
        note: reason,
        about: id,
      });
      await this.audit.record(manager, actor, entry);
    });
  }
}

/** Both in the order of their ids, so that two people who link at the same moment wait for each other. */
async function lockBoth(
  manager: EntityManager,
  targetId: string,
  ownId: string,
  entry: AuditEntry,
): Promise<{ target: Case; own: Case }> {
  await reachedCases(manager)
    .andWhere('sought_case.id = any(:ids)', { ids: [targetId, ownId] })
    .orderBy('sought_case.id')
    .setLock('pessimistic_write')
    .getMany();
  const target = await lockCase(manager, targetId, entry);
  const own = await manager.findOneBy(Case, { id: ownId });
  if (!own) throw new Denied(entry);
  return { target, own };
}
