import { checkDate, type Gazetteer, parseAge, splitNames, unknownDate } from '../../matching/index.js';
import type { FieldType, ImportField } from '../mapping/import-fields.js';
import { readEventType, readSex, readStatus } from '../mapping/value-words.js';
import type { MappedColumn } from './mapped-columns.js';
import type { RowInHand } from './row-in-hand.js';
import { writtenIn } from './written-cell.js';

const someDay = { ...unknownDate(''), earliest: '2012-01-01', latest: '2012-01-01' };
const isDate = (text: string): boolean => {
  const checked = checkDate(text);
  return checked.ok && (checked.date.earliest !== null || checked.date.latest !== null);
};
/** Longer texts fit no column but notes. */
const longest = 120;

type Fit = 0 | 1 | 2;

/** How surely a text belongs into a column of a type: not at all, perhaps (any word may be a name), or surely. */
function fits(text: string, type: FieldType, gazetteer: Gazetteer): Fit {
  switch (type) {
    case 'sex':
      return readSex(text) ? 2 : 0;
    case 'event':
      return readEventType(text) ? 2 : 0;
    case 'status':
      return readStatus(text) ? 2 : 0;
    case 'date':
      return isDate(text) ? 2 : 0;
    case 'age':
      return /\p{Nd}/u.test(text) && parseAge(text, someDay).earliest !== null ? 2 : 0;
    case 'identifier':
      return /^\s*\p{Nd}{6,}\s*$/u.test(text) ? 2 : 0;
    case 'place':
      return /^(exact|alias)$/.test(gazetteer.resolvePlace(text).how) ? 2 : 0;
    case 'facility':
      return /^(exact|alias)$/.test(gazetteer.resolveFacility(text).how) ? 2 : 0;
    case 'name':
    case 'mother':
      return !/\p{N}/u.test(text) && !readSex(text) && splitNames(text).length > 0 ? 1 : 0;
    default:
      return 0;
  }
}

/** Places may have any name, so that a neighbour who would take any name says nothing. */
const anyName: ReadonlySet<FieldType> = new Set(['place', 'facility']);

/**
 * True for a row whose values seem to have moved by a column: at least two of them do not fit their columns and would fit the column beside, one of them
 * surely. The fields are pushed to `row.misfits` before.
 */
export function hasSlipped(row: RowInHand, columns: readonly MappedColumn[], gazetteer: Gazetteer): boolean {
  if (row.misfits.length === 0) return false;
  const misfits = new Set<ImportField>(row.misfits);
  const atMisfits = columns.map((_, at) => at).filter((at) => misfits.has(columns[at]!.field));
  const moved = atMisfits.map((at) => fitsBeside(row, columns, at, gazetteer)).filter((fit) => fit > 0);
  // Names fit nearly everywhere, so they are only asked when something else has moved.
  if (moved.length === 0) return false;
  for (const [at, { type }] of columns.entries())
    if (type === 'name' || type === 'mother') moved.push(nameFitsBeside(row, columns, at, gazetteer));
  return moved.filter((fit) => fit > 0).length >= 2 && moved.includes(2);
}

function fitsBeside(row: RowInHand, columns: readonly MappedColumn[], at: number, gazetteer: Gazetteer): Fit {
  const { index, type: own } = columns[at]!;
  const text = writtenIn(row.row.cells[index]);
  if (text === null || text.length > longest) return 0;
  let best: Fit = 0;
  for (const beside of [columns[at - 1], columns[at + 1]]) {
    if (beside === undefined || Math.abs(beside.index - index) !== 1) continue;
    const fit = fits(text, beside.type, gazetteer);
    if (fit > best && !(fit === 1 && anyName.has(own))) best = fit;
  }
  return best;
}

/** A name may sound like a town, so only what can be no name speaks against a name. */
function nameFitsBeside(row: RowInHand, columns: readonly MappedColumn[], at: number, gazetteer: Gazetteer): Fit {
  const { index, type } = columns[at]!;
  const text = writtenIn(row.row.cells[index]);
  if (text === null || text.length > longest || fits(text, type, gazetteer) > 0) return 0;
  return fitsBeside(row, columns, at, gazetteer) === 2 ? 2 : 0;
}
