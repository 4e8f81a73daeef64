import type { FuzzyDate } from '../record.js';
import { lexiconKey, lookUpDateWord } from './date-lexicon.js';
import { calendarDay, dayNumber, dayNumberOfIso, daysInMonth, isoDay } from './day-number.js';
import { unknownDate } from './parse-date.js';

const oldestAgeYears = 120;

/** Remembered and estimated ages gather on round numbers, so "about 30" reaches three years to either side. */
const aboutYears = 3;

/**
 * The birth interval of somebody of a stated age on a stated date: "23", "aged about 30", "20-25 years". An age means nothing without its date, so an
 * unknown `asOf` gives an unknown birth date. Never throws; not understood gives precision 'unknown'.
 */
export function parseAge(raw: string, asOf: FuzzyDate): FuzzyDate {
  const earliestAsOf = dayNumberOfIso(asOf.earliest);
  const latestAsOf = dayNumberOfIso(asOf.latest);
  const ages = raw.length > 60 ? null : readAges(raw);
  if (!ages || earliestAsOf === null || latestAsOf === null) return unknownDate(raw);
  return {
    raw,
    calendar: 'gregorian',
    earliest: isoDay(yearsBefore(earliestAsOf, ages.oldest + 1) + 1),
    latest: isoDay(yearsBefore(latestAsOf, ages.youngest)),
    precision: 'year',
    qualifier: ages.about ? 'about' : 'between',
    orderAmbiguous: false,
  };
}

function readAges(raw: string): { youngest: number; oldest: number; about: boolean } | null {
  const numbers: number[] = [];
  let about = false;
  for (const word of lexiconKey(raw).split(' ')) {
    if (/^\d{1,3}$/.test(word)) {
      numbers.push(Number(word));
      continue;
    }
    const kind = lookUpDateWord(word)?.kind;
    if (kind === 'about') about = true;
    else if (!kind || !['age', 'years', 'year', 'and', 'to', 'from', 'between', 'noise'].includes(kind)) return null;
  }
  if (numbers.length < 1 || numbers.length > 2 || numbers.some((age) => age > oldestAgeYears)) return null;
  const slack = about ? aboutYears : 0;
  return { youngest: Math.max(0, Math.min(...numbers) - slack), oldest: Math.max(...numbers) + slack, about };
}

/** The same day so many years earlier; 29 February becomes the 28th where there is none. */
function yearsBefore(day: number, years: number): number {
  const date = calendarDay(day);
  const year = date.year - years;
  return dayNumber(year, date.month, Math.min(date.day, daysInMonth(year, date.month)));
}
