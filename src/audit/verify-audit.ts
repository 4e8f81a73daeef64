import { chainOfNoOrganisation } from './audit.js';
import type { AuditSigner } from './audit-signer.js';
import type { EntryRow } from './canonical-entry.js';
import { type ChainEnd, ChainVerifier, type Finding } from './verify-chain.js';
import { verifyWitness, type WitnessReading } from './verify-witness.js';
import type { RestoreLine } from './witness-line.js';

/** What a chain remembers of the witness file: the other half of the promise, so that neither can be cut off alone. */
export const sealedAction = 'audit.sealed';

export interface Verification {
  entries: number;
  /** By chain. */
  ends: Map<string, ChainEnd>;
  findings: Finding[];
  /** Restores that a person sealed. */
  restores: RestoreLine[];
  witness: { lines: number; torn: number[] } | null;
  /** Entries after the last witnessed one: whoever holds the database could still cut them off unseen. */
  unsealed: number;
}

/**
 * Checks every entry against its neighbours and against the witness file. Pure.
 * @param rows ordered by chain and number
 * @param witness the whole file; empty when there is none
 * @param chain the only one that `rows` holds, or null when they hold all
 */
export async function verifyAudit(
  rows: AsyncIterable<EntryRow> | Iterable<EntryRow>,
  witness: string,
  signer: Pick<AuditSigner, 'publicKeyOf'>,
  chain: string | null = null,
): Promise<Verification> {
  const reading = witness === '' ? null : verifyWitness(witness, signer);
  const verifier = new ChainVerifier(reading?.heads ?? new Map());
  const remembered: Remembered[] = [];
  for await (const row of rows) {
    verifier.take(row);
    if (row.chain_id === chainOfNoOrganisation && row.action === sealedAction) remembered.push(rememberedLine(row));
  }
  verifier.end(chain);
  const wholeFile = chain === null || chain === chainOfNoOrganisation;
  return {
    entries: verifier.entries,
    ends: verifier.ends,
    findings: [
      ...verifier.findings,
      ...(reading?.findings ?? []),
      ...(wholeFile ? cutOffWitness(remembered, reading) : []),
    ],
    restores: (reading?.restores ?? []).filter((line) => chain === null || line.chain === chain),
    witness: reading && { lines: reading.lineHashes.length, torn: reading.torn },
    unsealed: [...verifier.ends.values()].reduce((sum, end) => sum + Math.max(0, end.seq - end.lastWitnessed), 0),
  };
}

interface Remembered {
  seq: number;
  line: number;
  hash: string;
}

function rememberedLine(row: EntryRow): Remembered {
  const [line, hash] = (row.subject_id ?? '').split('.');
  return { seq: Number(row.seq), line: Number(line), hash };
}

/** Compares what the chain remembers of the file with the file; what a sealed restore came after is settled. */
function cutOffWitness(remembered: readonly Remembered[], reading: WitnessReading | null): Finding[] {
  const settled = Math.max(
    0,
    ...(reading?.restores ?? []).filter((line) => line.chain === chainOfNoOrganisation).map((line) => line.seq),
  );
  const open = remembered.filter((one) => one.seq > settled);
  const last = open.at(-1);
  if (!last) return [];
  const finding = (kind: Finding['kind'], seq: number, detail: string): Finding => ({ chain: null, seq, kind, detail });
  if (!reading)
    return [finding('witness_missing', last.line, `the file had ${last.line} lines, and is not there or is empty`)];
  const findings = open
    .filter((one) => one.line <= reading.lineHashes.length && reading.lineHashes[one.line - 1] !== one.hash)
    .map((one) => finding('witness_altered', one.line, `the chain remembers another line (entry ${one.seq})`));
  if (last.line > reading.lineHashes.length)
    findings.push(finding('witness_truncated', reading.lineHashes.length + 1, `the file had ${last.line} lines`));
  return findings;
}
