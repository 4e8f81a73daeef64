import { named } from './columns.js';
import { decodeText } from './decode-text.js';
import { type JsonField, JsonLineProblem, jsonFields } from './json-fields.js';
import { limits } from './limits.js';
import type { Cell, FileBytes, Reading, ReadingOptions, RejectedRow } from './reading.js';
import { rejection } from './table-rows.js';
import { textLines } from './text-lines.js';

/** Rows of a file with one JSON object on each line; its fields are the columns, in the order in which they are first seen. */
export async function* readJsonLines(
  bytes: FileBytes,
  { encoding = 'utf-8' }: ReadingOptions,
): AsyncGenerator<Reading> {
  const columnOf = new Map<string, number>();
  let rowNumber = 0;
  let rows = 0;
  let rejected = 0;
  let blank = 0;
  for await (const { text, cut } of textLines(decodeText(bytes, encoding))) {
    rowNumber++;
    if (text.trim() === '') {
      blank++;
      continue;
    }
    const fields = cut ? rejection(rowNumber, 'row.too_long', text, cut) : readLine(rowNumber, text, columnOf);
    if (!Array.isArray(fields)) {
      rejected++;
      yield fields;
      continue;
    }
    const known = columnOf.size;
    for (const { key } of fields) if (!columnOf.has(key)) columnOf.set(key, columnOf.size);
    if (columnOf.size > known) yield { kind: 'columns', columns: named([...columnOf.keys()]) };
    const cells: Cell[] = Array.from({ length: columnOf.size }, () => ({ raw: '' }));
    for (const { key, cell } of fields) cells[columnOf.get(key)!] = cell;
    rows++;
    yield { kind: 'row', rowNumber, cells };
  }
  if (columnOf.size === 0) yield { kind: 'columns', columns: [] };
  yield { kind: 'end', above: 0, rows, rejected, blank, lastRow: rowNumber };
}

function readLine(rowNumber: number, text: string, known: ReadonlyMap<string, number>): JsonField[] | RejectedRow {
  if (!text.isWellFormed()) return rejection(rowNumber, 'row.invalid_bytes', text);
  try {
    const fields = jsonFields(text);
    const added = fields.filter(({ key }) => !known.has(key)).length;
    return known.size + added > limits.columns ? rejection(rowNumber, 'row.too_many_columns', text) : fields;
  } catch (error) {
    if (!(error instanceof JsonLineProblem)) throw error;
    const row = rejection(rowNumber, error.code, text);
    if (error.column !== undefined) row.column = error.column.toWellFormed();
    return row;
  }
}
