import { hash as digest, type KeyObject, verify } from 'node:crypto';
import type { AuditSigner } from './audit-signer.js';

interface AnyLine {
  at: string;
  chain: string;
  /** Of the entry, 64 hexadecimal digits. */
  hash: string;
  /** Which key signed. */
  key: string;
  /** Its number in the file, from 1. */
  line: number;
  /** SHA-256 of the bytes of the line before, whatever these are; zeros in the first line. */
  prev: string;
  seq: number;
  v: 1;
}

/** Somebody outside of the database saw this entry at the end of this chain. */
export interface HeadLine extends AnyLine {
  kind: 'head';
}

/** A human says: the database was restored. What was seen after `after`, up to `lost_to`, is gone; the chain goes on with this entry. */
export interface RestoreLine extends AnyLine {
  kind: 'restore';
  after: number;
  lost_to: number;
  reason: string;
}

export type WitnessLine = HeadLine | RestoreLine;

export const noLine = '0'.repeat(64);
export const lineHash = (text: string | Buffer): string => digest('sha256', text, 'hex');

const purpose = 'athar audit witness v1\n';
const sorted = (line: object): string =>
  JSON.stringify(Object.fromEntries(Object.entries(line).sort(([a], [b]) => (a < b ? -1 : 1))));

/** One line of the file, without its end: JSON with sorted keys, signed (Ed25519, RFC 8032) over everything but the signature. */
export function signedLine(line: WitnessLine, signer: AuditSigner): string {
  return sorted({ ...line, signature: signer.sign(Buffer.from(purpose + sorted(line))).toString('hex') });
}

/**
 * @returns null for text that is not, byte for byte, what `signedLine` writes: there is one way to write a line, so that no bit of it
 * can be turned. Says nothing about the signature.
 */
export function readLine(text: string): { line: WitnessLine; signature: string } | null {
  let parsed: Record<string, unknown>;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  const { signature, ...line } = (parsed ?? {}) as unknown as WitnessLine & { signature: string };
  const fits =
    line.v === 1 &&
    (line.kind === 'head' || line.kind === 'restore') &&
    /^[0-9a-f]{128}$/.test(signature) &&
    /^[0-9a-f]{64}$/.test(line.hash) &&
    /^[0-9a-f]{64}$/.test(line.prev) &&
    /^[0-9a-f-]{36}$/.test(line.chain) &&
    Number.isSafeInteger(line.seq) &&
    typeof line.key === 'string' &&
    sorted({ ...line, signature }) === text;
  return fits ? { line, signature } : null;
}

export function isSignedBy(line: WitnessLine, signature: string, key: KeyObject): boolean {
  return verify(null, Buffer.from(purpose + sorted(line)), key, Buffer.from(signature, 'hex'));
}
