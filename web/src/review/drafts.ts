import type { DecisionAction, RejectReason } from '../api/types.js';

/** A decision being written. */
export interface Draft {
  action: DecisionAction | null;
  reason: RejectReason | null;
  evidence: string;
  note: string;
}

const emptyDraft: Draft = { action: null, reason: null, evidence: '', note: '' };
const drafts = new Map<string, Draft>();

/**
 * Half-written decisions, in memory only: they outlive a session that ends while someone writes (sign in again and
 * go on), and leave no trace on the computer.
 */
export const draftOf = (suggestionId: string): Draft => drafts.get(suggestionId) ?? emptyDraft;

export function keepDraft(suggestionId: string, draft: Draft) {
  drafts.set(suggestionId, draft);
}

export function dropDraft(suggestionId: string) {
  drafts.delete(suggestionId);
}

let owner: string | null = null;

/** Called with whoever is signed in: the same person coming back finds the words again, anybody else does not. */
export function claimDrafts(account: string) {
  if (owner !== account) drafts.clear();
  owner = account;
}

export function forgetDrafts() {
  drafts.clear();
  owner = null;
}
