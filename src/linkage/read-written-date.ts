import { doubtfulDates } from '../imports/rows/doubtful-dates.js';
import { checkDate, type FuzzyDate, parseDate } from '../matching/index.js';

/** What a column `birth_precision` or `event_precision` may say; some say it in other words. */
const precisionWords: Record<string, 'day' | 'month' | 'year' | 'circa'> = {
  day: 'day',
  exact: 'day',
  full: 'day',
  month: 'month',
  year: 'year',
  circa: 'circa',
  about: 'circa',
  approximate: 'circa',
  approx: 'circa',
  estimated: 'circa',
  ca: 'circa',
};

export interface WrittenDate {
  date: FuzzyDate;
  /** What somebody should look at: codes as in imports (`date.impossible`), and `precision.not_understood`. */
  dateProblem: string | null;
  precisionProblem: string | null;
}

/** Dates that are remembered: a population repeats its days, and reading one anew costs twenty microseconds. */
const mostRemembered = 50_000;
const remembered = new Map<string, WrittenDate>();

/**
 * Reads a date with the cell beside it that says how precise it is. The precision only ever takes away: `year` beside 1984-01-01 leaves 1984, `circa` two years to
 * either side of it, `day` beside 1984 adds nothing.
 */
export function readWrittenDate(text: string, precision: string, of: 'birth' | 'event'): WrittenDate {
  const key = `${of}\n${precision}\n${text}`;
  let read = remembered.get(key);
  if (!read) {
    if (remembered.size >= mostRemembered) remembered.clear();
    read = readAnew(text, precision, of);
    remembered.set(key, read);
  }
  return read;
}

function readAnew(text: string, precision: string, of: 'birth' | 'event'): WrittenDate {
  const said = precision.trim().toLowerCase().replace(/[.~]/g, '');
  const known = said === '' ? undefined : precisionWords[said];
  const precisionProblem = said !== '' && known === undefined ? 'precision.not_understood' : null;
  const checked = checkDate(text, { of });
  const doubt = checked.ok ? checked.notes.find(({ code }) => doubtfulDates.has(code))?.code : checked.code;
  const date = parseDate(text, { of });
  return { date: coarser(date, known, of), dateProblem: doubt ?? null, precisionProblem };
}

function coarser(date: FuzzyDate, precision: string | undefined, of: 'birth' | 'event'): FuzzyDate {
  const { earliest, latest, raw, qualifier } = date;
  if (precision === undefined || precision === 'day' || earliest === null || latest === null) return date;
  // What says "about" or "between" itself has said how far it reaches.
  if (qualifier !== 'exact' || date.precision === 'decade' || date.precision === 'unknown') return date;
  const written = `${raw} (${precision})`;
  if (precision === 'month') return date.precision === 'day' ? monthOf(date, written) : date;
  if (precision === 'year' && date.precision === 'year') return date;
  const year = yearOf(date);
  if (year === null) return date;
  const text = precision === 'circa' ? `circa ${year}` : year;
  return { ...parseDate(text, { of, calendar: date.calendar }), raw: written };
}

/** The year that the text names, in the calendar of the text. */
function yearOf({ raw, calendar, earliest, latest }: FuzzyDate): string | null {
  if (calendar === 'gregorian') return earliest!.slice(0, 4) === latest!.slice(0, 4) ? earliest!.slice(0, 4) : null;
  return /1[34]\d\d/.exec(inPlainDigits(raw))?.[0] ?? null;
}

function monthOf(date: FuzzyDate, raw: string): FuzzyDate {
  const { earliest, latest, calendar, orderAmbiguous } = date;
  // The first and last day of a month of another calendar, or of one of two months, are not known: what surely holds them.
  const [from, to] =
    calendar === 'gregorian' && !orderAmbiguous
      ? [`${earliest!.slice(0, 7)}-01`, lastOfMonth(latest!)]
      : [shifted(earliest!, -29), shifted(latest!, 29)];
  return { ...date, raw, earliest: from, latest: to, precision: 'month', orderAmbiguous: false };
}

function lastOfMonth(isoDay: string): string {
  const [year, month] = isoDay.split('-').map(Number);
  return new Date(Date.UTC(year!, month!, 0)).toISOString().slice(0, 10);
}

function shifted(isoDay: string, days: number): string {
  return new Date(Date.parse(isoDay) + days * 86_400_000).toISOString().slice(0, 10);
}

function inPlainDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}
