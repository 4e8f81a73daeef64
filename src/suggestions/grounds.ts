import { type ErrorCode, Problem } from '../errors.js';
import type { DecisionAction, Opinion, RejectionReason } from './transitions.js';

/** What was written with a decision or an opinion. */
export interface Grounds {
  reasons?: RejectionReason[];
  evidence?: string;
  note?: string;
}

const missing = (code: ErrorCode, pointer: string, message: string) =>
  new Problem(code, undefined, [{ pointer, code: 'field.missing', message }]);

const noteFor: Partial<Record<DecisionAction, string>> = {
  return: 'Write what has to be checked before it can be confirmed.',
  needs_info: 'Write what has to be found out, and where.',
  revoke: 'Write why this is not, or may not be, the same person.',
  reopen: 'Write why it has to be looked at again.',
};

/** @throws Problem decision.evidence_missing, decision.reason_missing, decision.note_missing */
export function requireGrounds(action: DecisionAction, { reasons = [], evidence, note }: Grounds): void {
  if (action === 'propose' && !evidence)
    throw missing(
      'decision.evidence_missing',
      '/evidence',
      'Write why this is the same person, so that the second person can check it.',
    );
  if (action === 'reject' && reasons.length === 0)
    throw missing('decision.reason_missing', '/reasons', 'Choose why this is not the same person.');
  const asked = noteFor[action];
  if (asked && !note) throw missing('decision.note_missing', '/note', asked);
}

/** @throws Problem decision.reason_missing: who thinks that they are two people says why */
export function requireReasons(opinion: Opinion, { reasons = [] }: Grounds): void {
  if (opinion === 'not_same' && reasons.length === 0)
    throw missing('decision.reason_missing', '/reasons', 'Choose why this is not the same person.');
}
