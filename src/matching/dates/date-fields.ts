import type { Calendar } from '../record.js';
import { calendarSpan, type DateReading, hijriInGregorianYear, type Unreadable } from './calendar-span.js';
import type { DateMark } from './date-marks.js';
import { type DateNote, joinNotes } from './date-notes.js';
import { weekdayOf } from './day-number.js';
import { type DateOptions, type NumberMark, plausibleYears, type YearFound, yearOfNumber } from './year-of-number.js';

export type MonthMark = Extract<DateMark, { kind: 'month_name' }>;

/** What stands beside the numbers of a date. */
export interface DateSurroundings {
  marked: 'hijri' | 'gregorian' | null;
  /** A word for "year" stands before the number, so a short number is a year. */
  yearWord: boolean;
  /** 0 = Sunday. */
  weekday: number | null;
}

/** Turns the numbers of a date, with a month's name if there is one, into the days they cover. */
export class DateFields {
  constructor(
    private readonly options: DateOptions,
    private readonly beside: DateSurroundings,
  ) {}

  yearOf(number: NumberMark, marked = this.beside.marked): YearFound | Unreadable {
    return yearOfNumber(number, this.options, marked);
  }

  private get hijriCalendar(): Calendar {
    return this.options.calendar === 'hijri_civil' ? 'hijri_civil' : 'hijri_umalqura';
  }

  private span(yearNumber: NumberMark, month?: number, day?: number, monthTo?: number): DateReading | Unreadable {
    const found = this.yearOf(yearNumber);
    return typeof found === 'string' ? found : this.spanIn(found, month, day, monthTo);
  }

  private spanIn(found: YearFound, month?: number, day?: number, monthTo?: number): DateReading | Unreadable {
    const { year, calendar, notes } = found;
    const ofEvent = this.options.of === 'event' && month === 7;
    const span = calendarSpan(calendar, {
      year,
      month,
      day,
      monthTo,
      dayIsMeant: ofEvent || this.beside.weekday !== null,
    });
    return typeof span === 'string' ? span : { ...span, notes: joinNotes(notes, span.notes) };
  }

  withMonthName(numbers: NumberMark[], months: MonthMark[]): DateReading | Unreadable {
    const [first] = months;
    const to = lastMonth(months);
    if (to === null || numbers.length === 0 || numbers.length > 2) return 'not_understood';
    const year = numbers.length === 1 ? numbers[0] : yearByPosition(numbers);
    // "March 13" may be a day or a year.
    if (numbers.length === 1 && year.digits < 3 && !this.beside.yearWord && year.value <= 31) return 'not_understood';
    const day = numbers.length === 1 ? undefined : numbers.find((number) => number !== year)?.value;
    if (day !== undefined && (day > 31 || day < 1)) return 'impossible';
    const hijriYear = first.hijri && year.digits === 4 && year.value < plausibleYears.gregorian.first;
    const found = this.yearOf(year, hijriYear ? 'hijri' : this.beside.marked);
    if (typeof found === 'string') return found;
    if (first.hijri && found.calendar === 'gregorian') {
      const calendar = this.hijriCalendar;
      const span = hijriInGregorianYear(found.year, (inYear) =>
        calendarSpan(calendar, { year: inYear, month: first.from, day, monthTo: to }),
      );
      return typeof span === 'string' ? span : { ...span, notes: joinNotes(found.notes, span.notes) };
    }
    if (!first.hijri && found.calendar !== 'gregorian') return 'not_understood';
    return this.checked(this.spanIn(found, first.from, day, to));
  }

  numbersOnly(numbers: NumberMark[]): DateReading | Unreadable {
    if (numbers.length === 1) return this.oneNumber(numbers[0]);
    if (numbers.length === 2) {
      const [year, month] = numbers[0].digits >= 3 ? numbers : [numbers[1], numbers[0]];
      if (year.digits !== 4 || month.digits > 2) return 'not_understood';
      return month.value === 0 ? this.span(year) : this.span(year, month.value); // 00/1980
    }
    if (numbers.length !== 3) return 'not_understood';
    const [a, b, c] = numbers;
    if (b.digits > 2) return 'not_understood';
    const yearFirst = a.digits >= 3 || (c.digits <= 2 && a.value > 31 && c.value <= 31);
    if (yearFirst) return this.dayAndMonth(a, c.value, b.value, true);
    if (this.options.order === 'mdy') return this.dayAndMonth(c, b.value, a.value, true);
    return this.dayAndMonth(c, a.value, b.value, this.options.order === 'dmy');
  }

  /** `certain`: the order is known. Even then the other way round is taken when it is the only one that exists. */
  private dayAndMonth(year: NumberMark, day: number, month: number, certain: boolean): DateReading | Unreadable {
    if (month === 0) return this.span(year); // 00/00/1980
    if (day === 0) return this.span(year, month);
    const preferred = this.span(year, month, day);
    const other = this.span(year, day, month);
    if (typeof preferred === 'string') return this.checked(other);
    if (certain || day === month || typeof other === 'string') return this.checked(preferred);
    const { weekday } = this.beside;
    // "Tuesday 5/3/2013": only one of the two orders fell on that weekday.
    const fits = weekday !== null && this.falls(preferred, weekday);
    const otherFits = weekday !== null && this.falls(other, weekday);
    if (fits !== otherFits) return fits ? preferred : other;
    const precision = preferred.precision === 'year' ? preferred.precision : other.precision;
    return {
      ...preferred,
      earliest: Math.min(preferred.earliest ?? 0, other.earliest ?? 0),
      latest: Math.max(preferred.latest ?? 0, other.latest ?? 0),
      precision,
      orderAmbiguous: true,
      notes: joinNotes(joinNotes(preferred.notes, other.notes), weekday === null || fits ? orderNotes : noOrderFits),
    };
  }

  private falls({ earliest, latest }: DateReading, weekday: number): boolean {
    return earliest !== null && (earliest !== latest || weekdayOf(earliest) === weekday);
  }

  private checked(reading: DateReading | Unreadable): DateReading | Unreadable {
    const { weekday } = this.beside;
    if (typeof reading === 'string' || weekday === null || this.falls(reading, weekday)) return reading;
    return { ...reading, notes: joinNotes(reading.notes, weekdayNotes) };
  }

  private oneNumber(number: NumberMark): DateReading | Unreadable {
    if (number.digits === 8) {
      const part = (value: number, digits: number): NumberMark => ({ kind: 'number', value, digits });
      const [first, last] = [Math.floor(number.value / 10_000), number.value % 10_000];
      const yearFirst = typeof this.yearOf(part(first, 4)) !== 'string';
      return yearFirst
        ? this.span(part(first, 4), Math.floor(last / 100), last % 100)
        : this.numbersOnly([part(Math.floor(first / 100), 2), part(first % 100, 2), part(last, 4)]);
    }
    // A bare two-digit number may be an age.
    if (number.digits === 2 && !this.beside.yearWord && this.beside.marked === null) return 'not_understood';
    return this.span(number);
  }
}

const orderNotes: readonly DateNote[] = ['order_ambiguous'];
const weekdayNotes: readonly DateNote[] = ['weekday_differs'];
const noOrderFits: readonly DateNote[] = ['order_ambiguous', 'weekday_differs'];

/** "March (maaris)": the same month by two names is one month, two neighbours are a span, anything else is no date (null). */
function lastMonth([first, ...others]: MonthMark[]): number | null {
  let to = first.to;
  for (const month of others) {
    if (month.hijri !== first.hijri) return null;
    if (month.from !== first.from && month.from !== to + 1) return null;
    to = month.from === first.from ? Math.min(to, month.to) : month.to;
  }
  return to;
}

function yearByPosition(numbers: NumberMark[]): NumberMark {
  const long = numbers.find((number) => number.digits >= 3);
  return long ?? (numbers[0].value > 31 ? numbers[0] : numbers[numbers.length - 1]);
}
