import { createHash } from 'node:crypto';
import type { SuggestionState } from './transitions.js';

/**
 * Whether this reader has still to say what he thinks himself of somebody else's proposal. Until then nothing tells him who made it and why: whoever has
 * read another's reasons mostly agrees with them (domain.md 2.2).
 */
export function awaitsOwnOpinion(
  suggestion: { state: SuggestionState; proposedBy: string | null },
  readerId: string,
  hasGivenOpinion: boolean,
): boolean {
  return suggestion.state === 'proposed' && suggestion.proposedBy !== readerId && !hasGivenOpinion;
}

interface Words {
  account_id: string | null;
  actor: string | null;
  reasons: string[];
  note: string | null;
  evidence: string | null;
  covered: boolean;
}

/** What is left of an event of a suggestion for such a reader: that it happened. His own words and the machine's stay. */
export function coveredUnlessOwn<T extends Words>(event: T, readerId: string): T {
  if (event.account_id === null || event.account_id === readerId) return event;
  return { ...event, account_id: null, actor: null, reasons: [], note: null, evidence: null, covered: true };
}

const oneIn = 20;

/**
 * Whether this person gets this pair with its weights hidden, to measure how far numbers lead people: one pair in twenty, by its id and his, so that
 * looking again changes nothing and nobody can choose.
 */
export function inBlindSample(suggestionId: string, accountId: string): boolean {
  return (
    createHash('sha256').update(`blind sample ${suggestionId} ${accountId}`).digest().readUInt32BE(0) % oneIn === 0
  );
}

/** Only before he has judged: whoever decided may see what the numbers were. */
export function weightsHidden(
  suggestion: { id: string; state: SuggestionState; proposedBy: string | null },
  readerId: string,
  hasGivenOpinion: boolean,
): boolean {
  const judges =
    ['suggested', 'resurfaced', 'needs_info', 'returned'].includes(suggestion.state) ||
    awaitsOwnOpinion(suggestion, readerId, hasGivenOpinion);
  return judges && inBlindSample(suggestion.id, readerId);
}
