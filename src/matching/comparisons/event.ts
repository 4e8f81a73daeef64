import { type CompiledDate, type DayReading, gapDays, spanOfBoth } from '../dates/compiled-date.js';
import {
  isCalendarMixedUp,
  isCenturySlip,
  isDayMonthSwapped,
  isDaySlip,
  isDigitSlip,
  isSameDayOfYear,
} from '../dates/day-slips.js';
import type { Model } from '../model/model.js';
import { type ComparisonOutcome, notRecorded } from './outcome.js';

/** From the best agreement to the worst. A model's weights must not rise along this list: whoever estimates them keeps that order. */
export const eventLevels = [
  'same_day',
  'days_after',
  'same_few_days',
  'day_month_swapped',
  'same_month',
  'same_day_other_year',
  'calendar_mixed_up',
  'weeks_after',
  'shortly_before',
  'same_year',
  'digits_slip',
  'months_after',
  'not_excluded',
  'long_after',
  'years_after',
  'before',
  'long_before',
] as const;
export type EventLevel = (typeof eventLevels)[number];

const rank = Object.fromEntries(eventLevels.map((level, at) => [level, at])) as Record<EventLevel, number>;

/** Days; for the first three see birth.ts. `longAfter`: transfers and registers up to 950 days later are common. */
const limits = {
  days: 7,
  month: 62,
  year: 460,
  nextMonth: 31,
  afterDays: 5,
  afterWeeks: 95,
  longAfter: 950,
  shortlyBefore: 4,
  longBefore: 40,
};

/**
 * Day of disappearance against the day of the recorded event. Not symmetric: a record after the disappearance is what one expects, one long before it can
 * only be an earlier arrest, or a slip. Full dates by days between them and by the usual slips, whichever explains them better; otherwise by overlap (or the
 * next month), then by the gap. A year that cannot be (2104) agrees with what lies one slip away, and otherwise says nothing.
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

/** The level alone, without making anything new: for runs over many pairs. */
export function eventLevel(disappeared: CompiledDate, recorded: CompiledDate): EventLevel {
  const found =
    disappeared.readings.length > 0 && recorded.readings.length > 0
      ? rankOfReadings(disappeared, recorded)
      : rankOfIntervals(disappeared, recorded);
  if (disappeared.plausible && recorded.plausible) return eventLevels[found];
  const [one, two] = [disappeared.yearFrom, recorded.yearFrom];
  if (found > rank.digits_slip && (isDigitSlip(one, two) || isCenturySlip(one, two))) return 'digits_slip';
  return eventLevels[Math.min(found, rank.not_excluded)];
}

/** The reading in which they agree best. */
function rankOfReadings(disappeared: CompiledDate, recorded: CompiledDate): number {
  let best = eventLevels.length - 1;
  const certain = disappeared.readings.length === 1 && recorded.readings.length === 1;
  for (let one = 0; one < disappeared.readings.length; one++) {
    for (let two = 0; two < recorded.readings.length; two++) {
      best = Math.min(best, rankOfDays(disappeared.readings[one], recorded.readings[two], certain));
    }
  }
  return best;
}

function rankOfDays(from: DayReading, to: DayReading, certain: boolean): number {
  if (from.from <= to.to && to.from <= from.to) {
    return certain && from.from === from.to && to.from === to.to ? rank.same_day : rank.same_few_days;
  }
  const lag = to.from > from.to ? to.from - from.to : to.to - from.from;
  const byLag = rankOfLag(lag);
  // A day that may be two days off, or that was chosen between two, does not agree better for lying beside the other.
  const exact = certain && !from.hijri && !to.hijri;
  return Math.min(exact ? byLag : Math.max(byLag, rank.same_few_days), rankOfSlip(from, to));
}

function rankOfSlip(a: DayReading, b: DayReading): number {
  if (isCalendarMixedUp(a, b)) return rank.calendar_mixed_up;
  if (a.hijri !== b.hijri) return rank.long_before;
  if (isDayMonthSwapped(a, b)) return rank.day_month_swapped;
  if (isSameDayOfYear(a, b) && Math.abs(a.year - b.year) === 1) return rank.same_day_other_year;
  return isDaySlip(a, b) ? rank.digits_slip : rank.long_before;
}

function rankOfLag(days: number): number {
  if (days > 0) {
    if (days <= limits.afterDays) return rank.days_after;
    if (days <= limits.afterWeeks) return rank.weeks_after;
    return days <= limits.longAfter ? rank.long_after : rank.years_after;
  }
  if (days >= -limits.shortlyBefore) return rank.shortly_before;
  return days >= -limits.longBefore ? rank.before : rank.long_before;
}

function rankOfIntervals(disappeared: CompiledDate, recorded: CompiledDate): number {
  const gap = gapDays(disappeared, recorded);
  if (gap === 0) {
    const span = spanOfBoth(disappeared, recorded);
    if (span <= limits.days) return rank.same_few_days;
    if (span <= limits.month) return rank.same_month;
    return span <= limits.year ? rank.same_year : rank.not_excluded;
  }
  const ofMonths = Math.max(disappeared.widthDays, recorded.widthDays) <= limits.month;
  const nextMonth = ofMonths && gap <= limits.nextMonth;
  if (recorded.latest < disappeared.earliest) {
    if (nextMonth) return rank.shortly_before;
    return gap <= limits.longBefore ? rank.before : rank.long_before;
  }
  if (nextMonth) return rank.same_month;
  if (gap <= limits.afterWeeks) return ofMonths ? rank.weeks_after : rank.months_after;
  return gap <= limits.longAfter ? rank.long_after : rank.years_after;
}
