import type { DayReading } from './compiled-date.js';

/** One digit another, or two neighbouring digits exchanged: 2012/2021, 1978/1987, 13/18, 2104/2014. False for equal numbers. */
export function isDigitSlip(a: number, b: number): boolean {
  return slipPlace(a, b) >= 0;
}

/**
 * The same for a year that stands alone. There another last digit is another year like any other, so it only counts when digits are exchanged or an earlier
 * digit is wrong: 1978/1987, 1975/1985.
 */
export function isYearSlip(a: number, b: number): boolean {
  return slipPlace(a, b) >= 1;
}

/** Years that agree but for the century, as when "13" or "85" was filled up wrongly. */
export function isCenturySlip(a: number, b: number): boolean {
  return a !== b && a % 100 === b % 100;
}

/** The highest place, from 0 for the last digit, at which a single slip stands; -1 when the numbers are equal or more than one slip apart. */
function slipPlace(a: number, b: number): number {
  let found = -1;
  let digitA = 0;
  let digitB = 0;
  for (let place = 0, x = a, y = b; x > 0 || y > 0; place++) {
    const lastA = x % 10;
    const lastB = y % 10;
    x = (x - lastA) / 10;
    y = (y - lastB) / 10;
    if (lastA === lastB) continue;
    if (found >= 0) {
      const exchanged = digitA !== digitB && place === found + 1 && lastA === digitB && lastB === digitA;
      if (!exchanged) return -1;
      digitA = digitB; // a third difference is one too many
    } else {
      digitA = lastA;
      digitB = lastB;
    }
    found = place;
  }
  return found;
}

export function isSameDayOfYear(a: DayReading, b: DayReading): boolean {
  return a.day === b.day && a.month === b.month;
}

export function isDayMonthSwapped(a: DayReading, b: DayReading): boolean {
  return a.year === b.year && a.day !== a.month && a.day === b.month && a.month === b.day;
}

/**
 * The numbers of day and month agree although one date is Hijri and the other is not, in years that overlap: 2/9/1435 beside 2/9/2014. Somebody took the year
 * of one calendar and the day of the other.
 */
export function isCalendarMixedUp(a: DayReading, b: DayReading): boolean {
  if (a.hijri === b.hijri || !isSameDayOfYear(a, b)) return false;
  const [hijri, gregorian] = a.hijri ? [a.year, b.year] : [b.year, a.year];
  return Math.abs((hijri * 32) / 33 + 622 - gregorian) < 1.5;
}

/** One digit or two exchanged digits in the day or the year, or the century, and all else the same. */
export function isDaySlip(a: DayReading, b: DayReading): boolean {
  if (a.hijri !== b.hijri || a.month !== b.month) return false;
  if (a.day === b.day) return isDigitSlip(a.year, b.year) || isCenturySlip(a.year, b.year);
  return a.year === b.year && isDigitSlip(a.day, b.day);
}
