import type { ImportField, ListKind } from '../../imports/mapping/import-fields.js';
import type { Delimiter, Encoding } from '../../partner-files/index.js';
import { csvLine } from '../../workbooks/index.js';
import { Random } from '../random.js';
import { wordsOf } from '../words.js';
import { cleanRow } from './clean-row.js';
import { drawClerk } from './clerk.js';
import { dirtyColumns, type NameLayout } from './columns.js';
import { dirtyWorkbook } from './dirty-workbook.js';
import type { DirtyCell, Draft, OddityName } from './draft.js';
import { drawHappenings } from './people.js';
import { spoilRows, textOf } from './spoil-rows.js';
import { Desk } from './spoiler.js';
import { canHold, encodeText } from './text-encoding.js';

export interface DirtyFileOptions {
  /** Any whole number: the same options give the same cells. */
  seed: number;
  /** Rows below the headings, blank ones and totals with them; at least 10. */
  rows: number;
  format: 'csv' | 'xlsx';
  kind?: ListKind;
  /** Default UTF-8, in CSV with byte order mark. A workbook with one holds only what that encoding has: the same list as the CSV. */
  encoding?: Encoding;
  /** Of CSV; default comma. */
  delimiter?: Exclude<Delimiter, '|'>;
  headings?: 'ar' | 'en';
  names?: NameLayout;
  /** Multiplies the shares of all oddities, 0 to 2; 0: a clean list. */
  dirt?: number;
  /** Of a workbook: days are counted from 1904. */
  date1904?: boolean;
}

/** What one row of the file is, and what was done to it. */
export interface LedgerRow {
  /** As a spreadsheet counts, from 1. */
  rowNumber: number;
  what: 'title' | 'headings' | 'person' | 'total' | 'blank';
  /** The texts that a reader finds, as many as there are cells. */
  cells: string[];
  oddities: OddityName[];
  /** Rows about one invented person have one number. Only of `person`. */
  person?: number;
  /** The earlier row whose content or id this one repeats. */
  repeats?: number;
}

export interface DirtyFile {
  fileName: string;
  kind: ListKind;
  bytes: Buffer;
  /** What each column really means, whatever its heading; null: no field is for it. */
  fields: (ImportField | null)[];
  rows: LedgerRow[];
  /** Of a workbook. */
  sheet?: string;
}

const blankShare = 0.01;
/** A line of totals stands under so many rows, as on printed pages. */
const rowsBetweenTotals = 600;

/**
 * A list as partners send it, with everything that goes wrong in lists, and the ledger of what stands in which row. Everybody in it is invented
 * and bears the marker as family name. @throws RangeError for options out of range
 */
export async function dirtyFile(options: DirtyFileOptions): Promise<DirtyFile> {
  const { seed, rows, format, kind = 'detention_records', encoding = 'utf-8', delimiter = ',' } = options;
  const { headings = 'ar', names = 'one_cell', dirt = 1, date1904 = false } = options;
  if (!Number.isInteger(seed) || !Number.isInteger(rows) || rows < 10) throw new RangeError('At least ten rows.');
  if (!(dirt >= 0 && dirt <= 2)) throw new RangeError('Dirt is between 0 and 2.');
  const random = new Random(seed);
  const fits = (text: string): boolean => canHold(encoding, text);
  const columns = dirtyColumns(kind, names, headings, fits, random);

  const totals = dirt === 0 ? 0 : 1 + Math.floor(rows / rowsBetweenTotals);
  const blanks = dirt === 0 ? 0 : Math.max(1, Math.round(rows * blankShare * dirt));
  const { happenings, places } = drawHappenings(rows - totals - blanks, random);
  const drafts: Draft[] = happenings.map((happening, personNumber) => {
    const clerk = drawClerk(random, fits('\u0660')); // an Arabic digit
    const rowId = { counter: personNumber + 1, id: `ATH-${String(personNumber + 1).padStart(5, '0')}` };
    const cells = cleanRow(happening, rowId, columns, clerk, places, random).map((cell) => (fits(cell) ? cell : ''));
    return { personNumber, happening, clerk, cells, touched: new Set(), oddities: [] };
  });
  const serialOfEpoch = date1904 ? 24_107 : 25_569;
  spoilRows(new Desk(random, columns, places, format === 'xlsx', serialOfEpoch, drafts), dirt, fits);

  const titles = dirt === 0 ? [] : wordsOf('list_title', headings === 'ar' ? 'ar' : 'la');
  const total = wordsOf('total', headings === 'ar' ? 'ar' : 'la');
  const written: Omit<WrittenRow, 'rowNumber'>[] = [
    ...titles.map((title) => ({ what: 'title' as const, cells: [title] })),
    { what: 'headings', cells: columns.map(({ heading }) => heading) },
    ...drafts.map((draft) => ({ what: 'person' as const, cells: draft.cells, draft })),
  ];
  const above = titles.length + 1;
  for (let blank = 0; blank < blanks; blank++) {
    written.splice(random.between(above + 1, written.length - 1), 0, { what: 'blank', cells: columns.map(() => '') });
  }
  for (let at = 0; at < totals; at++) {
    const row = ['', '', random.pick(total).replace('{0}', String(drafts.length)), ...columns.slice(3).map(() => '')];
    if (at === 0) written.push({ what: 'total', cells: row });
    else written.splice(above + at * rowsBetweenTotals, 0, { what: 'total', cells: row });
  }
  const numbered: WrittenRow[] = written.map((row, at) => ({ ...row, rowNumber: at + 1 }));
  const sheet = format === 'xlsx' ? 'list' : undefined;
  return {
    fileName: `dirty-${kind.replace('_', '-')}-${seed}.${format}`,
    kind,
    bytes:
      sheet === undefined
        ? encodeText(asCsv(numbered, delimiter), encoding, true)
        : await dirtyWorkbook(
            [
              {
                name: sheet,
                rows: numbered.map(({ cells }) => cells),
                ...(titles.length > 0 && { titleColumns: columns.length }),
              },
              { name: 'summary', rows: [[random.pick(total), { number: String(drafts.length) }]] },
            ],
            date1904,
          ),
    fields: columns.map(({ field }) => (field === 'contact' ? null : field)),
    rows: ledger(numbered, format === 'xlsx'),
    ...(sheet !== undefined && { sheet }),
  };
}

interface WrittenRow {
  rowNumber: number;
  what: LedgerRow['what'];
  cells: DirtyCell[];
  draft?: Draft;
}

const asCsv = (rows: WrittenRow[], delimiter: ',' | ';' | '\t'): string =>
  rows
    .map(
      ({ cells }) =>
        `${csvLine(
          cells.map((cell) => textOf(cell, false)),
          delimiter,
        )}\r\n`,
    )
    .join('');

function ledger(rows: WrittenRow[], inWorkbook: boolean): LedgerRow[] {
  const numberOf = new Map(rows.map(({ draft, rowNumber }) => [draft, rowNumber]));
  return rows.map(({ rowNumber, what, cells, draft }) => ({
    rowNumber,
    what,
    cells: cells.map((cell) => textOf(cell, inWorkbook)),
    oddities: draft?.oddities ?? [],
    ...(draft && { person: draft.personNumber }),
    ...(draft?.repeats && { repeats: numberOf.get(draft.repeats) }),
  }));
}
