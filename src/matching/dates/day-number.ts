/**
 * Days of the Gregorian calendar as whole numbers (days since 1970-01-01), so that intervals are compared by subtraction. Plain arithmetic: `Date` would
 * take most of the time of reading a date. The formulas are those of H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" (public domain).
 */

const daysInEra = 146_097; // 400 years
const epochOffset = 719_468; // days from 0000-03-01 to 1970-01-01
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export interface CalendarDay {
  year: number;
  month: number;
  day: number;
}

export function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (monthLengths[month - 1] ?? 0);
}

/** Day number of a Gregorian date; month 1..12, day must exist (see `isRealDay`). */
export function dayNumber(year: number, month: number, day: number): number {
  const fromMarch = month > 2 ? year : year - 1; // years begin in March, so that the leap day is the last
  const era = Math.floor(fromMarch / 400);
  const yearOfEra = fromMarch - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * daysInEra + dayOfEra - epochOffset;
}

export function calendarDay(number: number): CalendarDay {
  const fromEpoch = number + epochOffset;
  const era = Math.floor(fromEpoch / daysInEra);
  const dayOfEra = fromEpoch - era * daysInEra;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

export function isRealDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** 0 = Sunday .. 6 = Saturday; 1970-01-01 was a Thursday. */
export function weekdayOf(number: number): number {
  return (((number + 4) % 7) + 7) % 7;
}

const padded = (number: number, length: number): string => String(number).padStart(length, '0');

/** `YYYY-MM-DD` of a day number. */
export function isoDay(number: number): string {
  const { year, month, day } = calendarDay(number);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}

/** Day number of `YYYY-MM-DD`, or null if the text is not a real day in that form. */
export function dayNumberOfIso(iso: string | null): number | null {
  const parts = iso === null ? null : /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso);
  if (!parts) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return isRealDay(year, month, day) ? dayNumber(year, month, day) : null;
}
