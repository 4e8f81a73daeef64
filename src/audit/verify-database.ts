import type pg from 'pg';
import type { AuditSigner } from './audit-signer.js';
import { type EntryRow, entryRowColumns } from './canonical-entry.js';
import { sealLock } from './seal-heads.js';
import { type Verification, verifyAudit } from './verify-audit.js';
import type { WitnessFile } from './witness-file.js';

const batch = 5_000;

/**
 * Checks the audit chains of a database in one snapshot.
 * @param client of a role that may become athar_audit; it is this function's alone until it is done
 * @param chain the only one to check, or null for all
 */
export async function verifyDatabase(
  client: pg.Client,
  witness: WitnessFile | null,
  signer: Pick<AuditSigner, 'publicKeyOf'>,
  chain: string | null = null,
): Promise<Verification> {
  const text = await openSnapshot(client, witness);
  try {
    return await verifyAudit(entries(client, chain), text, signer, chain);
  } finally {
    await client.query('rollback; reset role');
  }
}

/**
 * The file is read and the snapshot taken while nobody seals: neither knows of the other what it cannot know.
 * @returns the file
 */
async function openSnapshot(client: pg.Client, witness: WitnessFile | null): Promise<string> {
  await client.query('set role athar_audit');
  await client.query(`select pg_advisory_lock(${sealLock})`);
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query('select 1');
    return witness?.text() ?? '';
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
