import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Audit } from '../audit/audit.js';
import { shownCount, suppressSmallCounts } from '../small-counts.js';
import { type ShareInterval, shareInterval } from '../suggestions/share-interval.js';
import { decisionsADay, importRows, waiting, weightsShownAndHidden } from './daily-work.js';
import type { FiguresView } from './figures-view.js';
import { reviewerAgreement } from './reviewer-agreement.js';

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
        completeness: await lastAudit(manager),
        reviewers: await reviewerAgreement(manager),
        waiting: await waiting(manager),
        decisions: await decisionsADay(manager),
        weights: await weightsShownAndHidden(manager),
        import_rows: await importRows(manager),
      };
      await this.audit.record(manager, actor, { action: 'figures.viewed', subjectKind: 'figures' });
      return view;
    });
  }
}

/** Shares alone, rounded, so that no count of few pairs can be worked out of them. */
async function lastAudit(manager: EntityManager): Promise<FiguresView['completeness']> {
  const [audit]: {
    madeAt: Date;
    reports: number;
    pairs: number;
    pairsFound: number;
    strong: number;
    strongFound: number;
  }[] = await manager.query(
    `select made_at as "madeAt", sampled_reports as reports, pairs, pairs_found as "pairsFound", strong_pairs as strong,
       strong_pairs_found as "strongFound"
     from completeness_audits order by made_at desc limit 1`,
  );
  return audit
    ? {
        made_at: audit.madeAt.toISOString(),
        sampled_reports: shownCount(audit.reports),
        pairs: shownShare(audit.pairsFound, audit.pairs),
        strong_pairs: shownShare(audit.strongFound, audit.strong),
      }
    : null;
}

function shownShare(found: number, of: number): ShareInterval | null {
  const interval = shareInterval(found, of);
  const rounded = (share: number) => Math.round(share * 1000) / 1000;
  return interval && { share: rounded(interval.share), low: rounded(interval.low), high: rounded(interval.high) };
}

function countsOf(manager: EntityManager, table: string, band: string): Promise<Cells> {
  return manager.query(
    `select state, ${band} as band, count(*)::int as count from ${table} where organisation_id = app_organisation()
     group by 1, 2 order by 1, 2`,
  );
}
