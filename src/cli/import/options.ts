import { type Command, Option } from 'commander';
import { type ListKind, listKinds } from '../../imports/mapping/import-fields.js';
import type { Choices, Delimiter, Encoding } from '../../partner-files/index.js';
import { copyKinds, documentTypes } from '../../sources/source.entity.js';
import { asHelp, dataDirectoryHelp } from '../configuration.js';
import { UsageError } from '../output.js';

/** Who asks, and where. */
export interface DoorOptions {
  as?: string;
  data?: string;
  server?: string;
  keyFile?: string;
  json?: boolean;
}

export interface FileOptions extends DoorOptions {
  list?: string;
  kind: ListKind;
  type?: string;
  title?: string;
  issuer?: string;
  number?: string;
  date?: string;
  copy?: string;
  encoding?: string;
  delimiter?: string;
  sheet?: string;
  headerRow?: string;
  mapping?: string;
  saveMapping?: string;
  errors?: string;
  annotated?: string;
  versionAt?: string;
  consentForm?: string;
  consentLanguage?: string;
  consentPartners?: boolean;
}

export const withDoor = (command: Command): Command =>
  command
    .option('--as <account>', asHelp)
    .option('--data <directory>', dataDirectoryHelp)
    .option(
      '--server <address>',
      'ask a service elsewhere, with the key of a program (environment: ATHAR_KEY, or --key-file)',
    )
    .option('--key-file <file>', 'file that holds the key for --server and nothing else')
    .option('--json', 'print one JSON object at the end');

export const withFile = (command: Command): Command =>
  withDoor(
    command
      .option('--list <name>', 'the list that the file is a version of; made if there is none of this name')
      .addOption(new Option('--kind <kind>', 'what its rows are').choices(listKinds).default('detention_records'))
      .addOption(new Option('--type <type>', 'what kind of document it is').choices(documentTypes))
      .option('--title <title>', 'how the document is called (default: the name of the list)')
      .option('--issuer <name>', 'who issued it')
      .option('--number <number>', 'number of the document')
      .option('--date <date>', 'date of the document, as written on it')
      .addOption(new Option('--copy <kind>', 'what was seen of it').choices(copyKinds))
      .option('--version-at <moment>', 'day or moment that the list speaks for (ISO 8601; default: now)')
      .option(
        '--consent-form <version>',
        'with --kind reports: the form by which the families agreed to be searched for; you keep what they signed',
      )
      .option('--consent-language <code>', 'with --kind reports: the language of that form, for example ar')
      .option('--consent-partners', 'with --kind reports: they agreed to be compared with lists of partners too')
      .addOption(new Option('--encoding <name>', 'instead of the guess').choices(Object.keys(encodings)))
      .addOption(new Option('--delimiter <mark>', 'instead of the guess').choices(Object.keys(delimiterOf)))
      .option('--sheet <name>', 'of a workbook, instead of the guess')
      .option('--header-row <row>', 'row of the headings, as a spreadsheet counts; 0: the file has none')
      .option('--mapping <file>', 'what the columns mean (JSON; --save-mapping writes one to start from)')
      .option('--save-mapping <file>', 'write what the columns were taken for')
      .option('--errors <file>', 'write each problem as CSV: row, column, value, code, message')
      .option('--annotated <file>', 'write the file with two more columns that say what is wrong with each row'),
  );

/** Written down here: help must not wait for what reads files. */
const encodings: Record<Encoding, true> = { 'utf-8': true, 'utf-16le': true, 'utf-16be': true, 'windows-1256': true };

/** A tab and a bar are hard to type. */
const delimiterOf: Record<string, Delimiter> = { comma: ',', semicolon: ';', tab: '\t', bar: '|' };

/** @throws UsageError */
export function choicesOf({ encoding, delimiter, sheet, headerRow }: FileOptions): Choices {
  const row = headerRow === undefined ? undefined : Number(headerRow);
  if (row !== undefined && !(Number.isInteger(row) && row >= 0 && row <= 1_000))
    throw new UsageError('--header-row must be a whole number from 0 to 1000.');
  return {
    ...(encoding ? { encoding: encoding as Choices['encoding'] } : {}),
    ...(delimiter ? { delimiter: delimiterOf[delimiter] } : {}),
    ...(sheet ? { sheet } : {}),
    ...(row === undefined ? {} : { headings: row === 0 ? null : { row, lines: 1 } }),
  };
}
