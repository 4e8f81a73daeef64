import { describe, expect, it } from '@jest/globals';
import {
  type CaseAction,
  type CaseState,
  caseActions,
  caseEventKinds,
  caseStates,
  caseSteps,
  closingReasons,
  nextCaseState,
  staffActions,
  transitions,
} from './transitions.js';

/** By hand, and not out of the table: where each state may go. */
const expected: Record<CaseState, CaseState[]> = {
  draft: ['submitted', 'safety_hold', 'withdrawn'],
  submitted: ['intake_check', 'paused_by_family', 'safety_hold', 'withdrawn'],
  intake_check: ['open', 'paused_by_family', 'safety_hold', 'withdrawn'],
  open: ['closed', 'paused_by_family', 'safety_hold', 'withdrawn'],
  closed: ['open', 'safety_hold', 'withdrawn', 'expired'],
  paused_by_family: ['submitted', 'intake_check', 'open', 'safety_hold', 'withdrawn'],
  safety_hold: ['draft', 'submitted', 'intake_check', 'open', 'closed', 'paused_by_family', 'withdrawn'],
  withdrawn: ['draft', 'submitted', 'intake_check', 'open', 'closed', 'paused_by_family', 'safety_hold', 'expired'],
  expired: [],
};
const pairs = caseStates.flatMap((from) => caseStates.map((to): [CaseState, CaseState] => [from, to]));

describe('where a case may go', () => {
  it.each(pairs)('from %s to %s: as the domain says, and in one way at most', (from, to) => {
    const ways = caseSteps().filter(([one, other]) => one === from && other === to);
    expect(ways).toHaveLength(expected[from].includes(to) ? 1 : 0);
  });

  it.each(pairs)('from %s to %s an action leads exactly where a step does', (from, to) => {
    // Whoever asks for the way back from a side state knows what the case was before: here what it is to become.
    const leads = caseActions.some((action) => {
      const before = expected[to]?.includes(from) ? to : undefined;
      return nextCaseState(from, action, before) === to;
    });
    expect(leads).toBe(expected[from].includes(to));
  });

  it('whatever lies in a side state goes back to what it was, and nowhere where nothing was', () => {
    for (const [side, action] of [
      ['paused_by_family', 'resume'],
      ['safety_hold', 'lift_hold'],
      ['withdrawn', 'restore'],
    ] as [CaseState, CaseAction][]) {
      expect(nextCaseState(side, action, 'intake_check')).toBe('intake_check');
      expect(nextCaseState(side, action, undefined)).toBeNull();
      expect(nextCaseState('open', action, 'intake_check')).toBeNull();
    }
  });

  it('a hold is lifted by a supervisor, a case expires by itself, and everything else is a caseworker’s', () => {
    expect(caseActions.filter((action) => transitions[action].who === 'supervisor')).toEqual(['lift_hold']);
    expect(caseActions.filter((action) => transitions[action].who === 'machine')).toEqual(['expire']);
    expect(staffActions).toEqual(caseActions.filter((action) => action !== 'expire'));
  });

  it('whatever stops or resumes the search has a reason, and nothing that a source says about a death closes a case', () => {
    expect(caseActions.filter((action) => transitions[action].needs === 'reason')).toEqual([
      'reopen',
      'pause',
      'resume',
      'hold',
      'lift_hold',
      'withdraw',
      'restore',
    ]);
    expect(transitions.close.needs).toBe('closing_reason');
    expect(closingReasons).toEqual([
      'found_alive_in_contact',
      'found_alive_refuses_contact',
      'remains_identified_and_accepted',
      'family_asked_to_stop',
      'transferred',
      'erroneous',
    ]);
    expect(new Set(caseEventKinds).size).toBe(caseEventKinds.length);
  });
});
