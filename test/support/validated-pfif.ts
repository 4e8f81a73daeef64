// What the validator of PFIF finds in a file.
import { type Finding, type PfifSummary, validatePfif } from '../../src/pfif/index.js';
import { inPieces } from './written-files.js';

export interface WhatWasFound {
  findings: Finding[];
  end: PfifSummary;
}

/** @param now as YYYY-MM-DDThh:mm:ssZ */
export async function validated(
  file: string | Buffer | AsyncIterable<Uint8Array>,
  now = '2025-06-01T12:00:00Z',
): Promise<WhatWasFound> {
  const bytes = typeof file === 'string' || Buffer.isBuffer(file) ? inPieces(file) : file;
  const findings: Finding[] = [];
  let end: PfifSummary | null = null;
  for await (const one of validatePfif(bytes, new Date(now))) {
    if (end !== null) throw new Error('something comes after the end');
    if (one.kind === 'end') end = one;
    else findings.push(one);
  }
  if (end === null) throw new Error('no end');
  return { findings, end };
}

/** What a writer wrote. */
export async function wholeText(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
