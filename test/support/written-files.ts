// Text files as partners write them, in any encoding, and what reading them gave.
import type { Encoding, Reading, RejectedRow, Row, Summary } from '../../src/partner-files/index.js';

const windows1256 = new TextDecoder('windows-1256').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
const byteOf = new Map(Array.from(windows1256, (letter, byte) => [letter, byte]));

/** All letters that Windows-1256 has. */
export const windows1256Letters = [...byteOf.keys()];

export function encoded(text: string, encoding: Encoding, mark = false): Buffer {
  const marked = mark && encoding !== 'windows-1256' ? `\ufeff${text}` : text;
  if (encoding === 'utf-8') return Buffer.from(marked, 'utf8');
  if (encoding === 'utf-16le') return Buffer.from(marked, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(marked, 'utf16le').swap16();
  return Buffer.from(
    Array.from(marked, (letter) => {
      const byte = byteOf.get(letter);
      if (byte === undefined) throw new Error('a letter that Windows-1256 does not have');
      return byte;
    }),
  );
}

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
