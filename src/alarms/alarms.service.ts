import { Injectable } from '@nestjs/common';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { reaches } from '../access/object-checks.js';
import { Audit } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { decodeCursor, encodeCursor } from '../views.js';
import { Alarm } from './alarm.entity.js';

@Injectable()
export class Alarms {
  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
  ) {}

  list(actor: StaffActor, page: { limit: number; cursor?: string }): Promise<{ items: Alarm[]; next: string | null }> {
    const after = decodeCursor(page.cursor, ['time', 'id']);
    return this.acting.as(actor, async (manager) => {
      const query = manager
        .createQueryBuilder(Alarm, 'alarm')
        .where(reaches.alarm.condition)
        .orderBy({ 'alarm.at': 'DESC', 'alarm.id': 'DESC' })
        .limit(page.limit + 1);
      if (after) {
        query.andWhere('(alarm.at, alarm.id) < (cast(:at as timestamptz), cast(:id as uuid))', {
          at: after[0],
          id: after[1],
        });
      }
      const found = await query.getMany();
      const items = found.slice(0, page.limit);
      await this.audit.record(manager, actor, { action: 'alarms.listed', subjectKind: 'alarm' });
      const last = items.at(-1);
      return {
        items,
        next: found.length > page.limit && last ? encodeCursor([last.at.toISOString(), last.id]) : null,
      };
    });
  }

  /** @throws Problem alarm.own when the actor himself gave rise to it: somebody else must look */
  acknowledge(actor: StaffActor, id: string): Promise<Alarm> {
    return this.acting.as(actor, async (manager) => {
      const alarm = await manager.findOne(Alarm, {
        where: { id, organisationId: actor.organisationId },
        lock: { mode: 'pessimistic_write' },
      });
      const entry = { action: 'alarm.acknowledged', subjectKind: 'alarm', subjectId: id };
      if (!alarm) throw new Denied(entry);
      if (alarm.actorId === actor.id) throw new Problem('alarm.own');
      if (alarm.acknowledgedAt) return alarm;
      alarm.acknowledgedBy = actor.id;
      alarm.acknowledgedAt = new Date();
      await manager.update(Alarm, { id }, { acknowledgedBy: actor.id, acknowledgedAt: alarm.acknowledgedAt });
      await this.audit.record(manager, actor, entry);
      return alarm;
    });
  }
}
