import type { Calendar, FuzzyDate } from '../record.js';
import type { Unreadable } from './calendar-span.js';
import type { DateMark } from './date-marks.js';
import type { DateNote } from './date-notes.js';

export interface DateOptions {
  /** Order of an all-number date when the column is known; without it a date that can be read both ways keeps both readings. */
  order?: 'dmy' | 'mdy';
  /** Calendar of the column; a year that only fits the other calendar is read in that one, and noted. */
  calendar?: Calendar;
  /** First year of the hundred years that two-digit years stand for; without it a century is only taken when no other is possible. */
  twoDigitYearsFrom?: number;
  /**
   * What the date is of. `birth`: an age with its date ("25 years old in 2014") is read as the interval of birth. `event`: two-digit years up to 29 are of
   * this century, and 1 July is a day like any other.
   */
  of?: 'birth' | 'event';
  /** For births: the day on which an age in the text was true, if the text does not say. */
  asOf?: FuzzyDate;
}

export type NumberMark = Extract<DateMark, { kind: 'number' }>;

/** Years that are read at all. Between and beyond them a number is no year. */
export const readableYears = { hijri: { first: 1300, last: 1499 }, gregorian: { first: 1800, last: 2199 } };

/** Years that a person sought today can have to do with; others are read as written, noted, and compared with the slip in mind. */
export const plausibleYears = { hijri: { first: 1350, last: 1450 }, gregorian: { first: 1900, last: 2030 } };

/** Two-digit years above this can only be of the twentieth century: the twenty-first has not got there. Raise it with time. */
const lastPossibleTwoDigitYear = 29;

const within = (year: number, range: { first: number; last: number }): boolean =>
  year >= range.first && year <= range.last;

export interface YearFound {
  year: number;
  calendar: Calendar;
  notes: readonly DateNote[];
}

/**
 * The year that a number stands for and its calendar: a mark beside it decides, else the range. 14xx is Hijri even in a Gregorian column, 20xx Gregorian
 * even in a Hijri one, and both are noted.
 */
export function yearOfNumber(
  { value, digits }: NumberMark,
  options: DateOptions,
  marked: 'hijri' | 'gregorian' | null,
): YearFound | Unreadable {
  const columnHijri = (options.calendar ?? 'gregorian') !== 'gregorian';
  const hijriCalendar: Calendar = options.calendar === 'hijri_civil' ? 'hijri_civil' : 'hijri_umalqura';
  if (digits === 4) {
    const kind = within(value, readableYears.hijri) ? 'hijri' : 'gregorian';
    if (!within(value, readableYears[kind])) return 'not_understood';
    if (marked !== null && marked !== kind) return 'impossible';
    const notes: DateNote[] = [];
    if (marked === null && columnHijri !== (kind === 'hijri')) notes.push('other_calendar');
    if (!within(value, plausibleYears[kind])) notes.push('year_implausible');
    return { year: value, calendar: kind === 'hijri' ? hijriCalendar : 'gregorian', notes };
  }
  if (digits !== 2) return 'not_understood';
  const notes: readonly DateNote[] = ['century_assumed'];
  // Living memory is 1351 to 1450 of the Hijri calendar, so one century fits.
  if (marked === 'hijri' || (marked === null && columnHijri)) {
    return { year: value <= 50 ? 1400 + value : 1300 + value, calendar: hijriCalendar, notes };
  }
  const from = options.twoDigitYearsFrom;
  if (from !== undefined) return { year: from + ((((value - from) % 100) + 100) % 100), calendar: 'gregorian', notes };
  if (value > lastPossibleTwoDigitYear) return { year: 1900 + value, calendar: 'gregorian', notes };
  return options.of === 'event' ? { year: 2000 + value, calendar: 'gregorian', notes } : 'century_unclear';
}
