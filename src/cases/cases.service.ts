import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Audit } from '../audit/audit.js';
import { decodeCursor, encodeCursor } from '../views.js';
import type { Case } from './case.entity.js';
import type { CaseSummary, CaseView } from './case-views.js';
import { reachedCases } from './lock-case.js';
import { caseView, summaries } from './show-case.js';
import type { CaseState } from './transitions.js';

export interface CaseFilter {
  state?: CaseState;
  assigned_to?: string;
  intake_flag?: boolean;
  limit: number;
  cursor?: string;
}

/** Shows cases to whoever reaches one of their reports. */
@Injectable()
export class CasesService {
  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
  ) {}

  /** Newest first. `assigned_to`: an account, "me" or "nobody". */
  list(actor: StaffActor, filter: CaseFilter): Promise<{ items: CaseSummary[]; next: string | null }> {
    const after = decodeCursor(filter.cursor, ['time', 'id']);
    return this.acting.as(actor, async (manager) => {
      const query = reachedCases(manager)
        .orderBy({ 'sought_case.createdAt': 'DESC', 'sought_case.id': 'DESC' })
        .limit(filter.limit + 1);
      if (filter.state) query.andWhere('sought_case.state = :state', { state: filter.state });
      if (filter.intake_flag !== undefined)
        query.andWhere(
          `:flagged = exists (select 1 from case_reports x join reports r on r.id = x.report_id
             where x.case_id = sought_case.id and r.intake_flag)`,
          { flagged: filter.intake_flag },
        );
      if (filter.assigned_to === 'nobody') query.andWhere('sought_case.assignedTo is null');
      else if (filter.assigned_to)
        query.andWhere('sought_case.assignedTo = :account', {
          account: filter.assigned_to === 'me' ? actor.id : filter.assigned_to,
        });
      if (after)
        query.andWhere('(sought_case.createdAt, sought_case.id) < (cast(:at as timestamptz), cast(:id as uuid))', {
          at: after[0],
          id: after[1],
        });
      const found = await query.getMany();
      const shown = found.slice(0, filter.limit);
      const items = await summaries(manager, actor, shown);
      await this.audit.record(manager, actor, {
        action: 'cases.listed',
        subjectKind: 'case',
        seen: shown.map(({ id }) => id),
      });
      const last = shown.at(-1);
      return {
        items,
        next: found.length > filter.limit && last ? encodeCursor([last.createdAt.toISOString(), last.id]) : null,
      };
    });
  }

  view(actor: StaffActor, id: string): Promise<CaseView> {
    return this.look(actor, 'case', id, (manager) =>
      reachedCases(manager).andWhere('sought_case.id = :id', { id }).getOne(),
    );
  }

  /** The case that a report belongs to now. */
  ofReport(actor: StaffActor, reportId: string): Promise<CaseView> {
    return this.look(actor, 'report', reportId, (manager) =>
      reachedCases(manager)
        .andWhere('sought_case.id = (select r.case_id from case_reports r where r.report_id = :reportId)', { reportId })
        .getOne(),
    );
  }

  private look(
    actor: StaffActor,
    kind: 'case' | 'report',
    id: string,
    find: (manager: EntityManager) => Promise<Case | null>,
  ): Promise<CaseView> {
    return this.acting.as(actor, async (manager) => {
      const found = await find(manager);
      if (!found) throw new Denied({ action: 'case.viewed', subjectKind: kind, subjectId: id });
      const view = await caseView(manager, actor, found);
      await this.audit.record(manager, actor, { action: 'case.viewed', subjectKind: 'case', subjectId: found.id });
      return view;
    });
  }
}
