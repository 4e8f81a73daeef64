import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Acting } from '../access/acting.js';
import type { Actor } from '../access/actor.js';
import { Audit } from '../audit/audit.js';
import { Source } from '../sources/source.entity.js';
import { decodeCursor, encodeCursor } from '../views.js';
import { findImport } from './find-import.js';
import { Import, ImportRow, List, type RowOutcome } from './import.entity.js';
import { type ImportState, statesUnderWay } from './import-states.js';
import { type ImportView, importView } from './import-view.js';
import { WatchedImports } from './progress/watched-imports.js';
import { type ImportRowView, importRowView } from './row-view.js';
import type { RowPlan } from './understood.js';

interface Page<T> {
  items: T[];
  next: string | null;
}
interface PageOf {
  limit: number;
  cursor?: string;
}

/** Looks at imports of the actor's own organisation. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
    private readonly watched: WatchedImports,
  ) {}

  view(actor: Actor, id: string): Promise<ImportView> {
    return this.acting.as(actor, async (manager) => {
      const row = await findImport(manager, actor, id);
      const view = await fullView(manager, actor, row);
      if (!statesUnderWay.includes(row.state) || this.watched.isNewLook(actor.id, id))
        await this.audit.record(manager, actor, { action: 'import.viewed', subjectKind: 'import', subjectId: id });
      return view;
    });
  }

  list(actor: Actor, filter: PageOf & { list_id?: string; state?: ImportState }): Promise<Page<ImportView>> {
    const after = decodeCursor(filter.cursor, ['time', 'id']);
    return this.acting.as(actor, async (manager) => {
      const query = manager
        .createQueryBuilder(Import, 'i')
        .where('i.organisationId = :organisation', { organisation: actor.organisationId })
        .orderBy({ 'i.createdAt': 'DESC', 'i.id': 'DESC' })
        .limit(filter.limit + 1);
      if (filter.list_id) query.andWhere('i.listId = :list', { list: filter.list_id });
      if (filter.state) query.andWhere('i.state = :state', { state: filter.state });
      if (after) {
        query.andWhere('(i.createdAt, i.id) < (cast(:at as timestamptz), cast(:id as uuid))', {
          at: after[0],
          id: after[1],
        });
      }
      const rows = await query.getMany();
      const shown = rows.slice(0, filter.limit);
      const last = shown.at(-1);
      const items = await shortViews(manager, actor, shown);
      await this.audit.record(manager, actor, {
        action: 'imports.listed',
        subjectKind: 'import',
        seen: shown.map((row) => row.id),
      });
      return {
        items,
        next: rows.length > filter.limit && last ? encodeCursor([last.createdAt.toISOString(), last.id]) : null,
      };
    });
  }

  /** Rows in the order of the file: all, or those of one plan, one outcome, one kind of problem. */
  rows(
    actor: Actor,
    id: string,
    filter: PageOf & { plan?: RowPlan; outcome?: RowOutcome; code?: string },
  ): Promise<Page<ImportRowView>> {
    const [after] = decodeCursor(filter.cursor, ['rowNumber']) ?? [0];
    return this.acting.as(actor, async (manager) => {
      await findImport(manager, actor, id);
      const query = manager
        .createQueryBuilder(ImportRow, 'r')
        .where('r.importId = :id and r.rowNumber > :after', { id, after })
        .orderBy('r.rowNumber', 'ASC')
        .limit(filter.limit + 1);
      if (filter.plan) query.andWhere('r.plan = :plan', { plan: filter.plan });
      if (filter.outcome) query.andWhere('r.outcome = :outcome', { outcome: filter.outcome });
      if (filter.code) {
        query.andWhere("r.problems <> '[]' and r.problems @> cast(:code as jsonb)", {
          code: JSON.stringify([{ code: filter.code }]),
        });
      }
      const rows = await query.getMany();
      const shown = rows.slice(0, filter.limit);
      const last = shown.at(-1);
      await this.audit.record(manager, actor, { action: 'import.rows-viewed', subjectKind: 'import', subjectId: id });
      return {
        items: shown.map(importRowView),
        next: rows.length > filter.limit && last ? encodeCursor([last.rowNumber]) : null,
      };
    });
  }
}

/** With everything that was understood of the file, in the transaction of the caller. */
export async function fullView(manager: EntityManager, actor: Actor, row: Import): Promise<ImportView> {
  const list = await manager.findOneByOrFail(List, { id: row.listId });
  const source = await manager.findOneByOrFail(Source, { id: row.sourceId });
  return importView(actor, row, list, source, true);
}

export async function shortViews(manager: EntityManager, actor: Actor, rows: Import[]): Promise<ImportView[]> {
  const lists = await manager.findBy(List, { id: In(rows.map((row) => row.listId)) });
  const sources = await manager.findBy(Source, { id: In(rows.map((row) => row.sourceId)) });
  const listOf = new Map(lists.map((list) => [list.id, list]));
  const sourceOf = new Map(sources.map((source) => [source.id, source]));
  return rows.flatMap((row) => {
    const [list, source] = [listOf.get(row.listId), sourceOf.get(row.sourceId)];
    return list && source ? [importView(actor, row, list, source, false)] : [];
  });
}
