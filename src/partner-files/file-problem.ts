/**
 * What can be wrong with a partner's file, on one page: what is wrong, then what to do. Codes are stable, the sentences are for translation;
 * `{name}` stands for a fact of the problem. No sentence carries what a cell holds.
 */
const catalogue = {
  'file.empty': 'The file holds nothing. Send the file that holds the list.',
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

export type FileProblemCode = keyof typeof catalogue;
export type Facts = Readonly<Record<string, string | number>>;

/** The whole file is refused, or reading it ends here. Facts are numbers and names of parts, never what a cell holds. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem';

  constructor(
    readonly code: FileProblemCode,
    readonly facts: Facts = {},
  ) {
    super(code);
  }

  /** English; for other languages translate `code` and fill in `facts`. */
  get sentence(): string {
    return filledIn(catalogue[this.code], this.facts);
  }
}

export const isFileProblemCode = (code: unknown): code is FileProblemCode =>
  typeof code === 'string' && Object.hasOwn(catalogue, code);

export function filledIn(sentence: string, facts: Facts): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => `${facts[name] ?? '?'}`);
}
