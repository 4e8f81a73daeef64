import { wordsOf } from '../words.js';
import { civilDate, writeAboutYear } from '../written-dates.js';
import type { DirtyCell, Draft, OddityName } from './draft.js';
import type { Desk, Spoiler } from './spoiler.js';

const dateFields = ['birth_date', 'event_date'] as const;
type DateField = (typeof dateFields)[number];

const dayOfField = ({ happening: { person, eventDay } }: Draft, field: DateField): number =>
  field === 'birth_date' ? person.birthDay : eventDay;

/** Writes a date of the row in another way, in one of its two columns. */
function dateSpoiler(
  name: OddityName,
  share: number,
  write: (year: number, row: Draft, desk: Desk, day: number) => DirtyCell | null,
): Spoiler {
  return {
    name,
    share,
    spoil(row, desk) {
      const field = desk.random.pick(dateFields);
      const day = dayOfField(row, field);
      const cell = write(civilDate(day).year, row, desk, day);
      return cell !== null && desk.put(row, desk.at(field), cell);
    },
  };
}

/** Of rows as they stand in the file: dates and what stands instead of them. */
export const dateSpoilers: Spoiler[] = [
  dateSpoiler('year_only', 0.06, (year) => String(year)),
  dateSpoiler('about', 0.04, (year, { clerk }, { random }) =>
    writeAboutYear(year, { ...clerk.dates, style: 'iso' }, random),
  ),
  dateSpoiler('date_range', 0.02, (year, row, desk) =>
    desk
      .word('date_range', row)
      .replace('{0}', String(year))
      .replace('{1}', String(year + 1)),
  ),
  dateSpoiler('unclear_month', 0.02, (year, row, desk) => desk.word('doubled_month', row).replace('{0}', String(year))),
  dateSpoiler('unparsable_date', 0.02, (_year, row, desk) => desk.word('unclear_date', row)),
  dateSpoiler('placeholder_date', 0.02, (_year, row, desk) => desk.word('placeholder_date', row)),
  dateSpoiler('two_digit_year', 0.02, (_year, _row, _desk, day) => {
    const date = civilDate(day);
    return `${date.day}/${date.month}/${String(date.year % 100).padStart(2, '0')}`;
  }),
  dateSpoiler('excel_serial', 0.03, (_year, _row, desk, day) => ({
    number: String(day + desk.serialOfEpoch),
    date: true,
  })),
  // What a spreadsheet makes of a bare year in a cell for dates; exported as text it is a day in 1905.
  dateSpoiler('year_as_date', 0.01, (year, _row, desk) => {
    if (desk.workbook) return { number: String(year), date: true };
    const shown = civilDate(year - desk.serialOfEpoch);
    return `${shown.day}/${shown.month}/${shown.year}`;
  }),
  {
    name: 'age_for_birth',
    share: 0.03,
    spoil: (row, desk) => {
      const { person, eventDay } = row.happening;
      const age = Math.floor((eventDay - person.birthDay) / 365.25);
      return desk.put(
        row,
        desk.at('birth_date'),
        desk.random.pick(wordsOf('age', row.clerk.script)).replace('{0}', String(age)),
      );
    },
  },
];
