import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { openDataSource } from '../../src/database/data-source.js';
import { databaseUrls } from '../../src/database/roles.js';
import { KeyRingFile } from '../../src/keys/key-ring-file.js';
import { createLog } from '../../src/logging.js';
import type { Resolve } from '../../src/sender/resolve-host.js';
import { Sender } from '../../src/sender/sender.js';
import { eventTypesFor, operatorEventTypes, partnerEventTypes } from '../../src/webhooks/event-types.js';
import { aPartner, aPerson, demonstrationPerson, noLongerFresh, type Person } from '../support/administrators.js';
import { startApplication, startSenderProcess, type TestApplication } from '../support/application.js';
import { aMan, aSource, csv } from '../support/builders.js';
import { realConnections } from '../support/catalogue/acting-roles.js';
import { senderTables } from '../support/catalogue/allowed.js';
import { aReceiver, type Receiver, verifies } from '../support/receiver.js';
import { audited } from '../support/staff.js';

jest.setTimeout(120_000);

let app: TestApplication;
let dataSource: DataSource;
/** The operator's own administrator, and a partner's. */
let ours: Person;
let partner: Awaited<ReturnType<typeof aPartner>>;
let receiver: Receiver;
let sender: Sender;

const aSender = async (mode: 'production' | 'demonstration' = 'demonstration', resolve?: Resolve) =>
  new Sender(
    await openDataSource(databaseUrls(process.env.DATABASE_URL!).sender),
    new KeyRingFile(process.env.ATHAR_KEYS_FILE!),
    { mode },
    createLog('silent', 'sender'),
    resolve,
  );

beforeAll(async () => {
  app = await startApplication();
  dataSource = app.dataSource;
  ours = await aPerson(app, 'organisation_admin');
  partner = await aPartner(app, await demonstrationPerson(app, 'hadi'));
  sender = await aSender();
});
afterAll(async () => {
  await sender?.close();
  await app?.stop();
});
beforeEach(async () => {
  receiver = await aReceiver();
});
afterEach(async () => {
  // What the next test does is not told to this one's receiver.
  await dataSource.query(
    `update webhook_endpoints set state = 'disabled', disabled_reason = 'by_hand', disabled_at = now(), deleted_at = now()
     where deleted_at is null`,
  );
  await receiver.close();
});

/** Takes what is due and sends it. */
async function round(by = sender): Promise<void> {
  await by.look();
  await by.quiet();
}
/** As if the time until the next attempt were over. */
const hurry = (id: string) =>
  dataSource.query('update webhook_messages set due_at = now(), leased_until = null where id = $1', [id]);

async function aWebhook(admin: Person = partner.admin, event_types: string[] = ['import.checked'], url = receiver.url) {
  const made = await admin.client.post('/v1/webhooks', { name: 'A program', url, event_types });
  expect(made).toMatchObject({ status: 201, body: { secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/) } });
  const path = `/v1/webhooks/${made.body.webhook.id}`;
  return {
    id: made.body.webhook.id as string,
    secret: made.body.secret as string,
    path,
    view: async () => (await admin.client.get(path)).body,
    messages: async () => (await admin.client.get(`${path}/messages?limit=200`)).body.items,
    test: async () => {
      const asked = await admin.client.post(`${path}/test`, undefined);
      expect(asked.status).toBe(201);
      return asked.body.id as string;
    },
    replay: (id: string) => admin.client.post(`${path}/messages/${id}/replay`, undefined),
  };
}

describe('a webhook', () => {
  it('is made by the organisation’s own administrator, who has just proved who he is, and shows its secret once', async () => {
    const body = { name: 'A program', url: receiver.url, event_types: ['import.checked'] };
    const key = { 'idempotency-key': randomUUID() };
    const made = await partner.admin.client.post('/v1/webhooks', body, key);
    const { secret, webhook } = made.body;
    expect(webhook).toMatchObject({ name: 'A program', state: 'active', created_by: partner.admin.id });
    expect((await partner.admin.client.post('/v1/webhooks', body, key)).body).toEqual({ ...made.body, secret: null });
    expect(await audited(dataSource, 'webhook.created', webhook.id)).toHaveLength(1);
    for (const role of ['caseworker', 'supervisor', 'auditor', 'importer', 'system_admin'] as const)
      expect((await (await aPerson(app, role)).client.post('/v1/webhooks', body)).status).toBe(404);
    const [{ kept }] = await dataSource.query(
      `select (select json_agg(s)::text from webhook_secrets s) || (select json_agg(a)::text from audit_entries a) as kept`,
    );
    expect(kept).not.toContain(secret.slice(6, 30));
    expect(kept).not.toContain(Buffer.from(secret).toString('hex').slice(0, 40));
    expect(JSON.stringify((await partner.admin.client.get('/v1/webhooks')).body)).not.toContain('whsec_');
    const old = await aPerson(app, 'organisation_admin', partner.id);
    await noLongerFresh(app, old);
    expect((await old.client.post('/v1/webhooks', body)).body.code).toBe('access.fresh_sign_in');
    expect((await old.client.get('/v1/webhooks')).status).toBe(200);
  });

  it.each([
    ['http://hooks.example.org/', 'url.not_https'],
    ['https://user:secret@hooks.example.org/', 'url.credentials'],
    ['https://hooks.example.org:6379/', 'url.port'],
    ['https://10.0.0.1/', 'url.address'],
    ['https://[::ffff:169.254.169.254]/', 'url.address'],
    ['https://metadata.google.internal/', 'url.inside_name'],
  ])('is not made for %s', async (url, code) => {
    const refused = await ours.client.post('/v1/webhooks', { name: 'x', url, event_types: ['import.checked'] });
    expect(refused).toMatchObject({ status: 422, body: { code: 'webhook.url', errors: [{ pointer: '/url', code }] } });
    expect(JSON.stringify(refused.body)).not.toContain('secret@');
  });

  it('of another organisation is not there, whatever is asked of it', async () => {
    const theirs = await aWebhook();
    const message = await theirs.test();
    const asked = await Promise.all([
      ours.client.get(theirs.path),
      ours.client.get(`${theirs.path}/messages`),
      ours.client.post(`${theirs.path}/test`, undefined),
      ours.client.post(`${theirs.path}/rotation`, { overlap_days: 1 }),
      ours.client.post(`${theirs.path}/disabling`, undefined),
      ours.client.post(`${theirs.path}/enabling`, undefined),
      ours.client.post(`${theirs.path}/messages/${message}/replay`, undefined),
      ours.client.send('DELETE', theirs.path),
    ]);
    expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 404));
    const own = await aWebhook(ours);
    // One's own webhook and another's message.
    expect((await ours.client.post(`${own.path}/messages/${message}/replay`, undefined)).status).toBe(404);
    expect((await theirs.view()).state).toBe('active');
    const { actAs, end } = realConnections(process.env.DATABASE_URL!);
    for (const table of ['webhook_endpoints', 'webhook_secrets', 'webhook_messages', 'webhook_attempts']) {
      for (const role of [
        'organisation_admin',
        'system_admin',
        'supervisor',
        'auditor',
        'partner',
        'family',
        'importer',
      ]) {
        const seen = await actAs('athar_api', { organisation: ours.organisationId, actor: ours.id, role }, (query) =>
          query(`select 1 from ${table} where organisation_id = $1`, [partner.id]),
        );
        expect([table, role, seen]).toEqual([table, role, []]);
      }
      const unset = await actAs('athar_api', {}, (query) => query(`select 1 from ${table}`));
      expect(unset).toEqual([]);
    }
    await end();
  });
});

describe('a message', () => {
  it('comes once, signed, and holds a type, a time and an id', async () => {
    const webhook = await aWebhook();
    const id = await webhook.test();
    await round();
    await round();
    expect(receiver.received).toHaveLength(1);
    const [{ headers, body, path }] = receiver.received;
    expect(path).toBe('/hooks');
    expect(headers).toMatchObject({ 'webhook-id': id, 'content-type': 'application/json' });
    expect(verifies(receiver.received[0], webhook.secret)).toBe(true);
    expect(verifies(receiver.received[0], `whsec_${Buffer.alloc(32).toString('base64')}`)).toBe(false);
    expect(verifies({ ...receiver.received[0], body: `${body} ` }, webhook.secret)).toBe(false);
    expect(verifies(receiver.received[0], webhook.secret, Date.now() + 301_000)).toBe(false);
    const { timestamp, ...rest } = JSON.parse(body);
    expect(rest).toEqual({ type: 'webhook.test', data: { id: webhook.id } });
    expect(Math.abs(Date.parse(timestamp) - Date.now())).toBeLessThan(60_000);
    expect(await webhook.messages()).toEqual([
      expect.objectContaining({
        id,
        state: 'delivered',
        next_attempt_at: null,
        attempts: [expect.objectContaining({ status: 200, error_code: null })],
      }),
    ]);
  });

  it('is told of a partner’s own import: checked, finished, taken back, by ids and without a word of it', async () => {
    const webhook = await aWebhook(partner.admin, ['import.checked', 'import.finished', 'import.reverted']);
    const importer = await aPerson(app, 'importer', partner.id);
    const canary = `canary-${randomUUID()}`;
    const man = aMan(9);
    const row = man.row({ notes: canary });
    const list = await importer.client.upload(csv([row]), aSource({ title: canary, custody: canary }));
    expect(list.status).toBe(202);
    await app.settled();
    const { id } = list.body;
    const reverted = await importer.client.post(`/v1/imports/${id}/revert`, { reason: canary });
    expect([reverted.status, reverted.body]).toMatchObject([202, {}]);
    await app.settled();
    for (let times = 0; times < 3; times++) await round();
    const told = receiver.received.map(({ body }) => JSON.parse(body));
    expect(told.map(({ type }) => type).sort()).toEqual(['import.checked', 'import.finished', 'import.reverted']);
    for (const message of told) {
      expect(Object.keys(message)).toEqual(['type', 'timestamp', 'data']);
      expect(message.data).toEqual({ id });
    }
    const everything = JSON.stringify([receiver.received, await webhook.messages()]);
    for (const word of [canary, 'athartest.csv', ...Object.values(row).filter((cell) => String(cell).length > 3)])
      expect(everything).not.toContain(String(word));
  });

  it('that was not taken is sent again later, with the same id, and not for ever', async () => {
    const webhook = await aWebhook();
    receiver.answers.push(500, 503);
    const id = await webhook.test();
    await round();
    await round();
    expect(receiver.received).toHaveLength(1);
    const [waiting] = await webhook.messages();
    expect(waiting).toMatchObject({ state: 'waiting', attempts: [{ status: 500 }] });
    const wait = Date.parse(waiting.next_attempt_at) - Date.now();
    expect(wait).toBeGreaterThan(1_000);
    expect(wait).toBeLessThan(7_000);
    for (let times = 0; times < 2; times++) {
      await hurry(id);
      await round();
    }
    expect(receiver.ids()).toEqual([id, id, id]);
    expect(receiver.received.every((each) => verifies(each, webhook.secret))).toBe(true);
    const [done] = await webhook.messages();
    expect(done).toMatchObject({ state: 'delivered', attempts: [{ status: 500 }, { status: 503 }, { status: 200 }] });
  });

  it('goes nowhere else when the answer says so', async () => {
    const webhook = await aWebhook();
    receiver.answers.push({ status: 302, location: `${receiver.url}/elsewhere` });
    await webhook.test();
    await round();
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hooks']);
    expect(await webhook.messages()).toMatchObject([
      { state: 'waiting', attempts: [{ status: 302, error_code: 'redirect' }] },
    ]);
  });

  it('is sent once more with the same id when the sender is killed before it could write the attempt down', async () => {
    const webhook = await aWebhook();
    receiver.answers.push('nothing');
    const id = await webhook.test();
    const killed = await startSenderProcess();
    await receiver.after(0);
    await killed.stop('SIGKILL');
    await round();
    // It is the killed one's until its time is over.
    expect(receiver.received).toHaveLength(1);
    await dataSource.query("update webhook_messages set leased_until = now() - interval '1 second' where id = $1", [
      id,
    ]);
    await round();
    await round();
    expect(receiver.ids()).toEqual([id, id]);
    expect(await webhook.messages()).toMatchObject([{ id, state: 'delivered', attempts: [{ status: 200 }] }]);
  });

  it('is taken by one of two senders', async () => {
    const webhook = await aWebhook();
    const ids = [];
    for (let times = 0; times < 5; times++) ids.push(await webhook.test());
    const other = await aSender();
    await Promise.all([round(), round(other)]);
    await other.close();
    await round();
    expect(receiver.ids().sort()).toEqual(ids.sort());
  });

  it('waits in the database alone: a sender that starts later sends what happened before', async () => {
    const webhook = await aWebhook();
    const id = await webhook.test();
    const late = await startSenderProcess();
    await receiver.after(0);
    await late.stop();
    expect(receiver.ids()).toEqual([id]);
    expect(await webhook.messages()).toMatchObject([{ state: 'delivered' }]);
  });

  it('is told again when an administrator asks for it', async () => {
    const webhook = await aWebhook();
    const id = await webhook.test();
    await round();
    expect(await webhook.replay(id)).toMatchObject({ status: 200, body: { id, state: 'waiting' } });
    await round();
    expect(receiver.ids()).toEqual([id, id]);
    expect(await webhook.messages()).toMatchObject([
      { state: 'delivered', attempts: [{ status: 200 }, { status: 200 }] },
    ]);
    expect(await audited(dataSource, 'webhook.replayed', webhook.id)).toHaveLength(1);
    expect((await webhook.replay(randomUUID())).status).toBe(404);
  });

  it('does not wait for another organisation’s program that never answers', async () => {
    const silent = await aReceiver();
    silent.answers.push('nothing');
    const slow = await aWebhook(ours, ['import.checked'], silent.url);
    const quick = await aWebhook();
    await slow.test();
    const other = await aSender();
    await other.look();
    await silent.after(0);
    const id = await quick.test();
    await other.look();
    expect((await receiver.after(0)).headers['webhook-id']).toBe(id);
    await silent.close();
    await other.close();
    expect((await slow.messages())[0]).toMatchObject({
      state: 'waiting',
      attempts: [{ status: null, error_code: 'response' }],
    });
  });
});

describe('the secrets of a webhook', () => {
  it('both sign while one follows the other, and then the new one alone', async () => {
    const webhook = await aWebhook();
    const rotate = (days: number, key = randomUUID()) =>
      partner.admin.client.post(`${webhook.path}/rotation`, { overlap_days: days }, { 'idempotency-key': key });
    const key = randomUUID();
    const rotated = await rotate(3, key);
    expect(rotated).toMatchObject({
      status: 201,
      body: { secret: expect.any(String), webhook: { secrets: [{}, {}] } },
    });
    expect((await rotate(3, key)).body).toEqual({ ...rotated.body, secret: null });
    expect((await rotate(3)).body.code).toBe('webhook.two_secrets');
    await webhook.test();
    await round();
    expect([webhook.secret, rotated.body.secret].map((each) => verifies(receiver.received[0], each))).toEqual([
      true,
      true,
    ]);
    await dataSource.query(
      "update webhook_secrets set expires_at = now() - interval '1 second' where endpoint_id = $1 and expires_at is not null",
      [webhook.id],
    );
    await webhook.test();
    await round();
    expect([webhook.secret, rotated.body.secret].map((each) => verifies(receiver.received[1], each))).toEqual([
      false,
      true,
    ]);
    // One that leaked ends at once.
    const atOnce = await rotate(0);
    await webhook.test();
    await round();
    expect([rotated.body.secret, atOnce.body.secret].map((each) => verifies(receiver.received[2], each))).toEqual([
      false,
      true,
    ]);
    expect((await webhook.view()).secrets).toHaveLength(1);
  });

  it('open in their own row only, and nothing is sent unsigned', async () => {
    const [one, two] = [await aWebhook(), await aWebhook()];
    await dataSource.query(
      'update webhook_secrets set sealed = (select sealed from webhook_secrets where endpoint_id = $2) where endpoint_id = $1',
      [one.id, two.id],
    );
    await one.test();
    await round();
    expect(receiver.received).toEqual([]);
    expect(await one.messages()).toMatchObject([
      { state: 'waiting', attempts: [{ error_code: 'secret', status: null }] },
    ]);
  });
});

describe('a webhook that does not answer', () => {
  const alarms = async (admin: Person, id: string) =>
    (await admin.client.get('/v1/alarms?limit=200')).body.items.filter(
      (each: { subject_id: string }) => each.subject_id === id,
    );

  it('is disabled when it says that it is gone, and the administrators find an alarm', async () => {
    const webhook = await aWebhook();
    receiver.answers.push(410);
    const id = await webhook.test();
    await round();
    expect(await webhook.view()).toMatchObject({ state: 'disabled', disabled_reason: 'gone' });
    expect(await webhook.messages()).toMatchObject([{ id, state: 'failed', attempts: [{ status: 410 }] }]);
    const [alarm] = await alarms(partner.admin, webhook.id);
    expect(alarm).toMatchObject({ kind: 'webhook_disabled', subject_kind: 'webhook' });
    expect(await alarms(ours, webhook.id)).toEqual([]);
    expect((await partner.admin.client.post(`/v1/alarms/${alarm.id}/acknowledgement`, undefined)).status).toBe(200);
    expect((await partner.admin.client.post(`${webhook.path}/test`, undefined)).body.code).toBe('webhook.disabled');
    expect((await webhook.replay(id)).body.code).toBe('webhook.disabled');
    expect((await partner.admin.client.post(`${webhook.path}/enabling`, undefined)).body).toMatchObject({
      state: 'active',
      disabled_reason: null,
    });
    await webhook.replay(id);
    await round();
    expect(receiver.ids()).toEqual([id, id]);
  });

  it('is disabled when nothing was taken for the 24 hours of a message', async () => {
    const webhook = await aWebhook();
    receiver.answers.push(500, 500);
    const id = await webhook.test();
    await round();
    expect((await webhook.view()).state).toBe('active');
    await dataSource.query("update webhook_messages set give_up_at = now() + interval '2 seconds' where id = $1", [id]);
    await hurry(id);
    await round();
    expect(await webhook.view()).toMatchObject({ state: 'disabled', disabled_reason: 'failing' });
    expect(await webhook.messages()).toMatchObject([{ state: 'failed', attempts: [{ status: 500 }, { status: 500 }] }]);
    expect(await alarms(partner.admin, webhook.id)).toHaveLength(1);
  });

  it('stays when another message was taken meanwhile', async () => {
    const webhook = await aWebhook();
    receiver.answers.push(200, 500);
    await webhook.test();
    await round();
    const id = await webhook.test();
    await dataSource.query("update webhook_messages set give_up_at = now() + interval '2 seconds' where id = $1", [id]);
    await round();
    expect(await webhook.view()).toMatchObject({ state: 'active' });
    expect((await webhook.messages())[0]).toMatchObject({ id, state: 'failed' });
  });

  it('is told nothing when it was disabled or deleted by hand, and what waited too long is dropped', async () => {
    const webhook = await aWebhook();
    const id = await webhook.test();
    const disabled = await partner.admin.client.post(`${webhook.path}/disabling`, undefined);
    expect(disabled).toMatchObject({ status: 200, body: { state: 'disabled', disabled_reason: 'by_hand' } });
    await round();
    expect(receiver.received).toEqual([]);
    await dataSource.query("update webhook_messages set give_up_at = now() - interval '1 second' where id = $1", [id]);
    const later = await aSender();
    await round(later);
    await later.close();
    expect(await webhook.messages()).toMatchObject([{ id, state: 'dropped', attempts: [] }]);
    const gone = await aWebhook();
    await gone.test();
    expect((await partner.admin.client.send('DELETE', gone.path)).status).toBe(204);
    await round();
    expect(receiver.received).toEqual([]);
    expect((await partner.admin.client.get(gone.path)).status).toBe(404);
    const kept = await dataSource.query('select 1 from webhook_secrets where endpoint_id = $1', [gone.id]);
    expect(kept).toEqual([]);
  });
});

describe('where nothing is sent', () => {
  const elsewhere = 'https://hooks.athartest.example/';
  const lead =
    (...addresses: string[]): Resolve =>
    async () =>
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

  it.each<[string, string[]]>([
    ['this machine', ['127.0.0.1']],
    ['a private network', ['10.1.2.3']],
    ['the metadata of a data centre', ['169.254.169.254']],
    ['this machine as IPv6 writes it', ['::ffff:127.0.0.1']],
    ['a public machine and, next to it, this one', ['93.184.216.34', '127.0.0.1']],
  ])('a name that leads to %s', async (_where, addresses) => {
    const webhook = await aWebhook(ours, ['import.checked'], elsewhere);
    await webhook.test();
    const strict = await aSender('production', lead(...addresses));
    await round(strict);
    await strict.close();
    expect(await webhook.messages()).toMatchObject([
      { state: 'waiting', attempts: [{ status: null, error_code: 'address' }] },
    ]);
  });

  it('an address that the service once took and no longer would, as in production one of this machine', async () => {
    const webhook = await aWebhook();
    await webhook.test();
    const strict = await aSender('production');
    await round(strict);
    await strict.close();
    expect(receiver.received).toEqual([]);
    expect(await webhook.messages()).toMatchObject([{ attempts: [{ error_code: 'address' }] }]);
  });

  it('a name is asked for once in each attempt, and the line goes to the very address that was looked at', async () => {
    const url = `http://localhost:${receiver.port}/hooks`;
    const webhook = await aWebhook(ours, ['import.checked'], url);
    const asked: string[] = [];
    const other = await aSender('demonstration', async (host) => {
      asked.push(host);
      // Whoever asked twice would be led astray.
      return [{ address: asked.length % 2 === 1 ? '127.0.0.1' : '10.9.8.7', family: 4 }];
    });
    const id = await webhook.test();
    await round(other);
    expect([asked, receiver.ids()]).toEqual([['localhost'], [id]]);
    expect(receiver.received[0].headers.host).toBe(`localhost:${receiver.port}`);
    await webhook.replay(id);
    await round(other);
    await other.close();
    expect(asked).toEqual(['localhost', 'localhost']);
    expect(receiver.received).toHaveLength(1);
    expect((await webhook.messages())[0].attempts).toMatchObject([{ status: 200 }, { error_code: 'address' }]);
  });

  it('a program that does not speak TLS, or shows no certificate that holds, is not trusted with a message', async () => {
    const webhook = await aWebhook(ours, ['import.checked'], `https://localhost:${receiver.port}/hooks`);
    await webhook.test();
    await round();
    expect(receiver.received).toEqual([]);
    expect(await webhook.messages()).toMatchObject([{ attempts: [{ status: null, error_code: 'tls' }] }]);
  });
});

describe('who is told of what', () => {
  it('stands in the database as in the program', async () => {
    const rows = await dataSource.query('select type, for_partners from webhook_event_types order by type');
    const expected = operatorEventTypes.map((type) => ({
      type,
      for_partners: partnerEventTypes.includes(type as never),
    }));
    expect(rows).toEqual(expected.sort((a, b) => (a.type < b.type ? -1 : 1)));
    expect(eventTypesFor('partner')).not.toContain('suggestion.waiting');
  });

  it('C7: a partner learns by no message whether a row of his resembles somebody, and the operator that work waits', async () => {
    const refused = await partner.admin.client.post('/v1/webhooks', {
      name: 'x',
      url: receiver.url,
      event_types: ['import.checked', 'suggestion.waiting', 'case.state_changed'],
    });
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'webhook.event_types', errors: [{ pointer: '/event_types/1' }, { pointer: '/event_types/2' }] },
    });
    const [theirs, own] = [await aWebhook(), await aWebhook(ours, [...operatorEventTypes])];
    // As if somebody had written into the database what he wants to be told of.
    await dataSource.query('update webhook_endpoints set event_types = $2 where id = $1', [
      theirs.id,
      [...operatorEventTypes],
    ]);
    const him = aMan(7);
    const rana = await demonstrationPerson(app, 'rana');
    const filed = await rana.client.post('/v1/reports', him.report({ consent: { partners: true } }));
    expect(filed.status).toBe(201);
    await app.settled();
    const importer = await aPerson(app, 'importer', partner.id);
    expect((await importer.client.upload(csv([him.row()]), aSource())).status).toBe(202);
    await app.settled();
    const pairs: { id: string }[] = await dataSource.query(
      'select id from suggestions where report_id = $1 and record_organisation_id = $2',
      [filed.body.id, partner.id],
    );
    expect(pairs.length).toBeGreaterThan(0);
    const [found] = await dataSource.query('select case_id as "caseId" from case_reports where report_id = $1', [
      filed.body.id,
    ]);
    const held = await rana.client.post(
      `/v1/cases/${found.caseId}/steps`,
      { action: 'begin_intake' },
      { 'if-match': '"1"' },
    );
    expect([held.status, held.body]).toMatchObject([200, {}]);
    const typesOf = async (webhook: typeof own) => (await webhook.messages()).map(({ type }: { type: string }) => type);
    expect(new Set(await typesOf(theirs))).toEqual(new Set(['import.checked', 'import.finished']));
    const told: { type: string; subject_id: string }[] = await own.messages();
    expect(told).toContainEqual(expect.objectContaining({ type: 'suggestion.waiting', subject_id: pairs[0].id }));
    expect(told).toContainEqual(expect.objectContaining({ type: 'case.state_changed', subject_id: found.caseId }));
    // Nothing of a partner's imports is the operator's.
    expect(told.filter(({ type }) => type.startsWith('import.'))).toEqual([]);
    const [{ n }] = await dataSource.query(
      `select count(*)::int as n from webhook_messages where organisation_id = $1 and (type like 'suggestion%' or type like 'case%')`,
      [partner.id],
    );
    expect(n).toBe(0);
    await round();
    await round();
    const bodies = receiver.received.map(
      ({ body }) => Object.keys(JSON.parse(body)).join() + Object.keys(JSON.parse(body).data).join(),
    );
    expect(new Set(bodies)).toEqual(new Set(['type,timestamp,dataid']));
  });

  it('what a day brings is told once: a key that is about to end, an agreement that has', async () => {
    const webhook = await aWebhook(partner.admin, ['key.expiring', 'agreement.ended']);
    const soon = async (days: number) => {
      const expires_at = new Date(Date.now() + days * 86_400_000).toISOString();
      const made = await partner.admin.client.post('/v1/keys', { name: 'k', scopes: ['import'], expires_at });
      return made.body.key.id as string;
    };
    const [ending] = [await soon(10), await soon(100)];
    const agreement = randomUUID();
    await dataSource.query(
      `insert into agreements (id, organisation_id, purpose, valid_from, valid_until) values ($1, $2, 'export', current_date - 9, current_date - 1)`,
      [agreement, partner.id],
    );
    for (let times = 0; times < 2; times++) {
      const another = await aSender();
      await round(another);
      await another.close();
    }
    const told = (await webhook.messages()).map(({ type, subject_id }: Record<string, string>) => [type, subject_id]);
    expect(told.sort()).toEqual([
      ['agreement.ended', agreement],
      ['key.expiring', ending],
    ]);
  });

  it('R8: the sender’s role reads and writes nothing but what is to be told', async () => {
    const tables: { name: string }[] = await dataSource.query(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
    );
    const { actAs, end } = realConnections(process.env.DATABASE_URL!);
    const reached: string[] = [];
    for (const { name } of tables) {
      const may = await actAs(
        'athar_sender',
        { organisation: ours.organisationId, actor: ours.id, role: 'supervisor' },
        (query) =>
          query<{ may: boolean }>(
            `select has_any_column_privilege($1, 'select, insert, update') or has_table_privilege($1, 'delete') as may`,
            [name],
          ),
      );
      if (may[0].may) reached.push(name);
    }
    expect(reached.sort()).toEqual(Object.keys(senderTables).sort());
    const refusal = (sql: string) =>
      actAs('athar_sender', {}, (query) => query(sql)).then(
        () => 'allowed',
        (error: { code: string }) => error.code,
      );
    const forbidden = ['reports', 'reporters', 'suggestions', 'cases', 'accounts', 'disclosures', 'audit_entries'];
    for (const table of forbidden) expect([table, await refusal(`select 1 from ${table}`)]).toEqual([table, '42501']);
    expect(await refusal('select id from alarms')).toBe('42501');
    expect(await refusal("update webhook_endpoints set url = 'https://x.example'")).toBe('42501');
    expect(await refusal('update webhook_attempts set status = 200')).toBe('42501');
    expect(await refusal("select tell_webhooks(gen_random_uuid(), 'import.checked', '{}')")).toBe('42501');
    await end();
  });
});
