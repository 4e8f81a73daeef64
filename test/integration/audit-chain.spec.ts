import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type pg from 'pg';
import { hashOf } from '../../src/audit/canonical-entry.js';
import { verifyChain } from '../../src/audit/verify-chain.js';
import {
  append,
  asApi,
  asOwner,
  asWorker,
  newWitness,
  rowsOf,
  seal,
  TestSigner,
  verifyAt,
} from '../support/audit-chain.js';

jest.setTimeout(180_000);

let api: pg.Client;
let worker: pg.Client;
let owner: pg.Client;
beforeAll(async () => {
  [api, worker, owner] = await Promise.all([asApi(), asWorker(), asOwner()]);
});
afterAll(() => Promise.all([api.end(), worker.end(), owner.end()]));

/** The code that Postgres refuses with, or null. */
async function refusal(client: pg.Client, sql: string, values: unknown[] = []): Promise<string | null> {
  try {
    await client.query(sql, values);
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
}
const insufficientPrivilege = '42501';
const checkViolation = '23514';

async function actingAs<T>(settings: Record<string, string>, work: () => Promise<T>): Promise<T> {
  await api.query('begin');
  try {
    for (const [name, value] of Object.entries(settings))
      await api.query('select set_config($1, $2, true)', [`app.${name}`, value]);
    return await work();
  } finally {
    await api.query('rollback');
  }
}

describe('what is written down', () => {
  it('is a chain for each organisation, numbered from 1, each entry hashed over the one before and its own bytes', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    expect([await append(api, one), await append(api, other), await append(api, one)]).toEqual([1, 1, 2]);
    const rows = (await rowsOf(owner)).filter((row) => row.chain_id === one);
    expect(rows[0].prev_hash).toEqual(Buffer.alloc(32));
    expect(rows[1].prev_hash).toEqual(rows[0].hash);
    for (const row of rows) expect(hashOf(row.prev_hash, row.canonical)).toEqual(row.hash);
    expect(JSON.parse(rows[1].canonical)).toEqual({
      v: 1,
      chain_id: one,
      seq: 2,
      at: rows[1].at,
      actor_kind: 'staff',
      actor_id: rows[1].actor_id,
      action: 'report.read',
      subject_kind: 'report',
      subject_id: rows[1].subject_id,
      fields: ['sought.names', 'birth'],
      seen: [],
      reason: null,
      operation: null,
      outcome: 'done',
    });
    expect(rows[1].at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  });

  it('R29: holds ids, field names and codes; whatever a person could have written is refused', async () => {
    const chain = randomUUID();
    const values = [
      'خالد أثرتست',
      'Khalid Athartest',
      'Athartest',
      '+963 11 000 000',
      "names'; --",
      '',
      'NULL',
      'a,b',
      'ab"',
      'ab\\',
      '{ab}',
    ];
    for (const value of values) {
      await expect(append(api, chain, { fields: [value] })).rejects.toMatchObject({ code: checkViolation });
      await expect(append(api, chain, { fields: ['birth', value] })).rejects.toMatchObject({ code: checkViolation });
      await expect(append(api, chain, { action: value })).rejects.toMatchObject({ code: checkViolation });
      await expect(append(api, chain, { subjectId: value })).rejects.toMatchObject({ code: checkViolation });
      await expect(append(api, chain, { reason: value })).rejects.toMatchObject({ code: checkViolation });
      await expect(append(api, chain, { operation: value })).rejects.toMatchObject({ code: checkViolation });
    }
    for (const fields of ['{a,NULL}', '{null}', '{{a},{b}}', '[2:3]={a,b}'])
      await expect(append(api, chain, { fields })).rejects.toMatchObject({ code: checkViolation });
    // Somebody must have done it, unless nobody is known.
    await expect(append(api, chain, { actor: null })).rejects.toMatchObject({ code: checkViolation });
    await expect(append(api, chain, { kind: 'nobody' })).rejects.toMatchObject({ code: checkViolation });
    expect((await rowsOf(owner)).filter((row) => row.chain_id === chain)).toEqual([]);
    const allowed = { fields: [], reason: 'family_calls', operation: 'GET /v1/reports/:id', outcome: 'denied' };
    expect(await append(api, chain, allowed)).toBe(1);
    expect(await verifyChain(await rowsOf(owner))).toEqual([]);
  });

  it('C11: is written in the name of whoever acts, and into no chain but his organisation’s', async () => {
    const [organisation, actor] = [randomUUID(), randomUUID()];
    const acting = (work: () => Promise<unknown>) => actingAs({ organisation, actor }, work);
    expect(await acting(() => append(api, organisation, { actor }))).toBe(1);
    const refused = { code: insufficientPrivilege };
    await expect(acting(() => append(api, randomUUID(), { actor }))).rejects.toMatchObject(refused);
    await expect(acting(() => append(api, organisation))).rejects.toMatchObject(refused);
    await expect(acting(() => append(api, organisation, { kind: 'nobody', actor: null }))).rejects.toMatchObject(
      refused,
    );
  });
});

describe('C12: who has the database role of a process', () => {
  let chain: string;
  beforeEach(async () => {
    chain = randomUUID();
    await append(api, chain);
  });

  it.each([
    ["insert into audit_entries select (jsonb_populate_record(null::audit_entries, '{}')).*"],
    ["update audit_entries set action = 'report.filed'"],
    ['delete from audit_entries'],
    ['truncate audit_entries'],
    ['set role athar_audit'],
    ['alter table audit_entries disable trigger all'],
    ['alter table audit_entries no force row level security'],
    ['drop table audit_entries'],
    ['create or replace function audit_heads() returns int language sql as $$select 1$$'],
  ])('cannot %s', async (sql) => {
    const before = await rowsOf(owner);
    for (const client of [api, worker]) expect(await refusal(client, sql)).toBe(insufficientPrivilege);
    expect(await rowsOf(owner)).toEqual(before);
  });

  it('reads entries as an auditor of that organisation only, and never those of no organisation', async () => {
    const nobodys = '00000000-0000-0000-0000-000000000000';
    await append(api, nobodys, { kind: 'nobody', actor: null });
    const seen = (settings: Record<string, string>) =>
      actingAs(settings, async () =>
        (await api.query('select chain_id from audit_entries')).rows.map((row) => row.chain_id),
      );
    expect(await seen({ organisation: chain, role: 'auditor' })).toEqual([chain]);
    expect(await seen({ organisation: randomUUID(), role: 'auditor' })).toEqual([]);
    expect(await seen({ organisation: nobodys, role: 'auditor' })).toEqual([]);
    expect(await seen({ role: 'auditor' })).toEqual([]);
    expect(await seen({})).toEqual([]);
    expect(await seen({ purpose: 'door' })).toEqual([]);
    for (const role of [
      'caseworker',
      'supervisor',
      'disclosure_lead',
      'organisation_admin',
      'system_admin',
      'partner',
      'family',
    ])
      expect(await seen({ organisation: chain, role })).toEqual([]);
  });

  it('as a worker can neither read nor write it, nor ask where it ends', async () => {
    expect(await refusal(worker, 'select 1 from audit_entries')).toBe(insufficientPrivilege);
    expect(await refusal(worker, 'select audit_heads()')).toBe(insufficientPrivilege);
    expect(await refusal(worker, 'select audit_hash_at($1, 1)', [chain])).toBe(insufficientPrivilege);
    await expect(append(worker, chain)).rejects.toMatchObject({ code: insufficientPrivilege });
  });

  it('even the owner of the database changes nothing by a plain statement, not as a replica either', async () => {
    for (const mode of ['origin', 'replica']) {
      await owner.query(`set session_replication_role = ${mode}`);
      expect(await refusal(owner, "update audit_entries set action = 'a.b'")).toBe('23001');
      expect(await refusal(owner, 'delete from audit_entries')).toBe('23001');
      expect(await refusal(owner, 'truncate audit_entries')).toBe('23001');
    }
    await owner.query('reset session_replication_role; set role athar_audit');
    expect(await refusal(owner, 'delete from audit_entries')).toBe(insufficientPrivilege);
    await owner.query('reset role');
  });

  it('the three functions pin their search path and belong to the role that signs in nowhere', async () => {
    const { rows } = await owner.query(
      `select proname as name, prosecdef as definer, proconfig as settings, proowner::regrole::text as owner, proacl::text as rights
       from pg_proc where proname in ('append_audit_entry', 'audit_heads', 'audit_hash_at') order by 1`,
    );
    const rights = '{athar_audit=X/athar_audit,athar_api=X/athar_audit}';
    const same = {
      definer: true,
      settings: expect.arrayContaining(['search_path=pg_catalog, pg_temp']),
      owner: 'athar_audit',
      rights,
    };
    expect(rows).toEqual(['append_audit_entry', 'audit_hash_at', 'audit_heads'].map((name) => ({ name, ...same })));
  });
});

describe('many at once', () => {
  it('never fork a chain, leave no gap when a transaction is taken back, and raise no false alarm: 50 writers, 5 organisations', async () => {
    const organisations: string[] = Array.from({ length: 5 }, () => randomUUID());
    const witness = newWitness();
    const signer = new TestSigner();
    const writers = await Promise.all(Array.from({ length: 50 }, () => asApi()));
    let kept = 0;
    let writing = true;
    const verifications: unknown[] = [];
    const checking = (async () => {
      while (writing) {
        await seal(witness, signer);
        verifications.push((await verifyAt(witness, signer)).findings);
      }
    })();
    await Promise.all(
      writers.map(async (client, number) => {
        for (let turn = 0; turn < 30; turn++) {
          // Two entries in one transaction now and then, always of one chain: another order would be a deadlock.
          const chain = organisations[(number + turn) % organisations.length];
          await client.query('begin');
          const entries = 1 + ((number + turn) % 2);
          for (let i = 0; i < entries; i++) await append(client, chain);
          const undone = (number * 7 + turn) % 5 === 0;
          await client.query(undone ? 'rollback' : 'commit');
          if (!undone) kept += entries;
        }
      }),
    );
    writing = false;
    await checking;
    await Promise.all(writers.map((client) => client.end()));

    const rows = (await rowsOf(owner)).filter((row) => organisations.includes(row.chain_id));
    expect(rows).toHaveLength(kept);
    for (const chain of organisations) {
      const numbers = rows.filter((row) => row.chain_id === chain).map((row) => Number(row.seq));
      expect(numbers).toEqual(numbers.map((_, i) => i + 1));
    }
    expect(verifications.length).toBeGreaterThan(2);
    expect(verifications.flat()).toEqual([]);
    await seal(witness, signer);
    expect((await verifyAt(witness, signer)).findings).toEqual([]);
  });

  it('write as fast into a long chain as into a new one, on a connection that knew it when it was short', async () => {
    const chain = randomUUID();
    await append(api, chain);
    await owner.query(
      `select count(append_audit_entry($1::uuid, 'staff', $2::uuid, 'report.read', 'report', null, '{}', '{}', null, null, 'done'))
       from generate_series(1, 20000)`,
      [chain, randomUUID()],
    );
    const pagesRead = async (work: () => Promise<unknown>) => {
      const read = async () => {
        await api.query('select pg_stat_force_next_flush()');
        const { rows } = await owner.query(
          `select idx_blks_hit + idx_blks_read + heap_blks_hit + heap_blks_read as pages from pg_statio_all_tables
           where relid = 'audit_entries'::regclass`,
        );
        return Number(rows[0].pages);
      };
      const before = await read();
      await work();
      return (await read()) - before;
    };
    const pages = await pagesRead(async () => {
      for (let i = 0; i < 50; i++) await append(api, chain);
    });
    expect(pages).toBeGreaterThan(50);
    expect(pages / 50).toBeLessThan(60);
  });

  it('with an old view of the data are refused rather than let fork it', async () => {
    const chain = randomUUID();
    await append(api, chain);
    const [first, second] = await Promise.all([asApi(), asApi()]);
    for (const client of [first, second]) {
      await client.query('begin isolation level repeatable read');
      await client.query('select 1');
    }
    await append(first, chain);
    const late = expect(append(second, chain)).rejects.toMatchObject({ code: '23505' });
    await first.query('commit');
    await late;
    await Promise.all([first.end(), second.end()]);
    expect(await verifyChain(await rowsOf(owner))).toEqual([]);
  });
});
