/** When something may reach somebody: hours of the day in a time zone. */
export interface SafeHours {
  timeZone: string;
  /** From the beginning of this hour … */
  fromHour: number;
  /** … until the beginning of that one; 24 is midnight. */
  toHour: number;
}

const quarterMs = 15 * 60_000;
/** More than two days, so that also a day without its hour (the night of the summer time) is passed over. */
const mostQuarters = 4 * 24 * 3;

/** A clock that hangs there: the day and the hour. */
function clockOf(timeZone: string): (at: Date) => { day: string; hour: number } {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
  });
  return (at) => {
    const parts = format.formatToParts(at);
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
    return { day: `${part('year')}-${part('month')}-${part('day')}`, hour: Number(part('hour')) };
  };
}

export const dayThere = (at: Date, timeZone: string): string => clockOf(timeZone)(at).day;

/**
 * The first moment from `at` on that lies in the hours, on a later day than `lastDay`. Time zones differ from each other by quarters of an hour, so an hour begins at
 * one of them, whatever becomes of summer time.
 * @param lastDay the day there on which something was sent last, "2026-11-23"; null: never
 */
export function nextSafeTime(at: Date, { timeZone, fromHour, toHour }: SafeHours, lastDay: string | null): Date {
  const clock = clockOf(timeZone);
  let moment = at;
  for (let quarters = 0; quarters <= mostQuarters; quarters++) {
    const { day, hour } = clock(moment);
    if (hour >= fromHour && hour < toHour && (lastDay === null || day > lastDay)) return moment;
    moment = new Date((Math.floor(moment.getTime() / quarterMs) + 1) * quarterMs);
  }
  // The clock was set back by days: looked at again then.
  return moment;
}
