import type { FuzzyDate } from '../record.js';
import { readingOf, type Unreadable } from './calendar-span.js';
import type { DateMark } from './date-marks.js';
import type { QualifiedReading } from './date-range.js';
import { calendarDay, dayNumber, dayNumberOfIso, daysInMonth } from './day-number.js';

const oldestAgeYears = 120;

/** Remembered and estimated ages gather on round numbers, so "about 30" reaches three years to either side. */
const aboutYears = 3;

/** An age in years, and what the text says of the day on which it was true, or else of the birth itself ("born 1985, aged 28"). */
export interface AgeMarks {
  youngest: number;
  oldest: number;
  about: boolean;
  date: DateMark[];
  /** What `date` is; `unclear` for a date that stands before the age with no word between: "1985 (28 years)". */
  dateIs: 'as_of' | 'birth' | 'unclear';
}

/**
 * The age that a text states with a word for it ("aged 25", "25 years old in 2014"), or null. `ageColumn`: everything in the cell is an age, so that bare
 * numbers are ages too.
 */
export function ageMarksOf(marks: DateMark[], ageColumn = false): AgeMarks | null {
  const start = marks.findIndex(isAge);
  if (start < 0) return null;
  let end = start + 1;
  // "20-25", "20 to 25", "between 20 and 25"
  if (isAge(marks[start + 2]) && isSeam(marks[start + 1])) end = start + 3;
  else if (isAge(marks[start + 1])) end = start + 2;
  const [first, last] = [marks[start], marks[end - 1]];
  if (first?.kind !== 'number' || last?.kind !== 'number') return null;

  const saysAge = marks.slice(0, start).some((mark) => mark.kind === 'age');
  // In "15/3 year 1985" the word belongs to the number after it: those before it are day and month as long as they can be.
  const mayBeMonth = marks[end + 1]?.kind === 'number' && Math.min(first.value, last.value) <= 12;
  const yearUnit = marks[end]?.kind === 'year' && marks[start - 1]?.kind !== 'year' && !mayBeMonth;
  const unit = marks[end]?.kind === 'years' || yearUnit;
  const before = marks.slice(0, marks[start - 1]?.kind === 'between' ? start - 1 : start);
  // In "aged 23 year 2013" the word belongs to the number after it, else to the age.
  const isUnit = marks[end]?.kind === 'year' && marks[end + 1]?.kind !== 'number';
  const outside = [...before, ...marks.slice(isUnit ? end + 1 : end)];
  const asOf = outside.filter(({ kind }) => !besideAge.has(kind) && kind !== 'between' && kind !== 'separator');
  const bare = ageColumn && !asOf.some(({ kind }) => kind === 'number');
  if (!saysAge && !unit && !bare) return null;
  const about = outside.some(({ kind }) => kind === 'about');
  const slack = about ? aboutYears : 0;
  const dated = asOf.some(({ kind }) => kind !== 'year' && kind !== 'and' && kind !== 'from');
  const dateFirst = marks.slice(0, start).some(({ kind }) => kind === 'number' || kind === 'month_name');
  const tied = marks.some(({ kind }) => kind === 'when');
  return {
    youngest: Math.max(0, Math.min(first.value, last.value) - slack),
    oldest: Math.max(first.value, last.value) + slack,
    about,
    date: dated ? withoutLooseEnds(outside.filter(({ kind }) => !besideAge.has(kind))) : [],
    dateIs: marks.some(({ kind }) => kind === 'born') ? 'birth' : dateFirst && !tied ? 'unclear' : 'as_of',
  };
}

const besideAge = new Set(['age', 'years', 'when', 'about']);

/** "In March 2013 and he was 25": the joint is left over when the age is taken out. */
function withoutLooseEnds(marks: DateMark[]): DateMark[] {
  const isLoose = (mark: DateMark | undefined): boolean => mark?.kind === 'and' || mark?.kind === 'separator';
  const from = isLoose(marks[0]) ? 1 : 0;
  return marks.slice(from, isLoose(marks[marks.length - 1]) ? -1 : undefined);
}

/** The days of birth of somebody of that age on the day that the text gives, else on `asOf`. */
export function birthOfAge(
  age: AgeMarks,
  read: (marks: DateMark[]) => QualifiedReading | Unreadable,
  asOf: FuzzyDate | undefined,
): QualifiedReading | Unreadable {
  const stated = age.date.length > 0 ? read(age.date) : null;
  if (typeof stated === 'string') return stated;
  if (stated && age.dateIs === 'birth') return stated;
  if (stated && age.dateIs === 'unclear') return 'not_understood';
  const earliestAsOf = stated ? stated.earliest : dayNumberOfIso(asOf?.earliest ?? null);
  const latestAsOf = stated ? stated.latest : dayNumberOfIso(asOf?.latest ?? null);
  if (earliestAsOf === null || latestAsOf === null) return 'not_understood';
  const earliest = yearsBefore(earliestAsOf, age.oldest + 1) + 1;
  const latest = yearsBefore(latestAsOf, age.youngest);
  const reading = readingOf('gregorian', earliest, latest, 'year', stated?.notes);
  return { ...reading, qualifier: age.about ? 'about' : 'between' };
}

const isAge = (mark: DateMark | undefined): boolean =>
  mark?.kind === 'number' && mark.digits <= 3 && mark.value <= oldestAgeYears;

const isSeam = (mark: DateMark): boolean =>
  mark.kind === 'and' || mark.kind === 'to' || (mark.kind === 'separator' && /[-/]/.test(mark.text));

/** The same day so many years earlier; 29 February becomes the 28th where there is none. */
function yearsBefore(day: number, years: number): number {
  const date = calendarDay(day);
  const year = date.year - years;
  return dayNumber(year, date.month, Math.min(date.day, daysInMonth(year, date.month)));
}
