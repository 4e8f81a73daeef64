/**
 * Where each state of a suggestion may go, who may move it there, and under which name it is written down (domain.md 2.2). The database has the
 * same table (suggestion_transitions) and refuses what is not in it; a test holds the two against each other.
 */

export const suggestionStates = [
  'suggested',
  'resurfaced',
  'needs_info',
  'proposed',
  'returned',
  'confirmed',
  'rejected',
  'revoked',
  'stale',
  'suppressed',
] as const;
export type SuggestionState = (typeof suggestionStates)[number];

export const decisionActions = ['propose', 'confirm', 'reject', 'return', 'needs_info', 'revoke', 'reopen'] as const;
export type DecisionAction = (typeof decisionActions)[number];

export type EventKind =
  | 'suggested'
  | 'rescored'
  | 'stale'
  | 'suppressed'
  | 'revived'
  | 'resurfaced'
  | 'proposed'
  | 'opinion'
  | 'confirmed'
  | 'rejected'
  | 'returned'
  | 'needs_info'
  | 'revoked'
  | 'reopened'
  | 'undone'
  | 'passed'
  | 'source_withdrawn'
  | 'source_back';

/** Waiting for a first conclusion of a person. */
export const firstReading: readonly SuggestionState[] = ['suggested', 'resurfaced', 'needs_info', 'returned'];

interface DecisionRule {
  from: readonly SuggestionState[];
  to: SuggestionState;
  event: EventKind;
}
export const decisions: Record<DecisionAction, DecisionRule> = {
  propose: { from: firstReading, to: 'proposed', event: 'proposed' },
  needs_info: { from: firstReading.filter((state) => state !== 'needs_info'), to: 'needs_info', event: 'needs_info' },
  reject: { from: [...firstReading, 'proposed'], to: 'rejected', event: 'rejected' },
  confirm: { from: ['proposed'], to: 'confirmed', event: 'confirmed' },
  // A confirmed one only when the file of its record was taken back.
  return: { from: ['proposed', 'confirmed'], to: 'returned', event: 'returned' },
  revoke: { from: ['confirmed'], to: 'revoked', event: 'revoked' },
  // Not `suggested`: a person asked for another look, and no scoring may take it off the table again.
  reopen: { from: ['rejected', 'revoked'], to: 'returned', event: 'reopened' },
};

/** @param sourceWithdrawn the file that the record came with was taken back: then a link is looked at again, by a person who returns it */
export function nextState(
  state: SuggestionState,
  action: DecisionAction,
  sourceWithdrawn = false,
): SuggestionState | null {
  if (action === 'return' && state === 'confirmed' && !sourceWithdrawn) return null;
  return decisions[action].from.includes(state) ? decisions[action].to : null;
}

/** How long one's own last decision can be taken back by `undo`; afterwards there is `reopen`, `return` or `revoke`, with a reason. */
export const undoSeconds = 30;

/** By scoring a pair anew, and by nobody else: not a person, and not for a pair that a person decided on, but for what that person rejected. */
export const scorings: readonly { from: SuggestionState; to: SuggestionState; event: EventKind }[] = [
  { from: 'suggested', to: 'stale', event: 'stale' },
  { from: 'stale', to: 'suggested', event: 'revived' },
  { from: 'rejected', to: 'resurfaced', event: 'resurfaced' },
];

/** States in which no decision of a person stands: only these may scoring move, to `stale` and back to `suggested`. */
export const openStates: readonly SuggestionState[] = ['suggested', 'stale'];

/**
 * What a suggestion may be when nothing withholds it any more. A proposal comes back returned; a confirmation too, where its record was confirmed to
 * another report meanwhile.
 */
export function broughtBackTo(suppressedFrom: SuggestionState): readonly SuggestionState[] {
  if (suppressedFrom === 'proposed') return ['returned'];
  return suppressedFrom === 'confirmed' ? ['confirmed', 'returned'] : [suppressedFrom];
}

export type MovedBy = 'people' | 'undo' | 'scoring' | 'withholding';
export interface Transition {
  from: SuggestionState;
  to: SuggestionState;
  by: MovedBy;
}

/** Every way there is, as the database has it. An undo goes back where a decision came from, for `undoSeconds`. */
export const transitions: readonly Transition[] = (() => {
  const people = decisionActions.flatMap((action) =>
    decisions[action].from.map((from) => ({ from, to: decisions[action].to, by: 'people' as const })),
  );
  const inSight = suggestionStates.filter((state) => state !== 'suppressed');
  return [
    ...people,
    ...people.map(({ from, to }) => ({ from: to, to: from, by: 'undo' as const })),
    ...scorings.map(({ from, to }) => ({ from, to, by: 'scoring' as const })),
    ...inSight.map((from) => ({ from, to: 'suppressed' as const, by: 'withholding' as const })),
    ...[...new Set(inSight.flatMap(broughtBackTo))].map((to) => ({
      from: 'suppressed' as const,
      to,
      by: 'withholding' as const,
    })),
  ];
})();

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

/** Reasons that do not say that the two are not one person: nothing can be learnt from them. */
export const cannotTell: readonly RejectionReason[] = ['insufficient', 'document_doubtful'];

/** What a second person thinks of a proposal before he reads why it was made. */
export const opinions = ['same', 'not_same', 'cannot_tell'] as const;
export type Opinion = (typeof opinions)[number];
