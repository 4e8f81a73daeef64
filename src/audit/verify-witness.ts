import type { AuditSigner } from './audit-signer.js';
import type { Finding, WitnessedHead } from './verify-chain.js';
import { isSignedBy, lineHash, noLine, type RestoreLine, readLine, type WitnessLine } from './witness-line.js';

export interface WitnessReading {
  findings: Finding[];
  /** What the database must still have, by chain, ascending: without what a sealed restore gave up. */
  heads: Map<string, WitnessedHead[]>;
  restores: RestoreLine[];
  /** Hash of every line, the first at 0. */
  lineHashes: string[];
  /** Lines that a full disk or a kill cut short, and that a later line vouches for. */
  torn: number[];
}

/**
 * Reads a witness file: every line signed, each one following from the bytes of the one before. Pure.
 * @param text the whole file; each line ends with \n
 */
export function verifyWitness(text: string, signer: Pick<AuditSigner, 'publicKeyOf'>): WitnessReading {
  const reading: WitnessReading = { findings: [], heads: new Map(), restores: [], lineHashes: [], torn: [] };
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  else if (text !== '') found(reading, lines.length, 'witness_altered', 'the file does not end with the end of a line');
  let prev = noLine;
  let unreadable: number | null = null;
  lines.forEach((raw, i) => {
    const number = i + 1;
    const read = readLine(raw);
    if (!read) {
      // Not yet known: a line that follows from it was written by somebody who had seen it like this.
      if (unreadable !== null) found(reading, unreadable, 'witness_altered', 'it cannot be read');
      unreadable = number;
    } else {
      const whole = takeLine(reading, read, number, prev, signer);
      if (unreadable !== null && whole) reading.torn.push(unreadable);
      else if (unreadable !== null) found(reading, unreadable, 'witness_altered', 'it cannot be read');
      unreadable = null;
    }
    prev = lineHash(raw);
    reading.lineHashes.push(prev);
  });
  if (unreadable !== null) found(reading, unreadable, 'witness_altered', 'it cannot be read');
  return reading;
}

/** @returns whether it is signed and follows from the line before */
function takeLine(
  reading: WitnessReading,
  { line, signature }: { line: WitnessLine; signature: string },
  number: number,
  prev: string,
  signer: Pick<AuditSigner, 'publicKeyOf'>,
): boolean {
  const key = signer.publicKeyOf(line.key);
  if (!key) {
    found(reading, number, 'unknown_key', 'it is signed with a key that is not in the key ring');
    return false;
  }
  if (!isSignedBy(line, signature, key)) {
    found(reading, number, 'witness_altered', 'the signature does not fit');
    return false;
  }
  const follows = line.line === number && line.prev === prev;
  if (!follows)
    found(
      reading,
      number,
      'witness_altered',
      `it does not follow from the line before; it was written as line ${line.line}`,
    );
  // What is signed was seen, wherever in the file it stands now.
  const heads = reading.heads.get(line.chain) ?? [];
  if (line.kind === 'restore') reading.restores.push(line);
  const kept = line.kind === 'restore' ? heads.filter((head) => head.seq <= line.after) : heads;
  insertHead(kept, { seq: line.seq, hash: line.hash });
  reading.heads.set(line.chain, kept);
  return follows;
}

function insertHead(heads: WitnessedHead[], head: WitnessedHead): void {
  let place = heads.length;
  while (place > 0 && heads[place - 1].seq > head.seq) place--;
  if (place > 0 && heads[place - 1].seq === head.seq && heads[place - 1].hash === head.hash) return;
  heads.splice(place, 0, head);
}

function found(reading: WitnessReading, seq: number, kind: Finding['kind'], detail: string): void {
  reading.findings.push({ chain: null, seq, kind, detail });
}
