import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { reaches } from '../access/object-checks.js';
import { Audit } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { Doorbell } from '../jobs/doorbell.js';
import { markDue } from '../jobs/due-marks.js';
import { matcherVersion } from '../matching/index.js';
import { decodeCursor, encodeCursor } from '../views.js';
import { Rematch } from './rematch.entity.js';
import { beginRematch } from './rematch-steps.js';
import { presentStep, type RematchView, rematchView } from './rematch-view.js';

/** What somebody can tell a run to be. */
export const orderedStates = ['running', 'paused', 'cancelled'] as const;
export type OrderedState = (typeof orderedStates)[number];

/** How system administrators have everything compared again. Workers do it; here it is begun, held up and watched. */
@Injectable()
export class Rematches {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly doorbell: Doorbell,
    private readonly audit: Audit,
  ) {}

  /** Newest first. */
  list(actor: StaffActor, page: { limit: number; cursor?: string }) {
    const after = decodeCursor(page.cursor, ['time', 'id']);
    return this.acting.as(actor, async (manager) => {
      const query = reached(manager)
        .orderBy({ 'rematch.startedAt': 'DESC', 'rematch.id': 'DESC' })
        .limit(page.limit + 1);
      if (after)
        query.andWhere('(rematch.startedAt, rematch.id) < (cast(:at as timestamptz), cast(:id as uuid))', {
          at: after[0],
          id: after[1],
        });
      const runs = await query.getMany();
      const shown = runs.slice(0, page.limit);
      const last = shown.at(-1);
      await this.audit.record(manager, actor, { action: 'rematches.listed', subjectKind: 'rematch' });
      return {
        items: shown.map((run) => rematchView(run, Date.now())),
        next: runs.length > page.limit && last ? encodeCursor([last.startedAt.toISOString(), last.id]) : null,
      };
    });
  }

  view(actor: StaffActor, id: string): Promise<RematchView> {
    return this.acting.as(actor, async (manager) => {
      const run = await find(manager, id, 'rematch.viewed');
      await this.audit.record(manager, actor, { action: 'rematch.viewed', subjectKind: 'rematch', subjectId: id });
      return rematchView(run, Date.now());
    });
  }

  /** @throws Problem rematch.under_way */
  async start(actor: StaffActor, key: string): Promise<RematchView> {
    const { id, replayed } = await this.acting.as(actor, (manager) =>
      this.idempotency.once(manager, actor, { key, operation: 'startRematch', body: {} }, async (newId) => {
        const begun = await beginRematch(manager, {
          id: newId,
          why: 'operator',
          matcherVersion,
          account: actor.id,
          organisation: actor.organisationId,
        });
        if (!begun) throw new Problem('rematch.under_way');
        await this.audit.record(manager, actor, {
          action: 'rematch.started',
          subjectKind: 'rematch',
          subjectId: newId,
        });
      }),
    );
    if (!replayed) await this.doorbell.ring('rematches.go-on', [id]);
    return this.view(actor, id);
  }

  /**
   * Pauses a run (chunks under way are done first), lets it go on where it stopped, or ends it for good. Saying again what it is already
   * changes nothing.
   * @throws Problem rematch.ended
   */
  async order(actor: StaffActor, id: string, state: OrderedState): Promise<RematchView> {
    const action = { running: 'rematch.resumed', paused: 'rematch.paused', cancelled: 'rematch.cancelled' }[state];
    const resumed = await this.acting.as(actor, async (manager) => {
      const run = await find(manager, id, action);
      if (run.state === state) return false;
      if (run.finishedAt) throw new Problem('rematch.ended');
      await manager.update(
        Rematch,
        { id },
        {
          state,
          ...(state === 'running' ? { goingSince: new Date(), goingFrom: presentStep(run).done } : {}),
          ...(state === 'cancelled' ? { finishedAt: new Date() } : {}),
        },
      );
      if (state === 'running') await markDue(manager, 'rematches.go-on', actor.organisationId, [{ id, revision: 1 }]);
      await this.audit.record(manager, actor, { action, subjectKind: 'rematch', subjectId: id });
      return state === 'running';
    });
    if (resumed) await this.doorbell.ring('rematches.go-on', [id]);
    return this.view(actor, id);
  }
}

const reached = (manager: EntityManager) =>
  manager.createQueryBuilder(Rematch, 'rematch').where(reaches.rematch.condition);

/** Locked until the commit: a chunk that is counted at the same moment waits. */
async function find(manager: EntityManager, id: string, action: string): Promise<Rematch> {
  const query = reached(manager).andWhere('rematch.id = :id', { id });
  if (action !== 'rematch.viewed') query.setLock('pessimistic_write');
  const run = await query.getOne();
  if (!run) throw new Denied({ action, subjectKind: 'rematch', subjectId: id });
  return run;
}
