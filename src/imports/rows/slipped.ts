import { checkDate, type Gazetteer, parseAge, splitNames, unknownDate } from '../../matching/index.js';
import type { FieldType, ImportField } from '../mapping/import-fields.js';
import { readEventType, readSex, readStatus } from '../mapping/value-words.js';
import type { MappedColumn } from './mapped-columns.js';
import type { RowInHand } from './row-in-hand.js';

const someDay = { ...unknownDate(''), earliest: '2012-01-01', latest: '2012-01-01' };
const isDate = (text: string): boolean => {
  const checked = checkDate(text);
  return checked.ok && (checked.date.earliest !== null || checked.date.latest !== null);
};
/** Longer texts fit no column but notes. */
const longest = 120;

/** How surely a text belongs into a column of a type: not at all, perhaps (any word may be a name), or surely. */
function fits(text: string, type: FieldType, gazetteer: Gazetteer): 0 | 1 | 2 {
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
  let moved = 0;
  let surely = 0;
  for (const [at, column] of columns.entries()) {
    const text = row.text(column.field);
    if (text === null || text.length > longest) continue;
    const isName = column.type === 'name' || column.type === 'mother';
    if (!isName && !misfits.has(column.field)) continue;
    const neighbours = [columns[at - 1], columns[at + 1]].filter(
      (other) => other !== undefined && Math.abs(other.index - column.index) === 1,
    ) as MappedColumn[];
    const best = Math.max(0, ...neighbours.map(({ type }) => fits(text, type, gazetteer)));
    // A name may sound like a town, so only what can be no name speaks against a name.
    const counts = isName
      ? fits(text, column.type, gazetteer) === 0 && best === 2
      : best === 2 || (best === 1 && !anyName.has(column.type));
    if (!counts) continue;
    moved++;
    if (best === 2) surely++;
  }
  return moved >= 2 && surely >= 1;
}
