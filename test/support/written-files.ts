// Text files as partners write them, in any encoding, and what reading them gave.
import type { Reading, RejectedRow, Row, Summary } from '../../src/partner-files/index.js';

export { encodeText as encoded, windows1256Letters } from '../../src/demonstration/dirty/text-encoding.js';

/** A file that arrives in pieces of `size` bytes. */
export async function* inPieces(bytes: Buffer | string, size = 65_536): AsyncGenerator<Buffer> {
  const all = Buffer.from(bytes);
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size);
}

export interface WhatWasRead {
  headings: string[];
  rows: Row[];
  rejected: RejectedRow[];
  end: Summary;
}

export async function collected(readings: AsyncIterable<Reading>): Promise<WhatWasRead> {
  const rows: Row[] = [];
  const rejected: RejectedRow[] = [];
  let headings: string[] = [];
  let end: Summary | null = null;
  for await (const reading of readings) {
    if (end !== null) throw new Error('something comes after the end');
    if (reading.kind === 'columns') headings = reading.columns.map(({ heading }) => heading);
    else if (reading.kind === 'row') rows.push(reading);
    else if (reading.kind === 'rejected') rejected.push(reading);
    else end = reading;
  }
  if (end === null) throw new Error('no end');
  return { headings, rows, rejected, end };
}

/** Row numbers with the texts of their cells. */
export const textsOf = ({ rows }: WhatWasRead): [number, string[]][] =>
  rows.map(({ rowNumber, cells }) => [rowNumber, cells.map(({ raw }) => raw)]);
