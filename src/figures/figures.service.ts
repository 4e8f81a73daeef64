import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Audit } from '../audit/audit.js';
import type { FiguresView } from './figures-view.js';
import { suppressSmallCounts } from './suppress-small-counts.js';

type Cells = { state: string; band: string | null; count: number }[];

/**
 * How much work there is, as counts of the own organisation alone. Each table is one partition, without sums in between: from two that
 * overlap a hidden count could be worked out.
 */
@Injectable()
export class Figures {
  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
  ) {}

  view(actor: StaffActor): Promise<FiguresView> {
    return this.acting.as(actor, async (manager) => {
      const of = (table: string, band = 'null') => countsOf(manager, table, band);
      const withoutBand = ({ state, count }: Cells[number]) => ({ state, count });
      const view = {
        reports: suppressSmallCounts((await of('reports')).map(withoutBand)),
        suggestions: suppressSmallCounts(await of('suggestions', 'band')),
        imports: suppressSmallCounts((await of('imports')).map(withoutBand)),
      };
      await this.audit.record(manager, actor, { action: 'figures.viewed', subjectKind: 'figures' });
      return view;
    });
  }
}

function countsOf(manager: EntityManager, table: string, band: string): Promise<Cells> {
  return manager.query(
    `select state, ${band} as band, count(*)::int as count from ${table} where organisation_id = app_organisation()
     group by 1, 2 order by 1, 2`,
  );
}
