import type { RejectReason } from '../api/types.js';
import type { Step } from './decision-choices.js';
import { forgetDecisions } from './last-decision.js';

/** A decision or an opinion being written. */
export interface Draft {
  step: Step | null;
  reasons: RejectReason[];
  evidence: string;
  note: string;
}

const emptyDraft: Draft = { step: null, reasons: [], evidence: '', note: '' };
const drafts = new Map<string, Draft>();

/**
 * Half-written decisions, in memory only: they outlive a session that ends while someone writes (sign in again and
 * go on), and leave no trace on the computer.
 */
export const draftOf = (suggestionId: string): Draft => drafts.get(suggestionId) ?? emptyDraft;

export function keepDraft(suggestionId: string, draft: Draft) {
  drafts.set(suggestionId, draft);
}

export function dropDraft(suggestionId: string): Draft {
  drafts.delete(suggestionId);
  return emptyDraft;
}

let owner: string | null = null;

/** Called with whoever is signed in: the same person coming back finds the words again, anybody else does not. */
export function claimDrafts(account: string) {
  if (owner !== account) forgetDrafts();
  owner = account;
}

export function forgetDrafts() {
  drafts.clear();
  forgetDecisions();
  owner = null;
}
