/**
 * Where each state of a case may go, by which action, and who may do it (domain.md 2.1). The compiler, the tests and the database's table
 * case_transitions hold the same rows.
 */

export const caseStates = [
  'draft',
  'submitted',
  'intake_check',
  'open',
  'closed',
  'paused_by_family',
  'safety_hold',
  'withdrawn',
  'expired',
] as const;
export type CaseState = (typeof caseStates)[number];

/** "Registered dead", "name on a list" and "no lead for years" are none: the search goes on. */
export const closingReasons = [
  'found_alive_in_contact',
  'found_alive_refuses_contact',
  'remains_identified_and_accepted',
  'family_asked_to_stop',
  'transferred',
  'erroneous',
] as const;
export type ClosingReason = (typeof closingReasons)[number];

export const caseActions = [
  'submit',
  'begin_intake',
  'open',
  'close',
  'reopen',
  'pause',
  'resume',
  'hold',
  'lift_hold',
  'withdraw',
  'restore',
  'expire',
] as const;
export type CaseAction = (typeof caseActions)[number];

interface Transition {
  from: readonly CaseState[];
  /** `before`: what it was before it came into the side state. */
  to: CaseState | 'before';
  /** `supervisor`: one who did not set the hold. `machine`: nobody by hand. */
  who: 'caseworker' | 'supervisor' | 'machine';
  needs?: 'reason' | 'closing_reason';
}

const live = ['submitted', 'intake_check', 'open'] as const satisfies readonly CaseState[];

export const transitions: Readonly<Record<CaseAction, Transition>> = {
  submit: { from: ['draft'], to: 'submitted', who: 'caseworker' },
  begin_intake: { from: ['submitted'], to: 'intake_check', who: 'caseworker' },
  open: { from: ['intake_check'], to: 'open', who: 'caseworker' },
  close: { from: ['open'], to: 'closed', who: 'caseworker', needs: 'closing_reason' },
  reopen: { from: ['closed'], to: 'open', who: 'caseworker', needs: 'reason' },
  pause: { from: live, to: 'paused_by_family', who: 'caseworker', needs: 'reason' },
  resume: { from: ['paused_by_family'], to: 'before', who: 'caseworker', needs: 'reason' },
  hold: {
    from: ['draft', ...live, 'paused_by_family', 'closed'],
    to: 'safety_hold',
    who: 'caseworker',
    needs: 'reason',
  },
  lift_hold: { from: ['safety_hold'], to: 'before', who: 'supervisor', needs: 'reason' },
  withdraw: {
    from: ['draft', ...live, 'closed', 'paused_by_family', 'safety_hold'],
    to: 'withdrawn',
    who: 'caseworker',
    needs: 'reason',
  },
  restore: { from: ['withdrawn'], to: 'before', who: 'caseworker', needs: 'reason' },
  expire: { from: ['closed', 'withdrawn'], to: 'expired', who: 'machine' },
};
