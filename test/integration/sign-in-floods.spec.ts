import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { startApplication, type TestApplication } from '../support/application.js';
import { Authenticator } from '../support/authenticator.js';
import { anInvited, call, testOrigin, withPasskey } from '../support/staff.js';

jest.setTimeout(180_000);

let app: TestApplication;
beforeAll(async () => {
  app = await startApplication({
    worker: false,
    config: { mode: 'production', origin: testOrigin, trustedProxies: '127.0.0.1' },
  });
}, 60_000);
afterAll(() => app.stop());

const from = (network: number) => ({ 'x-forwarded-for': `10.9.${network}.7` });
const count = async (sql: string): Promise<number> => (await app.dataSource.query(sql))[0].n;

/** So many of the same call, twenty at a time: how often each answer came. */
async function flood(times: number, one: () => ReturnType<typeof call>) {
  const answers: Awaited<ReturnType<typeof call>>[] = [];
  for (let sent = 0; sent < times; sent += 20) answers.push(...(await Promise.all(Array.from({ length: 20 }, one))));
  const late = answers.filter(({ status }) => status === 429);
  expect(late.every(({ headers }) => Number(headers.get('retry-after')) >= 1)).toBe(true);
  const other = answers.filter(({ status }) => status !== 429);
  return { late: late.length, answered: other.length, statuses: [...new Set(other.map(({ status }) => status))] };
}

it('C2: five hundred made-up passkeys of one network write a handful of entries; then they wait, and nobody else does', async () => {
  // The service itself writes entries now and then, for example when it seals the heads of the chains.
  const entries = () => count("select count(*)::int as n from audit_entries where action = 'session.refused'");
  const { device } = await withPasskey(app.url, app.dataSource);
  const before = await entries();
  const stranger = new Authenticator(testOrigin).assert({ challenge: 'AAAA', rpId: 'athar.test.example' });
  const { late, answered, statuses } = await flood(500, () =>
    call(app.url, 'POST', '/v1/session/passkey', { passkey: stranger }, from(1)),
  );
  expect(statuses).toEqual([401]);
  expect(answered).toBeGreaterThanOrEqual(50);
  expect(answered).toBeLessThan(60);
  expect(late).toBe(500 - answered);
  // The first and the fiftieth.
  expect((await entries()) - before).toBe(2);
  const { body } = await call(app.url, 'POST', '/v1/session/passkey/challenge', undefined, from(2));
  const his = await call(app.url, 'POST', '/v1/session/passkey', { passkey: device.assert(body) }, from(2));
  expect(his.status).toBe(200);
});

it('C2: challenges that nobody answers end after fifty of one network', async () => {
  const rows = () => count('select count(*)::int as n from passkey_challenges');
  const before = await rows();
  const { answered, statuses } = await flood(200, () =>
    call(app.url, 'POST', '/v1/session/passkey/challenge', undefined, from(3)),
  );
  expect(statuses).toEqual([200]);
  expect(answered).toBeLessThan(60);
  expect((await rows()) - before).toBe(answered);
});

it('an office of one network signs in with passkeys as often as it likes: a right one takes its tries back', async () => {
  const { device } = await withPasskey(app.url, app.dataSource);
  for (let i = 0; i < 60; i++) {
    const { body } = await call(app.url, 'POST', '/v1/session/passkey/challenge', undefined, from(4));
    const { status } = await call(app.url, 'POST', '/v1/session/passkey', { passkey: device.assert(body) }, from(4));
    expect({ i, status }).toEqual({ i, status: 200 });
  }
});

it('C2: links that are no invitations are tried fifty times from one network; who has one looks as often as he likes', async () => {
  const { token } = await anInvited(app.dataSource);
  const look = (link: string, network: number) =>
    call(app.url, 'POST', '/v1/invitations/accept/look', { token: link }, from(network));
  const { answered, statuses } = await flood(100, () => look('nothing', 5));
  expect(statuses).toEqual([404]);
  expect(answered).toBeLessThan(60);
  const accept = { token: 'nothing', password: 'umbrella kettle fjord 9', code: '123456' };
  expect((await call(app.url, 'POST', '/v1/invitations/accept/password', accept, from(5))).status).toBe(429);
  for (let i = 0; i < 55; i++) expect((await look(token, 6)).status).toBe(200);
});

it('who names his proxy is not warned', () => {
  expect(app.api.output()).not.toContain('config.no_trusted_proxy');
});
