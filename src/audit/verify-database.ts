import type pg from 'pg';
import { chainOfNoOrganisation } from './audit.js';
import type { AuditSigner } from './audit-signer.js';
import { type EntryRow, entryRowColumns } from './canonical-entry.js';
import { sealedAction, sealLock } from './seal-heads.js';
import { type ChainEnd, ChainVerifier, type Finding } from './verify-chain.js';
import { verifyWitness, type WitnessReading } from './verify-witness.js';
import type { WitnessFile } from './witness-file.js';
import type { RestoreLine } from './witness-line.js';

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

const batch = 5_000;

/**
 * Checks every entry against its neighbours and against the witness file, in one snapshot.
 * @param client of a role that may become athar_audit; it is this function's alone until it is done
 * @param chain the only one to check, or null for all
 */
export async function verifyDatabase(
  client: pg.Client,
  witness: WitnessFile | null,
  signer: Pick<AuditSigner, 'publicKeyOf'>,
  chain: string | null = null,
): Promise<Verification> {
  const reading = await openSnapshot(client, witness, signer);
  try {
    const verifier = new ChainVerifier(reading?.heads ?? new Map());
    const remembered: Remembered[] = [];
    for await (const row of entries(client, chain)) {
      verifier.take(row);
      if (row.chain_id === chainOfNoOrganisation && row.action === sealedAction) remembered.push(rememberedLine(row));
    }
    verifier.end(chain);
    const wholeFile = chain === null || chain === chainOfNoOrganisation;
    const findings = [
      ...verifier.findings,
      ...(reading?.findings ?? []),
      ...(wholeFile ? cutOffWitness(remembered, reading) : []),
    ];
    return {
      entries: verifier.entries,
      ends: verifier.ends,
      findings,
      restores: (reading?.restores ?? []).filter((line) => chain === null || line.chain === chain),
      witness: reading && { lines: reading.lineHashes.length, torn: reading.torn },
      unsealed: [...verifier.ends.values()].reduce((sum, end) => sum + Math.max(0, end.seq - end.lastWitnessed), 0),
    };
  } finally {
    await client.query('rollback; reset role');
  }
}

/** The file is read and the snapshot taken while nobody seals: neither knows of the other what it cannot know. */
async function openSnapshot(
  client: pg.Client,
  witness: WitnessFile | null,
  signer: Pick<AuditSigner, 'publicKeyOf'>,
): Promise<WitnessReading | null> {
  await client.query('set role athar_audit');
  await client.query(`select pg_advisory_lock(${sealLock})`);
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query('select 1');
    const text = witness?.text() ?? '';
    return text === '' ? null : verifyWitness(text, signer);
  } finally {
    await client.query(`select pg_advisory_unlock(${sealLock})`);
  }
}

async function* entries(client: pg.Client, chain: string | null): AsyncGenerator<EntryRow> {
  await client.query(
    `declare audit_walk no scroll cursor for select ${entryRowColumns} from audit_entries
     ${chain === null ? '' : `where chain_id = ${client.escapeLiteral(chain)}`} order by audit_entries.chain_id, audit_entries.seq`,
  );
  for (;;) {
    const { rows } = await client.query<EntryRow>(`fetch ${batch} from audit_walk`);
    yield* rows;
    if (rows.length < batch) return;
  }
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
