import type { EntityManager } from 'typeorm';
import { appendEntry, chainOfNoOrganisation } from './audit.js';
import type { AuditSigner } from './audit-signer.js';
import { sealLock, writeLines } from './seal-heads.js';
import type { Verification } from './verify-audit.js';
import type { Finding, FindingKind } from './verify-chain.js';
import type { NewLine, WitnessFile } from './witness-file.js';

/** What a restore, or the loss of the witness file, looks like. Everything else no word of a human makes good. */
const explainedByRestore: FindingKind[] = ['truncated', 'rewritten', 'witness_truncated', 'witness_missing'];

export const notExplainedByRestore = (findings: readonly Finding[]): Finding[] =>
  findings.filter((finding) => !explainedByRestore.includes(finding.kind));

export interface SealedRestore {
  chain: string;
  /** The last entry that database and witness have in common. */
  after: number;
  /** The last one that the witness had seen. */
  lostTo: number;
  /** The entry that says so. */
  seq: number;
}

/**
 * Writes a human's word for a restore into each chain that it changed, into the chain without organisation, and signed into the witness
 * file. No hash is made anew: what was lost stays known as lost.
 * @param manager of a transaction of the owner; the caller commits
 * @param verification of all chains, made just before, with no finding but those of a restore
 * @param reason a code
 */
export async function sealRestore(
  manager: EntityManager,
  witness: WitnessFile,
  signer: AuditSigner,
  verification: Verification,
  reason: string,
): Promise<SealedRestore[]> {
  await manager.query(`select pg_advisory_xact_lock(${sealLock})`);
  witness.refresh();
  const changed = verification.findings.flatMap(({ chain }) => (chain === null ? [] : [chain]));
  const restores: SealedRestore[] = [];
  const lines: NewLine[] = [];
  for (const chain of [...new Set([...changed, chainOfNoOrganisation])].sort()) {
    const { agreesUntil: after, lastWitnessed: lostTo } = verification.ends.get(chain) ?? {
      agreesUntil: 0,
      lastWitnessed: 0,
    };
    const seq = await appendEntry(
      manager,
      chain,
      { kind: 'command', id: null },
      {
        action: 'audit.restored',
        subjectKind: 'audit_chain',
        subjectId: `${after}-${lostTo}`,
        reason,
      },
    );
    const [{ hash }]: { hash: Buffer }[] = await manager.query('select audit_hash_at($1, $2) as hash', [chain, seq]);
    restores.push({ chain, after, lostTo, seq });
    lines.push({ kind: 'restore', chain, seq, hash: hash.toString('hex'), after, lost_to: lostTo, reason });
  }
  await writeLines(manager, witness, signer, lines);
  return restores;
}
