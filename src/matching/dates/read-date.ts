import type { DateQualifier } from '../record.js';
import type { DateReading, Unreadable } from './calendar-span.js';
import type { DateOptions } from './date-fields.js';
import { saysUnknown } from './date-lexicon.js';
import { cutIntoMarks, type DateMark } from './date-marks.js';
import { calendarDay, dayNumber } from './day-number.js';
import { foldDateText } from './fold-date-text.js';
import { readSimpleDate } from './simple-date.js';

export interface QualifiedReading extends DateReading {
  qualifier: DateQualifier;
}

/** Longer texts are notes, not dates. */
const longestDateText = 120;

/** Registers and spreadsheets write these when nothing is known. */
const placeholderDays = new Set([dayNumber(1900, 1, 1), dayNumber(1970, 1, 1)]);

/** How far "about" reaches to each side: a remembered year is within two years, a month within one, a day within a week. */
const aboutDays = { year: 2, month: 1, day: 7 };

/** Reads a date text in any supported form, or says why it could not. Never throws. */
export function readDate(raw: string, options: DateOptions): QualifiedReading | Unreadable {
  if (raw.length > longestDateText) return 'not_understood';
  const folded = foldDateText(raw);
  if (saysUnknown(folded)) return 'placeholder';
  const marks = cutIntoMarks(folded);
  if (marks === null || marks.length === 0) return 'not_understood';
  return readMarks(marks, options);
}

function readMarks(all: DateMark[], options: DateOptions): QualifiedReading | Unreadable {
  const about = all.some((mark) => mark.kind === 'about');
  const limit = all.find(
    (mark) => mark.kind === 'before' || mark.kind === 'until' || mark.kind === 'after' || mark.kind === 'since',
  )?.kind;
  const between = all.some((mark) => mark.kind === 'between' || mark.kind === 'from');
  const marks = all.filter((mark) => !['about', 'between', 'from', 'before', 'after', 'since'].includes(mark.kind));
  const withoutUntil = marks.filter((mark) => mark.kind !== 'until');

  const simple = between ? 'not_understood' : readSimpleDate(withoutUntil, options);
  if (typeof simple !== 'string') {
    if (isPlaceholder(simple, withoutUntil)) return 'placeholder';
    if (limit) return bounded(simple, limit);
    return about ? widened(simple) : { ...simple, qualifier: 'exact' };
  }
  const range =
    limit === 'before' || limit === 'after' ? null : (readTwoCalendars(marks, options) ?? readRange(marks, options));
  if (range) return range;
  return simple === 'impossible' || simple === 'century_unclear' ? simple : 'not_understood';
}

/** True for 1 January 1900 and 1970 (read as their year) when the text named the day. */
function isPlaceholder(reading: DateReading, marks: DateMark[]): boolean {
  const says = marks.filter((mark) => mark.kind === 'number' || mark.kind === 'month_name');
  const day8 = says.some((mark) => mark.kind === 'number' && mark.digits === 8);
  return (
    reading.earliest !== null &&
    placeholderDays.has(reading.earliest) &&
    reading.precision === 'year' &&
    (says.length === 3 || day8)
  );
}

/** "Before" and "after" leave out the date itself; "until" and "since" include it. */
function bounded(reading: DateReading, limit: string): QualifiedReading {
  if (limit === 'before')
    return { ...reading, latest: (reading.earliest ?? 0) - 1, earliest: null, qualifier: 'before' };
  if (limit === 'until') return { ...reading, earliest: null, qualifier: 'before' };
  if (limit === 'after') return { ...reading, earliest: (reading.latest ?? 0) + 1, latest: null, qualifier: 'after' };
  return { ...reading, latest: null, qualifier: 'after' };
}

function widened(reading: DateReading): QualifiedReading {
  const days =
    reading.precision === 'day'
      ? aboutDays.day
      : reading.precision === 'year'
        ? aboutDays.year * 365
        : reading.precision === 'decade'
          ? 0
          : aboutDays.month * 31;
  if (reading.earliest === null || reading.latest === null) return { ...reading, qualifier: 'about' };
  if (reading.precision === 'year' && reading.calendar === 'gregorian') {
    const from = calendarDay(reading.earliest).year - aboutDays.year;
    const to = calendarDay(reading.latest).year + aboutDays.year;
    return { ...reading, earliest: dayNumber(from, 1, 1), latest: dayNumber(to, 12, 31), qualifier: 'about' };
  }
  return { ...reading, earliest: reading.earliest - days, latest: reading.latest + days, qualifier: 'about' };
}

/** One day written in both calendars: what both allow. Null when the halves are not one date in two calendars. */
function readTwoCalendars(marks: DateMark[], options: DateOptions): QualifiedReading | null {
  for (const [left, right] of splits(marks, (mark) => mark.kind === 'equals' || mark.kind === 'separator')) {
    const a = readSimpleDate(left, options);
    const b = readSimpleDate(right, options);
    if (typeof a === 'string' || typeof b === 'string') continue;
    if ((a.calendar === 'gregorian') === (b.calendar === 'gregorian')) continue;
    const earliest = Math.max(a.earliest ?? 0, b.earliest ?? 0);
    const latest = Math.min(a.latest ?? 0, b.latest ?? 0);
    if (earliest > latest) return null;
    const finer = (a.latest ?? 0) - (a.earliest ?? 0) < (b.latest ?? 0) - (b.earliest ?? 0) ? a : b;
    return { ...finer, earliest, latest, orderAmbiguous: false, qualifier: 'exact' };
  }
  return null;
}

const precisions = ['day', 'month', 'season', 'year', 'decade', 'unknown'] as const;

/** "Between A and B", "A - B": from the first day of A to the last of B; A may leave to B what they share ("12 - 15 March 2013"). */
function readRange(marks: DateMark[], options: DateOptions): QualifiedReading | null {
  const isSeam = (mark: DateMark): boolean =>
    ['and', 'to', 'until'].includes(mark.kind) || (mark.kind === 'separator' && /[-/]/.test(mark.text));
  for (const [left, right] of splits(marks, isSeam)) {
    const b = readSimpleDate(right, options);
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
    };
  }
  return null;
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
