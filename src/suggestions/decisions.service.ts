import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { reaches } from '../access/object-checks.js';
import { Audit } from '../audit/audit.js';
import { liveConsent } from '../consents/live-consent.js';
import { Problem } from '../errors.js';
import { ReportMember } from '../reports/report.entity.js';
import { readSizeClass } from '../snapshot/size-class.js';
import { refuseContested } from './refuse-contested.js';
import { updateMargins } from './store-suggestions.js';
import { MatchProfile, Suggestion, SuggestionEvent } from './suggestion.entity.js';
import { type DecisionAction, decisions, nextState, type RejectionReason } from './transitions.js';

export interface Decision {
  action: DecisionAction;
  seen_revision: number;
  reason?: RejectionReason;
  evidence?: string;
  note?: string;
}

/** What people decide about a suggestion. Confirming makes a link of two records; it tells nobody anything. */
@Injectable()
export class DecisionsService {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  /**
   * @throws Problem suggestion.changed, suggestion.wrong_state, decision.report_withheld, decision.source_withdrawn, decision.same_person, decision.record_already_confirmed,
   *   decision.evidence_missing, decision.reason_missing, decision.note_missing, access.not_found
   */
  async decide(actor: StaffActor, key: string, id: string, decision: Decision): Promise<void> {
    requireGrounds(decision);
    await this.acting.as(actor, (manager) =>
      this.idempotency.once(manager, actor, { key, operation: 'decide', body: { id, ...decision } }, async () => {
        // The same order of locks as the worker's: the report first, then its suggestions.
        await manager.query(
          'select 1 from reports where id = (select report_id from suggestions where id = $1) for no key update',
          [id],
        );
        const suggestion = await manager
          .createQueryBuilder(Suggestion, 'suggestion')
          .where(reaches.suggestion.condition)
          .andWhere('suggestion.id = :id', { id })
          .setLock('pessimistic_write')
          .getOne();
        if (!suggestion)
          throw new Denied({
            action: `suggestion.${decisions[decision.action].event}`,
            subjectKind: 'suggestion',
            subjectId: id,
          });
        if (suggestion.state === 'suppressed') throw new Problem('decision.report_withheld');
        if (suggestion.revision !== decision.seen_revision) throw new Problem('suggestion.changed');
        const withdrawn = suggestion.sourceWithdrawnAt !== null;
        const to = nextState(suggestion.state, decision.action, withdrawn);
        if (!to) throw new Problem('suggestion.wrong_state');
        if (withdrawn && (to === 'proposed' || to === 'confirmed')) throw new Problem('decision.source_withdrawn');
        if (to === 'proposed' || to === 'confirmed') await this.reportMayBeCompared(manager, suggestion);
        if (decision.action === 'confirm') await this.mayConfirm(manager, actor, suggestion);

        const revision = suggestion.revision + 1;
        const now = new Date();
        await manager.update(
          Suggestion,
          { id },
          {
            state: to,
            revision,
            updatedAt: now,
            ...(decision.action === 'propose'
              ? {
                  proposedBy: actor.id,
                  proposedAt: now,
                  evidence: decision.evidence,
                  decidedBy: null,
                  decidedAt: null,
                }
              : { decidedBy: actor.id, decidedAt: now }),
          },
        );
        await manager.insert(SuggestionEvent, {
          id: randomUUID(),
          suggestionId: id,
          organisationId: suggestion.organisationId,
          accountId: actor.id,
          kind: decisions[decision.action].event,
          fromState: suggestion.state,
          toState: to,
          reason: decision.reason ?? null,
          note: decision.note ?? null,
          evidence: decision.evidence ?? null,
          matchWeight: suggestion.matchWeight,
          matcherVersion: suggestion.matcherVersion,
          sizeClass: suggestion.sizeClass,
          suggestionRevision: revision,
        });
        await updateMargins(manager, [suggestion.reportId], await readSizeClass(manager));
        await letSecondPersonIn(manager, actor, suggestion.reportId);
        await this.audit.record(manager, actor, {
          action: `suggestion.${decisions[decision.action].event}`,
          subjectKind: 'suggestion',
          subjectId: id,
        });
      }),
    );
  }

  /** A report has a match profile exactly as long as it is open and its family lets it be searched for. */
  private async reportMayBeCompared(manager: EntityManager, suggestion: Suggestion): Promise<void> {
    await refuseContested(manager, suggestion);
    const live = await manager.existsBy(MatchProfile, { recordId: suggestion.reportId });
    const [{ consented }]: { consented: boolean }[] = await manager.query(
      `select (select state = 'open' from reports where id = $1) and ${liveConsent('search', '$1')} and ($2 or ${liveConsent('partners', '$1')}) as consented`,
      [suggestion.reportId, suggestion.recordOrganisationId === suggestion.organisationId],
    );
    if (!live || !consented) throw new Problem('decision.report_withheld');
  }

  /** The database refuses the same two things by constraints; here they get their words. */
  private async mayConfirm(manager: EntityManager, actor: StaffActor, suggestion: Suggestion): Promise<void> {
    if (suggestion.proposedBy === actor.id) throw new Problem('decision.same_person');
    // Two confirmations of one record at the same moment wait for each other here.
    await manager.query('select 1 from detention_records where id = $1 for no key update', [
      suggestion.detentionRecordId,
    ]);
    const other = await manager.existsBy(Suggestion, {
      detentionRecordId: suggestion.detentionRecordId,
      state: 'confirmed',
    });
    if (other) throw new Problem('decision.record_already_confirmed');
  }
}

/** As long as a proposal waits, every caseworker of the organisation reaches the report: one of them has to look at it (R6). */
async function letSecondPersonIn(manager: EntityManager, actor: StaffActor, reportId: string): Promise<void> {
  const everybody = { reportId, via: 'second_review' as const, accountId: IsNull() };
  if (await manager.existsBy(Suggestion, { reportId, state: 'proposed' })) {
    if (await manager.existsBy(ReportMember, everybody)) return;
    await manager.insert(ReportMember, {
      id: randomUUID(),
      reportId,
      organisationId: actor.organisationId,
      accountId: null,
      via: 'second_review',
      grantedBy: actor.id,
    });
    return;
  }
  // Whoever decided keeps what he decided on in reach.
  const decided = { reportId, accountId: actor.id };
  if (actor.role === 'caseworker' && !(await manager.existsBy(ReportMember, decided)))
    await manager.insert(ReportMember, {
      ...decided,
      id: randomUUID(),
      organisationId: actor.organisationId,
      via: 'second_review',
      grantedBy: actor.id,
    });
  await manager.delete(ReportMember, everybody);
}

function requireGrounds(decision: Decision): void {
  if (decision.action === 'propose' && !decision.evidence) {
    throw new Problem('decision.evidence_missing', undefined, [
      {
        pointer: '/evidence',
        code: 'field.missing',
        message: 'Write why this is the same person, so that the second person can check it.',
      },
    ]);
  }
  if (decision.action === 'reject' && !decision.reason) {
    throw new Problem('decision.reason_missing', undefined, [
      { pointer: '/reason', code: 'field.missing', message: 'Choose why this is not the same person.' },
    ]);
  }
  if (decision.action === 'return' && !decision.note) {
    throw new Problem('decision.note_missing', undefined, [
      { pointer: '/note', code: 'field.missing', message: 'Write what has to be checked before it can be confirmed.' },
    ]);
  }
}
