import { randomUUID } from 'node:crypto';
import { type EntityManager, IsNull } from 'typeorm';
import type { StaffActor } from '../access/actor.js';
import { ReportMember } from '../reports/report.entity.js';
import { Suggestion } from './suggestion.entity.js';

/** As long as a proposal waits, every caseworker of the organisation reaches the report: one of them has to look at it (R6). */
export async function letSecondPersonIn(manager: EntityManager, actor: StaffActor, reportId: string): Promise<void> {
  const everybody = { reportId, via: 'second_review' as const, accountId: IsNull() };
  if (await manager.existsBy(Suggestion, { reportId, state: 'proposed' })) {
    if (await manager.existsBy(ReportMember, everybody)) return;
    await manager.insert(ReportMember, {
      id: randomUUID(),
      reportId,
      organisationId: actor.organisationId,
      accountId: null,
      via: 'second_review',
      grantedBy: actor.id,
    });
    return;
  }
  // Whoever decided keeps what he decided on in reach.
  const decided = { reportId, accountId: actor.id };
  if (actor.role === 'caseworker' && !(await manager.existsBy(ReportMember, decided)))
    await manager.insert(ReportMember, {
      ...decided,
      id: randomUUID(),
      organisationId: actor.organisationId,
      via: 'second_review',
      grantedBy: actor.id,
    });
  await manager.delete(ReportMember, everybody);
}
