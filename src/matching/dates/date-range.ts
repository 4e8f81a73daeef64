import type { DateQualifier } from '../record.js';
import type { DateReading } from './calendar-span.js';
import type { DateMark } from './date-marks.js';
import { joinNotes } from './date-notes.js';
import { calendarDay } from './day-number.js';
import { readSimpleDate, yearAfter } from './simple-date.js';
import type { DateOptions } from './year-of-number.js';

export interface QualifiedReading extends DateReading {
  qualifier: DateQualifier;
}

const precisions = ['day', 'month', 'season', 'year', 'decade', 'unknown'] as const;

/** One day written in both calendars: what both allow. Null when the halves are not one date in two calendars. */
export function readTwoCalendars(marks: DateMark[], options: DateOptions): QualifiedReading | null {
  for (const [left, right] of splits(marks, (mark) => mark.kind === 'equals' || mark.kind === 'separator')) {
    const a = readSimpleDate(left, options);
    const b = readSimpleDate(right, options);
    if (typeof a === 'string' || typeof b === 'string') continue;
    if ((a.calendar === 'gregorian') === (b.calendar === 'gregorian')) continue;
    const earliest = Math.max(a.earliest ?? 0, b.earliest ?? 0);
    const latest = Math.min(a.latest ?? 0, b.latest ?? 0);
    if (earliest > latest) return null;
    const finer = (a.latest ?? 0) - (a.earliest ?? 0) < (b.latest ?? 0) - (b.earliest ?? 0) ? a : b;
    // The other calendar stands beside it, so nothing was read in a calendar that the text does not name.
    const notes = finer.notes.filter((note) => note !== 'other_calendar' && note !== 'order_ambiguous');
    return { ...finer, earliest, latest, orderAmbiguous: false, qualifier: 'exact', notes };
  }
  return null;
}

/** "Between A and B", "A - B", "A or B": from the first day of A to the last of B; A may leave to B what they share ("12 - 15 March 2013"). */
export function readRange(marks: DateMark[], given: DateOptions): QualifiedReading | null {
  const isSeam = (mark: DateMark): boolean =>
    ['and', 'to', 'until'].includes(mark.kind) || (mark.kind === 'separator' && /[-/]/.test(mark.text));
  for (const [left, right] of splits(marks, isSeam)) {
    const options = { ...given, order: given.order ?? orderOf(left) ?? orderOf(right) };
    const b = readSimpleDate(withCentury(left, right), options);
    if (typeof b === 'string' || b.latest === null || b.earliest === null) continue;
    const a = [left, ...completions(left, right, b)]
      .map((half) => readSimpleDate(half, options))
      .find((read) => typeof read !== 'string');
    if (a === undefined || typeof a === 'string' || a.earliest === null || a.latest === null) continue;
    return {
      earliest: Math.min(a.earliest, b.earliest),
      latest: Math.max(a.latest, b.latest),
      precision: precisions[Math.max(precisions.indexOf(a.precision), precisions.indexOf(b.precision))],
      calendar: b.calendar,
      orderAmbiguous: a.orderAmbiguous || b.orderAmbiguous,
      qualifier: 'between',
      notes: joinNotes(a.notes, b.notes),
    };
  }
  return null;
}

/** The order of day and month that one end of a span shows, for the other end: 12/3/2013 - 15/3/2013. */
function orderOf(marks: DateMark[]): DateOptions['order'] {
  const [first, second, year] = marks.filter((mark) => mark.kind === 'number');
  if (year?.digits !== 4 || first.value > 31) return undefined;
  if (first.value > 12 && second.value <= 12) return 'dmy';
  return second.value > 12 && first.value <= 12 ? 'mdy' : undefined;
}

/** "1980-85": the right half with the century of the left one. Only when both are a number alone. */
function withCentury(left: DateMark[], right: DateMark[]): DateMark[] {
  const [first, second] = [left[left.length - 1], right[0]];
  if (first.kind !== 'number' || second.kind !== 'number' || right.length !== 1) return right;
  const year = yearAfter(first, second);
  return year ? [year] : right;
}

/** The left half with the year, or the month and year, of the right half. */
function completions(left: DateMark[], right: DateMark[], read: DateReading): DateMark[][] {
  const year = right.find((mark) => mark.kind === 'number' && mark.digits === 4);
  const month = right.find((mark) => mark.kind === 'month_name');
  if (!year || left.length === 0) return [];
  if (month)
    return [
      [...left, month, year],
      [...left, year],
    ];
  if (read.precision !== 'day' || read.orderAmbiguous || read.calendar !== 'gregorian' || read.earliest === null)
    return [[...left, year]];
  const number = calendarDay(read.earliest).month;
  return [[...left, { kind: 'month_name', hijri: false, from: number, to: number }, year]];
}

function* splits(marks: DateMark[], isSeam: (mark: DateMark) => boolean): Generator<[DateMark[], DateMark[]]> {
  for (let at = 1; at < marks.length - 1; at++) {
    if (isSeam(marks[at])) yield [marks.slice(0, at), marks.slice(at + 1)];
  }
}
