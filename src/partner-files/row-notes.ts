/**
 * What can be wrong with a row, and what is odd about a row or a cell that is read all the same. Codes are stable, the sentences are for translation.
 */
export const rowProblems = {
  'row.invalid_bytes':
    'The row holds bytes that are not text in this encoding. Choose another encoding or write the row anew.',
  'row.quote_not_closed': 'A quotation mark is opened in this row and never closed. Close it, or take it out.',
  'row.text_after_quote':
    'Text follows a closing quotation mark. Inside a quoted cell write each quotation mark twice.',
  'row.too_long': 'The row is longer than a million characters. Shorten it.',
  'row.too_many_columns': 'The row has more columns than can be read. Take out the columns that are not needed.',
  'row.not_json': 'The line is not JSON. Write one object on each line.',
  'row.not_an_object': 'The line is JSON but not an object. Write one object on each line.',
  'row.nested_value': 'A value holds further fields or a list. Write each of them as a field of its own, holding text.',
  'row.field_twice': 'A field stands twice. Keep one of them.',
  'row.cell_twice': 'Two cells of the row claim the same column. Open the workbook in Excel and save it anew.',
  'row.other_person':
    'The note lies within one person and names another. Take it out of the person, or correct its person_record_id.',
} as const;

export const rowRemarks = {
  'row.short': 'The row has fewer cells than there are headings.',
  'row.long': 'The row has more cells than there are headings; the further ones are kept.',
  'row.holds_rows': 'A cell of the row holds lines that look like rows of their own: a quotation mark may be open.',
  'row.hidden': 'The row is hidden in the workbook.',
} as const;

export const cellFlags = {
  nul: 'The cell holds a NUL character.',
  control: 'The cell holds control characters.',
  bidi_control: 'The cell holds invisible marks that change the order in which text is shown.',
  zero_width: 'The cell holds characters that cannot be seen.',
  formula: 'The cell holds a formula, or text that a spreadsheet would take for one.',
  no_result: 'The cell holds a formula whose result was not stored.',
  error: 'The cell holds an error of the spreadsheet.',
  stray_quote: 'A quotation mark stands inside a cell that is not quoted; it is kept.',
  may_be_year: 'The date is what a spreadsheet shows for a bare year number; the year may be meant.',
  no_such_day: 'The number has the format of a date, but stands for no day.',
} as const;

export type RowProblem = keyof typeof rowProblems;
export type RowRemark = keyof typeof rowRemarks;
export type CellFlag = keyof typeof cellFlags;
