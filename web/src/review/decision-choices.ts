import type { DecisionAction, SuggestionState } from '../api/types.js';

/** The keys 1, 2 and 3 always mean the same thing; what is sent depends on where the suggestion stands. */
export interface Choice {
  slot: 1 | 2 | 3;
  action: DecisionAction;
}

const firstReading: Choice[] = [
  { slot: 1, action: 'propose' },
  { slot: 2, action: 'reject' },
];

const secondReading: Choice[] = [
  { slot: 1, action: 'confirm' },
  { slot: 2, action: 'reject' },
  { slot: 3, action: 'return' },
];

/**
 * What this person may decide now. Whoever proposed a pair cannot confirm it. The service decides in the end;
 * this only keeps from offering what it would refuse. An unknown or closed state offers nothing.
 */
export function choicesFor(state: SuggestionState, proposedByMe: boolean): Choice[] {
  if (state === 'suggested' || state === 'returned') return firstReading;
  if (state !== 'proposed') return [];
  return proposedByMe ? secondReading.filter(({ action }) => action !== 'confirm') : secondReading;
}
