import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  aKey,
  aPartner,
  aPerson,
  demonstrationPerson,
  notFound,
  type Person,
  said,
} from '../support/administrators.js';
import { Client, startApplication, type TestApplication } from '../support/application.js';
import { aMan, aSource, csv } from '../support/builders.js';
import { audited } from '../support/staff.js';

jest.setTimeout(180_000);

let app: TestApplication;
let hadi: Person;
let partner: Awaited<ReturnType<typeof aPartner>>;

beforeAll(async () => {
  app = await startApplication({ worker: false });
  hadi = await demonstrationPerson(app, 'hadi');
  partner = await aPartner(app, hadi);
});
afterAll(() => app.stop());

const works = async (program: Client) => (await program.get('/v1/imports')).status;
const soon = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const rotate = (id: string, days: number, key = randomUUID()) =>
  partner.admin.client.post(`/v1/keys/${id}/rotation`, { overlap_days: days }, { 'idempotency-key': key });
const listed = async (id: string) =>
  (await partner.admin.client.get('/v1/keys?limit=200')).body.items.find((key: { id: string }) => key.id === id);

describe('C7: the key of a partner', () => {
  it('shows its secret once, and the database holds none of it', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const body = { name: 'A program', scopes: ['read_own'], expires_at: soon(30) };
    const made = await partner.admin.client.post('/v1/keys', body, key);
    const { secret } = made.body;
    expect(secret).toMatch(new RegExp(`^atk_${made.body.key.id.slice(0, 8)}\\.[\\w-]{43}$`));
    const again = await partner.admin.client.post('/v1/keys', body, key);
    expect(again.body).toEqual({ ...made.body, secret: null });
    expect(JSON.stringify((await partner.admin.client.get('/v1/keys')).body)).not.toContain(secret.slice(13));
    const [{ rows }] = await app.dataSource.query(
      `select (select json_agg(s)::text from partner_key_secrets s) || (select json_agg(k)::text from partner_keys k)
         || (select coalesce(json_agg(a)::text, '') from audit_entries a) as rows`,
    );
    expect(rows).not.toContain(secret.slice(13));
    expect(await works(new Client(app.url, secret))).toBe(200);
    for (const wrong of [
      `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`,
      secret.slice(0, -1),
      `${secret}A`,
    ])
      expect(await works(new Client(app.url, wrong))).toBe(401);
  });

  it('lives for a year at most, and is made for partners by their own administrator only', async () => {
    const make = (person: Person, changes: object) =>
      person.client.post('/v1/keys', { name: 'k', scopes: ['import'], expires_at: soon(10), ...changes });
    for (const wrong of [
      { expires_at: soon(366) },
      { expires_at: soon(-1) },
      { expires_at: '9999-12-31T00:00:00Z' },
      { scopes: [] },
      { scopes: ['import', 'import'] },
      { scopes: ['admin'] },
    ])
      expect([wrong, ...said(await make(partner.admin, wrong))]).toEqual([wrong, 400, 'request.invalid']);
    expect(said(await make(partner.admin, { organisation_id: hadi.organisationId }))).toEqual([
      400,
      'request.unknown_field',
    ]);
    expect(said(await make(hadi, {}))).toEqual(notFound);
    expect(said(await make(await demonstrationPerson(app, 'lina'), {}))).toEqual([409, 'key.partners_only']);
  });

  it('says when each secret was used last, to the minute', async () => {
    const key = await aKey(partner.admin, ['read_own']);
    expect((await listed(key.id)).secrets[0].last_used_at).toBeNull();
    await works(key.program);
    const { last_used_at: at } = (await listed(key.id)).secrets[0];
    expect(at).toMatch(/:00\.000Z$/);
    expect(Date.now() - Date.parse(at)).toBeLessThan(125_000);
  });

  it('opens nothing after its last moment, and cannot be rotated back to life', async () => {
    const key = await aKey(partner.admin, ['read_own']);
    await app.dataSource.query("update partner_keys set expires_at = now() - interval '1 second' where id = $1", [
      key.id,
    ]);
    expect(await works(key.program)).toBe(401);
    expect(said(await rotate(key.id, 1))).toEqual([409, 'key.ended']);
    expect((await listed(key.id)).live).toBe(false);
  });

  it('has two live secrets while it is rotated, never three, and the older one ends after the chosen days', async () => {
    const key = await aKey(partner.admin, ['read_own']);
    const again = randomUUID();
    const second = await rotate(key.id, 7, again);
    expect(second.status).toBe(201);
    expect((await rotate(key.id, 7, again)).body).toMatchObject({ secret_id: second.body.secret_id, secret: null });
    const newer = new Client(app.url, second.body.secret);
    expect([await works(key.program), await works(newer)]).toEqual([200, 200]);
    expect(said(await rotate(key.id, 7))).toEqual([409, 'key.two_secrets']);
    const older = (await listed(key.id)).secrets[0];
    expect(Date.parse(older.expires_at) - Date.now()).toBeLessThanOrEqual(7 * 86_400_000);
    await app.dataSource.query(
      "update partner_key_secrets set expires_at = now() - interval '1 second' where id = $1",
      [older.id],
    );
    expect([await works(key.program), await works(newer)]).toEqual([401, 200]);
    const third = await rotate(key.id, 0);
    expect(third.status).toBe(201);
    expect([await works(newer), await works(new Client(app.url, third.body.secret))]).toEqual([401, 200]);
    for (const days of [31, -1, 1.5]) expect(said(await rotate(key.id, days))).toEqual([400, 'request.invalid']);
  });

  it('gets one more secret from many rotations at the same moment', async () => {
    const key = await aKey(partner.admin, ['read_own']);
    const answers = await Promise.all(Array.from({ length: 6 }, () => rotate(key.id, 3)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  });

  it('loses one secret, or all of them, with the next request; a system administrator may do that too', async () => {
    const key = await aKey(partner.admin, ['read_own']);
    const second = await rotate(key.id, 7);
    const newer = new Client(app.url, second.body.secret);
    expect((await partner.admin.client.send('DELETE', `/v1/keys/${key.id}/secrets/${key.secretId}`)).status).toBe(204);
    expect([await works(key.program), await works(newer)]).toEqual([401, 200]);
    expect((await hadi.client.send('DELETE', `/v1/keys/${key.id}`)).status).toBe(204);
    expect(await works(newer)).toBe(401);
    expect(await listed(key.id)).toMatchObject({ live: false, revoked_at: expect.any(String) });
    expect((await audited(app.dataSource, 'key.revoked', key.id))[0].actor_id).toBe(hadi.id);
  });

  it('that is revoked while a file comes has nothing stored of what comes after', async () => {
    for (const by of ['key', 'session'] as const) {
      const key = await aKey(partner.admin, ['import']);
      const worker = await aPerson(app, 'importer', partner.id);
      const slow = await slowUpload(by === 'key' ? key.program : worker.client);
      await slow.halfSent;
      if (by === 'key') await partner.admin.client.send('DELETE', `/v1/keys/${key.id}`);
      else await partner.admin.client.send('DELETE', `/v1/accounts/${worker.id}/sessions`);
      slow.finish();
      expect([by, await slow.status]).toEqual([by, 401]);
      const [kept] = await app.dataSource.query(
        `select i.state, s.bytes_received::int as bytes from imports i join sources s on s.id = i.source_id where i.created_by = any($1)`,
        [[key.id, worker.id]],
      );
      expect(kept).toEqual({ state: 'receiving', bytes: 0 });
    }
  });
});

/** A file of which the second half is sent when the test says so. */
async function slowUpload(client: Client) {
  const body = Buffer.from(csv([aMan(1).row(), aMan(2).row({ id: '2' })]));
  const begun = await client.post('/v1/imports', {
    kind: 'detention_records',
    list: { name: `Athartest ${randomUUID()}` },
    source: aSource(),
    file: { name: 'athartest.csv', bytes: body.length },
  });
  expect(begun.status).toBe(201);
  const sending = request(`${app.url}/v1/imports/${begun.body.id}/file`, {
    method: 'PATCH',
    agent: false,
    headers: {
      authorization: `Bearer ${client.token}`,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': 0,
      'content-length': body.length,
    },
  });
  const status = new Promise<number | undefined>((resolve, reject) => {
    sending.on('response', (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sending.on('error', reject);
  });
  const half = body.length - 60;
  sending.write(body.subarray(0, half));
  return {
    status,
    /** Half a second, in which the service has let it in and waits for the rest. */
    halfSent: new Promise((resolve) => setTimeout(resolve, 500)),
    finish: () => sending.end(body.subarray(half)),
  };
}
