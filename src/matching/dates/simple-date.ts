import { type DateReading, gregorianYears, type Unreadable } from './calendar-span.js';
import { DateFields, type DateOptions, type NumberMark } from './date-fields.js';
import type { DateMark } from './date-marks.js';
import { dayNumber } from './day-number.js';
import { partOfSpan } from './part-of-span.js';

/** Reads one date without ranges or qualifiers: day, month, year, season, decade or part of a year. */
export function readSimpleDate(marks: DateMark[], options: DateOptions): DateReading | Unreadable {
  const numbers: NumberMark[] = [];
  const months: Extract<DateMark, { kind: 'month_name' }>[] = [];
  let calendar: 'hijri' | 'gregorian' | null = null;
  let yearWord = false;
  let season: Extract<DateMark, { kind: 'season' }> | null = null;
  let part: 'early' | 'mid' | 'late' | null = null;
  let decade: number | null = null;
  for (let at = 0; at < marks.length; at++) {
    const mark = marks[at];
    const next = marks[at + 1];
    if (mark.kind === 'number') numbers.push(mark);
    else if (mark.kind === 'month' && next?.kind === 'number' && next.digits <= 2) {
      if (next.value < 1 || next.value > 12) return 'impossible';
      months.push({ kind: 'month_name', hijri: false, from: next.value, to: next.value });
      at += 1;
    } else if (mark.kind === 'month_name') months.push(mark);
    else if (mark.kind === 'season') season = mark;
    else if (mark.kind === 'decade') decade = mark.year;
    else if (mark.kind === 'decade_prefix' && next?.kind === 'number') {
      decade = next.digits === 2 && next.value >= 30 ? 1900 + next.value : next.value;
      at += 1;
    } else if (mark.kind === 'early' || mark.kind === 'mid' || mark.kind === 'late') part = mark.kind;
    else if (mark.kind === 'hijri' || mark.kind === 'gregorian') {
      if (calendar !== null && calendar !== mark.kind) return 'not_understood';
      calendar = mark.kind;
    } else if (mark.kind === 'year') yearWord = true;
    else if (mark.kind !== 'separator' && mark.kind !== 'month') return 'not_understood';
  }
  if (decade !== null) return numbers.length + months.length > 0 ? 'not_understood' : decadeSpan(decade);
  const reading = new DateFields(options, calendar, yearWord);
  if (season) return reading.season(numbers, season);
  const whole = months.length > 0 ? reading.withMonthName(numbers, months) : reading.numbersOnly(numbers);
  return part && typeof whole !== 'string' ? partOfSpan(whole, part) : whole;
}

function decadeSpan(year: number): DateReading | Unreadable {
  if (year % 10 !== 0 || year < gregorianYears.first || year > gregorianYears.last) return 'not_understood';
  return {
    earliest: dayNumber(year, 1, 1),
    latest: dayNumber(year + 9, 12, 31),
    precision: 'decade',
    calendar: 'gregorian',
    orderAmbiguous: false,
  };
}
