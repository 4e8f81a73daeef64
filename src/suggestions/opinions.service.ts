import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Acting } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { Audit } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { weightsHidden } from './blind.js';
import { refuseIfHeld, takeClaim } from './claims.js';
import { type Grounds, requireReasons } from './grounds.js';
import { lockSuggestion } from './lock-suggestion.js';
import { ownOpinions } from './own-opinions.js';
import { Suggestion, SuggestionEvent, SuggestionOpinion } from './suggestion.entity.js';
import type { Opinion } from './transitions.js';

export interface GivenOpinion extends Pick<Grounds, 'reasons' | 'note'> {
  opinion: Opinion;
  seen_revision: number;
}

/** What a second person thinks of a proposal, before he learns who made it and why. It decides nothing, and is never changed. */
@Injectable()
export class OpinionsService {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  /**
   * One for each person and proposal; whoever gives it goes on to decide, and holds the suggestion.
   * @throws Problem suggestion.changed, suggestion.wrong_state, suggestion.claimed, opinion.own_proposal, opinion.given, decision.reason_missing, access.not_found
   */
  async give(actor: StaffActor, key: string, id: string, given: GivenOpinion): Promise<void> {
    requireReasons(given.opinion, given);
    await this.acting.as(actor, (manager) =>
      this.idempotency.once(
        manager,
        actor,
        { key, operation: 'opinion', body: { id, ...given } },
        async (opinionId) => {
          const entry = { action: 'suggestion.opinion', subjectKind: 'suggestion', subjectId: id };
          const suggestion = await lockSuggestion(manager, id, entry.action);
          const { organisationId, state, revision, proposedRevision } = suggestion;
          await refuseIfHeld(manager, actor.id, suggestion);
          if (revision !== given.seen_revision) throw new Problem('suggestion.changed');
          if (state !== 'proposed' || proposedRevision === null) throw new Problem('suggestion.wrong_state');
          if (suggestion.proposedBy === actor.id) throw new Problem('opinion.own_proposal');
          if ((await ownOpinions(manager, actor.id, [suggestion])).has(id)) throw new Problem('opinion.given');
          const blind = weightsHidden(suggestion, actor.id, false);
          await manager.insert(SuggestionOpinion, {
            id: opinionId,
            suggestionId: id,
            organisationId,
            proposedRevision,
            accountId: actor.id,
            opinion: given.opinion,
            reasons: given.reasons ?? [],
            note: given.note ?? null,
            blind,
          });
          await manager.update(Suggestion, { id }, { revision: revision + 1, updatedAt: () => 'now()' });
          // That somebody gave one; what it was stands beside it, for those who may read it.
          await manager.insert(SuggestionEvent, {
            id: randomUUID(),
            suggestionId: id,
            organisationId,
            accountId: actor.id,
            kind: 'opinion',
            fromState: state,
            toState: state,
            blind,
            matchWeight: suggestion.matchWeight,
            matcherVersion: suggestion.matcherVersion,
            sizeClass: suggestion.sizeClass,
            suggestionRevision: revision + 1,
          });
          await takeClaim(manager, actor.id, suggestion);
          await this.audit.record(manager, actor, entry);
        },
      ),
    );
  }
}
