import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting } from '../access/acting.js';
import type { FamilyActor, IntakeActor } from '../access/actor.js';
import { Audit } from '../audit/audit.js';
import type { ConsentPurpose } from '../consents/consent.entity.js';
import { storeConsents } from '../consents/consent-store.js';
import { endOwnConsents, withholdOwnReport } from '../consents/end-consents.js';
import { Problem } from '../errors.js';
import { Doorbell } from '../jobs/doorbell.js';
import { markDue } from '../jobs/due-marks.js';
import { PersonNameRow } from '../person-names/person-name.entity.js';
import { GazetteerService } from '../places/gazetteer.service.js';
import { FamilySessions } from '../receipts/family-sessions.js';
import { readDigits, secretLength } from '../receipts/receipt-digits.js';
import { AlteredFields } from '../reporters/altered-fields.js';
import { lockReport, ReporterErasure } from '../reporters/erase-reporter.js';
import { Reporter } from '../reporters/reporter.entity.js';
import type { ContactBody } from '../reporters/reporter-body.js';
import { ReporterStore } from '../reporters/reporter-store.js';
import { settleUnanswered } from '../reports/further-content.js';
import { readReport } from '../reports/read-report.js';
import { Report } from '../reports/report.entity.js';
import { ReportContent } from '../reports/report-body.js';
import { keepRevision, refuseImpossibleDates, storeNames, toldNow } from '../reports/store-report.js';
import type { Submission } from './family-filing.js';
import { intakeOf, stepOfCase } from './intake.js';
import { tellAnew } from './tell-anew.js';

/** Which form was read, and in which language. */
export interface ReadForm {
  formVersion: string;
  language: string;
}

/** What a family changes of its own report, with nobody of staff between. Each step is one transaction and stands in the history of the case. */
@Injectable()
export class FamilyChanges {
  constructor(
    private readonly acting: Acting,
    private readonly gazetteer: GazetteerService,
    private readonly reporters: ReporterStore,
    private readonly fields: AlteredFields,
    private readonly erasure: ReporterErasure,
    private readonly sessions: FamilySessions,
    private readonly doorbell: Doorbell,
    private readonly audit: Audit,
  ) {}

  /**
   * Tells it anew: a revision in the family's own words beside the old ones, which stay. Where staff or another relative changed something since, only what
   * differs from the own words before is taken over, and somebody is asked to look. The same words again change nothing.
   * @throws Problem request.invalid for a day that does not exist, access.sign_in
   */
  async correct(actor: FamilyActor, content: ReportContent): Promise<void> {
    refuseImpossibleDates(content);
    const told = settleUnanswered(content);
    const gazetteer = await this.gazetteer.load();
    const intake = await intakeOf(this.acting, actor);
    const { reportId: id, reporterId, organisationId } = intake;
    const changed = await this.acting.as(intake, async (manager) => {
      const present = await lockOwn(manager, id);
      const known = await toldNow(manager, { id, revision: present });
      const before = await wordsOf(manager, intake);
      if (isDeepStrictEqual(told, before)) return false;
      const next = tellAnew(before, told, known);
      await keepRevision(manager, { reportId: id, revision: present + 1, reporterId, changedBy: null }, told);
      const own = isDeepStrictEqual(next, told);
      const revision = own ? present + 1 : present + 2;
      if (!own) {
        await keepRevision(manager, { reportId: id, revision, reporterId: null, changedBy: null }, next);
        await manager.query('select family_told_more()');
      }
      const read = readReport(next, gazetteer);
      await manager.update(Report, { id }, { ...read.columns, revision, updatedAt: new Date() });
      await manager.delete(PersonNameRow, { reportId: id });
      await storeNames(manager, { organisationId, reportId: id }, read);
      await this.reporters.keepTelling(manager, id, told.sought);
      await markDue(manager, 'reports.match', organisationId, [{ id, revision }]);
      await this.audit.record(manager, intake, { action: 'report.edited', subjectKind: 'report', subjectId: id });
      return true;
    });
    if (changed) await this.doorbell.ring('reports.match', [id]);
  }

  /**
   * Replaces every way to reach this person. Nobody is shown what they were.
   * @param storeNotice how he wants to be told that something waits, in the same transaction
   * @throws Problem reporter.unreadable, service.unavailable, access.sign_in
   */
  async changeContacts(
    actor: FamilyActor,
    contacts: ContactBody[],
    storeNotice?: Submission['storeNotice'],
  ): Promise<void> {
    const intake = await intakeOf(this.acting, actor);
    const { reportId, reporterId: id, organisationId } = intake;
    const entry = { action: 'reporter.edited', subjectKind: 'reporter', subjectId: id };
    await this.fields.as(intake, entry, async (manager) => {
      await lockOwn(manager, reportId);
      const reporter = await manager.findOne(Reporter, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!reporter || reporter.removedAt) throw new Problem('access.sign_in');
      await this.reporters.putContacts(manager, reporter, contacts);
      const unreached = { named: 'pseudonymous', pseudonymous: 'pseudonymous' } as const;
      const reached = { named: 'named', pseudonymous: 'named' } as const;
      const mode = reporter.filingMode;
      const filingMode =
        mode === 'through_organisation' || mode === null ? mode : (contacts.length ? reached : unreached)[mode];
      await manager.update(Reporter, { id }, { revision: reporter.revision + 1, filingMode });
      await storeNotice?.(manager, { organisationId, reportId, reporterId: id });
      await this.audit.record(manager, intake, { ...entry, fields: ['contacts'] });
    });
  }

  /**
   * Answers about one purpose anew. What rested on a "yes" that is taken back ends in the same transaction, as when staff writes it down (R4); what other
   * relatives allow stands (R5).
   * @throws Problem access.sign_in
   */
  async answerConsent(actor: FamilyActor, purpose: ConsentPurpose, granted: boolean, form: ReadForm): Promise<void> {
    const intake = await intakeOf(this.acting, actor);
    const { reportId, reporterId, organisationId } = intake;
    await this.acting.as(intake, async (manager) => {
      const revision = await lockOwn(manager, reportId);
      const reporter = await manager.findOneBy(Reporter, { id: reporterId });
      if (!reporter || reporter.removedAt) throw new Problem('access.sign_in');
      // R20: what somebody tells who is no relative stays with us.
      const allowed = granted && !(purpose === 'partners' && reporter.relationship === 'other');
      await endOwnConsents(manager, [purpose], allowed ? 'answered_again' : 'asked_by_person');
      const id = randomUUID();
      await storeConsents(manager, {
        reportId,
        reporterId,
        organisationId,
        answers: [{ id, purpose, granted: allowed }],
        ...form,
        givenBy: 'reporter',
        givenOn: 'now',
      });
      await withholdOwnReport(manager);
      await markDue(manager, 'reports.match', organisationId, [{ id: reportId, revision }]);
      const entry = { action: 'consent.answered', subjectKind: 'consent', subjectId: id, fields: [purpose] };
      await this.audit.record(manager, intake, entry);
    });
    await this.doorbell.ring('reports.match', [reportId]);
  }

  /** The search rests until he goes on, as far as nobody else reports the same person. Twice is the same as once. @throws Problem case.wrong_state */
  pause(actor: FamilyActor): Promise<void> {
    return this.step(actor, 'report.paused', (manager) => stepOfCase(manager, 'select family_pauses(true)'));
  }

  /** @throws Problem case.wrong_state */
  resume(actor: FamilyActor): Promise<void> {
    return this.step(actor, 'report.resumed', (manager) => stepOfCase(manager, 'select family_pauses(false)'));
  }

  /** Asks to open again what was closed: somebody's task, and no step by itself. @throws Problem case.wrong_state */
  reopen(actor: FamilyActor): Promise<void> {
    return this.step(actor, 'report.reopening_asked', (manager) =>
      stepOfCase(manager, 'select family_asks_to_reopen()'),
    );
  }

  /**
   * Removes this person from the report for good (R5, R21): name, ways to reach him, messages and consents go, the receipt opens nothing any more, and every
   * session with it ends. With nobody left who reports, the key of the case is destroyed and the case withdrawn.
   * @param typed the 25 digits as they were typed
   * @param address of who asks (`request.ip`)
   * @throws Problem receipt.wrong, access.too_many_tries, service.unavailable, access.sign_in
   */
  async remove(actor: FamilyActor, typed: string, address: string): Promise<void> {
    const read = readDigits(typed.slice(0, 200), secretLength);
    await this.sessions.proveAgain(actor, read === 'not digits' ? null : read, address);
    const intake = await intakeOf(this.acting, actor);
    await this.acting.as(intake, (manager) => this.erasure.erase(manager, intake, intake, 'asked_by_person'));
    await this.doorbell.ring('reports.match', [actor.reportId]);
  }

  private async step(
    actor: FamilyActor,
    action: string,
    work: (manager: EntityManager) => Promise<unknown>,
  ): Promise<void> {
    const intake = await intakeOf(this.acting, actor);
    await this.acting.as(intake, async (manager) => {
      await work(manager);
      await this.audit.record(manager, intake, { action, subjectKind: 'report', subjectId: intake.reportId });
    });
    await this.doorbell.ring('reports.match', [intake.reportId]);
  }
}

/** Locks the report. @returns its present revision */
async function lockOwn(manager: EntityManager, reportId: string): Promise<number> {
  const revision = await lockReport(manager, reportId);
  if (revision === null) throw new Problem('access.sign_in');
  return revision;
}

/** What this person told last. */
async function wordsOf(manager: EntityManager, { reportId, reporterId }: IntakeActor): Promise<ReportContent | null> {
  const [told]: { content: unknown }[] = await manager.query(
    'select content from report_revisions where report_id = $1 and reporter_id = $2 order by revision desc limit 1',
    [reportId, reporterId],
  );
  return told ? ReportContent.parse(told.content) : null;
}
