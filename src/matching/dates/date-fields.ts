import type { Calendar } from '../record.js';
import {
  calendarSpan,
  type DateReading,
  gregorianYears,
  hijriMonthInGregorianYear,
  hijriYears,
  type Unreadable,
} from './calendar-span.js';
import type { DateMark } from './date-marks.js';
import { dayNumber } from './day-number.js';

export interface DateOptions {
  /** Order of an all-number date when the column is known; without it a date that can be read both ways keeps both readings. */
  order?: 'dmy' | 'mdy';
  /** Calendar of the column; a year that only fits the other calendar is read in that one. */
  calendar?: Calendar;
  /** First year of the hundred years that two-digit years stand for; without it a century is only taken when no other is possible. */
  twoDigitYearsFrom?: number;
}

export type NumberMark = Extract<DateMark, { kind: 'number' }>;

/** Two-digit years above this can only be of the twentieth century: the twenty-first has not got there. Raise it with time. */
const lastPossibleTwoDigitYear = 29;

/** Turns the numbers of a date, with a month's or season's name if there is one, into the days they cover. */
export class DateFields {
  constructor(
    private readonly options: DateOptions,
    private readonly marked: 'hijri' | 'gregorian' | null,
    private readonly yearWord: boolean,
  ) {}

  private get hijriCalendar(): Calendar {
    return this.options.calendar === 'hijri_civil' ? 'hijri_civil' : 'hijri_umalqura';
  }

  /** The year that a number stands for and its calendar, decided by range: 14xx is Hijri even in a Gregorian column. */
  private year(number: NumberMark): { year: number; calendar: Calendar } | Unreadable {
    const { value, digits } = number;
    if (digits === 4 && value >= hijriYears.first && value <= hijriYears.last) {
      return this.marked === 'gregorian' ? 'impossible' : { year: value, calendar: this.hijriCalendar };
    }
    if (digits === 4 && value >= gregorianYears.first && value <= gregorianYears.last) {
      return this.marked === 'hijri' ? 'impossible' : { year: value, calendar: 'gregorian' };
    }
    if (digits !== 2) return 'not_understood';
    const hijri =
      this.marked === 'hijri' || (this.marked === null && (this.options.calendar ?? 'gregorian') !== 'gregorian');
    // Living memory is 1351 to 1450 of the Hijri calendar, so one century fits.
    if (hijri) return { year: value <= 50 ? 1400 + value : 1300 + value, calendar: this.hijriCalendar };
    const from = this.options.twoDigitYearsFrom;
    if (from !== undefined) return { year: from + ((((value - from) % 100) + 100) % 100), calendar: 'gregorian' };
    return value > lastPossibleTwoDigitYear ? { year: 1900 + value, calendar: 'gregorian' } : 'century_unclear';
  }

  private span(yearNumber: NumberMark, month?: number, day?: number, monthTo?: number): DateReading | Unreadable {
    const found = this.year(yearNumber);
    return typeof found === 'string' ? found : calendarSpan(found.calendar, found.year, month, day, monthTo);
  }

  withMonthName(
    numbers: NumberMark[],
    months: { hijri: boolean; from: number; to: number }[],
  ): DateReading | Unreadable {
    const [first] = months;
    // "March (maaris)": the same month by two names is one month, two neighbours are a span, anything else is no date.
    let to = first.to;
    for (const month of months.slice(1)) {
      if (month.hijri !== first.hijri) return 'not_understood';
      if (month.from !== first.from && month.from !== to + 1) return 'not_understood';
      to = month.from === first.from ? Math.min(to, month.to) : month.to;
    }
    if (numbers.length === 0 || numbers.length > 2) return 'not_understood';
    const yearAt = numbers.findIndex((number) => number.digits >= 3);
    const year = numbers.length === 1 ? numbers[0] : (numbers[yearAt] ?? yearByPosition(numbers));
    // "March 13" may be a day or a year.
    if (numbers.length === 1 && year.digits < 3 && !this.yearWord && year.value <= 31) return 'not_understood';
    const day = numbers.length === 1 ? undefined : numbers.find((number) => number !== year)?.value;
    if (day !== undefined && (day > 31 || day < 1)) return 'impossible';
    const found = this.year(year);
    if (typeof found === 'string') return found;
    if (first.hijri && found.calendar === 'gregorian') {
      return hijriMonthInGregorianYear(this.hijriCalendar, first.from, found.year, day);
    }
    if (!first.hijri && found.calendar !== 'gregorian') return 'not_understood';
    return calendarSpan(found.calendar, found.year, first.from, day, to);
  }

  numbersOnly(numbers: NumberMark[]): DateReading | Unreadable {
    if (numbers.length === 1) return this.oneNumber(numbers[0]);
    if (numbers.length === 2) {
      const [year, month] = numbers[0].digits >= 3 ? numbers : [numbers[1], numbers[0]];
      if (year.digits !== 4 || month.digits > 2) return 'not_understood';
      return this.span(year, month.value);
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
    if (typeof preferred === 'string') return other;
    if (certain || day === month || typeof other === 'string') return preferred;
    const bounds = [preferred.earliest ?? 0, preferred.latest ?? 0, other.earliest ?? 0, other.latest ?? 0];
    return { ...preferred, earliest: Math.min(...bounds), latest: Math.max(...bounds), orderAmbiguous: true };
  }

  private oneNumber(number: NumberMark): DateReading | Unreadable {
    if (number.digits === 8) {
      const year = { kind: 'number' as const, value: Math.floor(number.value / 10_000), digits: 4 };
      return this.span(year, Math.floor(number.value / 100) % 100, number.value % 100);
    }
    // A bare two-digit number may be an age.
    if (number.digits === 2 && !this.yearWord && this.marked === null) return 'not_understood';
    return this.span(number);
  }

  season(numbers: NumberMark[], season: { from: string; to: string }): DateReading | Unreadable {
    const years = numbers.map((number) => this.year(number));
    const failed = years.find((year) => typeof year === 'string');
    if (years.length === 0 || years.length > 2 || failed !== undefined) return failed ?? 'not_understood';
    const [start, end = start] = years as { year: number; calendar: Calendar }[];
    if (
      start.calendar !== 'gregorian' ||
      end.calendar !== 'gregorian' ||
      end.year - start.year > 1 ||
      end.year < start.year
    ) {
      return 'not_understood';
    }
    const wraps = season.from > season.to;
    if (!wraps && end.year !== start.year) return 'not_understood';
    const firstYear = wraps && end.year === start.year ? start.year - 1 : start.year;
    const lastYear = wraps ? (end.year === start.year ? start.year + 1 : end.year) : start.year;
    const at = (year: number, day: string): number => dayNumber(year, Number(day.slice(0, 2)), Number(day.slice(3)));
    return {
      earliest: at(firstYear, season.from),
      latest: at(lastYear, season.to),
      precision: 'season',
      calendar: 'gregorian',
      orderAmbiguous: false,
    };
  }
}

function yearByPosition(numbers: NumberMark[]): NumberMark {
  return numbers[0].value > 31 ? numbers[0] : numbers[numbers.length - 1];
}
