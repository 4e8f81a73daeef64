import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { databaseUrls } from '../../src/database/roles.js';
import { aKey, aPartner, aPerson, demonstrationPerson, type Person } from '../support/administrators.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { aMan } from '../support/builders.js';
import { caseworkOf } from '../support/casework.js';

jest.setTimeout(180_000);

/** The second wall: what the database refuses to the API itself, should a check in the service be missing. */
let app: TestApplication;
let api: pg.Client;
let hadi: Person;
let lina: Person;
let rana: Person;

beforeAll(async () => {
  app = await startApplication({ worker: false });
  api = new pg.Client({ connectionString: databaseUrls(process.env.DATABASE_URL!).api });
  await api.connect();
  hadi = await demonstrationPerson(app, 'hadi');
  lina = await demonstrationPerson(app, 'lina');
  rana = await demonstrationPerson(app, 'rana');
});
afterAll(async () => {
  await api.end();
  await app.stop();
});

/** Runs SQL as the API's role in somebody's name and takes it back. @returns rows changed or seen, or the code of the refusal */
async function as(person: Person, sql: string, parameters: unknown[] = [], before: [string, unknown[]][] = []) {
  await api.query('begin');
  try {
    await api.query(
      "select set_config('app.organisation', $1, true), set_config('app.actor', $2, true), set_config('app.role', $3, true)",
      [person.organisationId, person.id, person.role],
    );
    for (const [text, values] of before) await api.query(text, values);
    return (await api.query(sql, parameters)).rowCount;
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await api.query('rollback');
  }
}

const refused = '42501';
const twoPeople = '23001';
const insertChange = `insert into role_changes (id, account_id, organisation_id, from_role, to_role, proposed_by, decision, decided_by, decided_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, case when $7::text is null then null else now() end)`;

describe('C11: the database itself', () => {
  it('lets the service give nobody a role without a confirmation by somebody else in the same transaction', async () => {
    const worker = await aPerson(app, 'caseworker');
    for (const admin of [hadi, lina])
      expect(await as(admin, "update accounts set role = 'supervisor' where id = $1", [worker.id])).toBe(twoPeople);
    const account = [randomUUID(), hadi.organisationId, `d-${randomUUID()}`];
    const insert = (role: string) =>
      `insert into accounts (id, organisation_id, login, display_name, role) values ($1, $2, $3, 'Athartest', ${role})`;
    expect(await as(hadi, insert("'caseworker'"), account)).toBe(twoPeople);
    expect(await as(hadi, insert('null'), account)).toBe(1);
    expect(await as(rana, insert('null'), account)).toBe(refused);
    const change = [worker.id, hadi.organisationId, 'caseworker', 'supervisor'];
    expect(await as(hadi, insertChange, [randomUUID(), ...change, hadi.id, 'confirmed', lina.id])).toBe(refused);
    expect(await as(hadi, insertChange, [randomUUID(), ...change, lina.id, null, null])).toBe(refused);
    expect(await as(rana, insertChange, [randomUUID(), ...change, rana.id, null, null])).toBe(refused);
    expect(await as(hadi, insertChange, [randomUUID(), ...change, hadi.id, null, null])).toBe(1);
    const id = randomUUID();
    const proposed: [string, unknown[]][] = [[insertChange, [id, ...change, hadi.id, null, null]]];
    const decide = "update role_changes set decision = 'confirmed', decided_by = $2, decided_at = now() where id = $1";
    expect(await as(hadi, decide, [id, hadi.id], proposed)).toBe('23514');
    expect(await as(hadi, decide, [id, lina.id], proposed)).toBe(refused);
    expect(await as(hadi, 'update role_changes set to_role = null where id = $1', [id], proposed)).toBe(refused);
    expect(await as(hadi, 'delete from role_changes where id = $1', [id], proposed)).toBe(refused);
  });

  it('lets nobody but an administrator change the account of somebody else, and moves no account to another organisation', async () => {
    const worker = await aPerson(app, 'caseworker');
    const rename = "update accounts set display_name = 'Athartest' where id = $1";
    expect(await as(rana, rename, [worker.id])).toBe(0);
    expect(await as(rana, rename, [rana.id])).toBe(1);
    expect(await as(lina, rename, [worker.id])).toBe(1);
    expect(await as(lina, rename, [hadi.id])).toBe(0);
    expect(await as(hadi, rename, [lina.id])).toBe(1);
    expect(await as(hadi, 'update accounts set organisation_id = organisation_id where id = $1', [lina.id])).toBe(
      refused,
    );
    expect(await as(hadi, 'update accounts set login = login where id = $1', [lina.id])).toBe(refused);
  });

  it('shows changes of role and keys to the administrators of the organisation alone, and lets only these make a key', async () => {
    const partner = await aPartner(app, hadi);
    const other = await aPartner(app, hadi);
    const worker = await aPerson(app, 'caseworker', partner.id);
    await partner.admin.client.post(`/v1/accounts/${worker.id}/role-changes`, { role: 'supervisor' });
    const key = await aKey(partner.admin, ['import']);
    for (const table of ['role_changes', 'partner_keys', 'partner_key_secrets']) {
      const seen = (person: Person) => as(person, `select 1 from ${table} where organisation_id = $1`, [partner.id]);
      expect([table, await seen(partner.admin), await seen(hadi)]).toEqual([table, 1, 1]);
      expect([table, await seen(other.admin), await seen(worker), await seen(lina)]).toEqual([table, 0, 0, 0]);
    }
    const insertKey = `insert into partner_keys (id, organisation_id, name, scopes, created_by, expires_at)
      values ($1, $2, 'k', '{import}', $3, now() + interval '1 day')`;
    for (const person of [hadi, worker, other.admin])
      expect(await as(person, insertKey, [randomUUID(), partner.id, person.id])).toBe(refused);
    expect(await as(partner.admin, insertKey, [randomUUID(), partner.id, partner.admin.id])).toBe(1);
    const insertSecret = `insert into partner_key_secrets (id, key_id, organisation_id, slot, secret_hash)
      values ($1, $2, $3, $4, $5)`;
    const secret = (slot: number) => [randomUUID(), key.id, partner.id, slot, Buffer.from(randomUUID())];
    for (const person of [hadi, worker]) expect(await as(person, insertSecret, secret(2))).toBe(refused);
    expect(await as(partner.admin, insertSecret, secret(2))).toBe(1);
    const atTheDoor: [string, unknown[]][] = [
      ["select set_config('app.role', '', true), set_config('app.purpose', 'door', true)", []],
    ];
    expect(await as(partner.admin, insertSecret, secret(2), atTheDoor)).toBe(refused);
    expect(await as(partner.admin, 'update partner_keys set revoked_at = revoked_at', [], atTheDoor)).toBe(refused);
    // Never three live ones.
    expect(await as(partner.admin, insertSecret, secret(1))).toBe('23505');
    expect(await as(partner.admin, insertSecret, secret(3))).toBe('23514');
    expect(await as(hadi, 'update partner_keys set revoked_at = null where id = $1', [key.id])).toBe(refused);
    const revoke = 'update partner_keys set revoked_at = now(), revoked_by = $2 where id = $1';
    expect([
      await as(hadi, revoke, [key.id, hadi.id]),
      await as(other.admin, revoke, [key.id, other.admin.id]),
    ]).toEqual([1, 0]);
  });

  it('R6: lets a caseworker into nobody else’s name and no longer than four hours', async () => {
    const salma = await demonstrationPerson(app, 'salma');
    const omar = await demonstrationPerson(app, 'omar');
    const insert = `insert into report_members (id, report_id, organisation_id, account_id, via, reason, granted_by, expires_at)
      values ($1, $2, $3, $4, $5, 'r', $6, now() + $7::interval)`;
    const report = await caseworkOf(app, rana.client).file(aMan(0).report());
    const member = (by: Person, whom: Person, via: string, time: string) =>
      as(by, insert, [randomUUID(), report, by.organisationId, whom.id, via, by.id, time]);
    expect(await member(rana, rana, 'break_glass', '4 hours')).toBe(1);
    expect(await member(rana, rana, 'break_glass', '5 hours')).toBe(refused);
    expect(await member(rana, rana, 'assigned', '1 hour')).toBe(refused);
    expect(await member(rana, omar, 'break_glass', '1 hour')).toBe(refused);
    expect(await member(rana, omar, 'filed', '1 hour')).toBe(refused);
    expect(await member(salma, omar, 'assigned', '1 hour')).toBe(1);
    const own = [randomUUID(), report, rana.organisationId, rana.id, 'break_glass', rana.id, '1 hour'];
    // Nor out again: what was opened stays to be seen.
    expect(await as(rana, 'delete from report_members where id = $1', [own[0]], [[insert, own]])).toBe(0);
    const his = [randomUUID(), report, salma.organisationId, omar.id, 'assigned', salma.id, '1 hour'];
    expect(await as(salma, 'delete from report_members where id = $1', [his[0]], [[insert, his]])).toBe(1);
  });
});
