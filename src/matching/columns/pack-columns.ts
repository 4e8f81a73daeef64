import type { Field } from '../compare-records.js';
import { byField } from './by-field.js';
import type { Columns, NameColumn, ValueColumn } from './column-data.js';
import { byFallingCount, countIds } from './frequency-order.js';
import { packSpellings } from './pack-spellings.js';
import { type ColumnArrays, PackedColumns } from './packed-columns.js';
import type { PackedSpellings } from './packed-spellings.js';
import { packTexts } from './packed-texts.js';
import { packRowsOfParts } from './rows-of-parts.js';
import { shared, sharedCopy } from './shared-arrays.js';
import { togetherLists } from './together-index.js';

/**
 * Columns as they are now, in shared memory and no longer than needed. Rows keep their numbers; parts, spellings and values are numbered anew, the commonest
 * first.
 * @param known a dictionary of spellings that were read before, from the last time or from the other side: they need not be read again
 */
export function packColumns(columns: Columns, known: PackedSpellings | null = null): ColumnArrays {
  const { rows, names, mothers, parts, spellings, fields } = columns;
  const uses = new Int32Array(parts.count);
  for (const column of [names, mothers]) countIds(column.parts, partsOf(column, rows), uses);
  const partOrder = byFallingCount(uses);
  const usesOfSpelling = new Int32Array(spellings.count);
  for (let part = 0; part < parts.count; part++) usesOfSpelling[parts.spelling[part]!]! += uses[part]!;
  const spellingOrder = byFallingCount(usesOfSpelling);
  const packedParts = { spelling: shared(Int32Array, parts.count), role: shared(Int8Array, parts.count) };
  partOrder.oldOf.forEach((old, part) => {
    packedParts.spelling[part] = spellingOrder.newOf[parts.spelling[old]!]!;
    packedParts.role[part] = parts.role[old]!;
  });
  const packedNames = packNames(names, rows, partOrder.newOf);
  const packedMothers = packNames(mothers, rows, partOrder.newOf);
  const packed = {
    names: packedNames,
    mothers: packedMothers,
    rowsOfParts: {
      names: packRowsOfParts(packedNames, rows, parts.count),
      mothers: packRowsOfParts(packedMothers, rows, parts.count),
    },
    parts: packedParts,
    spellings: packSpellings(spellings, spellingOrder.oldOf, known),
    fields: byField((field) => packValues(fields[field], rows)),
  };
  return { ...packed, together: togetherLists(new PackedColumns(packed)) };
}

const namesOf = ({ first }: NameColumn, rows: number): number => first[rows]!;
const partsOf = (column: NameColumn, rows: number): number => column.starts[namesOf(column, rows)]!;

function packNames(column: NameColumn, rows: number, newOf: Int32Array): NameColumn {
  const names = namesOf(column, rows);
  const parts = sharedCopy(column.parts, partsOf(column, rows));
  for (let at = 0; at < parts.length; at++) parts[at] = newOf[parts[at]!]!;
  return {
    first: sharedCopy(column.first, rows + 1),
    starts: sharedCopy(column.starts, names + 1),
    parts,
    told: sharedCopy(column.told, names),
    sure: sharedCopy(column.sure, names),
  };
}

/** Id 0 stays what says nothing. */
function packValues({ ids, values }: ValueColumn, rows: number): ColumnArrays['fields'][Field] {
  const uses = new Int32Array(values.count);
  countIds(ids, rows, uses);
  const { oldOf, newOf } = byFallingCount(uses, 1);
  const packed = sharedCopy(ids, rows);
  for (let row = 0; row < rows; row++) packed[row] = newOf[packed[row]!]!;
  return { ids: packed, values: packTexts(values.count, (id) => values.text(oldOf[id]!)) };
}
