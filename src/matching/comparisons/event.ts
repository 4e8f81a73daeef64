import { type CompiledDate, gapDays } from '../dates/compiled-date.js';
import type { Model } from '../model/model.js';
import { type ComparisonOutcome, notRecorded } from './outcome.js';

export type EventLevel =
  | 'same_day'
  | 'days_after'
  | 'same_few_days'
  | 'same_month'
  | 'weeks_after'
  | 'shortly_before'
  | 'same_year'
  | 'months_after'
  | 'not_excluded'
  | 'long_after'
  | 'years_after'
  | 'before'
  | 'long_before';

/** Days; see birth.ts for widths. `longAfter`: transfers and registers up to 950 days later are common. */
const limits = {
  days: 7,
  month: 62,
  year: 400,
  afterDays: 5,
  afterWeeks: 95,
  longAfter: 950,
  shortlyBefore: 4,
  longBefore: 40,
};

/**
 * Day of disappearance against the day of the recorded event. Not symmetric: a record after the disappearance is what one expects, one long before it can
 * only be an earlier arrest. Full dates by days between them; otherwise by overlap (or a gap of at most a month), then by the gap.
 */
export function compareEvents(
  disappeared: CompiledDate | null,
  recorded: CompiledDate | null,
  model: Model,
): ComparisonOutcome {
  if (!disappeared || !recorded) return notRecorded('event', disappeared?.written ?? null, recorded?.written ?? null);
  const level = eventLevel(disappeared, recorded);
  return { comparison: 'event', level, weight: model.event[level], a: disappeared.written, b: recorded.written };
}

export function eventLevel(disappeared: CompiledDate, recorded: CompiledDate): EventLevel {
  if (disappeared.days.length > 0 && recorded.days.length > 0) {
    // With day and month uncertain, the reading in which the dates are closest.
    const lags = disappeared.days.flatMap((from) => recorded.days.map((to) => to - from));
    return levelOfLag(lags.reduce((best, lag) => (Math.abs(lag) < Math.abs(best) ? lag : best)));
  }
  const width = Math.max(disappeared.widthDays, recorded.widthDays);
  const gap = gapDays(disappeared, recorded);
  if (gap === 0 || (gap <= 31 && width <= limits.month)) {
    if (gap === 0 && width <= limits.days) return 'same_few_days';
    if (width <= limits.month) return 'same_month';
    return width <= limits.year ? 'same_year' : 'not_excluded';
  }
  if (recorded.latest < disappeared.earliest) return gap > limits.longBefore ? 'long_before' : 'before';
  if (gap <= limits.afterWeeks) return width <= limits.month ? 'weeks_after' : 'months_after';
  return gap <= limits.longAfter ? 'long_after' : 'years_after';
}

function levelOfLag(days: number): EventLevel {
  if (days === 0) return 'same_day';
  if (days > 0) {
    if (days <= limits.afterDays) return 'days_after';
    if (days <= limits.afterWeeks) return 'weeks_after';
    return days <= limits.longAfter ? 'long_after' : 'years_after';
  }
  if (days >= -limits.shortlyBefore) return 'shortly_before';
  return days >= -limits.longBefore ? 'before' : 'long_before';
}
