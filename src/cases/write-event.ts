import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { StaffActor } from '../access/actor.js';
import { CaseEvent } from './case.entity.js';

type Written = Pick<CaseEvent, 'caseId' | 'kind'> &
  Partial<Pick<CaseEvent, 'fromState' | 'toState' | 'reason' | 'note' | 'about'>>;

/** Adds to the history of a case, in the transaction that does what it says. */
export async function writeEvent(manager: EntityManager, actor: StaffActor, event: Written): Promise<void> {
  await manager.insert(CaseEvent, {
    id: randomUUID(),
    organisationId: actor.organisationId,
    accountId: actor.id,
    ...event,
  });
}
