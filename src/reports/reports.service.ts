import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Acting, Denied } from '../access/acting.js';
import type { Actor } from '../access/actor.js';
import { once } from '../access/idempotency.js';
import { reaches } from '../access/object-checks.js';
import { Audit } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { Doorbell } from '../jobs/doorbell.js';
import { markDue } from '../jobs/due-marks.js';
import { PersonNameRow } from '../person-names/person-name.entity.js';
import { nameRows } from '../person-names/read-names.js';
import { GazetteerService } from '../places/gazetteer.service.js';
import { validationProblem } from '../problem-filter.js';
import { Reporter } from '../reporters/reporter.entity.js';
import { decodeCursor, encodeCursor } from '../views.js';
import { impossibleDates, readReport } from './read-report.js';
import {
  Consent,
  type ConsentPurpose,
  consentPurposes,
  Report,
  ReportMember,
  ReportRevision,
} from './report.entity.js';
import { mergePatch, ReportBody } from './report-body.js';
import { type ReportSummary, type ReportView, reportSummary, reportView } from './report-view.js';

/** A consent is asked for again after two years: what a family agreed to must not outlive what it remembers (R4). */
const consentYears = 2;

@Injectable()
export class ReportsService {
  constructor(
    private readonly acting: Acting,
    private readonly gazetteer: GazetteerService,
    private readonly doorbell: Doorbell,
    private readonly audit: Audit,
  ) {}

  /** Stores a report and everything told with it, or nothing. The same key and body give the same report again. */
  async file(actor: Actor, key: string, body: ReportBody): Promise<{ report: ReportView; replayed: boolean }> {
    refuseImpossibleDates(body);
    const gazetteer = await this.gazetteer.load();
    const { id, replayed } = await this.acting.as(actor, (manager) =>
      once(manager, actor, { key, operation: 'fileReport', body }, async (reportId) => {
        const now = new Date();
        const read = readReport(body, gazetteer);
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
        await this.keepRevision(manager, actor, reportId, 1, body);
        await storeNames(manager, reportId, read);
        await manager.insert(Reporter, {
          id: randomUUID(),
          reportId,
          organisationId: actor.organisationId,
          ...reporterColumns(body.reporter),
        });
        await this.storeConsent(manager, actor, reportId, body, consentPurposes);
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
      const parsed = ReportBody.safeParse(mergePatch(told, patch));
      if (!parsed.success) throw validationProblem(parsed.error.issues);
      const body = parsed.data;
      refuseImpossibleDates(body);
      if (isDeepStrictEqual(body, told)) return false;

      const revision = report.revision + 1;
      const read = readReport(body, gazetteer);
      await manager.update(Report, { id }, { ...read.columns, revision, updatedAt: new Date() });
      await this.keepRevision(manager, actor, id, revision, body);
      await manager.delete(PersonNameRow, { reportId: id });
      await storeNames(manager, id, read);
      await manager.update(Reporter, { reportId: id }, reporterColumns(body.reporter));
      const asked = purposesAskedAgain(told.consent, body.consent);
      if (asked.length > 0) {
        await manager.query(
          'update consents set withdrawn_at = now() where report_id = $1 and purpose = any($2::text[]) and withdrawn_at is null',
          [id, asked],
        );
        await this.storeConsent(manager, actor, id, body, asked);
      }
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

  /** Of the sought person only: who reports stands in a table of its own and must stay erasable. */
  private async keepRevision(
    manager: EntityManager,
    actor: Actor,
    reportId: string,
    revision: number,
    body: ReportBody,
  ) {
    const content = { sought: body.sought, disappearance: body.disappearance };
    await manager.insert(ReportRevision, { reportId, revision, content, changedBy: actor.id });
  }

  private async storeConsent(
    manager: EntityManager,
    actor: Actor,
    reportId: string,
    body: ReportBody,
    purposes: readonly ConsentPurpose[],
  ) {
    const expiresAt = new Date();
    expiresAt.setUTCFullYear(expiresAt.getUTCFullYear() + consentYears);
    await manager.insert(
      Consent,
      purposes.map((purpose) => ({
        id: randomUUID(),
        reportId,
        organisationId: actor.organisationId,
        purpose,
        granted: body.consent[purpose],
        formVersion: body.consent.form_version,
        language: body.reporter.language,
        expiresAt: body.consent[purpose] ? expiresAt : null,
      })),
    );
  }
}

/** The reports that the actor of this transaction reaches. */
const reachedReports = (manager: EntityManager) =>
  manager.createQueryBuilder(Report, 'report').where(reaches.report.condition);

const namesOf = (manager: EntityManager, reportIds: string[]): Promise<PersonNameRow[]> =>
  manager.find(PersonNameRow, { where: { reportId: In(reportIds) }, order: { person: 'DESC', position: 'ASC' } });

async function storeNames(manager: EntityManager, reportId: string, { names, mother }: ReturnType<typeof readReport>) {
  await manager.insert(PersonNameRow, [
    ...nameRows({ reportId }, 'sought', names, 'family'),
    ...nameRows({ reportId }, 'mother', mother, 'family'),
  ]);
}

/** The report as it would be filed now: what was told last, who reports, and what was answered last about each purpose. */
async function toldNow(manager: EntityManager, report: Report): Promise<ReportBody> {
  const { content } = await manager.findOneByOrFail(ReportRevision, { reportId: report.id, revision: report.revision });
  const reporter = await manager.findOneByOrFail(Reporter, { reportId: report.id });
  const answers: { purpose: ConsentPurpose; granted: boolean; form_version: string }[] = await manager.query(
    `select purpose, granted, form_version from consents c
     where report_id = $1 and not exists (
       select 1 from consents later where later.report_id = $1 and later.purpose = c.purpose and later.given_at > c.given_at)
     order by given_at desc`,
    [report.id],
  );
  const known = {
    relationship: reporter.relationship,
    is_closest_relative: reporter.isClosestRelative,
    language: reporter.language,
    country: reporter.country,
    under_threat: reporter.underThreat,
    informs_others_himself: reporter.informsOthersHimself,
    filing_mode: reporter.filingMode,
  };
  return ReportBody.parse({
    ...content,
    reporter: Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null)),
    consent: {
      ...Object.fromEntries(answers.map(({ purpose, granted }) => [purpose, granted])),
      form_version: answers[0].form_version,
    },
  });
}

function reporterColumns(reporter: ReportBody['reporter']) {
  return {
    relationship: reporter.relationship,
    isClosestRelative: reporter.is_closest_relative ?? null,
    language: reporter.language,
    country: reporter.country ?? null,
    underThreat: reporter.under_threat ?? null,
    informsOthersHimself: reporter.informs_others_himself ?? null,
    filingMode: reporter.filing_mode,
  };
}

/** Those whose answer changed, or all on a new form. The others run out when they would have: nobody was asked about them. */
function purposesAskedAgain(before: ReportBody['consent'], now: ReportBody['consent']): ConsentPurpose[] {
  return consentPurposes.filter(
    (purpose) => before[purpose] !== now[purpose] || before.form_version !== now.form_version,
  );
}

function refuseImpossibleDates(body: ReportBody): void {
  const errors = impossibleDates(body);
  if (errors.length > 0) throw new Problem('request.invalid', undefined, errors);
}
