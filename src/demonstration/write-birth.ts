import { noisy } from './habits.js';
import { Random } from './random.js';
import { civilDate, type DateWriter, writeAboutYear, writeDay, writeYear } from './written-dates.js';

/** Shares of recorded births; the rest are full dates. */
const yearOnlyShare = 0.27;
const aboutShare = 0.15;
const firstOfJanuaryShare = 0.12;
/** Of births given with a year that is not "about": makes 8 % of all. */
const wrongYearShare = 0.094;
/** Chosen so that about 3 % of all births have day and month exchanged: only full dates up to the 12th can. */
const exchangedWhereSeenShare = 0.17;

/** A birth as a document gives it: full, year only, "about", the registry's 1 January, a year off, day and month exchanged. */
export function writeBirth(
  birthDay: number,
  writer: DateWriter,
  random: Random,
  count: (event: string) => void,
  noise: number,
): string {
  const date = civilDate(birthDay);
  const kind = random.next();
  const about = noisy(aboutShare, noise);
  const yearOnly = noisy(yearOnlyShare, noise);
  if (kind < about) {
    count('birth_about');
    return writeAboutYear(date.year + random.between(-2, 2), writer, random);
  }
  if (random.chance(noisy(wrongYearShare, noise))) {
    date.year += random.pick([-1, 1]);
    count('birth_year_off');
  }
  if (kind < about + yearOnly) {
    count('birth_year_only');
    return writeYear(date.year, writer, random);
  }
  if (kind < about + yearOnly + noisy(firstOfJanuaryShare, noise)) {
    count('birth_first_of_january');
    return writeDay({ year: date.year, month: 1, day: 1 }, writer, random);
  }
  if (date.day <= 12 && date.day !== date.month && random.chance(noisy(exchangedWhereSeenShare, noise))) {
    count('birth_day_month_exchanged');
    return writeDay({ year: date.year, month: date.day, day: date.month }, writer, random);
  }
  // 29 February moved to a common year does not exist; a clerk writes the 28th.
  const day = date.month === 2 && date.day === 29 ? 28 : date.day;
  return writeDay({ ...date, day }, writer, random);
}
