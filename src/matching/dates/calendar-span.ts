import {
  CalendarDate,
  GregorianCalendar,
  IslamicCivilCalendar,
  IslamicUmalquraCalendar,
  toCalendar,
} from '@internationalized/date';
import type { Calendar, DatePrecision } from '../record.js';
import { dayNumber, daysInMonth, isRealDay } from './day-number.js';

/** What a date text was read as, before it becomes a FuzzyDate. Bounds are day numbers, null = open. */
export interface DateReading {
  earliest: number | null;
  latest: number | null;
  precision: DatePrecision;
  calendar: Calendar;
  orderAmbiguous: boolean;
}

/** Why a text gave no date. `placeholder`: it says, or stands for, "not known". */
export type Unreadable = 'impossible' | 'not_understood' | 'century_unclear' | 'placeholder';

/**
 * Syria sees the new moon for itself, and calculated calendars differ from each other by -1 to +2 days (1,044 months compared, see README), so a Hijri
 * date reaches two days to either side.
 */
const hijriSlackDays = 2;

export const hijriYears = { first: 1300, last: 1460 };
export const gregorianYears = { first: 1850, last: 2099 };

const umalqura = new IslamicUmalquraCalendar();
const civil = new IslamicCivilCalendar();
const gregorian = new GregorianCalendar();

/** First day of a Hijri month as calculated; month 13 is the first month of the next year. */
function hijriMonthStart(calendar: Calendar, year: number, month: number): number {
  const hijri = calendar === 'hijri_civil' ? civil : umalqura;
  const date = month > 12 ? new CalendarDate(hijri, year + 1, month - 12, 1) : new CalendarDate(hijri, year, month, 1);
  const day = toCalendar(date, gregorian);
  return dayNumber(day.year, day.month, day.day);
}

/**
 * The days that a year, month or day covers. `monthTo` = last month when the name stands for two. Returns 'impossible' for a day or month that the
 * calendar does not have; never moves to a neighbouring one.
 */
export function calendarSpan(
  calendar: Calendar,
  year: number,
  month?: number,
  day?: number,
  monthTo: number | undefined = month,
): DateReading | Unreadable {
  const make = (earliest: number, latest: number, precision: DatePrecision): DateReading => {
    const slack = calendar === 'gregorian' ? 0 : hijriSlackDays;
    return { earliest: earliest - slack, latest: latest + slack, precision, calendar, orderAmbiguous: false };
  };
  const start = (m: number): number =>
    calendar === 'gregorian'
      ? dayNumber(year + Math.floor((m - 1) / 12), ((m - 1) % 12) + 1, 1)
      : hijriMonthStart(calendar, year, m);
  if (month === undefined || monthTo === undefined) return make(start(1), start(13) - 1, 'year');
  if (month < 1 || month > 12) return 'impossible';
  // A name for the last and the first month of a year: within one year it may be either end, so it says no more than the year.
  if (monthTo < month) return make(start(1), start(13) - 1, 'year');
  if (day === undefined) return make(start(month), start(monthTo + 1) - 1, 'month');
  if (calendar === 'gregorian' ? !isRealDay(year, month, day) && !isRealDay(year, monthTo, day) : day < 1 || day > 30)
    return 'impossible';
  if (month !== monthTo) {
    return make(start(month) + day - 1, dayNumber(year, monthTo, Math.min(day, daysInMonth(year, monthTo))), 'month');
  }
  // The first day of a year stands for "this year, day not known" in most registers.
  if (month === 1 && day === 1) return make(start(1), start(13) - 1, 'year');
  return make(start(month) + day - 1, start(month) + day - 1, 'day');
}

/** A Hijri month named with a Gregorian year ("Ramadan 2014"): the part of that year which it covers. */
export function hijriMonthInGregorianYear(
  calendar: Calendar,
  month: number,
  gregorianYear: number,
  day?: number,
): DateReading | Unreadable {
  const from = dayNumber(gregorianYear, 1, 1);
  const until = dayNumber(gregorianYear, 12, 31);
  const about = Math.round(((gregorianYear - 622) * 33) / 32);
  const spans: DateReading[] = [];
  for (let year = about - 2; year <= about + 2; year++) {
    const span = calendarSpan(calendar, year, month, day);
    if (typeof span === 'string') return span;
    if ((span.latest ?? 0) >= from && (span.earliest ?? 0) <= until) spans.push(span);
  }
  if (spans.length === 0) return 'not_understood';
  return {
    ...spans[0],
    latest: spans[spans.length - 1].latest,
    precision: spans.length > 1 ? 'year' : spans[0].precision,
  };
}
