import {
  CalendarDate,
  GregorianCalendar,
  IslamicCivilCalendar,
  IslamicUmalquraCalendar,
  toCalendar,
} from '@internationalized/date';
import type { FuzzyDate } from '../record.js';
import { calendarDay, dayNumberOfIso } from './day-number.js';
import { plausibleYears } from './year-of-number.js';

/** One day as it was written, in its own calendar, and the days of our calendar that it may be: one, or five for a Hijri day. */
export interface DayReading {
  from: number;
  to: number;
  hijri: boolean;
  year: number;
  month: number;
  day: number;
}

/**
 * A FuzzyDate as numbers, made once per record. Open bounds are infinite. `readings` are the single days it can be: one for a full date, two when day and
 * month may be the other way round, none for anything wider; `days` are those of them that are one day of the Gregorian calendar.
 */
export interface CompiledDate {
  earliest: number;
  latest: number;
  days: number[];
  readings: readonly DayReading[];
  yearFrom: number;
  yearTo: number;
  /** Whole days in the interval; infinite when open. */
  widthDays: number;
  hijri: boolean;
  /** False when the whole interval lies outside the years that somebody sought today can have to do with: then the year holds a slip. */
  plausible: boolean;
  written: string;
}

const umalqura = new IslamicUmalquraCalendar();
const civil = new IslamicCivilCalendar();
const gregorian = new GregorianCalendar();

/** Days of a Hijri reading: two to either side of the calculated one. */
const hijriReadingDays = 5;

/** Null when the date is null, unknown, or its bounds are not real days in order. */
export function compileDate(date: FuzzyDate | null): CompiledDate | null {
  if (!date || date.precision === 'unknown') return null;
  const from = dayNumberOfIso(date.earliest);
  const to = dayNumberOfIso(date.latest);
  if (from === null && to === null) return null;
  const earliest = from ?? Number.NEGATIVE_INFINITY;
  const latest = to ?? Number.POSITIVE_INFINITY;
  if (earliest > latest) return null;
  const isDay = date.precision === 'day' && date.qualifier === 'exact';
  const readings = isDay && from !== null && to !== null ? readingsOf(date, from, to) : [];
  const yearFrom = from === null ? Number.NEGATIVE_INFINITY : calendarDay(from).year;
  const yearTo = to === null ? Number.POSITIVE_INFINITY : calendarDay(to).year;
  return {
    earliest,
    latest,
    days: readings.filter((reading) => reading.from === reading.to).map((reading) => reading.from),
    readings,
    yearFrom,
    yearTo,
    widthDays: latest - earliest + 1,
    hijri: date.calendar !== 'gregorian',
    plausible: yearTo >= plausibleYears.gregorian.first && yearFrom <= plausibleYears.gregorian.last,
    written:
      date.raw.trim() ||
      [date.earliest, date.latest].filter((day, at, all) => day && all.indexOf(day) === at).join(' \u2013 '),
  };
}

function readingsOf({ calendar, orderAmbiguous }: FuzzyDate, from: number, to: number): DayReading[] {
  if (calendar === 'gregorian') {
    const ends = orderAmbiguous ? [from, to] : from === to ? [from] : [];
    return ends.map((day) => ({ from: day, to: day, hijri: false, ...calendarDay(day) }));
  }
  const width = hijriReadingDays - 1;
  const starts = orderAmbiguous ? [from, to - width] : to - from === width ? [from] : [];
  return starts.map((start) => {
    const { year, month, day } = calendarDay(start + width / 2);
    const written = toCalendar(
      new CalendarDate(gregorian, year, month, day),
      calendar === 'hijri_civil' ? civil : umalqura,
    );
    return { from: start, to: start + width, hijri: true, year: written.year, month: written.month, day: written.day };
  });
}

/** Days between two intervals; 0 when they share a day. */
export function gapDays(a: CompiledDate, b: CompiledDate): number {
  return Math.max(0, a.earliest - b.latest, b.earliest - a.latest);
}

/** Days from the first day of either to the last day of either: how loosely two intervals that share a day agree. */
export function spanOfBoth(a: CompiledDate, b: CompiledDate): number {
  return Math.max(a.latest, b.latest) - Math.min(a.earliest, b.earliest) + 1;
}
