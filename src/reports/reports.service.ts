import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { Actor } from '../access/actor.js';
import { once } from '../access/idempotency.js';
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
import { Consent, consentPurposes, Report, ReportRevision } from './report.entity.js';
import { mergePatch, ReportBody } from './report-body.js';
import { type ReportSummary, type ReportView, reportSummary, reportView } from './report-view.js';

/** A consent is asked for again after two years: what a family agreed to must not outlive what it remembers (R4). */
const consentYears = 2;

@Injectable()
export class ReportsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly gazetteer: GazetteerService,
    private readonly doorbell: Doorbell,
    private readonly audit: Audit,
  ) {}

  /** Stores a report and everything told with it, or nothing. The same key and body give the same report again. */
  async file(actor: Actor, key: string, body: ReportBody): Promise<{ report: ReportView; replayed: boolean }> {
    refuseImpossibleDates(body);
    const gazetteer = await this.gazetteer.load();
    const { id, replayed } = await this.dataSource.transaction((manager) =>
      once(manager, actor, { key, operation: 'fileReport', body }, async (reportId) => {
        const now = new Date();
        const { columns } = readReport(body, gazetteer);
        await manager.insert(Report, {
          id: reportId,
          organisationId: actor.organisationId,
          revision: 1,
          state: 'open',
          ...columns,
          createdBy: actor.accountId,
          createdAt: now,
          updatedAt: now,
        });
        await this.keepRevision(manager, actor, reportId, 1, body);
        await this.storeNames(manager, reportId, body);
        await manager.insert(Reporter, {
          id: randomUUID(),
          reportId,
          organisationId: actor.organisationId,
          relationship: body.reporter.relationship,
          isClosestRelative: body.reporter.is_closest_relative ?? null,
          language: body.reporter.language,
          country: body.reporter.country ?? null,
          underThreat: body.reporter.under_threat ?? null,
          informsOthersHimself: body.reporter.informs_others_himself ?? null,
          filingMode: body.reporter.filing_mode,
        });
        await this.storeConsent(manager, actor, reportId, body);
        await markDue(manager, 'reports.match', [{ id: reportId, revision: 1 }]);
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
    const changed = await this.dataSource.transaction(async (manager) => {
      const report = await manager.findOne(Report, {
        where: { id, organisationId: actor.organisationId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!report) throw new Problem('access.not_found');
      if (report.revision !== seenRevision) throw new Problem('precondition.failed');
      const told = await manager.findOneByOrFail(ReportRevision, { reportId: id, revision: report.revision });
      const parsed = ReportBody.safeParse(mergePatch(told.content, patch));
      if (!parsed.success) throw validationProblem(parsed.error.issues);
      const body = parsed.data;
      refuseImpossibleDates(body);
      if (isDeepStrictEqual(body, told.content)) return false;

      const revision = report.revision + 1;
      await manager.update(Report, { id }, { ...readReport(body, gazetteer).columns, revision, updatedAt: new Date() });
      await this.keepRevision(manager, actor, id, revision, body);
      await manager.delete(PersonNameRow, { reportId: id });
      await this.storeNames(manager, id, body);
      if (!isDeepStrictEqual(body.consent, (told.content as ReportBody).consent)) {
        await manager.query('update consents set withdrawn_at = now() where report_id = $1 and withdrawn_at is null', [
          id,
        ]);
        await this.storeConsent(manager, actor, id, body);
      }
      await markDue(manager, 'reports.match', [{ id, revision }]);
      await this.audit.record(manager, actor, { action: 'report.edited', subjectKind: 'report', subjectId: id });
      return true;
    });
    if (changed) await this.doorbell.ring('reports.match', [id]);
    return this.view(actor, id);
  }

  async view(actor: Actor, id: string): Promise<ReportView> {
    const report = await this.dataSource.getRepository(Report).findOneBy({ id, organisationId: actor.organisationId });
    if (!report) {
      await this.audit.record(this.dataSource.manager, actor, {
        action: 'report.viewed',
        subjectKind: 'report',
        subjectId: id,
        outcome: 'denied',
      });
      throw new Problem('access.not_found');
    }
    await this.audit.record(this.dataSource.manager, actor, {
      action: 'report.viewed',
      subjectKind: 'report',
      subjectId: id,
    });
    return reportView(report, await this.namesOf([id]));
  }

  async list(
    actor: Actor,
    page: { limit: number; cursor?: string },
  ): Promise<{ items: ReportSummary[]; next: string | null }> {
    const after = decodeCursor(page.cursor, ['time', 'id']);
    const query = this.dataSource
      .getRepository(Report)
      .createQueryBuilder('report')
      .where('report.organisationId = :organisation', { organisation: actor.organisationId })
      .orderBy({ 'report.createdAt': 'DESC', 'report.id': 'DESC' })
      .limit(page.limit + 1);
    // Compared by the millisecond that the cursor holds, so that no report is skipped or shown twice.
    if (after) {
      query.andWhere(
        "(date_trunc('milliseconds', report.createdAt), report.id) < (cast(:at as timestamptz), cast(:id as uuid))",
        { at: after[0], id: after[1] },
      );
    }
    const reports = await query.getMany();
    const shown = reports.slice(0, page.limit);
    const names = await this.namesOf(shown.map((report) => report.id));
    await this.audit.record(this.dataSource.manager, actor, { action: 'reports.listed', subjectKind: 'report' });
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
  }

  /** Every revision as it was told, oldest first. */
  async revisions(actor: Actor, id: string): Promise<ReportRevision[]> {
    await this.view(actor, id);
    return this.dataSource.getRepository(ReportRevision).find({ where: { reportId: id }, order: { revision: 'ASC' } });
  }

  private namesOf(reportIds: string[]): Promise<PersonNameRow[]> {
    return this.dataSource
      .getRepository(PersonNameRow)
      .find({ where: { reportId: In(reportIds) }, order: { person: 'DESC', position: 'ASC' } });
  }

  private async keepRevision(
    manager: EntityManager,
    actor: Actor,
    reportId: string,
    revision: number,
    content: ReportBody,
  ) {
    await manager.insert(ReportRevision, { reportId, revision, content, changedBy: actor.accountId });
  }

  private async storeNames(manager: EntityManager, reportId: string, body: ReportBody) {
    const { names, mother } = readReport(body, await this.gazetteer.load());
    await manager.insert(PersonNameRow, [
      ...nameRows({ reportId }, 'sought', names, 'family'),
      ...nameRows({ reportId }, 'mother', mother, 'family'),
    ]);
  }

  private async storeConsent(manager: EntityManager, actor: Actor, reportId: string, body: ReportBody) {
    const expiresAt = new Date();
    expiresAt.setUTCFullYear(expiresAt.getUTCFullYear() + consentYears);
    await manager.insert(
      Consent,
      consentPurposes.map((purpose) => ({
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

function refuseImpossibleDates(body: ReportBody): void {
  const errors = impossibleDates(body);
  if (errors.length > 0) throw new Problem('request.invalid', undefined, errors);
}
