import { CalendarDate, IslamicUmalquraCalendar, toCalendar } from '@internationalized/date';
import { Random } from './random.js';
import { type Language, wordsOf } from './words.js';

/** How a document writes days: 7/3/2013, 7.3.2013, 2013/3/7, 2013-03-07, "7 March 2013" with or without a leading zero, or Hijri. */
export type DateStyle = 'dmy_slash' | 'dmy_dot' | 'ymd_slash' | 'iso' | 'month_name' | 'day_month_name' | 'hijri';

export interface DateWriter {
  style: DateStyle;
  digits: 'latn' | 'arab';
  language: Language;
}

/** Days are counted from 1970-01-01, as whole numbers. */
export const dayOf = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day) / 86_400_000;

export interface CivilDate {
  year: number;
  month: number;
  day: number;
}

export function civilDate(day: number): CivilDate {
  const date = new Date(day * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Local sighting of the moon differs from the computed Umm al-Qura calendar by a day about this often. */
const sightedOtherDayShare = 0.3;

export function writeDay(date: CivilDate, writer: DateWriter, random: Random): string {
  const { year, month, day } = date;
  const two = (value: number): string => String(value).padStart(2, '0');
  const written: Record<DateStyle, () => string> = {
    dmy_slash: () => `${two(day)}/${two(month)}/${year}`,
    dmy_dot: () => `${two(day)}.${two(month)}.${year}`,
    ymd_slash: () => `${year}/${month}/${day}`,
    iso: () => `${year}-${two(month)}-${two(day)}`,
    month_name: () => `${day} ${wordsOf('month', writer.language)[month - 1]} ${year}`,
    day_month_name: () => `${two(day)} ${wordsOf('month', writer.language)[month - 1]} ${year}`,
    hijri: () => {
      const shift = random.chance(sightedOtherDayShare) ? random.pick([-1, 1]) : 0;
      const hijri = toCalendar(new CalendarDate(year, month, day).add({ days: shift }), new IslamicUmalquraCalendar());
      const name = wordsOf('hijri_month', 'ar')[hijri.month - 1];
      const mark = wordsOf('hijri_mark', 'ar')[0];
      return random.chance(0.5)
        ? `${hijri.day} ${name} ${hijri.year} ${mark}`
        : `${hijri.day}/${hijri.month}/${hijri.year}${mark}`;
    },
  };
  return inDigits(written[writer.style](), writer.digits);
}

/** A year alone, in the calendar of the document. A Hijri year names the one that holds the middle of the Gregorian year. */
export function writeYear(year: number, writer: DateWriter, random: Random): string {
  return inDigits(
    random.pick(wordsOf('year_only', writer.language)).replace('{0}', yearText(year, writer)),
    writer.digits,
  );
}

export function writeAboutYear(year: number, writer: DateWriter, random: Random): string {
  return inDigits(random.pick(wordsOf('about', writer.language)).replace('{0}', yearText(year, writer)), writer.digits);
}

export function writeMonth(date: CivilDate, writer: DateWriter): string {
  return inDigits(`${wordsOf('month', writer.language)[date.month - 1]} ${date.year}`, writer.digits);
}

function yearText(year: number, writer: DateWriter): string {
  if (writer.style !== 'hijri') return String(year);
  return `${toCalendar(new CalendarDate(year, 7, 1), new IslamicUmalquraCalendar()).year} ${wordsOf('hijri_mark', 'ar')[0]}`;
}

function inDigits(text: string, digits: 'latn' | 'arab'): string {
  if (digits === 'latn') return text;
  return text.replace(/[0-9]/gu, (digit) => String.fromCharCode(0x0660 + Number(digit))); // arabic-indic digits
}
