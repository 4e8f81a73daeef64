import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Acting, Denied } from '../access/acting.js';
import type { Actor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { reaches } from '../access/object-checks.js';
import { Audit } from '../audit/audit.js';
import { consentPurposes } from '../consents/consent.entity.js';
import { storeConsents } from '../consents/consent-store.js';
import { Problem } from '../errors.js';
import { Doorbell } from '../jobs/doorbell.js';
import { markDue } from '../jobs/due-marks.js';
import { mergePatch } from '../merge-patch.js';
import { PersonNameRow } from '../person-names/person-name.entity.js';
import { GazetteerService } from '../places/gazetteer.service.js';
import { validationProblem } from '../problem-filter.js';
import { ReporterStore } from '../reporters/reporter-store.js';
import { decodeCursor, encodeCursor } from '../views.js';
import { settleUnanswered } from './further-content.js';
import { readReport } from './read-report.js';
import { Report, ReportMember, ReportRevision } from './report.entity.js';
import { type ReportBody, ReportContent } from './report-body.js';
import { type ReportSummary, type ReportView, reportSummary, reportView } from './report-view.js';
import { keepRevision, refuseImpossibleDates, storeNames, toldNow } from './store-report.js';

@Injectable()
export class ReportsService {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly gazetteer: GazetteerService,
    private readonly reporters: ReporterStore,
    private readonly doorbell: Doorbell,
    private readonly audit: Audit,
  ) {}

  /** Stores a report and everything told with it, or nothing. The same key and body give the same report again. */
  async file(actor: Actor, key: string, body: ReportBody): Promise<{ report: ReportView; replayed: boolean }> {
    refuseImpossibleDates(body);
    const told = settleUnanswered(body);
    const gazetteer = await this.gazetteer.load();
    const { id, replayed } = await this.acting.as(actor, (manager) =>
      this.idempotency.once(manager, actor, { key, operation: 'fileReport', body }, async (reportId) => {
        const now = new Date();
        const read = readReport(told, gazetteer);
        // Before the report itself: who is no member of it does not see the row that he just wrote.
        await manager.insert(ReportMember, {
          id: randomUUID(),
          reportId,
          organisationId: actor.organisationId,
          accountId: actor.id,
          via: 'filed',
          grantedBy: actor.id,
        });
        await manager.insert(Report, {
          id: reportId,
          organisationId: actor.organisationId,
          revision: 1,
          state: 'open',
          ...read.columns,
          createdBy: actor.id,
          createdAt: now,
          updatedAt: now,
        });
        await storeNames(manager, { organisationId: actor.organisationId, reportId }, read);
        const reporter = { id: randomUUID(), reportId, organisationId: actor.organisationId };
        await this.reporters.add(manager, reporter, body.reporter, body.sought);
        await keepRevision(manager, { reportId, revision: 1, reporterId: reporter.id, changedBy: actor.id }, told);
        await storeConsents(manager, {
          reportId,
          reporterId: reporter.id,
          organisationId: actor.organisationId,
          answers: consentPurposes.map((purpose) => ({ id: randomUUID(), purpose, granted: body.consent[purpose] })),
          formVersion: body.consent.form_version,
          language: body.reporter.language,
          givenBy: 'reporter',
          // Without a day it may be an old form that is handed in again: a withdrawal is then the later word.
          givenOn: body.consent.given_on ?? 'unknown',
        });
        await markDue(manager, 'reports.match', actor.organisationId, [{ id: reportId, revision: 1 }]);
        await this.audit.record(manager, actor, { action: 'report.filed', subjectKind: 'report', subjectId: reportId });
      }),
    );
    if (!replayed) await this.doorbell.ring('reports.match', [id]);
    return { report: await this.view(actor, id), replayed };
  }

  /**
   * Changes a report by a merge patch: a new revision beside the old one, and only its own pairs are compared again.
   * @throws Problem precondition.failed when `seenRevision` is not the present one.
   */
  async edit(actor: Actor, id: string, seenRevision: number, patch: unknown): Promise<ReportView> {
    const gazetteer = await this.gazetteer.load();
    const changed = await this.acting.as(actor, async (manager) => {
      const report = await reachedReports(manager)
        .andWhere('report.id = :id', { id })
        .setLock('pessimistic_write')
        .getOne();
      if (!report) throw new Denied({ action: 'report.edited', subjectKind: 'report', subjectId: id });
      if (report.revision !== seenRevision) throw new Problem('precondition.failed');
      const told = await toldNow(manager, report);
      const parsed = ReportContent.safeParse(mergePatch(told, patch));
      if (!parsed.success) throw validationProblem(parsed.error.issues);
      const body = settleUnanswered(parsed.data);
      refuseImpossibleDates(body);
      if (isDeepStrictEqual(body, told)) return false;

      const revision = report.revision + 1;
      const read = readReport(body, gazetteer);
      await manager.update(Report, { id }, { ...read.columns, revision, updatedAt: new Date() });
      await keepRevision(manager, { reportId: id, revision, reporterId: null, changedBy: actor.id }, body);
      await manager.delete(PersonNameRow, { reportId: id });
      await storeNames(manager, { organisationId: report.organisationId, reportId: id }, read);
      await this.reporters.keepTelling(manager, id, body.sought);
      await markDue(manager, 'reports.match', actor.organisationId, [{ id, revision }]);
      await this.audit.record(manager, actor, { action: 'report.edited', subjectKind: 'report', subjectId: id });
      return true;
    });
    if (changed) await this.doorbell.ring('reports.match', [id]);
    return this.view(actor, id);
  }

  view(actor: Actor, id: string): Promise<ReportView> {
    return this.acting.as(actor, async (manager) => {
      const report = await this.find(manager, id, 'report.viewed');
      const view = reportView(report, await namesOf(manager, [id]));
      await this.audit.record(manager, actor, { action: 'report.viewed', subjectKind: 'report', subjectId: id });
      return view;
    });
  }

  /** The reports that the actor reaches, newest first. */
  list(
    actor: Actor,
    page: { limit: number; cursor?: string },
  ): Promise<{ items: ReportSummary[]; next: string | null }> {
    const after = decodeCursor(page.cursor, ['time', 'id']);
    return this.acting.as(actor, async (manager) => {
      const query = reachedReports(manager)
        .orderBy({ 'report.createdAt': 'DESC', 'report.id': 'DESC' })
        .limit(page.limit + 1);
      if (after) {
        query.andWhere('(report.createdAt, report.id) < (cast(:at as timestamptz), cast(:id as uuid))', {
          at: after[0],
          id: after[1],
        });
      }
      const reports = await query.getMany();
      const shown = reports.slice(0, page.limit);
      const ids = shown.map((report) => report.id);
      const names = await namesOf(manager, ids);
      await this.audit.record(manager, actor, { action: 'reports.listed', subjectKind: 'report', seen: ids });
      const last = shown.at(-1);
      return {
        items: shown.map((report) =>
          reportSummary(
            report,
            names.filter((name) => name.reportId === report.id),
          ),
        ),
        next: reports.length > page.limit && last ? encodeCursor([last.createdAt.toISOString(), last.id]) : null,
      };
    });
  }

  /** Every revision as it was told, oldest first. */
  revisions(actor: Actor, id: string): Promise<ReportRevision[]> {
    return this.acting.as(actor, async (manager) => {
      await this.find(manager, id, 'report.revisions-viewed');
      const revisions = await manager.find(ReportRevision, { where: { reportId: id }, order: { revision: 'ASC' } });
      await this.audit.record(manager, actor, {
        action: 'report.revisions-viewed',
        subjectKind: 'report',
        subjectId: id,
      });
      return revisions;
    });
  }

  private async find(manager: EntityManager, id: string, action: string): Promise<Report> {
    const report = await reachedReports(manager).andWhere('report.id = :id', { id }).getOne();
    if (!report) throw new Denied({ action, subjectKind: 'report', subjectId: id });
    return report;
  }
}

/** The reports that the actor of this transaction reaches. */
const reachedReports = (manager: EntityManager) =>
  manager.createQueryBuilder(Report, 'report').where(reaches.report.condition);

const namesOf = (manager: EntityManager, reportIds: string[]): Promise<PersonNameRow[]> =>
  manager.find(PersonNameRow, { where: { reportId: In(reportIds) }, order: { person: 'DESC', position: 'ASC' } });
