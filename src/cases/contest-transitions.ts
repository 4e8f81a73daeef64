/** Where a contest may go (domain.md R15). The database's table contest_transitions holds the same rows. */

export const contestStates = ['taken_down', 'identity_checked', 'upheld', 'not_upheld'] as const;
export type ContestState = (typeof contestStates)[number];

export const contestActions = ['take_down', 'check_identity', 'uphold', 'refuse', 'reopen'] as const;
export type ContestAction = (typeof contestActions)[number];

/** Is whoever says so the person, or entitled to speak for him? */
export const identities = ['is_the_person', 'is_not_the_person', 'cannot_tell'] as const;
export type Identity = (typeof identities)[number];

/** `secondPerson`: somebody who did not check the identity. */
export const contestTransitions: Readonly<
  Record<
    Exclude<ContestAction, 'take_down'>,
    { from: readonly ContestState[]; to: ContestState; secondPerson: boolean }
  >
> = {
  check_identity: { from: ['taken_down'], to: 'identity_checked', secondPerson: false },
  uphold: { from: ['identity_checked'], to: 'upheld', secondPerson: true },
  refuse: { from: ['identity_checked'], to: 'not_upheld', secondPerson: true },
  reopen: { from: ['upheld', 'not_upheld'], to: 'taken_down', secondPerson: false },
};

/** As long as a contest is in one of these, nothing is proposed, confirmed or told on the ground of what it is about. */
export const freezingStates: readonly ContestState[] = ['taken_down', 'identity_checked', 'upheld'];

/** @returns null when the action is not possible in this state */
export function nextContestState(state: ContestState, action: keyof typeof contestTransitions): ContestState | null {
  const transition = contestTransitions[action];
  return transition.from.includes(state) ? transition.to : null;
}
