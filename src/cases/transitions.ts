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

/** Those that a person does. Cases expire by themselves. */
export const staffActions = caseActions.filter(
  (action): action is Exclude<CaseAction, 'expire'> => action !== 'expire',
);
export type StaffAction = (typeof staffActions)[number];

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

/** Side states lie on what the case was before; a deeper one may lie on a shallower one. */
const depth: Partial<Record<CaseState, number>> = { paused_by_family: 1, safety_hold: 2, withdrawn: 3 };
export const isSideState = (state: CaseState): boolean => state in depth;

/**
 * @param before what the case goes back to when it leaves a side state; undefined when it is in none
 * @returns null when the action is not possible in this state
 */
export function nextCaseState(state: CaseState, action: CaseAction, before: CaseState | undefined): CaseState | null {
  const { from, to } = transitions[action];
  if (!from.includes(state)) return null;
  return to === 'before' ? (before ?? null) : to;
}

/** Every step that there is: whatever goes into a side state comes back out of it. */
export function caseSteps(): [from: CaseState, to: CaseState][] {
  const steps = caseActions.flatMap((action) => {
    const { from, to } = transitions[action];
    return to === 'before' ? [] : from.map((state): [CaseState, CaseState] => [state, to]);
  });
  const back = steps.filter(([, to]) => isSideState(to)).map(([from, to]): [CaseState, CaseState] => [to, from]);
  return [...steps, ...back];
}

/** Everything that a case's history has of its own. */
export const caseEventKinds = [
  ...caseActions,
  'assigned',
  'report_linked',
  'report_unlinked',
  'linked_away',
  'linked_back',
  'task_added',
  'task_changed',
  'note_added',
  'extortion_reported',
  'extortion_reviewed',
  'contested',
  'contest_changed',
] as const;
export type CaseEventKind = (typeof caseEventKinds)[number];
