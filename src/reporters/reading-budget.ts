/** How many identities one person may be shown (security.md C9, R14). Whole numbers of reveals. */
export interface ReadingBudget {
  anHour: number;
  aDay: number;
}

/** Granted once more within the hour to who signs in afresh: a long evening of calls goes on, a stolen session does not. */
export const extraAfterSignIn = 20;

export interface Readings {
  /** Reveals of the last 60 minutes. */
  lastHour: number;
  /** Reveals of the last 24 hours, or since a supervisor acknowledged that the day's budget was used up, whichever is shorter. */
  lastDay: number;
  /** The hour's budget was used up, and an alarm rung, within the last 60 minutes. */
  exhaustedThisHour: boolean;
  /** A session of this person has a proof of identity of the last five minutes. It is withdrawn when a budget is used up. */
  fresh: boolean;
}

export type Verdict = { open: true; left: { hour: number; day: number } } | { open: false; exhausted: 'hour' | 'day' };

/**
 * May this person be shown one more? `left` counts what is left after it. The hour's budget lets go by itself or, for twenty more, by a
 * fresh sign-in; the day's by itself or by a supervisor who acknowledges the alarm.
 */
export function judgeReadings(
  budget: ReadingBudget,
  { lastHour, lastDay, exhaustedThisHour, fresh }: Readings,
): Verdict {
  if (lastDay >= budget.aDay) return { open: false, exhausted: 'day' };
  const allowed = budget.anHour + (exhaustedThisHour ? extraAfterSignIn : 0);
  if (lastHour >= allowed || (exhaustedThisHour && !fresh)) return { open: false, exhausted: 'hour' };
  return { open: true, left: { hour: allowed - lastHour - 1, day: budget.aDay - lastDay - 1 } };
}
