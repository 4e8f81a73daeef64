import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { Audit } from '../audit/audit.js';
import { liveConsent } from '../consents/live-consent.js';
import { Problem } from '../errors.js';
import { readMeasure } from '../snapshot/measure.js';
import { weightsHidden } from './blind.js';
import { refuseIfHeld, releaseClaim } from './claims.js';
import { RecordConfirmedTwice, refuseIfConfirmedElsewhere } from './confirmed-twice.js';
import { type Grounds, requireGrounds } from './grounds.js';
import { letSecondPersonIn } from './let-second-person-in.js';
import { lockSuggestion } from './lock-suggestion.js';
import { ownOpinions } from './own-opinions.js';
import { refuseContested } from './refuse-contested.js';
import { updateMargins } from './store-suggestions.js';
import { MatchProfile, type Suggestion, SuggestionEvent } from './suggestion.entity.js';
import { type DecisionAction, decisions, nextState, type Opinion, type SuggestionState } from './transitions.js';
import { takeBack } from './undo.js';

export interface Decision extends Grounds {
  action: DecisionAction;
  seen_revision: number;
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
   * @throws Problem suggestion.changed, suggestion.wrong_state, suggestion.claimed, decision.report_withheld, decision.source_withdrawn, decision.same_person,
   *   decision.opinion_first, decision.opinion_differs, decision.own_confirmation, decision.record_already_confirmed (which also rings for the supervisors),
   *   decision.evidence_missing, decision.reason_missing, decision.note_missing, access.not_found
   */
  async decide(actor: StaffActor, key: string, id: string, decision: Decision): Promise<void> {
    requireGrounds(decision.action, decision);
    await this.ringIfTwice(actor, id, (manager) =>
      this.idempotency.once(manager, actor, { key, operation: 'decide', body: { id, ...decision } }, () =>
        this.decideOnce(manager, actor, id, decision),
      ),
    );
  }

  /**
   * Takes one's own last decision back, as long as it is younger than 30 seconds and nothing happened since.
   * @throws Problem suggestion.changed, suggestion.claimed, decision.nothing_to_undo, access.not_found, decision.record_already_confirmed: a link that was
   *   revoked does not stand again when its record was confirmed to another report meanwhile
   */
  async undo(actor: StaffActor, key: string, id: string, seenRevision: number): Promise<void> {
    await this.ringIfTwice(actor, id, (manager) =>
      this.idempotency.once(manager, actor, { key, operation: 'undo', body: { id, seenRevision } }, async () => {
        const event = 'suggestion.undone';
        const suggestion = await lockSuggestion(manager, id, event);
        await refuseIfHeld(manager, actor.id, suggestion);
        if (suggestion.revision !== seenRevision) throw new Problem('suggestion.changed');
        if (suggestion.beforeDecision?.state === 'confirmed') await refuseIfConfirmedElsewhere(manager, suggestion);
        await takeBack(manager, actor, suggestion);
        await this.after(manager, actor, suggestion, event);
      }),
    );
  }

  /** A record that would be confirmed to two reports, by whatever way, stops what was tried; supervisors are told of it. */
  private async ringIfTwice(actor: StaffActor, id: string, work: (manager: EntityManager) => Promise<unknown>) {
    try {
      await this.acting.as(actor, work);
    } catch (error) {
      const twice = RecordConfirmedTwice.from(error, id);
      if (!twice) throw error;
      await this.acting.as(actor, (manager) => twice.ring(manager, actor));
      throw twice;
    }
  }

  private async decideOnce(manager: EntityManager, actor: StaffActor, id: string, decision: Decision): Promise<void> {
    const { event } = decisions[decision.action];
    const suggestion = await lockSuggestion(manager, id, `suggestion.${event}`);
    if (suggestion.state === 'suppressed') throw new Problem('decision.report_withheld');
    await refuseIfHeld(manager, actor.id, suggestion);
    if (suggestion.revision !== decision.seen_revision) throw new Problem('suggestion.changed');
    const withdrawn = suggestion.sourceWithdrawnAt !== null;
    const to = nextState(suggestion.state, decision.action, withdrawn);
    if (!to) throw new Problem('suggestion.wrong_state');
    if (withdrawn && (to === 'proposed' || to === 'confirmed')) throw new Problem('decision.source_withdrawn');
    if (to === 'proposed' || to === 'confirmed') await this.reportMayBeCompared(manager, suggestion);
    const opinion = (await ownOpinions(manager, actor.id, [suggestion])).get(id);
    if (decision.action === 'confirm' && suggestion.proposedBy === actor.id) throw new Problem('decision.same_person');
    requireOwnView(actor, suggestion, opinion, decision.action);
    if (decision.action === 'confirm') await refuseIfConfirmedElsewhere(manager, suggestion);
    await write(manager, actor, suggestion, to, decision);
    await manager.insert(SuggestionEvent, {
      id: randomUUID(),
      suggestionId: id,
      organisationId: suggestion.organisationId,
      accountId: actor.id,
      kind: event,
      fromState: suggestion.state,
      toState: to,
      reasons: decision.reasons ?? [],
      note: decision.note ?? null,
      evidence: decision.evidence ?? null,
      blind: weightsHidden(suggestion, actor.id, opinion !== undefined),
      matchWeight: suggestion.matchWeight,
      matcherVersion: suggestion.matcherVersion,
      sizeClass: suggestion.sizeClass,
      suggestionRevision: suggestion.revision + 1,
    });
    await this.after(manager, actor, suggestion, `suggestion.${event}`);
  }

  private async after(manager: EntityManager, actor: StaffActor, { id, reportId }: Suggestion, action: string) {
    await releaseClaim(manager, actor.id, id);
    await updateMargins(manager, [reportId], await readMeasure(manager));
    await letSecondPersonIn(manager, actor, reportId);
    await this.audit.record(manager, actor, { action, subjectKind: 'suggestion', subjectId: id });
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
}

/** Who did not make a proposal says what he thinks of it before he decides about it; who confirmed leaves it to another, or a supervisor, to revoke. */
function requireOwnView(
  actor: StaffActor,
  suggestion: Suggestion,
  opinion: Opinion | undefined,
  action: DecisionAction,
) {
  if (suggestion.state === 'proposed' && suggestion.proposedBy !== actor.id) {
    if (!opinion) throw new Problem('decision.opinion_first');
    if (action === 'confirm' && opinion !== 'same') throw new Problem('decision.opinion_differs');
  }
  if (action === 'revoke' && suggestion.decidedBy === actor.id && actor.role !== 'supervisor')
    throw new Problem('decision.own_confirmation');
}

/** The database refuses by constraints and triggers what must not be; before this everything got its words. */
async function write(
  manager: EntityManager,
  actor: StaffActor,
  { id }: Suggestion,
  to: SuggestionState,
  decision: Decision,
): Promise<void> {
  await manager.query(
    `update suggestions set state = $2, revision = revision + 1, updated_at = now(), decided_on = score,
       decision_reasons = case $2 when 'rejected' then $5::text[] else '{}' end,
       proposed_by = case $2 when 'proposed' then $3::uuid else proposed_by end,
       proposed_at = case $2 when 'proposed' then now() else proposed_at end,
       proposed_revision = case $2 when 'proposed' then revision + 1 else proposed_revision end,
       evidence = case $2 when 'proposed' then $4 else evidence end,
       decided_by = case when $2 <> 'proposed' then $3::uuid end,
       decided_at = case when $2 <> 'proposed' then now() end,
       before_decision = jsonb_build_object('state', state, 'revision', revision, 'proposed_by', proposed_by, 'proposed_at', proposed_at,
         'proposed_revision', proposed_revision, 'evidence', evidence, 'decided_by', decided_by, 'decided_at', decided_at,
         'decision_reasons', decision_reasons, 'decided_on', decided_on)
     where id = $1`,
    [id, to, actor.id, decision.evidence ?? null, decision.reasons ?? []],
  );
}
