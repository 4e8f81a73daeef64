import { Injectable } from '@nestjs/common';
import { Acting } from '../access/acting.js';
import type { FamilyActor } from '../access/actor.js';
import { Audit } from '../audit/audit.js';
import { Problem } from '../errors.js';
import type { ReportState } from '../reports/report.entity.js';
import type { ReportContent } from '../reports/report-body.js';
import { countRead } from './count-read.js';
import { type FamilyState, familyStateOf } from './family-state.js';

export interface FamilyReport {
  request_number: string;
  state: FamilyState;
  received_on: string;
  /** What the person of this receipt told; null for one who joined later: what he told is kept with the caseworker. */
  told: ReportContent | null;
}

/** What the person of a receipt sees: his own words, not another relative's and not what staff wrote, and one neutral word (R1, R2). Reads from no table that comparing or deciding on pairs writes to. */
@Injectable()
export class FamilyReports {
  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem request.too_often */
  read(actor: FamilyActor): Promise<FamilyReport> {
    return this.acting.as(actor, async (manager) => {
      await countRead(manager, actor);
      const [row]: {
        request_number: string;
        state: ReportState;
        taken_up: boolean;
        received_on: string;
        content: FamilyReport['told'];
      }[] = await manager.query(
        `select receipt.request_number, report.state, report.taken_up_at is not null as taken_up, to_char(report.created_at at time zone 'UTC', 'YYYY-MM-DD') as received_on,
                  revision.content
           from reports report
           join receipts receipt on receipt.report_id = report.id
           left join lateral (
             select content from report_revisions where report_id = report.id and reporter_id = receipt.reporter_id
             order by revision desc limit 1) revision on true
           where report.id = $1 and receipt.id = $2`,
        [actor.reportId, actor.id],
      );
      if (!row) throw new Problem('access.not_found');
      await this.audit.record(manager, actor, {
        action: 'report.viewed',
        subjectKind: 'report',
        subjectId: actor.reportId,
        fields: row.content ? ['sought', 'disappearance'] : [],
      });
      return {
        request_number: row.request_number,
        state: familyStateOf(row.state, row.taken_up),
        received_on: row.received_on,
        told: row.content,
      };
    });
  }
}
