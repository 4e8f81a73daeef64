/** Days of the Gregorian calendar as whole numbers (days since 1970-01-01), so that intervals are compared by subtraction. */

const msPerDay = 86_400_000;

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Day number of a Gregorian date; month 1..12, day must exist (see `isRealDay`). */
export function dayNumber(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / msPerDay;
}

export function isRealDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** `YYYY-MM-DD` of a day number. */
export function isoDay(number: number): string {
  return new Date(number * msPerDay).toISOString().slice(0, 10);
}

/** Day number of `YYYY-MM-DD`, or null if the text is not a real day in that form. */
export function dayNumberOfIso(iso: string | null): number | null {
  const parts = iso === null ? null : /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso);
  if (!parts) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return isRealDay(year, month, day) ? dayNumber(year, month, day) : null;
}

export interface CalendarDay {
  year: number;
  month: number;
  day: number;
}

export function calendarDay(number: number): CalendarDay {
  const date = new Date(number * msPerDay);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
