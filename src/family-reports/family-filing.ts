import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting } from '../access/acting.js';
import type { IntakeActor } from '../access/actor.js';
import { SlowHashes } from '../access/slow-hashes.js';
import { Audit } from '../audit/audit.js';
import { consentPurposes } from '../consents/consent.entity.js';
import { storeConsents } from '../consents/consent-store.js';
import { Doorbell } from '../jobs/doorbell.js';
import { markDue } from '../jobs/due-marks.js';
import { GazetteerService } from '../places/gazetteer.service.js';
import { storeReceipt } from '../receipts/store-receipt.js';
import { ReporterStore } from '../reporters/reporter-store.js';
import { settleUnanswered } from '../reports/further-content.js';
import { readReport } from '../reports/read-report.js';
import { Report } from '../reports/report.entity.js';
import type { ReportBody } from '../reports/report-body.js';
import { keepRevision, refuseImpossibleDates, storeNames } from '../reports/store-report.js';
import { FilingLimits, type FilingMarks } from './filing-limits.js';
import { operatorId } from './operator.js';

/** Of whom and of which report something is stored beside what is told, in the same transaction. */
export interface Told {
  organisationId: string;
  reportId: string;
  reporterId: string;
}

export interface Submission {
  /** Made once for a draft, by the server: the same id is the same report, however often it is sent. */
  id: string;
  /** The 25 digits of the receipt. The page has sealed them in the draft before: whoever taps twice sees the same ones. */
  secret: string;
  /** It was sent before, or may have been. */
  tried: boolean;
  body: ReportBody;
  /** Of who sends (`request.ip`); never kept. */
  address: string;
  /** How the person wants to be told that something waits for him. */
  storeNotice?: (manager: EntityManager, of: Told) => Promise<void>;
}

/** A family files a report by itself. It is compared at once, if it allows that, and waits to be taken up. */
@Injectable()
export class FamilyFiling {
  constructor(
    private readonly acting: Acting,
    private readonly hashes: SlowHashes,
    private readonly gazetteer: GazetteerService,
    private readonly reporters: ReporterStore,
    private readonly limits: FilingLimits,
    private readonly doorbell: Doorbell,
    private readonly audit: Audit,
  ) {}

  /**
   * Stores the report and everything told with it, or nothing. Sent again, at the same moment or within two days, it is the same report.
   * @throws Problem request.invalid for a day that does not exist, access.too_many_tries, service.unavailable
   */
  async file(submission: Submission): Promise<{ requestNumber: string }> {
    refuseImpossibleDates(submission.body);
    const before = submission.tried ? await this.filedBefore(submission.id) : null;
    if (before) return before;
    const takeBack = await this.limits.take('family_filing', submission.address);
    try {
      const filed = await this.fileOnce(submission);
      if (filed) return filed;
    } catch (error) {
      await takeBack();
      throw error;
    }
    // Somebody else, or the same finger, was faster: that one is committed.
    await takeBack();
    const first = await this.filedBefore(submission.id);
    if (!first) throw new Error('A submission was taken and is not there');
    return first;
  }

  private async fileOnce({
    secret,
    body,
    address,
    ...submission
  }: Submission): Promise<{ requestNumber: string } | null> {
    const told = settleUnanswered(asFamiliesFile(body));
    const read = readReport(told, await this.gazetteer.load());
    const secretHash = await this.hashes.make(secret);
    const marks = this.limits.marksOf(address, told);
    const organisationId = await operatorId(this.acting);
    const reportId = randomUUID();
    const reporterId = randomUUID();
    const actor: IntakeActor = {
      kind: 'intake',
      role: 'intake',
      id: randomUUID(),
      organisationId,
      reportId,
      reporterId,
    };
    const filed = await this.acting.as(actor, async (manager) => {
      if (!(await takeSubmission(manager, actor, submission.id, marks))) return null;
      const now = new Date();
      await manager.insert(Report, {
        id: reportId,
        organisationId,
        revision: 1,
        state: 'open',
        ...read.columns,
        createdBy: null,
        createdAt: now,
        updatedAt: now,
        takenUpAt: null,
      });
      await storeNames(manager, { organisationId, reportId }, read);
      await this.reporters.add(manager, { id: reporterId, reportId, organisationId }, told.reporter, told.sought);
      await keepRevision(manager, { reportId, revision: 1, reporterId, changedBy: null }, told);
      await storeConsents(manager, {
        reportId,
        reporterId,
        organisationId,
        answers: consentPurposes.map((purpose) => ({ id: randomUUID(), purpose, granted: told.consent[purpose] })),
        formVersion: told.consent.form_version,
        language: told.reporter.language,
        givenBy: 'reporter',
        givenOn: 'now',
      });
      const receipt = { id: actor.id, reportId, reporterId, secretHash, createdBy: null };
      const requestNumber = await storeReceipt(manager, actor, receipt);
      await submission.storeNotice?.(manager, { organisationId, reportId, reporterId });
      await this.limits.flag(manager, marks);
      await markDue(manager, 'reports.match', organisationId, [{ id: reportId, revision: 1 }]);
      await this.audit.record(manager, actor, { action: 'report.filed', subjectKind: 'report', subjectId: reportId });
      return { requestNumber };
    });
    if (filed) await this.doorbell.ring('reports.match', [reportId]);
    return filed;
  }

  private filedBefore(submissionId: string): Promise<{ requestNumber: string } | null> {
    return this.acting.atTheDoor(async (manager) => {
      const [found]: { request_number: string }[] = await manager.query(
        `select receipts.request_number from family_filings join receipts on receipts.id = family_filings.receipt_id
         where submission_id = $1`,
        [submissionId],
      );
      return found ? { requestNumber: found.request_number } : null;
    });
  }
}

/** @returns false when it was taken before; waits for whoever is at it */
async function takeSubmission(
  manager: EntityManager,
  actor: IntakeActor,
  submissionId: string,
  marks: FilingMarks,
): Promise<boolean> {
  const taken: unknown[] = await manager.query(
    `insert into family_filings (submission_id, organisation_id, report_id, receipt_id, network_hash, kin_hash)
     values ($1, $2, $3, $4, $5, $6) on conflict (submission_id) do nothing returning submission_id`,
    [submissionId, actor.organisationId, actor.reportId, actor.id, marks.network, marks.kin],
  );
  return taken.length > 0;
}

/** R20: what somebody tells who is no relative stays with us. And whoever leaves no way to be reached files under no name of his own. */
export function asFamiliesFile(body: ReportBody): ReportBody {
  const reached = (body.reporter.contacts ?? []).length > 0;
  return {
    ...body,
    reporter: { ...body.reporter, filing_mode: reached ? body.reporter.filing_mode : 'pseudonymous' },
    consent: { ...body.consent, partners: body.consent.partners && body.reporter.relationship !== 'other' },
  };
}
