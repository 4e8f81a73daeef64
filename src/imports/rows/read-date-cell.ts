import { toColumns } from '../../database/fuzzy-date-columns.js';
import { checkDate, type DateOptions, unknownDate } from '../../matching/index.js';
import type { FuzzyDate } from '../../matching/record.js';
import type { ImportField } from '../mapping/import-fields.js';
import type { ColumnMeaning } from '../mapping/mapping.js';
import { doubtfulDates } from './doubtful-dates.js';
import { meansNothing } from './known-words.js';
import type { MappedColumn } from './mapped-columns.js';
import { remember } from './remember.js';
import { type Remark, type RowInHand, remarkOf } from './row-in-hand.js';

/** A date as it was read, with what to look at. */
interface ReadDate {
  date: FuzzyDate;
  remarks: readonly Remark[];
  /** Nothing was read although something was written. */
  isMisfit: boolean;
}

/** Days that a spreadsheet counts, from 1954 to 2064: a number like this in a cell that is no date was one once. */
const serials = { first: 20_000, last: 60_000 };

export function optionsOf(meaning: ColumnMeaning, of: DateOptions['of']): DateOptions {
  const options: DateOptions = { of };
  if (meaning.date_order === 'day_first') options.order = 'dmy';
  if (meaning.date_order === 'month_first') options.order = 'mdy';
  if (meaning.calendar === 'hijri') options.calendar = 'hijri_umalqura';
  return options;
}

/** Reads the dates of one column. Null for a blank cell; a date that cannot be or is not understood is kept as written, without an interval. */
export function dateReader(
  column: MappedColumn | undefined,
  of: DateOptions['of'],
): (row: RowInHand) => FuzzyDate | null {
  if (column === undefined) return () => null;
  const field: ImportField = column.field;
  const { meaning } = column;
  const options = optionsOf(meaning, of);
  const asText = remember((text) => readText(text, options, meaning));
  // What a spreadsheet holds as a day is Gregorian and has no order of day and month, whatever the column is.
  const asDay = remember((text) => readText(text, { of }, meaning));
  return (row) => {
    const cell = row.cell(field);
    const text = row.text(field);
    if (cell === undefined || text === null) return null;
    const isDay = cell.typed?.kind === 'date' && text !== cell.raw;
    const found = isDay ? asDay(text) : asText(text);
    if (cell.flags?.includes('no_such_day')) row.remark(field, impossible);
    else if (found.isMisfit && isSerial(cell.raw)) row.say(field, 'date.not_a_date_cell');
    else for (const remark of found.remarks) row.remark(field, remark);
    if (cell.flags?.includes('may_be_year')) row.remark(field, spreadsheetYear);
    if (found.isMisfit) row.misfits.push(field);
    return found.date;
  };
}

const impossible: Remark = { code: 'date.impossible', message: 'This number stands for no day. The number is kept.' };
const spreadsheetYear: Remark = {
  code: 'date.spreadsheet_year',
  message: 'A bare year in a cell that shows dates: the year was read and not the day of 1905 that is shown.',
};

const isSerial = (raw: string): boolean =>
  /^\d{5}(\.\d{1,12})?$/.test(raw) && Number(raw) >= serials.first && Number(raw) <= serials.last;

function readText(text: string, options: DateOptions, meaning: ColumnMeaning): ReadDate {
  if (meansNothing(text)) return { date: unknownDate(text, options), remarks: [], isMisfit: false };
  const checked = checkDate(text, options);
  if (!checked.ok) {
    const { code, message } = checked;
    const remarks = [{ code, message: `${message} The text is kept as written.` }];
    return { date: unknownDate(text, options), remarks, isMisfit: code === 'date.not_understood' };
  }
  const remarks: Remark[] = checked.notes.filter(
    ({ code }) => doubtfulDates.has(code) && !(code === 'date.other_calendar' && meaning.calendar === 'as_written'),
  );
  if (checked.date.orderAmbiguous && options.order === undefined) remarks.push(remarkOf('date.order_undecided'));
  return { date: checked.date, remarks, isMisfit: false };
}

/** The seven columns of a date under a prefix, those that say something. */
export function putDate(record: Record<string, unknown>, prefix: string, date: FuzzyDate | null): void {
  if (date === null) return;
  const { raw, calendar, earliest, latest, precision, qualifier, orderAmbiguous } = toColumns(date);
  record[`${prefix}_raw`] = raw;
  record[`${prefix}_calendar`] = calendar;
  record[`${prefix}_earliest`] = earliest;
  record[`${prefix}_latest`] = latest;
  record[`${prefix}_precision`] = precision;
  record[`${prefix}_qualifier`] = qualifier;
  record[`${prefix}_order_ambiguous`] = orderAmbiguous;
}
