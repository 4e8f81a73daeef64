import { type CompiledDate, dayAndMonthSwapped, gapDays } from '../dates/compiled-date.js';
import { calendarDay } from '../dates/day-number.js';
import type { Model } from '../model/model.js';
import { type ComparisonOutcome, notRecorded } from './outcome.js';

export type BirthLevel =
  | 'same_day'
  | 'same_day_one_order'
  | 'same_few_days'
  | 'day_month_swapped'
  | 'same_day_other_year'
  | 'same_month'
  | 'same_year'
  | 'same_year_part'
  | 'near_days'
  | 'about_same_year'
  | 'same_decade'
  | 'year_off_by_one'
  | 'not_excluded'
  | 'about_near'
  | 'same_year_other_day'
  | 'years_apart'
  | 'far_apart';

/** Widest interval, in days, that still counts as a few days (Hijri day), a month (Hijri month), a year (Hijri year), about a year, a decade. */
const widest = { days: 7, month: 62, year: 400, aboutYear: 1900, decade: 4100 };

/** Days of sixty years of birth. */
const birthdaysInLivingMemory = 21_900;

/**
 * Dates of birth. Two full dates: same day; day and month exchanged; same day and month a year apart; same year with day or month equal; else by years.
 * Otherwise by overlap of the intervals, the wider one deciding how much that says; then by the gap between them. A placeholder (1 January) is already a
 * year here.
 */
export function compareBirths(a: CompiledDate | null, b: CompiledDate | null, model: Model): ComparisonOutcome {
  if (!a || !b) return notRecorded('birth', a?.written ?? null, b?.written ?? null);
  const level = birthLevel(a, b);
  const note = level === 'same_day' ? { oneIn: birthdaysInLivingMemory } : undefined;
  return { comparison: 'birth', level, weight: model.birth[level], a: a.written, b: b.written, ...(note && { note }) };
}

export function birthLevel(a: CompiledDate, b: CompiledDate): BirthLevel {
  if (a.days.length > 0 && b.days.length > 0) return levelOfDays(a, b);
  const width = Math.max(a.widthDays, b.widthDays);
  const gap = gapDays(a, b);
  if (gap === 0) {
    if (width <= widest.days) return 'same_few_days';
    if (width <= widest.month) return 'same_month';
    if (width <= widest.year) return 'same_year';
    if (width <= widest.aboutYear) return 'about_same_year';
    return width <= widest.decade ? 'same_decade' : 'not_excluded';
  }
  if (width > widest.year) return gap <= 730 ? 'about_near' : gap <= 1461 ? 'years_apart' : 'far_apart';
  if (width <= widest.month && gap <= 10) return 'near_days';
  return levelOfYears(Math.max(a.yearFrom - b.yearTo, b.yearFrom - a.yearTo, 0), width > widest.month);
}

function levelOfDays(a: CompiledDate, b: CompiledDate): BirthLevel {
  const oneOrder = a.days.length + b.days.length > 2;
  let swapped = false;
  let otherYear = false;
  let part = false;
  let years = Number.POSITIVE_INFINITY;
  for (const one of a.days) {
    for (const two of b.days) {
      if (one === two) return oneOrder ? 'same_day_one_order' : 'same_day';
      const [x, y] = [calendarDay(one), calendarDay(two)];
      swapped ||= dayAndMonthSwapped(one, two);
      otherYear ||= x.day === y.day && x.month === y.month && Math.abs(x.year - y.year) === 1;
      part ||= x.year === y.year && (x.day === y.day || x.month === y.month);
      years = Math.min(years, Math.abs(x.year - y.year));
    }
  }
  if (swapped) return 'day_month_swapped';
  if (otherYear) return 'same_day_other_year';
  return part ? 'same_year_part' : levelOfYears(years, false);
}

/** `yearOnly`: at least one side gives no more than a year, so being one off is a usual slip. */
function levelOfYears(years: number, yearOnly: boolean): BirthLevel {
  if (years <= 1 && yearOnly) return 'year_off_by_one';
  if (years === 0) return 'same_year_other_day';
  return years <= 3 ? 'years_apart' : 'far_apart';
}
