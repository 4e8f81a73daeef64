import { ageMarksOf, birthOfAge } from './age-phrase.js';
import { type DateReading, hijriSlackDays, readingOf, type Unreadable } from './calendar-span.js';
import { saysUnknown } from './date-lexicon.js';
import { cutIntoMarks, type DateMark } from './date-marks.js';
import { joinNotes } from './date-notes.js';
import { type QualifiedReading, readRange, readTwoCalendars } from './date-range.js';
import { calendarDay, dayNumber } from './day-number.js';
import { foldDateText } from './fold-date-text.js';
import { readSimpleDate } from './simple-date.js';
import type { DateOptions } from './year-of-number.js';

/** Longer texts are notes, not dates: as written, with marks and spaces, and after these are gone. */
const longestRawText = 10_000;
const longestDateText = 120;

/** Registers and spreadsheets write these when nothing is known. */
const placeholderDays = new Set([dayNumber(1900, 1, 1), dayNumber(1970, 1, 1)]);

/** A spreadsheet shows the years 1900 to 2030, typed as bare numbers, as these days. */
const daysOfBareYears = { first: dayNumber(1905, 3, 14), last: dayNumber(1905, 7, 22) };

/** How far "about" reaches to each side: a remembered year is within two years, a month within one, a day within a week. */
const aboutDays = { year: 2, month: 1, day: 7 };

const limits = new Set(['before', 'until', 'after', 'since']);
const qualifiers = new Set(['about', 'between', 'from', 'before', 'after', 'since']);

/** Reads a date text in any supported form, or says why it could not. Never throws. */
export function readDate(raw: string, options: DateOptions): QualifiedReading | Unreadable {
  if (raw.length > longestRawText) return 'not_understood';
  const folded = foldDateText(raw);
  if (folded.length > longestDateText) return 'not_understood';
  if (saysUnknown(folded)) return 'says_unknown';
  const marks = cutIntoMarks(folded);
  if (marks === null || marks.length === 0) return 'not_understood';
  if (options.of === 'birth') {
    const age = ageMarksOf(marks);
    if (age) return birthOfAge(age, (date) => readMarks(date, { ...options, of: undefined }), options.asOf);
  }
  return readMarks(marks, options);
}

export function readMarks(all: DateMark[], options: DateOptions): QualifiedReading | Unreadable {
  const plusMinus = all.findIndex((mark) => mark.kind === 'plus_minus');
  if (plusMinus >= 0) return plusMinusYears(all.slice(0, plusMinus), all.slice(plusMinus + 1), options);
  const about = all.some((mark) => mark.kind === 'about');
  const limit = all.find((mark) => limits.has(mark.kind))?.kind;
  // "De 2012 a 2013" is a span, "12 de mars" is not.
  const between = all.some((mark) => mark.kind === 'between') || all[0].kind === 'from';
  const marks = all.filter((mark) => !qualifiers.has(mark.kind));
  const withoutUntil = marks.filter((mark) => mark.kind !== 'until');

  const simple = between ? 'not_understood' : readSimpleDate(withoutUntil, options);
  if (typeof simple !== 'string') {
    if (isPlaceholder(simple, withoutUntil)) return 'placeholder';
    const reading = { ...simple, notes: withSpreadsheetNote(simple) };
    if (limit) return bounded(reading, limit, withoutUntil);
    return about ? widened(reading) : { ...reading, qualifier: 'exact' };
  }
  const range =
    limit === 'before' || limit === 'after' ? null : (readTwoCalendars(marks, options) ?? readRange(marks, options));
  if (range) return range;
  return simple === 'impossible' || simple === 'century_unclear' ? simple : 'not_understood';
}

/** True for 1 January 1900 and 1970, read as their year, when the text named the day. */
function isPlaceholder({ earliest, precision }: DateReading, marks: DateMark[]): boolean {
  if (precision !== 'year' || earliest === null || !placeholderDays.has(earliest)) return false;
  const firsts = marks.filter(
    (mark) => (mark.kind === 'number' && mark.value === 1) || (mark.kind === 'month_name' && mark.from === 1),
  );
  const inOneNumber = marks.some((mark) => mark.kind === 'number' && [19_000_101, 19_700_101].includes(mark.value));
  return firsts.length >= 2 || inOneNumber;
}

function withSpreadsheetNote({ earliest, precision, notes }: DateReading): DateReading['notes'] {
  const bareYear =
    precision === 'day' && earliest !== null && earliest >= daysOfBareYears.first && earliest <= daysOfBareYears.last;
  return bareYear ? joinNotes(notes, ['spreadsheet_year']) : notes;
}

/**
 * "Before" and "after" leave out the date itself; "until" and "since" include it. "Before the end of 2013" does not leave out the end's first days. A Hijri
 * month may have begun as late as its slack on both sides allows: "before Ramadan" reaches to the day before that.
 */
function bounded(reading: DateReading, limit: string, marks: DateMark[]): QualifiedReading {
  const loose = marks.some((mark) => mark.kind === (limit === 'before' ? 'late' : 'early'));
  if (limit === 'until' || (limit === 'before' && loose)) return { ...reading, earliest: null, qualifier: 'before' };
  const unsure = reading.calendar === 'gregorian' ? 0 : 2 * hijriSlackDays;
  if (limit === 'before')
    return { ...reading, latest: (reading.earliest ?? 0) + unsure - 1, earliest: null, qualifier: 'before' };
  if (limit === 'since' || loose) return { ...reading, latest: null, qualifier: 'after' };
  return { ...reading, earliest: (reading.latest ?? 0) - unsure + 1, latest: null, qualifier: 'after' };
}

function widened(reading: DateReading): QualifiedReading {
  if (reading.earliest === null || reading.latest === null) return { ...reading, qualifier: 'about' };
  if (reading.precision === 'year' && reading.calendar === 'gregorian') return aroundYears(reading, aboutDays.year);
  const days =
    reading.precision === 'day'
      ? aboutDays.day
      : reading.precision === 'year'
        ? aboutDays.year * 365
        : reading.precision === 'decade'
          ? 0
          : aboutDays.month * 31;
  return { ...reading, earliest: reading.earliest - days, latest: reading.latest + days, qualifier: 'about' };
}

function aroundYears(reading: DateReading, years: number): QualifiedReading {
  const from = calendarDay(reading.earliest ?? 0).year - years;
  const to = calendarDay(reading.latest ?? 0).year + years;
  const wide = readingOf('gregorian', dayNumber(from, 1, 1), dayNumber(to, 12, 31), reading.precision, reading.notes);
  return { ...wide, qualifier: 'about' };
}

/** "1985 +- 2": so many years to either side. */
function plusMinusYears(left: DateMark[], right: DateMark[], options: DateOptions): QualifiedReading | Unreadable {
  const [years, unit] = right;
  const reading = readSimpleDate(left, options);
  if (typeof reading === 'string') return reading;
  const isYears = right.length === 1 || (right.length === 2 && (unit.kind === 'years' || unit.kind === 'year'));
  if (years?.kind !== 'number' || years.digits > 2 || !isYears) return 'not_understood';
  if (reading.precision !== 'year' || reading.calendar !== 'gregorian') return 'not_understood';
  return aroundYears(reading, years.value);
}
