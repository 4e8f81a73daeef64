import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting } from '../access/acting.js';
import type { FamilyActor } from '../access/actor.js';
import { Audit } from '../audit/audit.js';
import { type ConsentPurpose, consentPurposes } from '../consents/consent.entity.js';
import { Problem } from '../errors.js';
import { countRead } from '../receipts/count-read.js';
import { type FamilyState, familyStateOf } from '../receipts/family-state.js';
import type { ContactKind, Relationship } from '../reporters/reporter.entity.js';
import type { ReportState } from '../reports/report.entity.js';
import { ReportContent } from '../reports/report-body.js';

export interface OwnReportView {
  requestNumber: string;
  state: FamilyState;
  receivedOn: string;
  /** What this person told last, in his own words; null for a relative who joined and has told nothing here. */
  content: ReportContent | null;
  /** To the sought person. Who is no relative is asked for less (R20). */
  relationship: Relationship;
  consents: { purpose: ConsentPurpose; granted: boolean }[];
  /** Ways to reach this person, and not where they lead: nobody who took the telephone reads a number here. */
  contactKinds: ContactKind[];
}

/**
 * What the person of a receipt sees of his own report. Reads from no table that comparing or deciding on pairs writes to: matched or not, it is the
 * same (R1, R2, security.md C1).
 */
@Injectable()
export class OwnReport {
  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem request.too_often, access.not_found */
  read(actor: FamilyActor): Promise<OwnReportView> {
    return this.acting.as(actor, async (manager) => {
      await countRead(manager, actor);
      const [row]: {
        request_number: string;
        state: ReportState;
        taken_up: boolean;
        received_on: string;
        allowed: ConsentPurpose[];
        contact_kinds: ContactKind[];
        paused: boolean;
        relationship: Relationship;
      }[] = await manager.query(
        `select receipt.request_number, report.state, report.taken_up_at is not null as taken_up,
           to_char(report.created_at at time zone 'UTC', 'YYYY-MM-DD') as received_on, own.allowed, own.contact_kinds, own.paused, own.relationship
         from reports report
         join receipts receipt on receipt.report_id = report.id
         cross join own_standing() own
         where report.id = $1 and receipt.id = $2`,
        [actor.reportId, actor.id],
      );
      if (!row) throw new Problem('access.not_found');
      const content = await ownWords(manager, actor);
      await this.audit.record(manager, actor, {
        action: 'report.viewed',
        subjectKind: 'report',
        subjectId: actor.reportId,
        fields: ['consent', 'contacts', ...(content ? ['sought', 'disappearance'] : [])],
      });
      return {
        requestNumber: row.request_number,
        // His own pause, also while another relative goes on.
        state: familyStateOf(row.paused && row.state === 'open' ? 'paused_by_family' : row.state, row.taken_up),
        receivedOn: row.received_on,
        content,
        consents: consentPurposes.map((purpose) => ({ purpose, granted: row.allowed.includes(purpose) })),
        relationship: row.relationship,
        contactKinds: row.contact_kinds,
      };
    });
  }
}

/** The newest revision in the words of the person of this receipt, asked as that family. */
export async function ownWords(manager: EntityManager, actor: FamilyActor): Promise<ReportContent | null> {
  const [told]: { content: unknown }[] = await manager.query(
    `select revision.content from report_revisions revision
     join receipts receipt on receipt.report_id = revision.report_id and receipt.reporter_id = revision.reporter_id
     where receipt.id = $1 and revision.report_id = $2 order by revision.revision desc limit 1`,
    [actor.id, actor.reportId],
  );
  return told ? ReportContent.parse(told.content) : null;
}
