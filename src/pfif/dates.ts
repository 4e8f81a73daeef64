type DateFault = 'format' | 'no_such_day' | null;

/** A moment YYYY-MM-DDThh:mm:ss[.f]Z. No leap seconds. */
export function faultOfMoment(text: string): DateFault {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d{1,9})?Z$/.exec(text);
  if (!parts) return 'format';
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number);
  return isDay(year, month, day) && hour < 24 && minute < 60 && second < 60 ? null : 'no_such_day';
}

/** Milliseconds since 1970; null for what is no moment. */
export const momentOf = (text: string): number | null => (faultOfMoment(text) === null ? Date.parse(text) : null);

/** YYYY, YYYY-MM or YYYY-MM-DD. */
export function faultOfBirth(text: string): DateFault {
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
  if (!parts) return 'format';
  return isDay(Number(parts[1]), Number(parts[2] ?? 1), Number(parts[3] ?? 1)) ? null : 'no_such_day';
}

function isDay(year: number, month: number, day: number): boolean {
  // Set year by year: the constructor takes 13 for 1913.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** As PFIF has moments, in whole seconds: Person Finder does not read fractions. */
export function momentText(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
