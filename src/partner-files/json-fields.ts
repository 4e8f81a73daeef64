import { textCell } from './cell-flags.js';
import type { RowProblem } from './problem-codes.js';
import type { Cell } from './reading.js';

export interface JsonField {
  key: string;
  cell: Cell;
}

export class JsonLineProblem extends Error {
  constructor(
    readonly code: RowProblem,
    readonly column?: string,
  ) {
    super(code);
  }
}

// Sticky and on text that JSON.parse has accepted: each finds the whole of one mark.
const string = /"[^"\\]*(?:\\.[^"\\]*)*"/y;
const scalar = /[-+.\w]+/y;
const between = /[\s,:]*/y;

/**
 * The fields of one JSON object, values as they are written: JSON.parse would round a number of 20 digits and keep only the last of two
 * fields with one name. A string is given without its escapes.
 * @throws JsonLineProblem
 */
export function jsonFields(line: string): JsonField[] {
  const value = parsed(line);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new JsonLineProblem('row.not_an_object');
  const fields: JsonField[] = [];
  const seen = new Set<string>();
  let at = line.indexOf('{') + 1;
  const next = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(line)?.[0] ?? '';
    at += found.length;
    return found;
  };
  for (next(between); line[at] !== '}'; next(between)) {
    const key = JSON.parse(next(string)) as string;
    next(between);
    if (line[at] === '{' || line[at] === '[') throw new JsonLineProblem('row.nested_value', key);
    const written = line[at] === '"' ? next(string) : next(scalar);
    if (seen.has(key)) throw new JsonLineProblem('row.field_twice', key);
    const cell = cellOf(written);
    if (!key.isWellFormed() || !cell.raw.isWellFormed()) throw new JsonLineProblem('row.invalid_bytes', key);
    seen.add(key);
    fields.push({ key, cell });
  }
  return fields;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new JsonLineProblem('row.not_json');
  }
}

function cellOf(written: string): Cell {
  if (written.startsWith('"')) return textCell(JSON.parse(written) as string);
  if (written === 'null') return { raw: '', typed: { kind: 'null' } };
  if (written === 'true' || written === 'false')
    return { raw: written, typed: { kind: 'boolean', value: written === 'true' } };
  return { raw: written, typed: { kind: 'number', value: Number(written) } };
}
