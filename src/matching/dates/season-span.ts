import { CalendarDate, GregorianCalendar, PersianCalendar, toCalendar } from '@internationalized/date';
import { type DateReading, hijriInGregorianYear, monthStart, readingOf, type Unreadable } from './calendar-span.js';
import type { DateMark } from './date-marks.js';
import { joinNotes } from './date-notes.js';
import { dayNumber } from './day-number.js';
import type { YearFound } from './year-of-number.js';

export type SeasonMark = Extract<DateMark, { kind: 'season' }>;

/** A feast reaches into the eve and the day after. */
const feastSlackDays = 1;

const persian = new PersianCalendar();
const gregorian = new GregorianCalendar();

/**
 * The days of a season or feast in the year, or the two years of a winter, that the text names. A season or fixed feast around New Year covers both ends of a
 * single year. A feast of the Hijri calendar is computed in the year's own calendar; Newroz as the first day of the Persian year.
 */
export function seasonSpan(mark: SeasonMark, years: YearFound[]): DateReading | Unreadable {
  const [start, end = start] = years;
  const notes = joinNotes(start.notes, end.notes);
  const span = spanOf(mark, start, end, years.length === 2);
  return typeof span === 'string' ? span : { ...span, notes: joinNotes(notes, span.notes) };
}

function spanOf(mark: SeasonMark, start: YearFound, end: YearFound, twoYears: boolean): DateReading | Unreadable {
  const [month, day] = monthAndDay(mark.from);
  const [monthTo, dayTo] = monthAndDay(mark.to);
  if (mark.calendar === 'hijri') {
    if (twoYears) return 'not_understood';
    const inYear = (year: number): DateReading => {
      const calendar = start.calendar === 'hijri_civil' ? 'hijri_civil' : 'hijri_umalqura';
      const first = monthStart(calendar, year, month) + day - 1;
      const last = monthStart(calendar, year, monthTo) + dayTo - 1;
      return readingOf(calendar, first, last, first === last ? 'day' : 'month');
    };
    return start.calendar === 'gregorian' ? hijriInGregorianYear(start.year, inYear) : inYear(start.year);
  }
  if (start.calendar !== 'gregorian' || end.calendar !== 'gregorian') return 'not_understood';
  if (mark.calendar === 'persian') {
    if (twoYears) return 'not_understood';
    const first = toCalendar(new CalendarDate(persian, start.year - 621, month, day), gregorian);
    const at = dayNumber(first.year, first.month, first.day);
    return readingOf('gregorian', at - feastSlackDays, at + feastSlackDays, 'month');
  }
  if (end.year < start.year || end.year - start.year > 1) return 'not_understood';
  const wraps = mark.from > mark.to;
  if (!wraps && twoYears && end.year !== start.year) return 'not_understood';
  const oneYear = end.year === start.year;
  const earliest = dayNumber(wraps && oneYear ? start.year - 1 : start.year, month, day);
  const latest = dayNumber(wraps && oneYear ? start.year + 1 : end.year, monthTo, dayTo);
  return readingOf('gregorian', earliest, latest, latest - earliest < 31 ? 'month' : 'season');
}

function monthAndDay(text: string): [month: number, day: number] {
  return [Number(text.slice(0, 2)), Number(text.slice(3))];
}
