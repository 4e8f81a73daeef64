import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { Audit } from '../audit/audit.js';
import { PersonView } from '../cases/case-views.js';
import { extortionDemands, extortionWays } from '../cases/extortion.entity.js';
import { staffNames } from '../cases/staff-names.js';
import { Problem } from '../errors.js';
import { decodeCursor, encodeCursor } from '../views.js';
import { ExtortionTip } from './family-filing.entity.js';

/** Invented, for the description of the interface. */
export const extortionTipExample = {
  id: '3c7d9e10-5a21-4b6f-8d3e-2f9a1b0c4d58',
  asked_for: 'money',
  way: 'telephone',
  told: 'A man who said that he was one of us asked for money for news.',
  told_at: '2026-11-23T10:00:00.000Z',
  handled_by: null,
  handled_at: null,
  note: null,
};

export const TipView = z
  .object({
    id: z.uuid(),
    asked_for: z.enum(extortionDemands),
    way: z.enum(extortionWays),
    told: z.string(),
    told_at: z.iso.datetime(),
    handled_by: PersonView.nullable(),
    handled_at: z.iso.datetime().nullable(),
    note: z.string().nullable().describe('What was done about it'),
  })
  .meta({
    id: 'ExtortionTip',
    description: 'Somebody without a report with us told of extortion. Nothing is known of who it was (R13).',
    examples: [extortionTipExample],
  });
export type TipView = z.infer<typeof TipView>;

/** What people tell of extortion who have no report here. For supervisors and disclosure leads. */
@Injectable()
export class ExtortionTips {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  /** Newest first. */
  list(actor: StaffActor, page: { limit: number; cursor?: string; handled?: boolean }) {
    const after = decodeCursor(page.cursor, ['time', 'id']);
    return this.acting.as(actor, async (manager) => {
      const query = manager
        .createQueryBuilder(ExtortionTip, 'tip')
        .orderBy({ 'tip.toldAt': 'DESC', 'tip.id': 'DESC' })
        .limit(page.limit + 1);
      if (page.handled !== undefined)
        query.andWhere('(tip.handledAt is not null) = :handled', { handled: page.handled });
      if (after)
        query.andWhere('(tip.toldAt, tip.id) < (cast(:at as timestamptz), cast(:id as uuid))', {
          at: after[0],
          id: after[1],
        });
      const found = await query.getMany();
      const shown = found.slice(0, page.limit);
      const items = await views(manager, shown);
      const seen = shown.map(({ id }) => id);
      await this.audit.record(manager, actor, { action: 'extortion_tips.listed', subjectKind: 'extortion_tip', seen });
      const last = shown.at(-1);
      return {
        items,
        next: found.length > page.limit && last ? encodeCursor([last.toldAt.toISOString(), last.id]) : null,
      };
    });
  }

  /** @throws Problem extortion_tip.handled when somebody did it already */
  handle(actor: StaffActor, key: string, id: string, body: { note: string }): Promise<TipView> {
    const entry = { action: 'extortion_tip.handled', subjectKind: 'extortion_tip', subjectId: id };
    return this.acting.as(actor, async (manager) => {
      await this.idempotency.once(
        manager,
        actor,
        { key, operation: 'handleExtortionTip', body: { id, ...body } },
        async () => {
          // TypeORM answers an update with [rows, count].
          const [handled]: [unknown[], number] = await manager.query(
            'update extortion_tips set handled_by = $2, handled_at = now(), note = $3 where id = $1 and handled_by is null returning id',
            [id, actor.id, body.note],
          );
          if (handled.length === 0) {
            if (!(await manager.existsBy(ExtortionTip, { id }))) throw new Denied(entry);
            throw new Problem('extortion_tip.handled');
          }
          await this.audit.record(manager, actor, entry);
        },
      );
      const [view] = await views(manager, await manager.findBy(ExtortionTip, { id }));
      return view;
    });
  }
}

async function views(manager: EntityManager, tips: ExtortionTip[]): Promise<TipView[]> {
  const named = await staffNames(
    manager,
    tips.map(({ handledBy }) => handledBy),
  );
  return tips.map((tip) => ({
    id: tip.id,
    asked_for: tip.askedFor,
    way: tip.way,
    told: tip.told,
    told_at: tip.toldAt.toISOString(),
    handled_by: named(tip.handledBy),
    handled_at: tip.handledAt?.toISOString() ?? null,
    note: tip.note,
  }));
}
