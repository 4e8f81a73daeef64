import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startApplication, type TestApplication } from '../support/application.js';
import { Authenticator } from '../support/authenticator.js';
import { markerFamily } from '../support/builders.js';
import {
  anInvited,
  assertion,
  audited,
  bearer,
  call,
  codeOf,
  cookieOf,
  earlyInHalfMinute,
  goodPassword,
  invite,
  testOrigin,
  withPasskey,
  withPassword,
} from '../support/staff.js';

jest.setTimeout(180_000);

let app: TestApplication;
beforeAll(async () => {
  app = await startApplication({
    worker: false,
    config: { mode: 'production', origin: testOrigin, logLevel: 'debug' },
  });
}, 60_000);
afterAll(() => app.stop());

const post = (path: string, body: unknown) => call(app.url, 'POST', `/v1/invitations/accept/${path}`, body);
const notValid = ({ status, body }: { status: number; body: { code: string } }) =>
  expect([status, body.code]).toEqual([404, 'invitation.not_valid']);

describe('somebody who was invited', () => {
  it('sees whose link it is, and sets up a passkey: signed in by that, and from now on', async () => {
    const { login, id, token } = await anInvited(app.dataSource, 'system_admin');
    const look = await post('look', { token });
    expect(look.body).toMatchObject({
      account: login,
      display_name: `Sami ${markerFamily}`,
      passkey: { user: { name: login }, attestation: 'none' },
      totp: { secret: expect.stringMatching(/^[A-Z2-7]{32}$/), uri: expect.stringMatching(/^otpauth:\/\/totp\/Athar/) },
    });
    const device = new Authenticator(testOrigin);
    const accepted = await post('passkey', { token, passkey: device.register(look.body.passkey), label: 'Laptop' });
    expect(accepted.status).toBe(200);
    expect(accepted.body).toMatchObject({ account: login, role: 'system_admin' });
    expect(cookieOf(accepted.headers)).toBe(`__Host-athar=${accepted.body.token}`);
    const passkey = await assertion(app.url, device);
    expect((await call(app.url, 'POST', '/v1/session/passkey', { passkey })).status).toBe(200);
    const entries = await app.dataSource.query(
      "select actor_id, fields from audit_entries where action = 'invitation.accepted' and actor_id = $1",
      [id],
    );
    expect(entries).toEqual([{ actor_id: id, fields: ['passkey'] }]);
  });

  it('sets up a password with an app; the same picture is shown when the page is loaded again', async () => {
    const { login, token } = await anInvited(app.dataSource);
    const [first, second] = [await post('look', { token }), await post('look', { token })];
    expect(second.body.totp).toEqual(first.body.totp);
    const { secret } = first.body.totp;
    await earlyInHalfMinute();
    const accepted = await post('password', { token, password: goodPassword, code: codeOf(secret, -30) });
    expect(accepted.status).toBe(200);
    const signIn = (code: string) =>
      call(app.url, 'POST', '/v1/session', { account: login, password: goodPassword, code });
    // The code that proved the app is used up.
    expect((await signIn(codeOf(secret, -30))).status).toBe(401);
    expect((await signIn(codeOf(secret))).status).toBe(200);
  });

  it('is told what is wrong with the password or the code, and the link is good for another try', async () => {
    const { login, token } = await anInvited(app.dataSource);
    const { secret } = (await post('look', { token })).body.totp;
    const answers = [
      await post('password', { token, password: 'fourteen chars', code: codeOf(secret) }),
      await post('password', { token, password: `${login} ${markerFamily}`, code: codeOf(secret) }),
      await post('password', { token, password: 'passwordpassword', code: codeOf(secret) }),
      await post('password', { token, password: goodPassword, code: 'abcdef' }),
      await post('passkey', {
        token,
        passkey: new Authenticator(testOrigin).register(
          { ...(await post('look', { token })).body.passkey },
          { origin: 'https://athar-test.example' },
        ),
      }),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [422, 'password.too_short'],
      [422, 'password.too_common'],
      [422, 'password.too_common'],
      [422, 'totp.wrong_code'],
      [422, 'passkey.refused'],
    ]);
    expect((await post('password', { token, password: goodPassword, code: codeOf(secret) })).status).toBe(200);
  });

  it('cannot sign in before, in any way', async () => {
    const { login } = await anInvited(app.dataSource);
    expect(
      (await call(app.url, 'POST', '/v1/session', { account: login, password: goodPassword, code: '123456' })).status,
    ).toBe(401);
  });
});

describe('a link', () => {
  it('works once, also when it is used twice at the same moment', async () => {
    const { token } = await anInvited(app.dataSource);
    const { secret } = (await post('look', { token })).body.totp;
    const accept = () => post('password', { token, password: goodPassword, code: codeOf(secret) });
    const answers = await Promise.all([accept(), accept(), accept()]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    notValid(await post('look', { token }));
    notValid(await accept());
  });

  it('runs out after a day', async () => {
    const { token, id } = await anInvited(app.dataSource);
    const shift = (by: string) =>
      app.dataSource.query(`update invitations set expires_at = expires_at - interval '${by}' where account_id = $1`, [
        id,
      ]);
    await shift('23 hours 59 minutes');
    expect((await post('look', { token })).status).toBe(200);
    await shift('1 minute');
    notValid(await post('look', { token }));
  });

  it('is ended by a newer one, by disabling the account, and is not guessed', async () => {
    const { token, id } = await anInvited(app.dataSource);
    const newer = await invite(app.dataSource, id);
    notValid(await post('look', { token }));
    expect((await post('look', { token: newer })).status).toBe(200);
    await app.dataSource.query('update accounts set disabled_at = now() where id = $1', [id]);
    notValid(await post('look', { token: newer }));
    notValid(await post('look', { token: '' }));
    notValid(await post('look', { token: `ati_${'x'.repeat(43)}` }));
  });

  it('stands nowhere but in the link itself: a hash is kept, and the log holds no address with it', async () => {
    const { token } = await anInvited(app.dataSource);
    const { secret } = (await post('look', { token })).body.totp;
    for (const table of ['invitations', 'totp_secrets', 'audit_entries']) {
      const rows = JSON.stringify(await app.dataSource.query(`select * from ${table}`));
      expect(rows).not.toContain(token);
      expect(rows).not.toContain(secret);
    }
    const sealed: { sealed: Buffer }[] = await app.dataSource.query('select sealed from totp_secrets');
    for (const row of sealed) expect(row.sealed.includes(secret)).toBe(false);
    expect(app.api.output()).not.toContain(token);
    expect(app.api.output()).not.toContain(secret);
  });
});

describe('somebody who lost everything', () => {
  it('keeps what he had until the new link is used; then none of it works any more, and all sessions end', async () => {
    const person = await withPassword(app.url, app.dataSource);
    const as = bearer(person.session.token);
    const begin = await call(app.url, 'POST', '/v1/account/passkeys/challenge', undefined, as);
    const lost = new Authenticator(testOrigin);
    await call(app.url, 'POST', '/v1/account/passkeys', { passkey: lost.register(begin.body) }, as);
    const byPasskey = async (device: Authenticator) =>
      (await call(app.url, 'POST', '/v1/session/passkey', { passkey: await assertion(app.url, device) })).status;
    const byPassword = async () => {
      await app.dataSource.query('update totp_secrets set last_step = null');
      const { login: account, password, secret } = person;
      return (await call(app.url, 'POST', '/v1/session', { account, password, code: codeOf(secret) })).status;
    };

    const token = await invite(app.dataSource, person.id);
    const look = await post('look', { token });
    expect(look.body.totp.secret).not.toBe(person.secret);
    expect([await byPasskey(lost), await byPassword()]).toEqual([200, 200]);
    expect((await call(app.url, 'GET', '/v1/session', undefined, as)).status).toBe(200);

    const device = new Authenticator(testOrigin);
    const accepted = await post('passkey', { token, passkey: device.register(look.body.passkey) });
    expect(accepted.status).toBe(200);
    expect([await byPasskey(lost), await byPassword(), await byPasskey(device)]).toEqual([401, 401, 200]);
    expect((await call(app.url, 'GET', '/v1/session', undefined, as)).status).toBe(401);
    const own = await call(app.url, 'GET', '/v1/account/passkeys', undefined, bearer(accepted.body.token));
    expect(own.body).toMatchObject({ has_password: false, has_totp: false, passkeys: [{ label: 'Passkey' }] });
  });

  it('is let in again after the lock of the password', async () => {
    const person = await withPassword(app.url, app.dataSource);
    const signIn = async (password: string, secret: string) =>
      (await call(app.url, 'POST', '/v1/session', { account: person.login, password, code: codeOf(secret) })).status;
    await signIn('wrong, surely', person.secret);
    await app.dataSource.query("update try_limits set tries = 100 where scope = 'password'");
    expect(await signIn(person.password, person.secret)).toBe(429);
    const token = await invite(app.dataSource, person.id);
    const { secret } = (await post('look', { token })).body.totp;
    await earlyInHalfMinute();
    const password = 'seven herons over Homs';
    expect((await post('password', { token, password, code: codeOf(secret, -30) })).status).toBe(200);
    expect(await signIn(password, secret)).toBe(200);
  });

  it('a code secret that somebody moved to another account in the database opens nothing there', async () => {
    const [one, other] = [await withPassword(app.url, app.dataSource), await withPassword(app.url, app.dataSource)];
    await app.dataSource.query(
      `update totp_secrets t set sealed = s.sealed from totp_secrets s where t.account_id = $1 and s.account_id = $2`,
      [other.id, one.id],
    );
    const { status } = await call(app.url, 'POST', '/v1/session', {
      account: other.login,
      password: other.password,
      code: codeOf(one.secret),
    });
    expect(status).toBe(401);
    expect(await audited(app.dataSource, 'session.refused', other.id)).toHaveLength(1);
  });
});

it('a role, an organisation or another account cannot be slipped in with the acceptance', async () => {
  const { token, id } = await anInvited(app.dataSource);
  const { secret } = (await post('look', { token })).body.totp;
  for (const extra of [{ role: 'system_admin' }, { organisation_id: crypto.randomUUID() }, { account: 'somebody' }]) {
    const answer = await post('password', { token, password: goodPassword, code: codeOf(secret), ...extra });
    expect([answer.status, answer.body.code]).toEqual([400, 'request.unknown_field']);
  }
  const [row] = await app.dataSource.query('select role, password_hash from accounts where id = $1', [id]);
  expect(row).toEqual({ role: 'caseworker', password_hash: null });
});

it('a demonstration account has no link in production', async () => {
  const [{ id }] = await app.dataSource.query('select id from accounts where demonstration limit 1');
  notValid(await post('look', { token: await invite(app.dataSource, id) }));
  expect(await withPasskey(app.url, app.dataSource)).toBeTruthy();
});
