import type { DateView } from '../api/types.js';
import { isKurdish, kurdishDate } from './kurdish-dates.js';
import type { LanguageValue } from './language.js';
import { formatLocalesOf, type Language } from './languages.js';

type Shape = 'day' | 'month' | 'year';

const shapes: Record<Shape, Intl.DateTimeFormatOptions> = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  year: { year: 'numeric' },
};

/** Egyptian month names stand in brackets after the Syrian ones: families come from both habits. */
const otherMonthNames: Partial<Record<Language, string>> = { ar: 'ar-EG-u-nu-latn' };

function format(isoDay: string, shape: Shape, language: Language): string {
  if (isKurdish(language)) {
    const [year, month, day] = isoDay.split('-').map(Number) as [number, number, number];
    return kurdishDate(language, { year, ...(shape !== 'year' && { month }), ...(shape === 'day' && { day }) });
  }
  const date = new Date(`${isoDay}T12:00:00Z`);
  const options = { ...shapes[shape], timeZone: 'UTC', calendar: 'gregory' } as const;
  const parts = new Intl.DateTimeFormat(formatLocalesOf[language], options).formatToParts(date);
  const other = otherMonthNames[language];
  if (!other || shape === 'year') return parts.map((part) => part.value).join('');
  const otherMonth = new Intl.DateTimeFormat(other, { month: 'long', timeZone: 'UTC', calendar: 'gregory' }).format(
    date,
  );
  return parts.map((part) => (part.type === 'month' ? `${part.value} (${otherMonth})` : part.value)).join('');
}

const lastDayOfMonth = (isoDay: string) =>
  new Date(Date.UTC(Number(isoDay.slice(0, 4)), Number(isoDay.slice(5, 7)), 0)).getUTCDate();

/** The widest plain word for an interval: a whole year is "2014", a whole month "March 2014". Never a day nobody gave. */
function describe(from: string, to: string, language: Language): string {
  if (from === to) return format(from, 'day', language);
  const wholeYears = from.endsWith('-01-01') && to.endsWith('-12-31');
  const wholeMonths = from.endsWith('-01') && Number(to.slice(8, 10)) === lastDayOfMonth(to);
  const shape: Shape = wholeYears ? 'year' : wholeMonths ? 'month' : 'day';
  const [first, last] = [format(from, shape, language), format(to, shape, language)];
  return first === last ? first : `${first} \u2013 ${last}`;
}

/** How we read a date, as a plain phrase; null when the reading says no more than what was written. */
export function readDate(
  view: DateView,
  { language, direction, t }: Pick<LanguageValue, 'language' | 'direction' | 't'>,
): string | null {
  const { from, to, qualifier, calendar } = view;
  if (!from && !to) return t('date.not_understood');
  let reading: string;
  if (from && to) reading = describe(from, to, language);
  else if (from) reading = t('date.from', { day: format(from, 'day', language) });
  else reading = t('date.until', { day: format(to as string, 'day', language) });
  if (reading === view.as_written.trim()) return null;
  // RIGHT-TO-LEFT MARK: digits alone would make the interval run from the left when it stands inside a sentence.
  if (direction === 'rtl') reading = `\u200f${reading}`;
  if (qualifier === 'about') reading = t('date.about', { range: reading });
  return calendar.startsWith('hijri') ? t('date.from_hijri', { range: reading }) : reading;
}

/** A moment of work in the service, in the reader's own time zone. */
export function formatMoment(instant: string, language: Language): string {
  const at = new Date(instant);
  const clock = { timeStyle: 'short', hourCycle: 'h23' } as const;
  if (!isKurdish(language))
    return new Intl.DateTimeFormat(formatLocalesOf[language], { dateStyle: 'medium', ...clock }).format(at);
  const day = kurdishDate(language, { year: at.getFullYear(), month: at.getMonth() + 1, day: at.getDate() });
  return `${day}${language === 'ckb' ? '،' : ','} ${new Intl.DateTimeFormat('en-GB', clock).format(at)}`;
}

export function formatIsoDay(isoDay: string, language: Language): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(isoDay) ? format(isoDay, 'day', language) : isoDay;
}
