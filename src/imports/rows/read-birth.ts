import { checkDate, parseAge, unknownDate } from '../../matching/index.js';
import type { FuzzyDate } from '../../matching/record.js';
import { remember } from './remember.js';
import type { RowInHand } from './row-in-hand.js';

export interface ReadBirth {
  birth: FuzzyDate | null;
  /** Where the birth was told by an age: the day on which that was true. */
  ageAsOf: FuzzyDate | null;
  /** What was written and is not the raw text of `birth`. */
  beside: { birth_date?: string; age?: string };
}

/** Any day: only to find out whether a text is an age at all. */
const someDay: FuzzyDate = { ...unknownDate(''), earliest: '2012-01-01', latest: '2012-01-01', precision: 'day' };

const isDated = (date: FuzzyDate | null): date is FuzzyDate =>
  date !== null && date.earliest !== null && date.latest !== null;

/**
 * The birth as its date tells it (or an age that stands in its place), else as an age does: on the day of the event, else on that of the document, else (without a day that age means nothing) not
 * at all, with a warning.
 */
export function readBirth(
  row: RowInHand,
  readDate: (row: RowInHand) => FuzzyDate | null,
  event: FuzzyDate | null,
  documentDate: FuzzyDate | null,
): ReadBirth {
  const asOf = isDated(event) ? event : isDated(documentDate) ? documentDate : null;
  const inDates = row.known('birth_date');
  const isAge = inDates !== null && saysAge(inDates);
  const date = isAge ? ageAmongDates(row, inDates, asOf) : readDate(row);
  const hasDate = date !== null && (date.earliest !== null || date.latest !== null);
  if (hasDate && !isAge) checkOrder(row, date, event);
  const ageAsOf = isAge && hasDate ? asOf : null;
  const written = row.text('age');
  if (written === null) return { birth: date, ageAsOf, beside: {} };
  const age = row.known('age') === null ? null : readAge(row, written, asOf);
  if (hasDate) {
    if (age && areApart(age, date)) row.say('age', 'age.differs');
    return { birth: date, ageAsOf, beside: { age: written } };
  }
  const beside = date === null ? {} : { birth_date: date.raw };
  return { birth: age ?? unknownDate(written), ageAsOf: age && asOf, beside };
}

const longestAge = 60;
const isNoDateButAge = remember(
  (text) => !checkDate(text, { of: 'birth' }).ok && parseAge(text, someDay).earliest !== null,
);
/** "23 years" is no date, but what is meant is plain. A bare number is not: it may be a day or a year. */
const saysAge = (text: string): boolean =>
  text.length <= longestAge && /\p{Nd}/u.test(text) && /\p{L}/u.test(text) && isNoDateButAge(text);

function ageAmongDates(row: RowInHand, written: string, asOf: FuzzyDate | null): FuzzyDate {
  const birth = asOf === null ? unknownDate(written) : parseAge(written, asOf);
  row.say('birth_date', birth.earliest === null ? 'age.no_reference' : 'date.read_as_age');
  return birth;
}

/** Whichever of the two is wrong, somebody has to look: the columns may be the wrong way round. Nothing is changed. */
function checkOrder(row: RowInHand, { earliest }: FuzzyDate, event: FuzzyDate | null): void {
  const latest = event?.latest ?? null;
  if (earliest === null || latest === null || earliest <= latest) return;
  row.say('birth_date', 'date.born_after_event');
  row.say('event_date', 'date.born_after_event');
}

function readAge(row: RowInHand, written: string, asOf: FuzzyDate | null): FuzzyDate | null {
  const birth = parseAge(written, asOf ?? unknownDate(''));
  if (birth.earliest !== null || birth.latest !== null) return birth;
  if (asOf === null && parseAge(written, someDay).earliest !== null) row.say('age', 'age.no_reference');
  else {
    row.say('age', 'age.not_understood');
    row.misfits.push('age');
  }
  return null;
}

/** More than a year lies between them: ages are often said a year off. */
function areApart(age: FuzzyDate, date: FuzzyDate): boolean {
  const year = (day: string | null, otherwise: number) => (day === null ? otherwise : Number(day.slice(0, 4)));
  return year(age.earliest, 0) - 1 > year(date.latest, 9999) || year(age.latest, 9999) + 1 < year(date.earliest, 0);
}
