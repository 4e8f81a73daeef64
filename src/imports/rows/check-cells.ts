import type { Cell, CellFlag, RowRemark } from '../../partner-files/index.js';
import { longestName } from '../../request-text.js';
import type { FieldType } from '../mapping/import-fields.js';
import { holdsContact } from './contacts-in-text.js';
import type { MappedColumn } from './mapped-columns.js';
import type { RowInHand } from './row-in-hand.js';
import type { RowProblemCode } from './row-problems.js';

/** In characters; what is longer is no such value, and reading it would cost time. */
const longestValue = 500;
const longestText = 4000;
const longestOf: Partial<Record<FieldType, number>> = {
  name: longestName,
  mother: longestName,
  aliases: 1000,
  text: longestText,
  further: longestText,
};
const nameTypes: ReadonlySet<FieldType> = new Set(['name', 'mother', 'aliases']);
/** Texts in sentences. */
const freeTypes: ReadonlySet<FieldType> = new Set(['text', 'further']);
const maySpeakOfContacts: ReadonlySet<FieldType> = new Set([
  ...nameTypes,
  ...freeTypes,
  'place',
  'facility',
  'event',
  'status',
]);

/** Embeddings, overrides and isolates can make a name read as another one; the plain marks of direction cannot. */
const reorders = /[\u202a-\u202e\u2066-\u2069]/;

const saidOfFlags: Partial<Record<CellFlag, RowProblemCode>> = {
  control: 'text.control_character',
  zero_width: 'text.zero_width',
  formula: 'cell.formula',
  no_result: 'cell.no_result',
  error: 'cell.error',
  stray_quote: 'cell.stray_quote',
};
const saidOfRemarks: Record<RowRemark, RowProblemCode> = {
  'row.short': 'row.short',
  'row.long': 'row.long',
  'row.holds_rows': 'row.holds_rows',
  'row.hidden': 'row.hidden',
};

/** Says what is odd about the row and its mapped cells as text, before any of them is read. */
export function checkCells(row: RowInHand, columns: readonly MappedColumn[]): void {
  for (const remark of row.row.remarks ?? []) row.say(null, saidOfRemarks[remark]);
  for (const column of columns) {
    const cell = row.row.cells[column.index];
    if (cell !== undefined && (cell.raw !== '' || cell.flags !== undefined)) checkCell(row, column, cell);
  }
}

function checkCell(row: RowInHand, column: MappedColumn, { raw, flags }: Cell): void {
  const { field, type } = column;
  const isName = nameTypes.has(type);
  if (raw.includes('\u0000')) row.say(column, 'text.nul');
  if (!raw.isWellFormed()) row.say(column, 'text.lone_surrogate');
  if (raw.includes('\ufffd')) row.say(column, isName ? 'text.damaged_name' : 'text.damaged');
  if (raw.length > (longestOf[type] ?? longestValue)) {
    row.tooLong.add(field);
    row.say(column, isName ? 'text.too_long_name' : 'text.too_long');
  }
  if (isName && raw.includes('\u0640')) row.say(column, 'text.stretched');
  for (const flag of flags ?? []) {
    const said = flag === 'bidi_control' ? directionProblem(raw, isName) : saidOfFlags[flag];
    if (said) row.say(column, said);
  }
  if (maySpeakOfContacts.has(type) && holdsContact(raw.slice(0, longestText), freeTypes.has(type)))
    row.say(column, 'contact.in_text');
}

function directionProblem(raw: string, isName: boolean): RowProblemCode {
  if (!reorders.test(raw)) return 'text.direction_mark';
  return isName ? 'text.bidi_control_in_name' : 'text.bidi_control';
}
