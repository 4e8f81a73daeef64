import {
  CalendarDate,
  GregorianCalendar,
  IslamicCivilCalendar,
  IslamicUmalquraCalendar,
  toCalendar,
} from '@internationalized/date';
import type { Calendar, DatePrecision } from '../record.js';
import { type DateNote, noNotes } from './date-notes.js';
import { dayNumber, daysInMonth, isRealDay } from './day-number.js';

/** What a date text was read as, before it becomes a FuzzyDate. Bounds are day numbers, null = open. */
export interface DateReading {
  earliest: number | null;
  latest: number | null;
  precision: DatePrecision;
  calendar: Calendar;
  orderAmbiguous: boolean;
  notes: readonly DateNote[];
}

/** Why a text gave no date. `says_unknown`: it says that nothing is known; `placeholder`: a date that stands for that. */
export type Unreadable = 'impossible' | 'not_understood' | 'century_unclear' | 'says_unknown' | 'placeholder';

/**
 * Syria sees the new moon for itself, and calculated calendars differ from each other by -1 to +2 days (1,044 months compared, see tables/SOURCES.md), so
 * a Hijri date reaches two days to either side.
 */
export const hijriSlackDays = 2;

/** A day in one of these stands for "this year, day not known" in most registers: the first of the year in both calendars, and 1 July. */
const isPlaceholderDay = (calendar: Calendar, month: number, day: number): boolean =>
  day === 1 && (month === 1 || (month === 7 && calendar === 'gregorian'));
const placeholderNotes: readonly DateNote[] = ['placeholder_day'];

const umalqura = new IslamicUmalquraCalendar();
const civil = new IslamicCivilCalendar();
const gregorian = new GregorianCalendar();

/** Month starts once computed: at most two calendars of two hundred years. */
const monthStarts = new Map<number, number>();

/** First day of a Hijri month as calculated; month 13 is the first month of the next year. */
function hijriMonthStart(calendar: Calendar, year: number, month: number): number {
  const key = (year * 13 + month) * 2 + (calendar === 'hijri_civil' ? 1 : 0);
  let start = monthStarts.get(key);
  if (start === undefined) {
    const hijri = calendar === 'hijri_civil' ? civil : umalqura;
    const date =
      month > 12 ? new CalendarDate(hijri, year + 1, month - 12, 1) : new CalendarDate(hijri, year, month, 1);
    const day = toCalendar(date, gregorian);
    start = dayNumber(day.year, day.month, day.day);
    monthStarts.set(key, start);
  }
  return start;
}

export function monthStart(calendar: Calendar, year: number, month: number): number {
  if (calendar !== 'gregorian') return hijriMonthStart(calendar, year, month);
  return month > 12 ? dayNumber(year + 1, month - 12, 1) : dayNumber(year, month, 1);
}

/** The reading of an interval of days as calculated; a Hijri one gets its slack. */
export function readingOf(
  calendar: Calendar,
  earliest: number,
  latest: number,
  precision: DatePrecision,
  notes = noNotes,
): DateReading {
  const slack = calendar === 'gregorian' ? 0 : hijriSlackDays;
  return { earliest: earliest - slack, latest: latest + slack, precision, calendar, orderAmbiguous: false, notes };
}

/** Parts of a date in one calendar. `monthTo` = last month when the name stands for two. */
export interface DateParts {
  year: number;
  month?: number;
  day?: number;
  monthTo?: number;
  /** True when something else says that the first day of a year is meant as that day (a weekday, or an event on 1 July). */
  dayIsMeant?: boolean;
}

/**
 * The days that a year, month or day covers. Returns 'impossible' for a day or month that the calendar does not have; never moves to a neighbouring one.
 */
export function calendarSpan(calendar: Calendar, parts: DateParts): DateReading | Unreadable {
  const { year, month, day, monthTo = month } = parts;
  const wholeYear = (notes = noNotes): DateReading =>
    readingOf(calendar, monthStart(calendar, year, 1), monthStart(calendar, year, 13) - 1, 'year', notes);
  if (month === undefined || monthTo === undefined) return wholeYear();
  if (month < 1 || month > 12) return 'impossible';
  // A name for the last and the first month of a year: within one year it may be either end, so it says no more than the year.
  if (monthTo < month) return wholeYear();
  const start = monthStart(calendar, year, month);
  if (day === undefined) return readingOf(calendar, start, monthStart(calendar, year, monthTo + 1) - 1, 'month');
  if (calendar === 'gregorian' ? !isRealDay(year, month, day) && !isRealDay(year, monthTo, day) : day < 1 || day > 30)
    return 'impossible';
  if (month !== monthTo) {
    const last = dayNumber(year, monthTo, Math.min(day, daysInMonth(year, monthTo)));
    return readingOf(calendar, start + day - 1, last, 'month');
  }
  if (!parts.dayIsMeant && isPlaceholderDay(calendar, month, day)) return wholeYear(placeholderNotes);
  return readingOf(calendar, start + day - 1, start + day - 1, 'day');
}

/** A Hijri month, or some days of it, named with a Gregorian year ("Ramadan 2014"): the part of that year which it covers. */
export function hijriInGregorianYear(
  gregorianYear: number,
  spanOf: (hijriYear: number) => DateReading | Unreadable,
): DateReading | Unreadable {
  const from = dayNumber(gregorianYear, 1, 1);
  const until = dayNumber(gregorianYear, 12, 31);
  const about = Math.round(((gregorianYear - 622) * 33) / 32);
  let first = null as DateReading | null;
  for (let year = about - 2; year <= about + 2; year++) {
    const span = spanOf(year);
    if (typeof span === 'string') return span;
    if ((span.latest ?? 0) < from || (span.earliest ?? 0) > until) continue;
    // Twice in one year: either may be meant.
    first = first ? { ...first, latest: span.latest, precision: 'year' } : span;
  }
  return first ?? 'not_understood';
}
