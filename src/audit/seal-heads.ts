import type { EntityManager } from 'typeorm';
import { appendEntry, chainOfNoOrganisation } from './audit.js';
import type { AuditSigner } from './audit-signer.js';
import { sealedAction } from './verify-audit.js';
import type { NewLine, WitnessFile } from './witness-file.js';

/** Held by whoever writes to the witness file, and for a moment by whoever verifies. */
export const sealLock = `hashtextextended('athar audit seal', 0)`;

export interface ChainHead {
  chain: string;
  seq: number;
  hash: string;
  action: string;
}

export interface Sealing {
  /** How many chains got a line. */
  sealed: number;
  /** Chains that are shorter than the witness knows them, or other: restored or tampered with. Nothing new is signed for them. */
  disagreeing: string[];
}

/**
 * Signs the last entry of every chain that went on, and writes it down outside of the database.
 * @param manager of a transaction of the API or the owner; the caller commits
 */
export async function sealHeads(manager: EntityManager, witness: WitnessFile, signer: AuditSigner): Promise<Sealing> {
  await manager.query(`select pg_advisory_xact_lock(${sealLock})`);
  witness.refresh();
  const heads = await readHeads(manager);
  const disagreeing = await disagreeingChains(manager, heads, witness);
  const moved = movedChains(heads, witness).map((head) => head.chain);
  // With every sealing that of the one before: only the newest is in nobody's memory but the chain's.
  const wanted = moved.length > 0 ? [...moved, chainOfNoOrganisation] : [];
  const lines: NewLine[] = heads
    .filter(({ chain, seq }) => wanted.includes(chain) && seq > (witness.heads.get(chain)?.seq ?? 0))
    .filter((head) => !disagreeing.includes(head.chain))
    .map(({ chain, seq, hash }) => ({ kind: 'head', chain, seq, hash }));
  if (lines.length > 0) await writeLines(manager, witness, signer, lines);
  return { sealed: lines.length, disagreeing };
}

/** Writes lines and has the chain without organisation remember the last of them. Under the seal lock. */
export async function writeLines(
  manager: EntityManager,
  witness: WitnessFile,
  signer: AuditSigner,
  lines: readonly NewLine[],
): Promise<void> {
  const { number, hash } = witness.append(lines, signer);
  // After the file: should the commit fail, the file knows more than the chain, which is no contradiction.
  await appendEntry(
    manager,
    chainOfNoOrganisation,
    { kind: 'service', id: null },
    {
      action: sealedAction,
      subjectKind: 'witness',
      subjectId: `${number}.${hash}`,
    },
  );
}

export async function readHeads(manager: Pick<EntityManager, 'query'>): Promise<ChainHead[]> {
  const rows: { chain_id: string; seq: string; hash: Buffer; action: string }[] = await manager.query(
    'select chain_id, seq, hash, action from audit_heads()',
  );
  return rows.map(({ chain_id, seq, hash, action }) => ({
    chain: chain_id,
    seq: Number(seq),
    hash: hash.toString('hex'),
    action,
  }));
}

/** Entries that are in no witness yet, by chain. That a sealing itself was written down is nothing to seal again. */
export function movedChains(heads: readonly ChainHead[], witness: WitnessFile): (ChainHead & { unsealed: number })[] {
  return heads
    .map((head) => ({ ...head, unsealed: head.seq - (witness.heads.get(head.chain)?.seq ?? 0) }))
    .filter((head) => head.unsealed > (head.action === sealedAction ? 1 : 0));
}

async function disagreeingChains(
  manager: EntityManager,
  heads: readonly ChainHead[],
  witness: WitnessFile,
): Promise<string[]> {
  const found: string[] = [];
  for (const [chain, seen] of witness.heads) {
    const head = heads.find((one) => one.chain === chain);
    if (head && head.seq === seen.seq && head.hash === seen.hash) continue;
    const [{ hash }]: { hash: Buffer | null }[] = await manager.query('select audit_hash_at($1, $2) as hash', [
      chain,
      seen.seq,
    ]);
    if (hash?.toString('hex') !== seen.hash) found.push(chain);
  }
  return found;
}
