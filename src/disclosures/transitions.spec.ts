import { describe, expect, it } from '@jest/globals';
import { roles } from '../access/account.entity.js';
import {
  approvedStates,
  disclosureActions,
  disclosurePairs,
  disclosureStates,
  disclosureTransitions,
  mayTake,
  nextDisclosureState,
} from './transitions.js';

/** Written down once more, by hand: a change of the table has to be made twice. */
const allowed: Record<string, string> = {
  'not_planned planned': 'plan, take_up',
  'planned approved': 'approve',
  'planned not_planned': 'drop',
  'planned transferred': 'transfer',
  'approved planned': 'return',
  'approved not_planned': 'drop',
  'approved attempted': 'attempt',
  'approved transferred': 'transfer',
  'attempted attempted': 'attempt',
  'attempted delivered': 'deliver',
  'attempted declined_to_know': 'decline',
  'attempted deferred': 'defer',
  'attempted unreachable': 'give_up_reaching',
  'attempted transferred': 'transfer',
  'delivered followed_up': 'follow_up',
  'declined_to_know planned': 'take_up',
  'declined_to_know followed_up': 'follow_up',
  'deferred planned': 'take_up',
  'deferred not_planned': 'drop',
  'deferred followed_up': 'follow_up',
  'deferred transferred': 'transfer',
  'unreachable planned': 'take_up',
  'unreachable not_planned': 'drop',
  'unreachable followed_up': 'follow_up',
  'unreachable transferred': 'transfer',
  'transferred planned': 'take_up',
};

describe('where a disclosure may go', () => {
  it.each(disclosureStates.flatMap((from) => disclosureStates.map((to) => [from, to] as const)))(
    'from %s to %s only as the table says',
    (from, to) => {
      const actions = disclosureActions.filter(
        (action) => nextDisclosureState(from, action) === to && disclosureTransitions[action].to === to,
      );
      expect(actions.join(', ')).toBe(allowed[`${from} ${to}`] ?? '');
      expect(disclosurePairs.some((pair) => pair[0] === from && pair[1] === to)).toBe(`${from} ${to}` in allowed);
    },
  );

  it('only a disclosure lead approves, and never whoever proposed it', () => {
    expect(roles.filter((role) => mayTake(role, 'approve'))).toEqual(['disclosure_lead']);
    expect(disclosureTransitions.approve).toMatchObject({ guarded: true, secondPerson: true });
  });

  it('nobody but case staff takes any step', () => {
    for (const action of disclosureActions)
      for (const role of ['auditor', 'importer', 'organisation_admin', 'system_admin'] as const)
        expect(mayTake(role, action)).toBe(false);
  });

  it('nothing is told that was not approved before, on every way through the table', () => {
    // Every state that an attempt or what came of it leads to is left again only to one, or by being planned anew.
    for (const [from, to] of disclosurePairs)
      if (approvedStates.includes(to)) expect(to === 'approved' || approvedStates.includes(from)).toBe(true);
  });

  it('an approval and every attempt ask the guards', () => {
    const guarded = disclosureActions.filter((action) => 'guarded' in disclosureTransitions[action]);
    expect(guarded).toEqual(['approve', 'attempt']);
  });
});
