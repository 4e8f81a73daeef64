import { type CompiledDate, type DayReading, gapDays, spanOfBoth } from '../dates/compiled-date.js';
import {
  isCalendarMixedUp,
  isCenturySlip,
  isDayMonthSwapped,
  isDaySlip,
  isDigitSlip,
  isSameDayOfYear,
  isYearSlip,
} from '../dates/day-slips.js';
import type { Model } from '../model/model.js';
import { type ComparisonOutcome, notRecorded } from './outcome.js';

/** From the best agreement to the worst. A model's weights must not rise along this list: whoever estimates them keeps that order. */
export const birthLevels = [
  'same_day',
  'same_few_days',
  'day_month_swapped',
  'same_day_other_year',
  'same_month',
  'calendar_mixed_up',
  'same_year',
  'digits_slip',
  'near_miss',
  'about_same_year',
  'century_slip',
  'same_decade',
  'year_off_by_one',
  'not_excluded',
  'about_near',
  'year_digits_slip',
  'years_apart',
  'far_apart',
] as const;
export type BirthLevel = (typeof birthLevels)[number];

const rank = Object.fromEntries(birthLevels.map((level, at) => [level, at])) as Record<BirthLevel, number>;

/**
 * Most days from the first day of either date to the last of either: a few days (Hijri day), a month (Hijri month), a year (and a Hijri year that shares most
 * of it), about a year, a decade.
 */
const widest = { days: 7, month: 62, year: 460, aboutYear: 2600, decade: 4100 };

/** Days, or years, that a near miss reaches. */
const near = { days: 10, yearDays: 366, aboutDays: 730, yearsApart: 3, aboutDaysApart: 1461 };

/** Days of sixty years of birth. */
const birthdaysInLivingMemory = 21_900;

/**
 * Dates of birth; the same whichever side they stand on. Full dates by day, then by the usual slips; anything wider by overlap, the span of both together
 * deciding how much that says; then by the gap between them. A placeholder (1 January) is already a year here. A year that cannot be (2104) agrees with what
 * lies one slip away, and otherwise says nothing.
 */
export function compareBirths(a: CompiledDate | null, b: CompiledDate | null, model: Model): ComparisonOutcome {
  if (!a || !b) return notRecorded('birth', a?.written ?? null, b?.written ?? null);
  const level = birthLevel(a, b);
  const note = level === 'same_day' ? { oneIn: birthdaysInLivingMemory } : undefined;
  return { comparison: 'birth', level, weight: model.birth[level], a: a.written, b: b.written, ...(note && { note }) };
}

/** The level alone, without making anything new: for runs over many pairs. */
export function birthLevel(a: CompiledDate, b: CompiledDate): BirthLevel {
  const found = a.readings.length > 0 && b.readings.length > 0 ? rankOfReadings(a, b) : rankOfIntervals(a, b);
  if (found <= rank.not_excluded || (a.plausible && b.plausible)) return birthLevels[found];
  return isDigitSlip(a.yearFrom, b.yearFrom) || isCenturySlip(a.yearFrom, b.yearFrom) ? 'century_slip' : 'not_excluded';
}

/** The reading in which they agree best. */
function rankOfReadings(a: CompiledDate, b: CompiledDate): number {
  let best = birthLevels.length - 1;
  const certain = a.readings.length === 1 && b.readings.length === 1;
  for (let one = 0; one < a.readings.length; one++) {
    for (let two = 0; two < b.readings.length; two++) {
      best = Math.min(best, rankOfDays(a.readings[one], b.readings[two], certain));
    }
  }
  return best < rank.years_apart ? best : Math.max(rank.years_apart, rankOfYears(yearsBetween(a, b)));
}

function rankOfDays(a: DayReading, b: DayReading, certain: boolean): number {
  const gap = Math.max(a.from - b.to, b.from - a.to);
  if (gap <= 0) return certain && a.from === a.to && b.from === b.to ? rank.same_day : rank.same_few_days;
  if (isCalendarMixedUp(a, b)) return rank.calendar_mixed_up;
  if (a.hijri === b.hijri) {
    if (isDayMonthSwapped(a, b)) return rank.day_month_swapped;
    if (isSameDayOfYear(a, b) && Math.abs(a.year - b.year) === 1) return rank.same_day_other_year;
    if (isDaySlip(a, b)) return rank.digits_slip;
    if (a.year === b.year && (a.month === b.month || a.day === b.day)) return rank.near_miss;
  }
  return gap <= near.days ? rank.near_miss : rank.far_apart;
}

function rankOfIntervals(a: CompiledDate, b: CompiledDate): number {
  const gap = gapDays(a, b);
  if (gap === 0) return rankOfOverlap(spanOfBoth(a, b));
  const width = Math.max(a.widthDays, b.widthDays);
  if (width > widest.year) {
    if (gap <= near.aboutDays) return rank.about_near;
    return gap <= near.aboutDaysApart ? rank.years_apart : rank.far_apart;
  }
  if (width <= widest.month && gap <= near.days) return rank.near_miss;
  // At least one side gives no more than a season or year, so being one off is a usual slip.
  if (width > widest.month && gap <= near.yearDays) return rank.year_off_by_one;
  if (a.yearFrom === a.yearTo && b.yearFrom === b.yearTo) {
    if (isCenturySlip(a.yearFrom, b.yearFrom)) return rank.century_slip;
    if (isYearSlip(a.yearFrom, b.yearFrom)) return rank.year_digits_slip;
  }
  return rankOfYears(yearsBetween(a, b));
}

function rankOfOverlap(span: number): number {
  if (span <= widest.days) return rank.same_few_days;
  if (span <= widest.month) return rank.same_month;
  if (span <= widest.year) return rank.same_year;
  if (span <= widest.aboutYear) return rank.about_same_year;
  return span <= widest.decade ? rank.same_decade : rank.not_excluded;
}

function yearsBetween(a: CompiledDate, b: CompiledDate): number {
  return Math.max(a.yearFrom - b.yearTo, b.yearFrom - a.yearTo, 0);
}

function rankOfYears(years: number): number {
  return years <= near.yearsApart ? rank.years_apart : rank.far_apart;
}
