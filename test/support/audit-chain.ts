import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import type { AuditSigner } from '../../src/audit/audit-signer.js';
import { type EntryRow, entryRowColumns } from '../../src/audit/canonical-entry.js';
import { sealHeads } from '../../src/audit/seal-heads.js';
import { verifyDatabase } from '../../src/audit/verify-database.js';
import { WitnessFile } from '../../src/audit/witness-file.js';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { databaseUrls } from '../../src/database/roles.js';

/** Ed25519 keys of a test; `rotate` makes another one sign from now on. */
export class TestSigner implements AuditSigner {
  keyId = '';
  private readonly keys = new Map<string, { publicKey: KeyObject; privateKey: KeyObject }>();

  constructor() {
    this.rotate();
  }

  rotate(): void {
    this.keyId = `audit-${this.keys.size + 1}`;
    this.keys.set(this.keyId, generateKeyPairSync('ed25519'));
  }

  sign = (bytes: Uint8Array) => sign(null, bytes, this.keys.get(this.keyId)!.privateKey);
  publicKeyOf = (keyId: string) => this.keys.get(keyId)?.publicKey ?? null;
}

export const newWitness = () => new WitnessFile(join(mkdtempSync(join(tmpdir(), 'athar-witness-')), 'witness.jsonl'));

export async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  // A test that fails leaves it open; then the end of its database must not hide why.
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** As a process of the API comes, without TypeORM, so that hundreds are cheap. */
export const asApi = (url = process.env.DATABASE_URL!) => connected(databaseUrls(url).api);
export const asWorker = () => connected(databaseUrls(process.env.DATABASE_URL!).worker);
export const asOwner = (url = process.env.DATABASE_URL!) => connected(url);

export interface AnEntry {
  kind?: string;
  actor?: string | null;
  action?: string;
  subjectId?: string | null;
  fields?: string[] | string;
  seen?: string[];
  reason?: string | null;
  operation?: string | null;
  outcome?: string;
}

/** Appends as the connection's role would, and says the number. */
export async function append(client: pg.Client, chain: string, entry: AnEntry = {}): Promise<number> {
  const { rows } = await client.query<{ seq: string }>(
    'select append_audit_entry($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) as seq',
    [
      chain,
      entry.kind ?? 'staff',
      entry.actor === undefined ? randomUUID() : entry.actor,
      entry.action ?? 'report.read',
      'report',
      entry.subjectId === undefined ? randomUUID() : entry.subjectId,
      entry.fields ?? ['sought.names', 'birth'],
      entry.seen ?? [],
      entry.reason ?? null,
      entry.operation ?? null,
      entry.outcome ?? 'done',
    ],
  );
  return Number(rows[0].seq);
}

export async function rowsOf(client: pg.Client): Promise<EntryRow[]> {
  const { rows } = await client.query<EntryRow>(
    `select ${entryRowColumns} from audit_entries order by audit_entries.chain_id, audit_entries.seq`,
  );
  return rows;
}

/** One transaction of the API or the owner, as sealing needs it. */
export async function inTransaction<T>(url: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
  const dataSource = await new DataSource(dataSourceOptions(url, [], 1)).initialize();
  try {
    return await dataSource.transaction(work);
  } finally {
    await dataSource.destroy();
  }
}

export const seal = (witness: WitnessFile, signer: AuditSigner, url = process.env.DATABASE_URL!) =>
  inTransaction(databaseUrls(url).api, (manager) => sealHeads(manager, witness, signer));

export async function verifyAt(witness: WitnessFile | null, signer: AuditSigner, url = process.env.DATABASE_URL!) {
  const client = await asOwner(url);
  try {
    return await verifyDatabase(client, witness, signer);
  } finally {
    await client.end();
  }
}
