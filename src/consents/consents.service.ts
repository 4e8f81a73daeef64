import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { Audit } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { Doorbell } from '../jobs/doorbell.js';
import { markDue } from '../jobs/due-marks.js';
import { Consent, type ConsentGiver, type ConsentPurpose, type WithdrawalReason } from './consent.entity.js';
import { storeConsents } from './consent-store.js';
import { endConsents, withholdNow } from './end-consents.js';

export interface Answer {
  reporter_id: string;
  purpose: ConsentPurpose;
  granted: boolean;
  form_version: string;
  language: string;
  given_by: ConsentGiver;
  given_on?: string;
}

/** What each reporter of a report allows, purpose by purpose (R3, R4, R5). */
@Injectable()
export class ConsentsService {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly doorbell: Doorbell,
    private readonly audit: Audit,
  ) {}

  /** Every answer that was ever given, newest first. */
  list(actor: StaffActor, reportId: string): Promise<Consent[]> {
    return this.acting.as(actor, async (manager) => {
      const consents = await manager.find(Consent, { where: { reportId }, order: { givenAt: 'DESC', id: 'DESC' } });
      await this.audit.record(manager, actor, {
        action: 'consents.listed',
        subjectKind: 'report',
        subjectId: reportId,
      });
      return consents;
    });
  }

  /**
   * A person answers, for the first time or anew; the earlier answer about the same purpose ends with it.
   * @throws Problem consent.given_later when the form is dated in the future
   */
  async answer(actor: StaffActor, reportId: string, key: string, answer: Answer) {
    if (answer.given_on !== undefined && new Date(`${answer.given_on}T00:00:00Z`) > new Date())
      throw new Problem('request.invalid', undefined, [
        { pointer: '/given_on', code: 'consent.given_later', message: 'This day has not come yet.' },
      ]);
    const { consent, replayed } = await this.acting.as(actor, async (manager) => {
      const request = { key, operation: `answerConsent ${reportId}`, body: answer };
      const { id, replayed } = await this.idempotency.once(manager, actor, request, (consentId) =>
        this.store(manager, actor, reportId, consentId, answer),
      );
      return { consent: await manager.findOneByOrFail(Consent, { id }), replayed };
    });
    if (!replayed) await this.doorbell.ring('reports.match', [reportId]);
    return { consent, replayed };
  }

  /** Takes a consent back. What rested on it ends in the same transaction. Doing it twice is the same as once. */
  async withdraw(actor: StaffActor, reportId: string, consentId: string, reason: WithdrawalReason): Promise<Consent> {
    const entry = { action: 'consent.withdrawn', subjectKind: 'consent', subjectId: consentId };
    const withdrawn = await this.acting.as(actor, async (manager) => {
      const revision = await lock(manager, reportId);
      const consent = await manager.findOneBy(Consent, { id: consentId, reportId });
      if (!consent || revision === null) throw new Denied(entry);
      if (consent.withdrawnAt === null) {
        await endConsents(manager, consent, [consent.purpose], reason);
        await withholdNow(manager, reportId, actor.id);
        await markDue(manager, 'reports.match', actor.organisationId, [{ id: reportId, revision }]);
        await this.audit.record(manager, actor, { ...entry, fields: [consent.purpose], reason });
      }
      return manager.findOneByOrFail(Consent, { id: consentId });
    });
    await this.doorbell.ring('reports.match', [reportId]);
    return withdrawn;
  }

  private async store(
    manager: EntityManager,
    actor: StaffActor,
    reportId: string,
    consentId: string,
    answer: Answer,
  ): Promise<void> {
    const entry = { action: 'consent.answered', subjectKind: 'consent', subjectId: consentId };
    const revision = await lock(manager, reportId);
    const { reporter_id: reporterId, purpose, granted } = answer;
    const reporters: unknown[] = await manager.query(
      'select 1 from reporters where id = $1 and report_id = $2 and removed_at is null',
      [reporterId, reportId],
    );
    if (revision === null || reporters.length === 0) throw new Denied(entry);
    // A "no" after a "yes" is a withdrawal; a "yes" after a "yes" is only a newer form.
    const ended = granted ? 'answered_again' : 'asked_by_person';
    await endConsents(manager, { reportId, reporterId }, [purpose], ended);
    await storeConsents(manager, {
      reportId,
      reporterId,
      organisationId: actor.organisationId,
      answers: [{ id: consentId, purpose, granted }],
      formVersion: answer.form_version,
      language: answer.language,
      givenBy: answer.given_by,
      givenOn: answer.given_on ?? 'now',
    });
    await withholdNow(manager, reportId, actor.id);
    await markDue(manager, 'reports.match', actor.organisationId, [{ id: reportId, revision }]);
    await this.audit.record(manager, actor, { ...entry, fields: [purpose] });
  }
}

/** Two answers about one report wait for each other. */
async function lock(manager: EntityManager, reportId: string): Promise<number | null> {
  const [report]: { revision: number }[] = await manager.query(
    'select revision from reports where id = $1 for no key update',
    [reportId],
  );
  return report?.revision ?? null;
}
