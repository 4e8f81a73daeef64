import { Injectable } from '@nestjs/common';
import { Acting } from '../../access/acting.js';
import type { Actor } from '../../access/actor.js';
import { Audit } from '../../audit/audit.js';
import { errorCodeOf, Problem } from '../../errors.js';
import { decodeCursor, encodeCursor } from '../../views.js';
import { List } from '../import.entity.js';
import { findList } from './find-list.js';
import { type ListView, listView } from './list-view.js';

const uniqueViolation = '23505';

/** The lists of the actor's own organisation. */
@Injectable()
export class ListsService {
  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
  ) {}

  list(actor: Actor, page: { limit: number; cursor?: string }): Promise<{ items: ListView[]; next: string | null }> {
    const after = decodeCursor(page.cursor, ['time', 'id']);
    return this.acting.as(actor, async (manager) => {
      const query = manager
        .createQueryBuilder(List, 'l')
        .where('l.organisationId = :organisation', { organisation: actor.organisationId })
        .orderBy({ 'l.createdAt': 'DESC', 'l.id': 'DESC' })
        .limit(page.limit + 1);
      if (after) {
        query.andWhere('(l.createdAt, l.id) < (cast(:at as timestamptz), cast(:id as uuid))', {
          at: after[0],
          id: after[1],
        });
      }
      const rows = await query.getMany();
      const shown = rows.slice(0, page.limit);
      const last = shown.at(-1);
      const seen = shown.map(({ id }) => id);
      await this.audit.record(manager, actor, { action: 'lists.listed', subjectKind: 'list', seen });
      return {
        items: shown.map(listView),
        next: rows.length > page.limit && last ? encodeCursor([last.createdAt.toISOString(), last.id]) : null,
      };
    });
  }

  view(actor: Actor, id: string): Promise<ListView> {
    return this.acting.as(actor, async (manager) => {
      const list = await findList(manager, actor, id);
      await this.audit.record(manager, actor, { action: 'list.viewed', subjectKind: 'list', subjectId: id });
      return listView(list);
    });
  }

  /** @throws Problem list.name_taken */
  rename(actor: Actor, id: string, name: string): Promise<ListView> {
    const entry = { action: 'list.renamed', subjectKind: 'list', subjectId: id };
    return this.acting.as(actor, async (manager) => {
      const list = await findList(manager, actor, id, { lock: true, action: entry.action });
      try {
        await manager.update(List, { id }, { name });
      } catch (error) {
        if (errorCodeOf(error) === uniqueViolation) throw new Problem('list.name_taken');
        throw error;
      }
      await this.audit.record(manager, actor, { ...entry, fields: ['name'] });
      return listView({ ...list, name });
    });
  }
}
