/**
 * What can be wrong with a partner's file or a row, and what is odd about a row or a cell that is read all the same, on one page: what is wrong,
 * then what to do. Codes are stable, the sentences are for translation; `{name}` stands for a fact of the problem. No sentence carries what a
 * cell holds.
 */

/** The whole file is refused, or reading it ends there. */
export const fileProblems = {
  'file.empty': 'The file holds nothing. Send the file that holds the list.',
  'file.nothing_readable':
    'Not one row of the file can be read. Look at its first rows, have it written again by the program it comes from, and send that.',
  'file.too_large': 'The file is larger than {limit} MB. Split the list into several files.',
  'file.unknown_kind':
    'This is no list that can be read here. Save it as XLSX, CSV or TSV, or send JSON Lines or PFIF XML.',
  'file.old_excel':
    'This is a file of an old Excel (.xls). Open it and save it as "Excel workbook (.xlsx)" or as "CSV UTF-8".',
  'file.encrypted': 'The file is protected by a password. Save a copy without a password and send that.',
  'file.not_a_workbook':
    'This archive holds no Excel workbook. Save the list as XLSX or CSV and send the file itself, not a folder that was packed.',
  'file.binary_workbook': 'This is a binary workbook (.xlsb). Save it as "Excel workbook (.xlsx)" or as "CSV UTF-8".',
  'file.open_document': 'This is an OpenDocument spreadsheet (.ods). Save it as XLSX or as CSV.',
  'file.web_page': 'This is a web page that was given the name of a spreadsheet. Open it and save it as XLSX or CSV.',
  'file.archive_damaged': 'The workbook is damaged or was cut off ({part}). Save it again and send the whole file.',
  'file.archive_path': 'The workbook holds parts with unsafe names. Open it in Excel, save it anew and send that.',
  'file.archive_entries': 'The workbook holds more than {limit} parts. Save only the sheet with the list.',
  'file.unpacks_too_large':
    'Unpacked, the workbook holds more than {limit} MB. Save the sheet with the list as CSV, or split the list.',
  'file.packed_too_tightly':
    'The workbook unpacks to more than {limit} times its size. Save the sheet with the list as CSV.',
  'file.too_much_text':
    'The workbook holds more than {limit} MB of different texts. Save the sheet with the list as CSV.',
  'file.no_such_sheet': 'The workbook has no sheet of this name. Choose one of its sheets.',
  'file.no_sheets': 'The workbook has no sheet that holds cells. Send the file that holds the list.',
  'file.sheet_damaged': 'The sheet is damaged at row {row}. Open it in Excel, save it anew and send that.',
  'file.doctype':
    'The XML begins with a DOCTYPE, which is never read here. Take the DOCTYPE out and send the file again.',
  'file.xml_malformed':
    'The XML is not well-formed at line {line}. Have it written again by the program that it comes from.',
  'file.xml_too_deep':
    'The XML is nested deeper than {limit} levels at line {line}. Send PFIF as the standard describes it.',
  'file.xml_token_too_long': 'A text or mark in the XML is longer than {limit} characters, at line {line}. Shorten it.',
  'file.xml_unknown': 'This XML is not PFIF 1.1 to 1.4. Send PFIF, or save the list as XLSX or CSV.',
  'file.too_many_notes':
    'A person in the file has more than {limit} notes. Put them outside of the person, each with its person_record_id.',
  'file.json_array':
    'This is one JSON list. Write one object on each line, without brackets and commas around them (JSON Lines).',
  'file.no_headings': 'Row {row}, which should hold the headings, is not in the file. Choose another heading row.',
  'parser.time': 'Reading the file took longer than allowed. Split it into several files; if it is small, tell us.',
  'parser.memory': 'Reading the file took more memory than allowed. Save the list as CSV, or split it.',
  'parser.crashed': 'The file could not be read because of a fault on our side. Try again; if it fails again, tell us.',
} as const;

/** One row is given back; reading goes on. */
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

/** The row is read all the same. */
export const rowRemarks = {
  'row.short': 'The row has fewer cells than there are headings.',
  'row.long': 'The row has more cells than there are headings; the further ones are kept.',
  'row.holds_rows': 'A cell of the row holds lines that look like rows of their own: a quotation mark may be open.',
  'row.hidden': 'The row is hidden in the workbook.',
} as const;

/** The cell is read all the same. */
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
