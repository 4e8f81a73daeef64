/** Where each state may go, who may move it there, and under which name it is written down. The compiler and the tests read this table. */

export const suggestionStates = [
  'suggested',
  'proposed',
  'returned',
  'confirmed',
  'rejected',
  'stale',
  'suppressed',
] as const;
export type SuggestionState = (typeof suggestionStates)[number];

export const decisionActions = ['propose', 'confirm', 'reject', 'return'] as const;
export type DecisionAction = (typeof decisionActions)[number];

export type EventKind =
  | 'suggested'
  | 'rescored'
  | 'stale'
  | 'suppressed'
  | 'revived'
  | 'proposed'
  | 'confirmed'
  | 'rejected'
  | 'returned'
  | 'source_withdrawn'
  | 'source_back';

export const decisions: Record<
  DecisionAction,
  { from: readonly SuggestionState[]; to: SuggestionState; event: EventKind }
> = {
  propose: { from: ['suggested', 'returned'], to: 'proposed', event: 'proposed' },
  confirm: { from: ['proposed'], to: 'confirmed', event: 'confirmed' },
  reject: { from: ['suggested', 'returned', 'proposed'], to: 'rejected', event: 'rejected' },
  return: { from: ['proposed'], to: 'returned', event: 'returned' },
};

/** @param sourceWithdrawn the file that the record came with was taken back: then a link is looked at again, by a person who returns it */
export function nextState(
  state: SuggestionState,
  action: DecisionAction,
  sourceWithdrawn = false,
): SuggestionState | null {
  const decision = decisions[action];
  if (sourceWithdrawn && state === 'confirmed' && action === 'return') return 'returned';
  return decision.from.includes(state) ? decision.to : null;
}

/** States in which no decision of a person stands: only these may the machine move, to `stale` and back to `suggested`. */
export const openStates: readonly SuggestionState[] = ['suggested', 'stale'];

export const rejectionReasons = [
  'age',
  'mother_name',
  'place',
  'time_order',
  'other_person_known',
  'document_doubtful',
  'insufficient',
  'different_name',
] as const;
export type RejectionReason = (typeof rejectionReasons)[number];
