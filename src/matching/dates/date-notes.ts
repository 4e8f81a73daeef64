/** What a person should know about how a date was read, although it was read. */
export type DateNote =
  | 'order_ambiguous'
  | 'placeholder_day'
  | 'placeholder'
  | 'other_calendar'
  | 'year_implausible'
  | 'century_assumed'
  | 'spreadsheet_year'
  | 'weekday_differs';

export const noNotes: readonly DateNote[] = [];

/** The notes of both, each once. */
export function joinNotes(a: readonly DateNote[], b: readonly DateNote[]): readonly DateNote[] {
  if (b.length === 0) return a;
  return a.length === 0 ? b : [...new Set([...a, ...b])];
}

/** Sentences for the person who enters or imports; they hold nothing of the input. */
export const noteMessages: Record<DateNote, string> = {
  order_ambiguous: 'Day and month can be read in two orders; both are kept.',
  placeholder_day:
    'The first day of a year, or of July, usually stands for a day that is not known; only the year is used.',
  placeholder: 'Registers and spreadsheets write this date when nothing is known; it is not used.',
  other_calendar: 'The year does not fit the calendar of this column; it was read in the calendar that it fits.',
  year_implausible: 'The year lies outside 1900 to 2030 (1350 to 1450 Hijri). Check it for a slip.',
  century_assumed: 'The century of a two-digit year was chosen because no other is possible.',
  spreadsheet_year:
    'This may be a year that a spreadsheet turned into a day: 2012 typed as a number is shown as 1905-07-04.',
  weekday_differs: 'The day of the week does not fit the date.',
};
