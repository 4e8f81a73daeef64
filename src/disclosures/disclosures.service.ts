import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { raiseAlarm } from '../alarms/raise-alarm.js';
import { Audit } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { holdStill } from '../fate-claims/hold-still.js';
import { decodeCursor, encodeCursor } from '../views.js';
import { changeDisclosure, writeEvent } from './change-disclosure.js';
import { Disclosure, DisclosureAttempt, DisclosureEvent } from './disclosure.entity.js';
import type { DisclosureBody, DisclosurePatch } from './disclosure-body.js';
import type { DisclosureInFull } from './disclosure-view.js';
import { changedFields, planColumns, requireOfCase } from './plan-columns.js';
import { readGuardFacts } from './read-guard-facts.js';

/** Plans of what one relative is told: made, read and changed. Whether it may be told is asked in DisclosureSteps. */
@Injectable()
export class Disclosures {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  /** Of one case, newest first. */
  list(actor: StaffActor, caseId: string, page: { limit: number; cursor?: string }) {
    const after = decodeCursor(page.cursor, ['time', 'id']);
    return this.acting.as(actor, async (manager) => {
      const query = manager
        .createQueryBuilder(Disclosure, 'disclosure')
        .where('disclosure.caseId = :caseId', { caseId })
        .orderBy({ 'disclosure.createdAt': 'DESC', 'disclosure.id': 'DESC' })
        .limit(page.limit + 1);
      if (after)
        query.andWhere('(disclosure.createdAt, disclosure.id) < (cast(:at as timestamptz), cast(:id as uuid))', {
          at: after[0],
          id: after[1],
        });
      const rows = await query.getMany();
      const shown = rows.slice(0, page.limit);
      await this.audit.record(manager, actor, {
        action: 'disclosures.listed',
        subjectKind: 'case',
        subjectId: caseId,
        seen: shown.map((row) => row.id),
      });
      const last = shown.at(-1);
      return {
        items: shown,
        correctionsOf: await correctionsOf(manager, shown),
        next: rows.length > page.limit && last ? encodeCursor([last.createdAt.toISOString(), last.id]) : null,
      };
    });
  }

  /** With every guard as it stands now. */
  view(actor: StaffActor, id: string): Promise<DisclosureInFull> {
    const entry = { action: 'disclosure.viewed', subjectKind: 'disclosure', subjectId: id };
    return this.acting.as(actor, async (manager) => {
      const disclosure = await manager.findOneBy(Disclosure, { id });
      if (!disclosure) throw new Denied(entry);
      const inFull = {
        disclosure,
        correctedBy: (await correctionsOf(manager, [disclosure])).get(id) ?? [],
        ...(await readGuardFacts(manager, disclosure)),
        attempts: await manager.find(DisclosureAttempt, { where: { disclosureId: id }, order: { revision: 'ASC' } }),
        events: await manager.find(DisclosureEvent, { where: { disclosureId: id }, order: { revision: 'ASC' } }),
      };
      await this.audit.record(manager, actor, entry);
      return inFull;
    });
  }

  /** @throws Problem disclosure.not_of_case, disclosure.nothing_to_correct */
  plan(
    actor: StaffActor,
    caseId: string,
    key: string,
    body: DisclosureBody,
  ): Promise<{ id: string; replayed: boolean }> {
    return this.acting.as(actor, (manager) =>
      this.idempotency.once(manager, actor, { key, operation: `planDisclosure ${caseId}`, body }, async (id) => {
        await holdStill(manager, caseId);
        await requireOfCase(manager, caseId, body);
        await requireCorrectable(manager, caseId, body);
        const { organisationId } = actor;
        await manager.insert(Disclosure, {
          ...planColumns(body),
          id,
          caseId,
          organisationId,
          kind: body.kind,
          state: 'planned',
          ownerBody: body.owner_body,
          corrects: body.corrects ?? null,
          proposedBy: actor.id,
        });
        const change = { kind: 'planned', from: null, to: 'planned' } as const;
        await writeEvent(manager, actor, { id, organisationId, revision: 1 }, change);
        // A family was told something that is not so: supervisors learn of it at once.
        if (body.kind === 'correction')
          await raiseAlarm(manager, actor, 'correction_planned', { kind: 'disclosure', id });
        await this.audit.record(manager, actor, {
          action: 'disclosure.planned',
          subjectKind: 'disclosure',
          subjectId: id,
        });
      }),
    );
  }

  /**
   * Changes a plan. Whoever changes it proposes it from then on, and what a supervisor said of the earlier plan does not count.
   * @throws Problem precondition.failed, disclosure.wrong_state, disclosure.not_of_case
   */
  edit(actor: StaffActor, id: string, seenRevision: number, patch: DisclosurePatch): Promise<void> {
    const entry = { action: 'disclosure.edited', subjectKind: 'disclosure', subjectId: id };
    return this.acting.as(actor, async (manager) => {
      const disclosure = await lockDisclosure(manager, id);
      if (!disclosure) throw new Denied(entry);
      if (disclosure.revision !== seenRevision) throw new Problem('precondition.failed');
      if (disclosure.state !== 'planned') throw new Problem('disclosure.wrong_state');
      await requireOfCase(manager, disclosure.caseId, patch);
      const columns = planColumns(patch, disclosure);
      const fields = changedFields(disclosure, columns);
      if (fields.length === 0) return;
      const now = new Date();
      await changeDisclosure(manager, actor, disclosure, {
        kind: 'edited',
        to: 'planned',
        fields,
        columns: { ...columns, proposedBy: actor.id, proposedAt: now, supervisorId: null, supervisedAt: null },
      });
      await this.audit.record(manager, actor, { ...entry, fields });
    });
  }
}

/** Ids of the corrections of each of these, the first one first. */
async function correctionsOf(manager: EntityManager, of: Disclosure[]): Promise<Map<string, string[]>> {
  const corrections = await manager.find(Disclosure, {
    select: { id: true, corrects: true },
    where: { corrects: In(of.map(({ id }) => id)) },
    order: { createdAt: 'ASC', id: 'ASC' },
  });
  const found = new Map<string, string[]>();
  for (const { id, corrects } of corrections) if (corrects) found.set(corrects, [...(found.get(corrects) ?? []), id]);
  return found;
}

/** The case is held still, and the row is the actor's until the end of the transaction. */
export async function lockDisclosure(manager: EntityManager, id: string): Promise<Disclosure | null> {
  const found = await manager.findOneBy(Disclosure, { id });
  if (!found) return null;
  await holdStill(manager, found.caseId);
  return manager.findOne(Disclosure, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

async function requireCorrectable(
  manager: EntityManager,
  caseId: string,
  { kind, corrects }: DisclosureBody,
): Promise<void> {
  if (kind !== 'correction' && corrects === undefined) return;
  const told =
    kind === 'correction' &&
    corrects !== undefined &&
    (await manager.existsBy(Disclosure, { id: corrects, caseId })) &&
    (await manager.existsBy(DisclosureEvent, { disclosureId: corrects, toState: 'delivered' }));
  if (!told)
    throw new Problem('disclosure.nothing_to_correct', undefined, [
      {
        pointer: '/corrects',
        code: 'disclosure.nothing_to_correct',
        message: 'A correction, and nothing else, names a disclosure of this case that was delivered.',
      },
    ]);
}
