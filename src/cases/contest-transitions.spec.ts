import { describe, expect, it } from '@jest/globals';
import {
  type ContestState,
  contestStates,
  contestTransitions,
  freezingStates,
  nextContestState,
} from './contest-transitions.js';

type Step = keyof typeof contestTransitions;
const steps = Object.keys(contestTransitions) as Step[];
/** By hand, and not out of the table. */
const expected: Record<ContestState, Partial<Record<ContestState, Step>>> = {
  taken_down: { identity_checked: 'check_identity' },
  identity_checked: { upheld: 'uphold', not_upheld: 'refuse' },
  upheld: { taken_down: 'reopen' },
  not_upheld: { taken_down: 'reopen' },
};
const pairs = contestStates.flatMap((from) => contestStates.map((to): [ContestState, ContestState] => [from, to]));

describe('R15: where a contest may go', () => {
  it.each(pairs)('from %s to %s', (from, to) => {
    const ways = steps.filter((step) => nextContestState(from, step) === to);
    expect(ways).toEqual(expected[from][to] ? [expected[from][to]] : []);
  });

  it('a decision is a second person’s, and only a contest that was not upheld freezes nothing', () => {
    expect(steps.filter((step) => contestTransitions[step].secondPerson)).toEqual(['uphold', 'refuse']);
    expect(contestStates.filter((state) => !freezingStates.includes(state))).toEqual(['not_upheld']);
  });
});
