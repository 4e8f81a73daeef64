import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { StaffActor } from '../access/actor.js';
import { Problem } from '../errors.js';
import { refuseContested } from './refuse-contested.js';
import { type Suggestion, SuggestionEvent } from './suggestion.entity.js';
import { type SuggestionState, undoSeconds } from './transitions.js';

/**
 * Until when this person may take back what was decided last: his own decision, and nothing has happened to the suggestion since. Null when there is nothing.
 */
export function undoUntil(suggestion: Suggestion, personId: string): Date | null {
  const { beforeDecision, state, revision, proposedBy, proposedAt, decidedBy, decidedAt } = suggestion;
  if (beforeDecision?.revision !== revision - 1) return null;
  const [by, at] = state === 'proposed' ? [proposedBy, proposedAt] : [decidedBy, decidedAt];
  return by === personId && at ? new Date(at.getTime() + undoSeconds * 1000) : null;
}

/** Puts back what stood there before the decision. The decision stays in the history, and that it was undone. @throws Problem decision.nothing_to_undo, contest.open */
export async function takeBack(manager: EntityManager, actor: StaffActor, suggestion: Suggestion): Promise<void> {
  const until = undoUntil(suggestion, actor.id);
  const [{ now }]: { now: Date }[] = await manager.query('select now() as now');
  if (!until || until < now) throw new Problem('decision.nothing_to_undo');
  // Contested within these seconds: what would wait, or stand, again must not. A confirmation goes back all the same.
  const back = suggestion.beforeDecision?.state;
  if (suggestion.state !== 'confirmed' && (back === 'proposed' || back === 'confirmed'))
    await refuseContested(manager, suggestion);
  const [[{ state }]]: [{ state: SuggestionState }[], number] = await manager.query(
    `update suggestions set state = was.state, revision = suggestions.revision + 1, updated_at = now(), proposed_by = was.proposed_by,
       proposed_at = was.proposed_at, proposed_revision = was.proposed_revision, evidence = was.evidence, decided_by = was.decided_by,
       decided_at = was.decided_at, decision_reasons = was.decision_reasons, decided_on = was.decided_on, before_decision = null
     from suggestions now_is, jsonb_populate_record(null::suggestions, now_is.before_decision) was
     where suggestions.id = $1 and now_is.id = suggestions.id
     returning suggestions.state`,
    [suggestion.id],
  );
  await manager.insert(SuggestionEvent, {
    id: randomUUID(),
    suggestionId: suggestion.id,
    organisationId: suggestion.organisationId,
    accountId: actor.id,
    kind: 'undone',
    fromState: suggestion.state,
    toState: state,
    matchWeight: suggestion.matchWeight,
    matcherVersion: suggestion.matcherVersion,
    sizeClass: suggestion.sizeClass,
    suggestionRevision: suggestion.revision + 1,
  });
}
