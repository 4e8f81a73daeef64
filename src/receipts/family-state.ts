import type { ReportState } from '../reports/report.entity.js';

/** All that a family is told of where its report stands (domain.md R2). */
export const familyStates = ['received', 'open', 'paused', 'closed'] as const;
export type FamilyState = (typeof familyStates)[number];

/**
 * Reads nothing but what the family or a caseworker decided about the report itself. Suggestions, proposals and confirmed pairs must
 * never move it: whoever sees the word change would know that something was found.
 * `received` is for reports that nobody has taken up yet; staff take up a report by filing it, so none of theirs is.
 */
const states: Record<ReportState, FamilyState> = {
  open: 'open',
  paused_by_family: 'paused',
  // Why it rests is not said: whoever holds the telephone may be the danger (R13).
  safety_hold: 'paused',
  withdrawn: 'closed',
  closed: 'closed',
};

/** @param takenUp whether anybody here began to work on it */
export const familyStateOf = (state: ReportState, takenUp: boolean): FamilyState =>
  state === 'open' && !takenUp ? 'received' : states[state];
