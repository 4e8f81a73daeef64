/** Doubts about a date that a partner can settle by looking at the row. Two orders and 1 January are common and concern the column. */
export const doubtfulDates: ReadonlySet<string> = new Set([
  'date.other_calendar',
  'date.year_implausible',
  'date.century_assumed',
  'date.spreadsheet_year',
  'date.weekday_differs',
  'date.placeholder',
]);
