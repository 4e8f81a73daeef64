import { type EntityManager, In } from 'typeorm';
import { Account } from '../access/account.entity.js';
import { coveredUnlessOwn } from './blind.js';
import { type Suggestion, SuggestionEvent, SuggestionOpinion } from './suggestion.entity.js';
import type { SuggestionDetail } from './suggestion-view.js';

/** What happened to a suggestion, as one reader may know it. */
export interface PastEvent {
  at: Date;
  account_id: string | null;
  actor: string | null;
  kind: string;
  from_state: string | null;
  to_state: string;
  reasons: string[];
  note: string | null;
  evidence: string | null;
  covered: boolean;
}

/**
 * Oldest first. Whoever shows events of suggestions takes them from here: a reader who has still to give his own opinion of a proposal learns of what
 * others did neither who nor why.
 */
export async function eventsOf(
  manager: EntityManager,
  suggestionId: string,
  readerId: string,
  blind: boolean,
): Promise<PastEvent[]> {
  const events = await manager.find(SuggestionEvent, {
    where: { suggestionId },
    order: { suggestionRevision: 'ASC', at: 'ASC' },
  });
  const accounts = await accountsOf(
    manager,
    events.map((event) => event.accountId),
  );
  return events.map((event) => {
    const past = {
      at: event.at,
      account_id: event.accountId,
      actor: accounts.get(event.accountId ?? '')?.displayName ?? null,
      kind: event.kind,
      from_state: event.fromState,
      to_state: event.toState,
      reasons: event.reasons,
      note: event.note,
      evidence: event.evidence,
      covered: false,
    };
    return blind ? coveredUnlessOwn(past, readerId) : past;
  });
}

export const eventView = ({ at, account_id: _, ...event }: PastEvent): SuggestionDetail['events'][number] => ({
  at: at.toISOString(),
  ...event,
});

/** For those who may read them. */
export async function opinionsOf(
  manager: EntityManager,
  { id, proposedRevision }: Suggestion,
): Promise<SuggestionDetail['opinions']> {
  const given = await manager.find(SuggestionOpinion, { where: { suggestionId: id }, order: { at: 'ASC' } });
  const accounts = await accountsOf(
    manager,
    given.map((one) => one.accountId),
  );
  return given.map((one) => ({
    at: one.at.toISOString(),
    by: accounts.get(one.accountId)?.displayName ?? null,
    opinion: one.opinion,
    reasons: one.reasons,
    note: one.note,
    of_this_proposal: one.proposedRevision === proposedRevision,
  }));
}

export async function accountsOf(manager: EntityManager, ids: (string | null)[]): Promise<Map<string, Account>> {
  const accounts = await manager.findBy(Account, { id: In([...new Set(ids.filter(Boolean))]) });
  return new Map(accounts.map((account) => [account.id, account]));
}
