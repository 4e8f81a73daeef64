import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type pg from 'pg';
import type { EntryRow } from '../../src/audit/canonical-entry.js';
import { type Verification, verifyAudit } from '../../src/audit/verify-audit.js';
import { verifyChain } from '../../src/audit/verify-chain.js';
import { verifyDatabase } from '../../src/audit/verify-database.js';
import { append, asApi, asOwner, newWitness, rowsOf, seal, TestSigner } from '../support/audit-chain.js';
import { columns, type Evidence, seeded, tamper, tamperings } from '../support/tamper.js';

jest.setTimeout(300_000);

const seed = Number(process.env.FC_SEED ?? 20_261_122);
const signer = new TestSigner();
const witness = newWitness();
const sealedUntil = new Map<string, number>();
let owner: pg.Client;
let before: Evidence;

/** Entries of every kind in three organisations and in none, sealed several times with two keys. */
beforeAll(async () => {
  const api = await asApi();
  owner = await asOwner();
  const chains = [randomUUID(), randomUUID(), randomUUID()];
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < 45; i++) {
      const chain = chains[i % chains.length];
      await append(
        api,
        chain,
        [
          {},
          { subjectId: null, fields: [], seen: [randomUUID(), randomUUID(), randomUUID()] },
          { kind: 'family', action: 'receipt.opened', reason: 'second_try' },
          { kind: 'partner', outcome: 'denied', operation: 'GET /v1/reports/:id', fields: [] },
          { kind: 'command', actor: null, outcome: 'refused', fields: ['a', 'b', 'c'] },
        ][i % 5],
      );
    }
    await append(api, '00000000-0000-0000-0000-000000000000', { kind: 'nobody', actor: null, outcome: 'denied' });
    if (round === 1) signer.rotate();
    expect((await seal(witness, signer)).disagreeing).toEqual([]);
  }
  await api.end();
  before = { rows: await rowsOf(owner), witness: witness.text() };
  const whole = await verifyAudit(before.rows, before.witness, signer);
  expect(whole.findings).toEqual([]);
  for (const [chain, end] of whole.ends) sealedUntil.set(chain, end.lastWitnessed);
  expect(whole).toMatchObject({ entries: 3 * 47, unsealed: 1, witness: { lines: 3 * 4 } });
});
afterAll(() => owner.end());

const kindsOf = (verification: Verification) => new Set(verification.findings.map((finding) => finding.kind));

describe('10,000 random tamperings with the audit trail', () => {
  it(`are all found (seed ${seed})`, async () => {
    const pick = seeded(seed);
    const missed: string[] = [];
    const tried = new Map<string, number>();
    const said = new Set<string>();
    for (let i = 0; i < 10_000; i++) {
      // Half of them single bits of the table, the others in turn.
      const kind = i % 2 ? tamperings[0] : tamperings[(i / 2) % tamperings.length];
      const after = tamper(kind, before, sealedUntil, pick);
      const found = kindsOf(await verifyAudit(after.rows, after.witness, signer));
      if (found.size === 0) missed.push(`${i}: ${kind}`);
      for (const each of found) said.add(each);
      tried.set(kind, (tried.get(kind) ?? 0) + 1);
    }
    expect(missed).toEqual([]);
    expect([...tried.keys()].sort()).toEqual([...tamperings].sort());
    expect(Math.min(...tried.values())).toBeGreaterThan(150);
    expect([...said].sort()).toEqual([
      'altered',
      'forked',
      'inserted',
      'missing',
      'reordered',
      'rewritten',
      'truncated',
      'unknown_key',
      'witness_altered',
      'witness_missing',
      'witness_truncated',
    ]);
  });

  it('find every single bit of every column of an entry between two others', async () => {
    const chain = before.rows[0].chain_id;
    const rows = before.rows.filter((row) => row.chain_id === chain);
    const turned = columns.flatMap((column) =>
      [1, 2, 3, 4, 5].flatMap((place) => everyBit(rows[place], column).map((row) => rows.slice(0, 7).with(place, row))),
    );
    expect(turned.length).toBeGreaterThan(15_000);
    let missed = 0;
    for (const changed of turned) if ((await verifyChain(changed)).length === 0) missed++;
    expect(missed).toBe(0);
  });

  it('are found in the table itself too, by somebody who passes every wall: 400 of them', async () => {
    await owner.query(`
      create table untouched as select * from audit_entries;
      alter table audit_entries disable trigger all;
      do $$ declare name text; begin
        for name in select conname from pg_constraint where conrelid = 'audit_entries'::regclass and contype in ('c', 'u', 'p') loop
          execute format('alter table audit_entries drop constraint %I', name);
        end loop;
      end $$`);
    const pick = seeded(seed + 1);
    const kinds = tamperings.filter((kind) => !kind.includes('witness'));
    const missed: string[] = [];
    let done = 0;
    for (let i = 0; done < 400; i++) {
      const kind = i % 2 ? kinds[0] : kinds[(i / 2) % kinds.length];
      const after = tamper(kind, before, sealedUntil, pick);
      if (!(await change(before.rows, after.rows))) continue;
      done++;
      const { findings } = await verifyDatabase(owner, witness, signer);
      if (findings.length === 0) missed.push(`${i}: ${kind}`);
      await owner.query('truncate audit_entries; insert into audit_entries select * from untouched');
    }
    expect(missed).toEqual([]);
    expect((await verifyDatabase(owner, witness, signer)).findings).toEqual([]);
  });
});

/** The entry once for each bit of the column. Text is of seven bits; a null has no bits to turn. */
function everyBit(row: EntryRow, column: (typeof columns)[number]): EntryRow[] {
  const value = row[column];
  if (value === null) return [];
  const isText = typeof value === 'string';
  const bytes = Buffer.from(value as string);
  return Array.from({ length: bytes.length * 8 }, (_, bit) => bit)
    .filter((bit) => !isText || bit % 8 < 7)
    .map((bit) => {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] ^= 1 << (bit & 7);
      return { ...row, [column]: isText ? changed.toString() : changed };
    });
}

/** @returns false when nothing was changed: Postgres has no such value, as an array without its bracket, or takes it for the same one */
async function change(from: EntryRow[], to: EntryRow[]): Promise<boolean> {
  const kept = new Set(to);
  const gone = from.filter((row) => !kept.has(row));
  const known = new Set(from);
  const added = to.filter((row) => !known.has(row));
  try {
    await owner.query('begin');
    for (const row of gone)
      await owner.query('delete from audit_entries where chain_id = $1 and seq = $2', [row.chain_id, row.seq]);
    for (const row of added)
      await owner.query(
        `insert into audit_entries (${columns.join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`,
        columns.map((column) => row[column]),
      );
    await owner.query('commit');
    // Postgres reads some texts as the same value, as a UUID in capitals: then no bit of the table was turned.
    const { rows } = await owner.query<{ same: boolean }>(
      `select (select array_agg(t::text order by t::text) from audit_entries t)
         is not distinct from (select array_agg(t::text order by t::text) from untouched t) as same`,
    );
    return !rows[0].same;
  } catch (error) {
    await owner.query('rollback');
    if (/^22/.test((error as { code: string }).code) || (error as { code: string }).code === '23502') return false;
    throw error;
  }
}
