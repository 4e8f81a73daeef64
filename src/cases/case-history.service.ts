import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { Acting } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { reaches } from '../access/object-checks.js';
import { Audit } from '../audit/audit.js';
import { decodeCursor, encodeCursor } from '../views.js';
import { PersonView } from './case-views.js';
import { type HistorySource, historySources } from './history-sources.js';
import { staffNames } from './staff-names.js';

const sources = Object.keys(historySources) as HistorySource[];

export const HistoryItem = z
  .object({
    at: z.iso.datetime(),
    of: z.enum(sources).describe('What kind of thing it happened to'),
    kind: z.string(),
    by: PersonView.nullable().describe('Null: the machine, a family, or somebody whom the caller does not learn yet'),
    by_family: z.boolean().describe('The family did it by itself, with nobody of staff between'),
    from_state: z.string().nullable(),
    to_state: z.string().nullable(),
    reason: z.string().nullable().describe('A code'),
    note: z.string().nullable(),
    about: z.uuid().nullable().describe('The report, suggestion, task, note, person, case or contest that it is about'),
  })
  .meta({ id: 'CaseHistoryItem' });

interface Row {
  at: Date;
  id: string;
  of: HistorySource;
  kind: string;
  account_id: string | null;
  from_state: string | null;
  to_state: string | null;
  reason: string | null;
  note: string | null;
  about: string | null;
}

/** Everything that happened to a case and its reports, newest first. */
@Injectable()
export class CaseHistory {
  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
  ) {}

  list(actor: StaffActor, caseId: string, page: { limit: number; cursor?: string; of?: HistorySource }) {
    const after = decodeCursor(page.cursor, ['time', 'id']);
    const wanted = page.of ? [page.of] : sources;
    return this.acting.as(actor, async (manager) => {
      const rows: Row[] = await manager.query(
        `select * from (${wanted.map(oneSource).join(' union all ')}) history
         where $2::timestamptz is null or (at, id) < ($2::timestamptz, $3::uuid)
         order by at desc, id desc limit $4`,
        [caseId, after?.[0] ?? null, after?.[1] ?? null, page.limit + 1],
      );
      const shown = rows.slice(0, page.limit);
      const named = await staffNames(
        manager,
        shown.map(({ account_id }) => account_id),
      );
      const byFamily = await doneByFamily(manager, shown);
      const items = shown.map(
        (row): z.infer<typeof HistoryItem> => ({
          at: row.at.toISOString(),
          of: row.of,
          kind: row.kind,
          by: named(row.account_id),
          by_family: byFamily(row),
          from_state: row.from_state,
          to_state: row.to_state,
          reason: row.reason,
          note: row.note,
          about: row.about,
        }),
      );
      await this.audit.record(manager, actor, {
        action: 'case.history-viewed',
        subjectKind: 'case',
        subjectId: caseId,
      });
      const last = shown.at(-1);
      return {
        items,
        next: rows.length > page.limit && last ? encodeCursor([last.at.toISOString(), last.id]) : null,
      };
    });
  }
}

/** Revisions in the family's own hand have no account; of the history of a case the rows themselves say it. */
async function doneByFamily(manager: EntityManager, shown: Row[]): Promise<(row: Row) => boolean> {
  const byNobody = shown.filter(({ of, account_id }) => of === 'case' && account_id === null);
  const found: { id: string }[] =
    byNobody.length === 0
      ? []
      : await manager.query('select id from case_events where id = any($1::uuid[]) and by_family', [
          byNobody.map(({ id }) => id),
        ]);
  const ids = new Set(found.map(({ id }) => id));
  return ({ of, id, account_id }) => (of === 'report' ? account_id === null : of === 'case' && ids.has(id));
}

const named = '(at, id, kind, account_id, from_state, to_state, reason, note, about)';
/** Suggestions that rest on a consent that is gone are out of sight here too. */
const inSight = (of: HistorySource) => (of === 'suggestion' ? ` and ${reaches.suggestion.condition}` : '');
const oneSource = (of: HistorySource) =>
  `select '${of}' as of, one.* from (${historySources[of]}${inSight(of)}) one${named}`;
