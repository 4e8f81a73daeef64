import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { Audit } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { changeDisclosure } from './change-disclosure.js';
import { type Disclosure, DisclosureAttempt } from './disclosure.entity.js';
import type { StepBody } from './disclosure-body.js';
import { lockDisclosure } from './disclosures.service.js';
import { askGuards, type GuardCode } from './guards.js';
import { readGuardFacts } from './read-guard-facts.js';
import { type DisclosureAction, type DisclosureState, nextDisclosureState } from './transitions.js';

export interface Seen {
  key: string;
  /** The revision that was on the screen. */
  revision: number;
}

const eventOf: Record<DisclosureAction, string> = {
  plan: 'planned',
  approve: 'approved',
  return: 'returned',
  drop: 'dropped',
  attempt: 'attempted',
  deliver: 'delivered',
  decline: 'declined_to_know',
  defer: 'deferred',
  give_up_reaching: 'unreachable',
  follow_up: 'followed_up',
  take_up: 'taken_up',
  transfer: 'transferred',
};

/** Where a disclosure goes from its plan, step by step. None of the steps sends anything: they say what people do. */
@Injectable()
export class DisclosureSteps {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  /**
   * The second person. Every guard is asked in this transaction.
   * @throws Problem disclosure.same_person, disclosure.guards_unmet, disclosure.wrong_state, precondition.failed
   */
  approve(actor: StaffActor, id: string, seen: Seen, note?: string) {
    return this.step(actor, id, 'approve', seen, { note }, async (manager, disclosure, to) => {
      if (disclosure.proposedBy === actor.id) throw new Problem('disclosure.same_person');
      const approver = { id: actor.id, isDisclosureLead: actor.role === 'disclosure_lead' };
      const fields = await requireGuards(manager, disclosure, approver);
      const columns = { approvedBy: actor.id, approvedAt: new Date() };
      await changeDisclosure(manager, actor, disclosure, { kind: eventOf.approve, to, fields, note, columns });
    });
  }

  /**
   * Somebody is about to tell, and asks whether he still may: written before the call.
   * @throws Problem disclosure.guards_unmet, disclosure.wrong_state, precondition.failed
   */
  attempt(actor: StaffActor, id: string, seen: Seen, note?: string) {
    return this.step(actor, id, 'attempt', seen, { note }, async (manager, disclosure, to) => {
      const fields = await requireGuards(manager, disclosure);
      const change = { kind: eventOf.attempt, to, fields, note };
      const revision = await changeDisclosure(manager, actor, disclosure, change);
      await manager.insert(DisclosureAttempt, {
        id: randomUUID(),
        disclosureId: disclosure.id,
        organisationId: disclosure.organisationId,
        revision,
        channel: disclosure.channel!,
        madeBy: actor.id,
        note: note ?? null,
      });
    });
  }

  /** @throws Problem disclosure.wrong_state, precondition.failed */
  take(actor: StaffActor, id: string, seen: Seen, body: StepBody) {
    const { action } = body;
    return this.step(actor, id, action, seen, body, async (manager, disclosure, to) => {
      const reason = 'reason' in body ? body.reason : undefined;
      const note = 'note' in body ? body.note : undefined;
      const columns = columnsOf(actor, body, to);
      await changeDisclosure(manager, actor, disclosure, { kind: eventOf[action], to, reason, note, columns });
    });
  }

  /**
   * A supervisor agrees to a plan about a case of a special class (R23).
   * @throws Problem disclosure.same_person, disclosure.wrong_state, precondition.failed
   */
  supervise(actor: StaffActor, id: string, seen: Seen, note?: string) {
    return this.locked(actor, id, 'disclosure.supervised', seen, { note }, async (manager, disclosure) => {
      if (disclosure.state !== 'planned') throw new Problem('disclosure.wrong_state');
      if (disclosure.proposedBy === actor.id) throw new Problem('disclosure.same_person');
      const columns = { supervisorId: actor.id, supervisedAt: new Date() };
      await changeDisclosure(manager, actor, disclosure, { kind: 'supervised', to: 'planned', note, columns });
    });
  }

  private step(
    actor: StaffActor,
    id: string,
    action: DisclosureAction,
    seen: Seen,
    body: object,
    work: (manager: EntityManager, disclosure: Disclosure, to: DisclosureState) => Promise<void>,
  ) {
    return this.locked(actor, id, `disclosure.${eventOf[action]}`, seen, body, async (manager, disclosure) => {
      const to = nextDisclosureState(disclosure.state, action);
      if (!to) throw new Problem('disclosure.wrong_state');
      await work(manager, disclosure, to);
    });
  }

  private locked(
    actor: StaffActor,
    id: string,
    action: string,
    seen: Seen,
    body: object,
    work: (manager: EntityManager, disclosure: Disclosure) => Promise<void>,
  ): Promise<{ replayed: boolean }> {
    const entry = { action, subjectKind: 'disclosure', subjectId: id };
    const request = { key: seen.key, operation: `${action} ${id}`, body: { ...body, revision: seen.revision } };
    return this.acting.as(actor, (manager) =>
      this.idempotency.once(manager, actor, request, async () => {
        const disclosure = await lockDisclosure(manager, id);
        if (!disclosure) throw new Denied(entry);
        if (disclosure.revision !== seen.revision) throw new Problem('precondition.failed');
        await work(manager, disclosure);
        await this.audit.record(manager, actor, entry);
      }),
    );
  }
}

/** What was approved does not count for what is planned anew; and whoever plans anew proposes it. */
function columnsOf(actor: StaffActor, body: StepBody, to: DisclosureState): Partial<Disclosure> {
  if (to === 'not_planned') return unapproved;
  if (to === 'planned') return { ...unapproved, proposedBy: actor.id, proposedAt: new Date(), ownerBody: 'operator' };
  return body.action === 'transfer' ? { ownerBody: body.owner_body } : {};
}
const unapproved = { approvedBy: null, approvedAt: null, supervisorId: null, supervisedAt: null };

/** @returns the guards that were asked, all of them met */
async function requireGuards(
  manager: EntityManager,
  disclosure: Disclosure,
  approver?: { id: string; isDisclosureLead: boolean },
): Promise<GuardCode[]> {
  const { facts } = await readGuardFacts(manager, disclosure, approver);
  const asked = askGuards(facts);
  const unmet = asked.filter(({ met }) => !met);
  if (unmet.length > 0)
    throw new Problem(
      'disclosure.guards_unmet',
      undefined,
      unmet.map(({ code, says }) => ({ code: `guard.${code}`, message: says })),
    );
  return asked.map(({ code }) => code);
}
