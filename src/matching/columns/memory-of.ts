import type { KeyIndexArrays } from './key-index.js';
import type { ColumnArrays } from './packed-columns.js';

/** Bytes that columns and their key index take, by part. */
export interface MemoryUse {
  rows: number;
  bytes: {
    names: number;
    mothers: number;
    rowsOfParts: number;
    together: number;
    fields: number;
    values: number;
    parts: number;
    spellings: number;
    keys: number;
  };
  /** All but the dictionaries (values, parts, spellings), for a million rows. */
  perMillionRows: number;
}

export function memoryOf(columns: ColumnArrays, keys: KeyIndexArrays): MemoryUse {
  const fields = Object.values(columns.fields);
  const bytes = {
    names: bytesIn(columns.names),
    mothers: bytesIn(columns.mothers),
    rowsOfParts: bytesIn(columns.rowsOfParts),
    together: bytesIn(columns.together),
    fields: bytesIn(fields.map(({ ids }) => ids)),
    values: bytesIn(fields.map(({ values }) => values)),
    parts: bytesIn(columns.parts),
    spellings: bytesIn(columns.spellings),
    keys: bytesIn(keys),
  };
  const rows = columns.names.first.length - 1;
  const growing = bytes.names + bytes.mothers + bytes.rowsOfParts + bytes.together + bytes.fields + bytes.keys;
  return { rows, bytes, perMillionRows: Math.round((growing / Math.max(1, rows)) * 1e6) };
}

/** Bytes of all typed arrays in there. */
function bytesIn(of: object): number {
  if (ArrayBuffer.isView(of)) return of.byteLength;
  return Object.values(of).reduce((sum: number, inner: object) => sum + bytesIn(inner), 0);
}
