import type { DecisionAction, Opinion, SuggestionDetail } from '../api/types.js';

/** What can be sent about a pair: a decision, or before it the second reader's own opinion. */
export type Step = DecisionAction | `think_${Opinion}`;

/** The keys 1, 2 and 3 always mean the same thing: one person, two, cannot tell yet. What is sent depends on where the suggestion stands. */
export interface Choice {
  slot: 1 | 2 | 3;
  step: Step;
}

const firstReading: Choice[] = [
  { slot: 1, step: 'propose' },
  { slot: 2, step: 'reject' },
  { slot: 3, step: 'needs_info' },
];

const ownOpinion: Choice[] = [
  { slot: 1, step: 'think_same' },
  { slot: 2, step: 'think_not_same' },
  { slot: 3, step: 'think_cannot_tell' },
];

const secondReading: Choice[] = [
  { slot: 1, step: 'confirm' },
  { slot: 2, step: 'reject' },
  { slot: 3, step: 'return' },
];

/**
 * What this person may do now. Whoever proposed a pair cannot confirm it; the others say first what they think, and confirm only what they think is one person.
 * The service decides in the end; this only keeps from offering what it would refuse. An unknown state offers nothing.
 */
export function choicesFor(
  suggestion: Pick<SuggestionDetail, 'state' | 'awaits_own_opinion' | 'own_opinion' | 'source_withdrawn'>,
): Choice[] {
  switch (suggestion.state) {
    case 'suggested':
    case 'resurfaced':
    case 'returned':
      return firstReading;
    case 'needs_info':
      return firstReading.filter(({ step }) => step !== 'needs_info');
    case 'proposed':
      if (suggestion.awaits_own_opinion) return ownOpinion;
      return secondReading.filter(({ step }) => step !== 'confirm' || suggestion.own_opinion === 'same');
    case 'confirmed':
      return [
        { slot: 2, step: 'revoke' },
        ...(suggestion.source_withdrawn ? [{ slot: 3, step: 'return' } as const] : []),
      ];
    case 'rejected':
    case 'revoked':
      return [{ slot: 3, step: 'reopen' }];
    default:
      return [];
  }
}
