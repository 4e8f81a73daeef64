import type { FuzzyDate } from '../record.js';
import { calendarDay, dayNumberOfIso } from './day-number.js';

/**
 * A FuzzyDate as numbers, made once per record. Open bounds are infinite. `days` are the single days it can be: one for a full date, two when day and
 * month may be the other way round, none for anything wider.
 */
export interface CompiledDate {
  earliest: number;
  latest: number;
  days: number[];
  yearFrom: number;
  yearTo: number;
  /** Whole days in the interval; infinite when open. */
  widthDays: number;
  hijri: boolean;
  written: string;
}

/** Null when the date is null, unknown, or its bounds are not real days in order. */
export function compileDate(date: FuzzyDate | null): CompiledDate | null {
  if (!date || date.precision === 'unknown') return null;
  const from = dayNumberOfIso(date.earliest);
  const to = dayNumberOfIso(date.latest);
  if (from === null && to === null) return null;
  const earliest = from ?? Number.NEGATIVE_INFINITY;
  const latest = to ?? Number.POSITIVE_INFINITY;
  if (earliest > latest) return null;
  const days =
    date.precision !== 'day' || from === null || to === null
      ? []
      : date.orderAmbiguous && date.calendar === 'gregorian'
        ? [from, to]
        : from === to
          ? [from]
          : [];
  return {
    earliest,
    latest,
    days,
    yearFrom: from === null ? Number.NEGATIVE_INFINITY : calendarDay(from).year,
    yearTo: to === null ? Number.POSITIVE_INFINITY : calendarDay(to).year,
    widthDays: latest - earliest + 1,
    hijri: date.calendar !== 'gregorian',
    written:
      date.raw.trim() ||
      [date.earliest, date.latest].filter((day, at, all) => day && all.indexOf(day) === at).join(' \u2013 '),
  };
}

/** Days between two intervals; 0 when they share a day. */
export function gapDays(a: CompiledDate, b: CompiledDate): number {
  return Math.max(0, a.earliest - b.latest, b.earliest - a.latest);
}

/** True when one day is the other with day and month exchanged. */
export function dayAndMonthSwapped(a: number, b: number): boolean {
  const [one, two] = [calendarDay(a), calendarDay(b)];
  return one.year === two.year && one.day !== one.month && one.day === two.month && one.month === two.day;
}
