import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { z } from 'zod';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { raiseAlarm } from '../alarms/raise-alarm.js';
import { Audit } from '../audit/audit.js';
import { caseworkParagraph } from '../bank-data.js';
import { CaseReport } from './case.entity.js';
import { moveCase, setHold } from './case-steps.service.js';
import { PersonView } from './case-views.js';
import {
  ExtortionReport,
  ExtortionReview,
  extortionDemands,
  extortionWays,
  reviewOutcomes,
} from './extortion.entity.js';
import { lockCase, reachedCases } from './lock-case.js';
import { staffNames } from './staff-names.js';
import { nextCaseState } from './transitions.js';
import { writeEvent } from './write-event.js';

export const ExtortionBody = z
  .strictObject({
    report_id: z.uuid().optional().describe('Whose relatives were approached, where that is known'),
    asked_for: z.enum(extortionDemands),
    way: z.enum(extortionWays),
    told: caseworkParagraph(4000).describe('Who came, what was said, what was asked for. No account or card numbers'),
  })
  .meta({
    id: 'ExtortionReportBody',
    examples: [
      {
        asked_for: 'money',
        way: 'telephone',
        told: 'A man who said that he was one of us asked for money for a visit.',
      },
    ],
  });
export type ExtortionBody = z.infer<typeof ExtortionBody>;

export const ReviewBody = z.strictObject({ outcome: z.enum(reviewOutcomes), note: caseworkParagraph(2000) }).meta({
  id: 'ExtortionReviewBody',
  examples: [{ outcome: 'contacts_safe', note: 'The family has a new number; the old one is removed.' }],
});
export type ReviewBody = z.infer<typeof ReviewBody>;

export const ExtortionView = z
  .object({
    id: z.uuid(),
    report_id: z.uuid().nullable(),
    asked_for: z.enum(extortionDemands),
    way: z.enum(extortionWays),
    told: z.string(),
    reported_by: PersonView.nullable(),
    reported_at: z.iso.datetime(),
    reviews: z
      .array(
        z.object({
          outcome: z.enum(reviewOutcomes),
          note: z.string(),
          reviewed_by: PersonView.nullable(),
          reviewed_at: z.iso.datetime(),
        }),
      )
      .describe('Newest first; for supervisors and disclosure leads'),
  })
  .meta({ id: 'ExtortionReport' });
export type ExtortionView = z.infer<typeof ExtortionView>;

/**
 * Somebody asks a family for something in exchange for news (R13). From the moment it is written down the case is held and its contacts are hidden from
 * everybody but supervisors and disclosure leads, until a second person says that they are safe. What was told is for those who review alone.
 */
@Injectable()
export class Extortion {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  /** Holds the case in the same transaction, where it can be held, and rings for the supervisors. @throws Problem case.empty */
  file(actor: StaffActor, key: string, caseId: string, body: ExtortionBody): Promise<ExtortionView> {
    const entry = { action: 'case.extortion-reported', subjectKind: 'case', subjectId: caseId };
    return this.acting.as(actor, async (manager) => {
      const request = { key, operation: 'reportExtortion', body: { caseId, ...body } };
      const { id } = await this.idempotency.once(manager, actor, request, async (reportId) => {
        const found = await lockCase(manager, caseId, entry);
        if (body.report_id && !(await manager.existsBy(CaseReport, { caseId, reportId: body.report_id })))
          throw new Denied({ ...entry, subjectKind: 'report', subjectId: body.report_id });
        await manager.insert(ExtortionReport, {
          id: reportId,
          caseId,
          organisationId: actor.organisationId,
          reportId: body.report_id ?? null,
          askedFor: body.asked_for,
          way: body.way,
          told: body.told,
          reportedBy: actor.id,
        });
        await writeEvent(manager, actor, { caseId, kind: 'extortion_reported', about: reportId });
        const to = nextCaseState(found.state, 'hold', undefined);
        if (to) {
          await setHold(manager, actor, caseId, 'extortion_reported');
          await moveCase(manager, actor, found, { action: 'hold', to, reason: 'extortion_reported' });
        }
        await raiseAlarm(manager, actor, 'extortion_reported', { kind: 'case', id: caseId });
        await this.audit.record(manager, actor, entry);
      });
      const [view] = await views(manager, await manager.findBy(ExtortionReport, { id }));
      return view;
    });
  }

  /** Those that the actor may read: supervisors and disclosure leads all, others what they wrote down themselves. */
  list(actor: StaffActor, caseId: string): Promise<ExtortionView[]> {
    return this.acting.as(actor, async (manager) => {
      const found = await manager.find(ExtortionReport, {
        where: { caseId },
        order: { reportedAt: 'DESC', id: 'DESC' },
      });
      const items = await views(manager, found);
      await this.audit.record(manager, actor, {
        action: 'case.extortion-listed',
        subjectKind: 'case',
        subjectId: caseId,
        seen: found.map(({ id }) => id),
      });
      return items;
    });
  }

  /** The newest review counts. @throws Problem extortion.same_person: written down as refused */
  review(
    actor: StaffActor,
    key: string,
    caseId: string,
    extortionId: string,
    body: ReviewBody,
  ): Promise<ExtortionView> {
    const entry = { action: 'case.extortion-reviewed', subjectKind: 'case', subjectId: caseId };
    return this.acting.as(actor, async (manager) => {
      const request = { key, operation: 'reviewExtortion', body: { caseId, extortionId, ...body } };
      await this.idempotency.once(manager, actor, request, async (reviewId) => {
        if (!(await reachedCases(manager).andWhere('sought_case.id = :caseId', { caseId }).getExists()))
          throw new Denied(entry);
        const found = await manager.findOneBy(ExtortionReport, { id: extortionId, caseId });
        if (!found) throw new Denied(entry);
        if (found.reportedBy === actor.id) throw new Denied(entry, 'extortion.same_person');
        const { organisationId, toldBy } = found;
        await manager.insert(ExtortionReview, {
          id: reviewId,
          extortionReportId: extortionId,
          caseId,
          organisationId,
          reportedBy: toldBy,
          reviewedBy: actor.id,
          ...body,
        });
        await writeEvent(manager, actor, {
          caseId,
          kind: 'extortion_reviewed',
          about: extortionId,
          reason: body.outcome,
        });
        await this.audit.record(manager, actor, entry);
      });
      const [view] = await views(manager, await manager.findBy(ExtortionReport, { id: extortionId, caseId }));
      return view;
    });
  }
}

async function views(manager: EntityManager, found: ExtortionReport[]): Promise<ExtortionView[]> {
  const reviews = await manager.find(ExtortionReview, {
    where: { extortionReportId: In(found.map(({ id }) => id)) },
    order: { reviewedAt: 'DESC', id: 'DESC' },
  });
  const named = await staffNames(manager, [
    ...found.map(({ reportedBy }) => reportedBy),
    ...reviews.map(({ reviewedBy }) => reviewedBy),
  ]);
  return found.map((one) => ({
    id: one.id,
    report_id: one.reportId,
    asked_for: one.askedFor,
    way: one.way,
    told: one.told,
    reported_by: named(one.reportedBy),
    reported_at: one.reportedAt.toISOString(),
    reviews: reviews
      .filter(({ extortionReportId }) => extortionReportId === one.id)
      .map((review) => ({
        outcome: review.outcome,
        note: review.note,
        reviewed_by: named(review.reviewedBy),
        reviewed_at: review.reviewedAt.toISOString(),
      })),
  }));
}
