import { describe, expect, it } from '@jest/globals';
import {
  broughtBackTo,
  type DecisionAction,
  decisionActions,
  nextState,
  type SuggestionState,
  suggestionStates,
  transitions,
} from './transitions.js';

/** Written down a second time, by hand: from a state, by a decision, to a state. What is not here is refused. */
const byPeople: Partial<Record<SuggestionState, Partial<Record<DecisionAction, SuggestionState>>>> = {
  suggested: { propose: 'proposed', reject: 'rejected', needs_info: 'needs_info' },
  resurfaced: { propose: 'proposed', reject: 'rejected', needs_info: 'needs_info' },
  returned: { propose: 'proposed', reject: 'rejected', needs_info: 'needs_info' },
  needs_info: { propose: 'proposed', reject: 'rejected' },
  proposed: { confirm: 'confirmed', reject: 'rejected', return: 'returned' },
  confirmed: { revoke: 'revoked' },
  rejected: { reopen: 'returned' },
  revoked: { reopen: 'returned' },
};

const everyPair = suggestionStates.flatMap((from) => suggestionStates.map((to) => [from, to] as const));
const waysFor = (from: SuggestionState, to: SuggestionState) =>
  transitions
    .filter((way) => way.from === from && way.to === to)
    .map(({ by }) => by)
    .sort();

describe('where a suggestion may go', () => {
  it.each(suggestionStates.flatMap((state) => decisionActions.map((action) => [state, action] as const)))(
    'a person who finds it %s can %s it or is refused',
    (state, action) => {
      expect(nextState(state, action)).toBe(byPeople[state]?.[action] ?? null);
    },
  );

  it('a link is returned only when the file of its record was taken back', () => {
    expect(nextState('confirmed', 'return')).toBeNull();
    expect(nextState('confirmed', 'return', true)).toBe('returned');
    expect(nextState('suggested', 'return', true)).toBeNull();
  });

  it.each(everyPair)('from %s to %s goes only by who may', (from, to) => {
    const expected: string[] = [];
    const goes = (one: SuggestionState, other: SuggestionState) =>
      Object.values(byPeople[one] ?? {}).includes(other) || (one === 'confirmed' && other === 'returned');
    if (goes(from, to)) expected.push('people');
    if (goes(to, from)) expected.push('undo');
    if (['suggested stale', 'stale suggested', 'rejected resurfaced'].includes(`${from} ${to}`))
      expected.push('scoring');
    if (from !== 'suppressed' && to === 'suppressed') expected.push('withholding');
    // Nothing comes back as a proposal: two people look again.
    if (from === 'suppressed' && to !== 'suppressed' && to !== 'proposed') expected.push('withholding');
    expect(waysFor(from, to)).toEqual(expected.sort());
  });

  it('no person makes a suggestion stale, resurfaced or suppressed, and none confirms what is not proposed', () => {
    const reached = transitions.filter(({ by }) => by === 'people');
    expect(reached.filter(({ to }) => ['stale', 'resurfaced', 'suppressed', 'suggested'].includes(to))).toEqual([]);
    expect(reached.filter(({ to }) => to === 'confirmed').map(({ from }) => from)).toEqual(['proposed']);
  });

  it('what was withheld comes back as it was; a proposal comes back returned', () => {
    expect(broughtBackTo('proposed')).toEqual(['returned']);
    expect(broughtBackTo('confirmed')).toEqual(['confirmed', 'returned']);
    for (const state of ['suggested', 'needs_info', 'resurfaced', 'revoked', 'rejected', 'stale', 'returned'] as const)
      expect(broughtBackTo(state)).toEqual([state]);
  });
});
