import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { startApplication, type TestApplication } from '../support/application.js';
import { athar } from '../support/command.js';
import { call, codeOf, withPassword } from '../support/staff.js';

jest.setTimeout(180_000);

let app: TestApplication;
beforeAll(async () => {
  app = await startApplication({ worker: false, config: { mode: 'production' } });
}, 60_000);
afterAll(() => app.stop());

it('codes go on fitting while the key that seals their secrets is replaced and the older one destroyed', async () => {
  const person = await withPassword(app.url, app.dataSource);
  const signIn = async () => {
    await app.dataSource.query('update totp_secrets set last_step = null');
    const body = { account: person.login, password: person.password, code: codeOf(person.secret) };
    return (await call(app.url, 'POST', '/v1/session', body)).status;
  };
  const [{ kek_id: older }] = await app.dataSource.query('select kek_id from totp_secrets');
  expect((await athar(['keys', 'add-encryption-key'])).code).toBe(0);
  expect(await signIn()).toBe(200);
  const refused = await athar(['keys', 'remove-encryption-key', older]);
  expect(refused.code).toBe(1);
  const { code, out } = await athar(['keys', 'rewrap', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ moved: 1, unreadable: [] });
  expect((await athar(['keys', 'remove-encryption-key', older])).code).toBe(0);
  expect(await signIn()).toBe(200);
  const [{ kek_id: newer }] = await app.dataSource.query('select kek_id from totp_secrets');
  expect(newer).not.toBe(older);
});
