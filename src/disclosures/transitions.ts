import type { Role } from '../access/account.entity.js';

/**
 * Where a disclosure may go and who may move it there. The compiler, the service and the tests read this table; the database has the
 * same pairs (disclosure_transitions) and refuses all others.
 */
export const disclosureStates = [
  /** Nothing is planned: before the first plan, and after a plan was dropped. */
  'not_planned',
  'planned',
  'approved',
  'attempted',
  'delivered',
  'declined_to_know',
  'deferred',
  'unreachable',
  'followed_up',
  /** Another body owns the news and tells it. */
  'transferred',
] as const;
export type DisclosureState = (typeof disclosureStates)[number];

const caseStaff: readonly Role[] = ['caseworker', 'supervisor', 'disclosure_lead'];

interface Transition {
  from: readonly DisclosureState[];
  to: DisclosureState;
  who: readonly Role[];
  /** Asks every guard again, in its own transaction. */
  guarded?: true;
  /** Not whoever proposed it. */
  secondPerson?: true;
}

export const disclosureTransitions = {
  plan: { from: ['not_planned'], to: 'planned', who: caseStaff },
  approve: { from: ['planned'], to: 'approved', who: ['disclosure_lead'], guarded: true, secondPerson: true },
  return: { from: ['approved'], to: 'planned', who: caseStaff },
  drop: { from: ['planned', 'approved', 'deferred', 'unreachable'], to: 'not_planned', who: caseStaff },
  attempt: { from: ['approved', 'attempted'], to: 'attempted', who: caseStaff, guarded: true },
  deliver: { from: ['attempted'], to: 'delivered', who: caseStaff },
  decline: { from: ['attempted'], to: 'declined_to_know', who: caseStaff },
  defer: { from: ['attempted'], to: 'deferred', who: caseStaff },
  give_up_reaching: { from: ['attempted'], to: 'unreachable', who: caseStaff },
  follow_up: {
    from: ['delivered', 'declined_to_know', 'deferred', 'unreachable'],
    to: 'followed_up',
    who: caseStaff,
  },
  /** Planned anew: what was approved before does not count any more. */
  take_up: {
    from: ['not_planned', 'declined_to_know', 'deferred', 'unreachable', 'transferred'],
    to: 'planned',
    who: caseStaff,
  },
  transfer: {
    from: ['planned', 'approved', 'attempted', 'deferred', 'unreachable'],
    to: 'transferred',
    who: caseStaff,
  },
} as const satisfies Record<string, Transition>;

export type DisclosureAction = keyof typeof disclosureTransitions;
export const disclosureActions = Object.keys(disclosureTransitions) as DisclosureAction[];

/** @returns null when the action is not possible in this state */
export function nextDisclosureState(state: DisclosureState, action: DisclosureAction): DisclosureState | null {
  const { from, to }: Transition = disclosureTransitions[action];
  return from.includes(state) ? to : null;
}

export const mayTake = (role: Role, action: DisclosureAction): boolean =>
  (disclosureTransitions[action] as Transition).who.includes(role);

/** Every pair of states that one of the actions joins, each once: the rows of the database's table. */
export const disclosurePairs: readonly (readonly [from: DisclosureState, to: DisclosureState])[] = [
  ...new Map(
    Object.values(disclosureTransitions)
      .flatMap(({ from, to }) => from.map((state) => [state, to] as const))
      .map((pair) => [pair.join(' '), pair]),
  ).values(),
];

/** States in which a second person's approval stands. */
export const approvedStates: readonly DisclosureState[] = [
  'approved',
  'attempted',
  'delivered',
  'declined_to_know',
  'deferred',
  'unreachable',
  'followed_up',
];
