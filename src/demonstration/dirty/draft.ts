import type { Person } from '../families.js';
import type { Community } from '../places.js';
import type { Clerk } from './clerk.js';

/** A cell as it stands in a file. Numbers, dates and formulas are typed cells in a workbook, and what Excel would export in CSV. */
export type DirtyCell =
  | string
  /** Stored digits; in a workbook a number, with the format of a date if `date`. */
  | { number: string; date?: true }
  /** In CSV the formula is the text; in a workbook `result` is what was stored of it. */
  | { formula: string; result: string };

/** What really happened to an invented person, before a clerk writes it down. */
export interface Happening {
  person: Person;
  /** Days since 1970-01-01. */
  eventDay: number;
  eventType: 'arrest' | 'intake' | 'transfer' | 'hospital' | 'court' | 'release' | 'sighting';
  place: Community;
}

/** A row while it is being spoilt. */
export interface Draft {
  /** Counts people of the file from 0. */
  personNumber: number;
  happening: Happening;
  clerk: Clerk;
  /** By position of the column. */
  cells: DirtyCell[];
  /** Columns in which something was spoilt. */
  touched: Set<number>;
  oddities: OddityName[];
  /** The draft of which this row repeats the content or the id. */
  repeats?: Draft;
  /** A later row repeats this one. */
  isRepeated?: true;
}

/** What can be wrong with a row or cell, in words for the page of a test's report. */
export const oddityNames = {
  both_scripts: 'a name in both scripts in one cell',
  nickname: 'a nickname beside the name',
  title: 'a title before the name',
  fate_word: 'a word for a dead person before the name',
  look_alike_letters: 'letters that look like others, or a hamza as a sign of its own',
  parts_exchanged: 'two parts of the name in each other\u2019s column',
  dates_exchanged: 'two columns with dates in each other\u2019s place',
  slipped: 'all values from one column on stand one column further',
  short_row: 'the last cells are missing',
  long_row: 'a cell too many',
  unidentified: 'nobody could name the person',
  no_name: 'no name at all',
  unknown_word: 'a word for "not known" instead of a value',
  year_only: 'a year instead of a date',
  about: 'a year that is about right',
  date_range: 'a span of years',
  unclear_month: 'a month or season that is not one month',
  unparsable_date: 'a date that cannot be, or is none',
  placeholder_date: 'a date that stands for "not known"',
  two_digit_year: 'a year of two digits',
  excel_serial: 'the number by which Excel stores a day',
  year_as_date: 'a bare year in a cell with the format of a date',
  age_for_birth: 'an age instead of a date of birth',
  status_mixed: 'a status that mixes events, fate and rumour',
  contact_in_notes: 'a telephone number or address in the notes',
  bank_in_notes: 'a bank account in the notes',
  formula: 'a formula, or text that a spreadsheet would run',
  bidi_control: 'invisible marks that change the order of letters',
  zero_width: 'characters that nobody sees',
  facility_alias: 'another name of a place of detention',
  facility_near_miss: 'a place of detention with a slip of the hand',
  number_as_float: 'a number that went through a spreadsheet',
  governorate_code: 'a code instead of a governorate',
  line_break: 'a line break, quotation marks or the delimiter within a cell',
  repeated: 'the same row once more',
  same_id_differs: 'another content under an id that was there before',
  headings_again: 'the headings once more, as on each printed page',
} as const;
export type OddityName = keyof typeof oddityNames;
