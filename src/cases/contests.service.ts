import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { reaches } from '../access/object-checks.js';
import { Audit } from '../audit/audit.js';
import { DetentionRecord } from '../detention-records/detention-record.entity.js';
import { Problem } from '../errors.js';
import { decodeCursor, encodeCursor } from '../views.js';
import { Contest, ContestEvent } from './contest.entity.js';
import {
  type ContestState,
  contestTransitions,
  freezingStates,
  type Identity,
  nextContestState,
} from './contest-transitions.js';
import type { ContestBody, ContestView } from './contest-views.js';
import { restingOn } from './contested-things.js';
import { lockCase } from './lock-case.js';
import { staffNames } from './staff-names.js';
import { writeEvent } from './write-event.js';

export interface ContestFilter {
  state?: ContestState;
  case_id?: string;
  detention_record_id?: string;
  limit: number;
  cursor?: string;
}

export interface ContestStep {
  action: keyof typeof contestTransitions;
  identity?: Identity;
  note: string;
}

/** Anybody's word against a record or a case: one person checks who says so, a second one decides, and until then nothing is decided upon it (R15). */
@Injectable()
export class Contests {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  takeDown(actor: StaffActor, key: string, body: ContestBody): Promise<ContestView> {
    const subject = body.case_id
      ? { subjectKind: 'case', subjectId: body.case_id }
      : { subjectKind: 'detention_record', subjectId: body.detention_record_id };
    const entry = { action: 'contest.taken-down', ...subject };
    return this.acting.as(actor, async (manager) => {
      const request = { key, operation: 'takeDownContest', body };
      const { id } = await this.idempotency.once(manager, actor, request, async (contestId) => {
        if (body.case_id) await lockCase(manager, body.case_id, entry);
        else if (!(await manager.existsBy(DetentionRecord, { id: body.detention_record_id }))) throw new Denied(entry);
        await manager.insert(Contest, {
          id: contestId,
          organisationId: actor.organisationId,
          detentionRecordId: body.detention_record_id ?? null,
          caseId: body.case_id ?? null,
          claim: body.claim,
          told: body.told,
          takenBy: actor.id,
        });
        await writeStep(manager, actor, contestId, { kind: 'take_down', fromState: null, toState: 'taken_down' });
        if (body.case_id)
          await writeEvent(manager, actor, { caseId: body.case_id, kind: 'contested', about: contestId });
        await this.audit.record(manager, actor, { ...entry, seen: [contestId] });
      });
      const [view] = await views(manager, [await manager.findOneByOrFail(Contest, { id })]);
      return view;
    });
  }

  /** @throws Problem precondition.failed, contest.wrong_state, contest.same_person (written down as refused) */
  step(actor: StaffActor, key: string, id: string, seenRevision: number, step: ContestStep): Promise<ContestView> {
    const { action, identity, note } = step;
    const entry = { action: `contest.${action}`, subjectKind: 'contest', subjectId: id };
    return this.acting.as(actor, async (manager) => {
      const request = { key, operation: 'stepContest', body: { id, seenRevision, ...step } };
      await this.idempotency.once(manager, actor, request, async () => {
        const found = await reachedContests(manager)
          .andWhere('contest.id = :id', { id })
          .setLock('pessimistic_write')
          .getOne();
        if (!found) throw new Denied(entry);
        if (found.revision !== seenRevision) throw new Problem('precondition.failed');
        const to = nextContestState(found.state, action);
        if (!to) throw new Problem('contest.wrong_state');
        if (contestTransitions[action].secondPerson && found.identityCheckedBy === actor.id)
          throw new Denied(entry, 'contest.same_person');
        await manager.update(Contest, { id }, { state: to, ...columnsOf(actor, step) });
        await writeStep(manager, actor, id, {
          kind: action,
          fromState: found.state,
          toState: to,
          identity: identity ?? null,
          note,
        });
        if (found.caseId)
          await writeEvent(manager, actor, {
            caseId: found.caseId,
            kind: 'contest_changed',
            about: id,
            reason: action,
          });
        await this.audit.record(manager, actor, entry);
      });
      const [view] = await views(manager, [await manager.findOneByOrFail(Contest, { id })]);
      return view;
    });
  }

  /** Newest first. */
  list(actor: StaffActor, filter: ContestFilter): Promise<{ items: ContestView[]; next: string | null }> {
    const after = decodeCursor(filter.cursor, ['time', 'id']);
    return this.acting.as(actor, async (manager) => {
      const query = reachedContests(manager)
        .orderBy({ 'contest.takenAt': 'DESC', 'contest.id': 'DESC' })
        .limit(filter.limit + 1);
      if (filter.state) query.andWhere('contest.state = :state', { state: filter.state });
      if (filter.case_id) query.andWhere('contest.caseId = :caseId', { caseId: filter.case_id });
      if (filter.detention_record_id)
        query.andWhere('contest.detentionRecordId = :recordId', { recordId: filter.detention_record_id });
      if (after)
        query.andWhere('(contest.takenAt, contest.id) < (cast(:at as timestamptz), cast(:id as uuid))', {
          at: after[0],
          id: after[1],
        });
      const found = await query.getMany();
      const shown = found.slice(0, filter.limit);
      const items = await views(manager, shown);
      await this.audit.record(manager, actor, {
        action: 'contests.listed',
        subjectKind: 'contest',
        seen: shown.map(({ id }) => id),
      });
      const last = shown.at(-1);
      return {
        items,
        next: found.length > filter.limit && last ? encodeCursor([last.takenAt.toISOString(), last.id]) : null,
      };
    });
  }

  view(actor: StaffActor, id: string): Promise<ContestView> {
    const entry = { action: 'contest.viewed', subjectKind: 'contest', subjectId: id };
    return this.acting.as(actor, async (manager) => {
      const found = await reachedContests(manager).andWhere('contest.id = :id', { id }).getOne();
      if (!found) throw new Denied(entry);
      const [view] = await views(manager, [found]);
      await this.audit.record(manager, actor, entry);
      return view;
    });
  }
}

const reachedContests = (manager: EntityManager) =>
  manager.createQueryBuilder(Contest, 'contest').where(reaches.contest.condition);

/** A contest that is opened again begins anew; what was found before stands in its events. */
function columnsOf(actor: StaffActor, { action, identity, note }: ContestStep): Partial<Contest> {
  const now = new Date();
  if (action === 'check_identity')
    return { identity, identityNote: note, identityCheckedBy: actor.id, identityCheckedAt: now };
  if (action !== 'reopen') return { decisionNote: note, decidedBy: actor.id, decidedAt: now };
  return {
    identity: null,
    identityNote: null,
    identityCheckedBy: null,
    identityCheckedAt: null,
    decisionNote: null,
    decidedBy: null,
    decidedAt: null,
  };
}

async function writeStep(
  manager: EntityManager,
  actor: StaffActor,
  contestId: string,
  event: Pick<ContestEvent, 'kind' | 'fromState' | 'toState'> & Partial<Pick<ContestEvent, 'identity' | 'note'>>,
): Promise<void> {
  const { organisationId, id: accountId } = actor;
  await manager.insert(ContestEvent, { id: randomUUID(), contestId, organisationId, accountId, ...event });
}

async function views(manager: EntityManager, contests: Contest[]): Promise<ContestView[]> {
  const events = await manager.find(ContestEvent, {
    where: { contestId: In(contests.map(({ id }) => id)) },
    order: { at: 'ASC', id: 'ASC' },
  });
  const resting = await restingOn(manager, contests);
  const named = await staffNames(manager, [
    ...contests.flatMap(({ takenBy, identityCheckedBy, decidedBy }) => [takenBy, identityCheckedBy, decidedBy]),
    ...events.map(({ accountId }) => accountId),
  ]);
  return contests.map((one) => ({
    id: one.id,
    revision: one.revision,
    detention_record_id: one.detentionRecordId,
    case_id: one.caseId,
    claim: one.claim,
    told: one.told,
    state: one.state,
    freezes: freezingStates.includes(one.state),
    taken_by: named(one.takenBy),
    taken_at: one.takenAt.toISOString(),
    identity: one.identity,
    identity_checked_by: named(one.identityCheckedBy),
    decided_by: named(one.decidedBy),
    ...(resting.get(one.id) ?? { to_revoke: [], held_disclosures: [] }),
    events: events
      .filter(({ contestId }) => contestId === one.id)
      .map((event) => ({
        at: event.at.toISOString(),
        by: named(event.accountId),
        kind: event.kind,
        from_state: event.fromState,
        to_state: event.toState,
        identity: event.identity,
        note: event.note,
      })),
  }));
}
