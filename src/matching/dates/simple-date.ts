import { type DateReading, readingOf, type Unreadable } from './calendar-span.js';
import { DateFields, type DateSurroundings, type MonthMark } from './date-fields.js';
import type { DateMark } from './date-marks.js';
import { dayNumber } from './day-number.js';
import { partOfSpan } from './part-of-span.js';
import { type SeasonMark, seasonSpan } from './season-span.js';
import { type DateOptions, type NumberMark, readableYears, type YearFound } from './year-of-number.js';

/** What one date without ranges or qualifiers is made of. */
interface Pieces extends DateSurroundings {
  numbers: NumberMark[];
  months: MonthMark[];
  season: SeasonMark | null;
  part: 'early' | 'mid' | 'late' | null;
  decade: number | null;
}

/** Reads one date without ranges or qualifiers: day, month, year, season, feast, decade or part of a year. */
export function readSimpleDate(marks: DateMark[], options: DateOptions): DateReading | Unreadable {
  const pieces = piecesOf(marks);
  if (typeof pieces === 'string') return pieces;
  const whole = readPieces(pieces, options);
  return pieces.part && typeof whole !== 'string' ? partOfSpan(whole, pieces.part) : whole;
}

function readPieces(pieces: Pieces, options: DateOptions): DateReading | Unreadable {
  const { numbers, months, season, decade } = pieces;
  if (decade !== null) {
    return numbers.length + months.length > 0 || season ? 'not_understood' : decadeSpan(decade);
  }
  const fields = new DateFields(options, pieces);
  if (season) {
    if (months.length > 0 || numbers.length === 0 || numbers.length > 2) return 'not_understood';
    const years = yearsOf(numbers, fields);
    return typeof years === 'string' ? years : seasonSpan(season, years);
  }
  return months.length > 0 ? fields.withMonthName(numbers, months) : fields.numbersOnly(numbers);
}

function piecesOf(marks: DateMark[]): Pieces | Unreadable {
  const pieces: Pieces = {
    numbers: [],
    months: [],
    season: null,
    part: null,
    decade: null,
    marked: null,
    yearWord: false,
    weekday: null,
  };
  for (let at = 0; at < marks.length; at++) {
    const mark = marks[at];
    const next = marks[at + 1];
    switch (mark.kind) {
      case 'number':
        if (isMonthNamedTwice(marks, at)) break;
        pieces.numbers.push(mark);
        break;
      case 'month':
        if (next?.kind !== 'number' || next.digits > 2) break;
        if (next.value < 1 || next.value > 12) return 'impossible';
        pieces.months.push({ kind: 'month_name', hijri: false, from: next.value, to: next.value });
        at += 1;
        break;
      case 'month_name':
        pieces.months.push(mark);
        break;
      case 'season':
        if (pieces.season) return 'not_understood';
        pieces.season = mark;
        break;
      case 'decade':
        pieces.decade = mark.year;
        break;
      case 'decade_prefix':
        if (next?.kind === 'decade') break;
        if (next?.kind !== 'number') return 'not_understood';
        pieces.decade = next.digits === 2 && next.value >= 30 ? 1900 + next.value : next.value;
        at += 1;
        break;
      case 'early':
      case 'mid':
      case 'late':
        pieces.part = mark.kind;
        break;
      case 'hijri':
      case 'gregorian':
        if (pieces.marked !== null && pieces.marked !== mark.kind) return 'not_understood';
        pieces.marked = mark.kind;
        break;
      case 'weekday':
        pieces.weekday = mark.weekday;
        break;
      case 'year':
        // "40 years" is an age or a time that has passed, "year 40" a year.
        if (next?.kind !== 'number' && marks[at - 1]?.kind === 'number' && isShort(marks[at - 1]))
          return 'not_understood';
        pieces.yearWord = true;
        break;
      case 'born':
      case 'year_after':
        pieces.yearWord = true;
        break;
      case 'separator':
        break;
      default:
        return 'not_understood';
    }
  }
  return pieces;
}

const isShort = (mark: DateMark): boolean => mark.kind === 'number' && mark.digits <= 3;

/** "7/Tammuz 2013": the number of the month beside its name, or its seventh day? Only the month is certain. With the year behind a slash too it is a day. */
function isMonthNamedTwice(marks: DateMark[], at: number): boolean {
  const number = marks[at];
  const isSlash = (mark: DateMark | undefined): boolean => mark?.kind === 'separator' && mark.text === '/';
  if (number.kind !== 'number' || number.digits > 2) return false;
  const isIt = (mark: DateMark | undefined): boolean =>
    mark?.kind === 'month_name' && !mark.hijri && mark.from === number.value && mark.to === number.value;
  if (isIt(marks[at + 2]) && isSlash(marks[at + 1])) return !isSlash(marks[at + 3]) && !isSlash(marks[at - 1]);
  return isIt(marks[at - 2]) && isSlash(marks[at - 1]) && !isSlash(marks[at + 1]) && !isSlash(marks[at - 3]);
}

/** One or two years; the second may leave its century to the first ("2012/13"). */
function yearsOf(numbers: NumberMark[], fields: DateFields): YearFound[] | Unreadable {
  const first = fields.yearOf(numbers[0]);
  if (typeof first === 'string' || numbers.length === 1) return typeof first === 'string' ? first : [first];
  const second = fields.yearOf(yearAfter(numbers[0], numbers[1]) ?? numbers[1]);
  return typeof second === 'string' ? second : [first, second];
}

/** "2013/25" is rather a slip for a month than a span of twelve years. */
const mostYearsApart = 10;

/** "2012/13", "1980-85": the second number with the century of the first, if it is a year soon after. Null when it is not such a number. */
export function yearAfter(first: NumberMark, second: NumberMark): NumberMark | null {
  const years = second.value - (first.value % 100);
  if (first.digits !== 4 || second.digits !== 2 || years <= 0 || years > mostYearsApart) return null;
  return { kind: 'number', value: first.value + years, digits: 4 };
}

function decadeSpan(year: number): DateReading | Unreadable {
  const { first, last } = readableYears.gregorian;
  if (year % 10 !== 0 || year < first || year > last) return 'not_understood';
  return readingOf('gregorian', dayNumber(year, 1, 1), dayNumber(year + 9, 12, 31), 'decade');
}
