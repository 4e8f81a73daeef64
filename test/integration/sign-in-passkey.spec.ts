import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startApplication, type TestApplication } from '../support/application.js';
import { Authenticator } from '../support/authenticator.js';
import {
  assertion,
  audited,
  bearer,
  call,
  codeOf,
  earlyInHalfMinute,
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

it('the log warns who serves https and names no proxy: everybody would share one network', () => {
  expect(app.api.output()).toContain('"code":"config.no_trusted_proxy"');
});

const signIn = (passkey: unknown) => call(app.url, 'POST', '/v1/session/passkey', { passkey });
const withDevice = (device?: Authenticator) => withPasskey(app.url, app.dataSource, device);

describe('signing in with a passkey', () => {
  it('names no account: the challenge says nothing, and the device says who it is', async () => {
    const { login, id, device } = await withDevice();
    const challenge = await call(app.url, 'POST', '/v1/session/passkey/challenge');
    expect(challenge.body).toMatchObject({ rpId: 'athar.test.example', userVerification: 'required' });
    expect(challenge.body.allowCredentials ?? []).toEqual([]);
    const { status, body } = await signIn(device.assert(challenge.body));
    expect(status).toBe(200);
    expect(body).toMatchObject({ account: login, account_id: id, token: expect.stringMatching(/^ats_/) });
    expect(await audited(app.dataSource, 'session.opened', body.session_id)).toHaveLength(1);
  });

  it('works as often as one likes, also with a device that does not count', async () => {
    const { device } = await withDevice(new Authenticator(testOrigin, null));
    for (let i = 0; i < 3; i++) expect((await signIn(await assertion(app.url, device))).status).toBe(200);
  });

  it('is asked for a name nowhere: what is kept of the challenge is a hash, gone once it is answered', async () => {
    const { device } = await withDevice();
    const challenge = await call(app.url, 'POST', '/v1/session/passkey/challenge');
    const stored = await app.dataSource.query('select * from passkey_challenges');
    expect(stored.length).toBeGreaterThan(0);
    expect(JSON.stringify(stored)).not.toContain(challenge.body.challenge);
    await signIn(device.assert(challenge.body));
    expect(await app.dataSource.query('select * from passkey_challenges')).toHaveLength(stored.length - 1);
  });
});

describe('a passkey is refused, with one and the same answer, when', () => {
  // biome-ignore lint/suspicious/noExplicitAny: whatever somebody sends
  const refused = async (passkey: any) => {
    const { status, headers, body } = await signIn(passkey);
    const { instance: _, ...rest } = body;
    expect({ status, rest }).toEqual({
      status: 401,
      rest: {
        type: 'urn:athar:problem:access.wrong_credentials',
        title: 'The account or the password is wrong',
        status: 401,
        code: 'access.wrong_credentials',
      },
    });
    expect(headers.getSetCookie()).toEqual([]);
  };

  it.each([
    ['it was made for a page of another site', { origin: 'https://athar-test.example' }],
    ['the page has another port', { origin: `${testOrigin}:8443` }],
    ['the device believes to talk to another site', { relyingParty: 'athar-test.example' }],
    ['the page was shown inside another site', { crossOrigin: true }],
    ['the device was not unlocked', { userVerified: false }],
    ['it signs another challenge than ours', { challenge: Buffer.alloc(32, 7).toString('base64url') }],
    ['it was made to register', { type: 'webauthn.create' }],
    ['it says to be of somebody else', { userHandle: Buffer.alloc(16, 7).toString('base64url') }],
    ['it does not say whose it is', { userHandle: undefined }],
  ])('%s', async (_when, ceremony) => {
    const { device, id } = await withDevice();
    const made = await assertion(app.url, device, ceremony);
    if ('userHandle' in ceremony && ceremony.userHandle === undefined) made.response.userHandle = undefined as never;
    await refused(made);
    expect(await audited(app.dataSource, 'session.refused', id)).toHaveLength(1);
    // And nothing is broken by it.
    expect((await signIn(await assertion(app.url, device))).status).toBe(200);
  });

  it('its challenge was answered before, also when that answer was wrong', async () => {
    const { device } = await withDevice();
    const used = await call(app.url, 'POST', '/v1/session/passkey/challenge');
    expect((await signIn(device.assert(used.body))).status).toBe(200);
    await refused(device.assert(used.body));
    const spoilt = await call(app.url, 'POST', '/v1/session/passkey/challenge');
    await refused(device.assert(spoilt.body, { origin: 'https://athar-test.example' }));
    await refused(device.assert(spoilt.body));
  });

  it('its challenge is more than five minutes old', async () => {
    const { device } = await withDevice();
    const { body } = await call(app.url, 'POST', '/v1/session/passkey/challenge');
    await app.dataSource.query("update passkey_challenges set expires_at = expires_at - interval '5 minutes'");
    await refused(device.assert(body));
  });

  it('nobody knows it, or somebody else signed', async () => {
    await refused(await assertion(app.url, new Authenticator(testOrigin)));
    const [one, other] = [await withDevice(), await withDevice()];
    const forged = await assertion(app.url, other.device);
    forged.id = forged.rawId = one.device.credentialId.toString('base64url');
    await refused(forged);
  });

  it('it comes twice at the same moment: one of them', async () => {
    const { device } = await withDevice();
    const made = await assertion(app.url, device);
    const answers = await Promise.all([signIn(made), signIn(made), signIn(made)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
  });

  it('the account is disabled', async () => {
    const { device, id } = await withDevice();
    await app.dataSource.query('update accounts set disabled_at = now() where id = $1', [id]);
    await refused(await assertion(app.url, device));
  });
});

it('a copy of a device shows by its counter: it is refused, and written down as a copy', async () => {
  const { device, id } = await withPasskey(app.url, app.dataSource);
  expect((await signIn(await assertion(app.url, device))).status).toBe(200);
  const copy = device.copy();
  expect((await signIn(await assertion(app.url, device))).status).toBe(200);
  expect((await signIn(await assertion(app.url, copy))).status).toBe(401);
  expect(await audited(app.dataSource, 'session.refused', id)).toHaveLength(1);
});

describe('somebody who is signed in', () => {
  it('adds a second device, sees both, and removes one, but never the last way in', async () => {
    const { session, id, device } = await withDevice();
    const as = bearer(session.token);
    const begin = await call(app.url, 'POST', '/v1/account/passkeys/challenge', undefined, as);
    expect(begin.body).toMatchObject({
      rp: { id: 'athar.test.example' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [{ id: device.credentialId.toString('base64url') }],
    });
    const second = new Authenticator(testOrigin);
    const passkey = second.register(begin.body);
    const added = await call(app.url, 'POST', '/v1/account/passkeys', { passkey, label: 'Key in the safe' }, as);
    expect(added.status).toBe(201);
    expect(added.body).toEqual({
      id: expect.any(String),
      label: 'Key in the safe',
      created_at: expect.any(String),
      last_used_at: null,
      backed_up: false,
    });
    expect((await signIn(await assertion(app.url, second))).status).toBe(200);
    const list = await call(app.url, 'GET', '/v1/account/passkeys', undefined, as);
    expect(list.body).toMatchObject({ has_password: false, has_totp: false });
    expect(list.body.passkeys).toHaveLength(2);
    const remove = (passkeyId: string) => call(app.url, 'DELETE', `/v1/account/passkeys/${passkeyId}`, undefined, as);
    expect((await remove(added.body.id)).status).toBe(204);
    expect((await signIn(await assertion(app.url, second))).status).toBe(401);
    const [last] = (await call(app.url, 'GET', '/v1/account/passkeys', undefined, as)).body.passkeys;
    const kept = await remove(last.id);
    expect({ status: kept.status, code: kept.body.code }).toEqual({ status: 409, code: 'passkey.last' });
    expect((await signIn(await assertion(app.url, device))).status).toBe(200);
    for (const action of ['passkey.added', 'passkey.removed'])
      expect(await audited(app.dataSource, action, added.body.id)).toEqual([
        { actor_id: id, subject_id: added.body.id, outcome: 'done' },
      ]);
  });

  it('registers nothing for a challenge of somebody else, a used one, another site, or a device that is known already', async () => {
    const [one, other] = [await withDevice(), await withDevice()];
    const as = bearer(one.session.token);
    const add = (passkey: unknown) => call(app.url, 'POST', '/v1/account/passkeys', { passkey }, as);
    const begin = async (token = one.session.token) =>
      (await call(app.url, 'POST', '/v1/account/passkeys/challenge', undefined, bearer(token))).body;
    const used = await begin();
    expect((await add(new Authenticator(testOrigin).register(used))).status).toBe(201);
    const answers = [
      await add(new Authenticator(testOrigin).register(used)),
      await add(new Authenticator(testOrigin).register(await begin(other.session.token))),
      await add(new Authenticator(testOrigin).register(await begin(), { origin: 'https://athar-test.example' })),
      await add(new Authenticator(testOrigin).register(await begin(), { relyingParty: 'athar-test.example' })),
      await add(new Authenticator(testOrigin).register(await begin(), { userVerified: false })),
      await add(new Authenticator(testOrigin).register(await begin(), { crossOrigin: true })),
      await add(other.device.register(await begin())),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      Array.from({ length: 7 }, () => [422, 'passkey.refused']),
    );
  });

  it("reaches nobody else's passkeys", async () => {
    const [one, other] = [await withDevice(), await withDevice()];
    const [his] = (await call(app.url, 'GET', '/v1/account/passkeys', undefined, bearer(other.session.token))).body
      .passkeys;
    const answers = await Promise.all(
      [his.id, crypto.randomUUID()].map((id) =>
        call(app.url, 'DELETE', `/v1/account/passkeys/${id}`, undefined, bearer(one.session.token)),
      ),
    );
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [404, 'access.not_found'],
      [404, 'access.not_found'],
    ]);
    expect((await signIn(await assertion(app.url, other.device))).status).toBe(200);
  });

  it('sets another password and another app with a fresh proof; all other sessions end, this one stays', async () => {
    const { session, device, login } = await withDevice();
    const as = bearer(session.token);
    const elsewhere = (await signIn(await assertion(app.url, device))).body.token as string;
    const weak = await call(app.url, 'POST', '/v1/account/password', { password: `${login} ${login}` }, as);
    expect([weak.status, weak.body.code, weak.body.errors[0].pointer]).toEqual([
      422,
      'password.too_common',
      '/password',
    ]);
    const short = await call(app.url, 'POST', '/v1/account/password', { password: 'too short' }, as);
    expect([short.status, short.body.code]).toEqual([422, 'password.too_short']);
    expect((await call(app.url, 'GET', '/v1/session', undefined, bearer(elsewhere))).status).toBe(200);
    const password = 'seven herons over Homs';
    expect((await call(app.url, 'POST', '/v1/account/password', { password }, as)).status).toBe(204);
    expect((await call(app.url, 'GET', '/v1/session', undefined, bearer(elsewhere))).status).toBe(401);
    expect((await call(app.url, 'GET', '/v1/session', undefined, as)).status).toBe(200);

    // The password alone opens nothing.
    const byPassword = (code?: string) => call(app.url, 'POST', '/v1/session', { account: login, password, code });
    expect((await byPassword()).status).toBe(401);
    const { secret } = (await call(app.url, 'POST', '/v1/account/totp', undefined, as)).body;
    await earlyInHalfMinute();
    expect((await byPassword(codeOf(secret))).status).toBe(401);
    const wrong = await call(app.url, 'POST', '/v1/account/totp/confirm', { code: 'abcdef' }, as);
    expect([wrong.status, wrong.body.code]).toEqual([422, 'totp.wrong_code']);
    const confirm = await call(app.url, 'POST', '/v1/account/totp/confirm', { code: codeOf(secret, -30) }, as);
    expect(confirm.status).toBe(204);
    expect((await byPassword(codeOf(secret))).status).toBe(200);
  });

  it('changes none of this with a proof that is older than five minutes', async () => {
    const { session, id } = await withDevice();
    await app.dataSource.query(
      "update sessions set fresh_until = fresh_until - interval '5 minutes 1 second' where account_id = $1",
      [id],
    );
    const as = bearer(session.token);
    const answers = [
      await call(app.url, 'POST', '/v1/account/passkeys/challenge', undefined, as),
      await call(app.url, 'POST', '/v1/account/password', { password: 'seven herons over Homs' }, as),
      await call(app.url, 'POST', '/v1/account/totp', undefined, as),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      Array.from({ length: 3 }, () => [403, 'access.fresh_sign_in']),
    );
  });

  it('proves anew who he is with his own passkey: fresh, under a new token; with nobody else’s', async () => {
    const { session, id, device } = await withDevice();
    await app.dataSource.query('update sessions set fresh_until = null where account_id = $1', [id]);
    const prove = async (with_: Authenticator, token: string) =>
      call(app.url, 'POST', '/v1/session/fresh', { passkey: await assertion(app.url, with_) }, bearer(token));
    const stranger = await withDevice();
    expect((await prove(stranger.device, session.token)).status).toBe(401);
    const proven = await prove(device, session.token);
    expect(proven.status).toBe(200);
    expect(proven.body.token).not.toBe(session.token);
    expect(Date.parse(proven.body.fresh_until) - Date.now()).toBeGreaterThan(4 * 60_000);
    expect((await call(app.url, 'GET', '/v1/session', undefined, bearer(session.token))).status).toBe(401);
    const begin = await call(app.url, 'POST', '/v1/account/passkeys/challenge', undefined, bearer(proven.body.token));
    expect(begin.status).toBe(200);
  });
});

it('a passkey goes on working when the password is locked', async () => {
  const { login, session } = await withPassword(app.url, app.dataSource);
  const as = bearer(session.token);
  const begin = await call(app.url, 'POST', '/v1/account/passkeys/challenge', undefined, as);
  const device = new Authenticator(testOrigin);
  await call(app.url, 'POST', '/v1/account/passkeys', { passkey: device.register(begin.body) }, as);
  await call(app.url, 'POST', '/v1/session', { account: login, password: 'wrong, surely', code: '123456' });
  await app.dataSource.query("update try_limits set tries = 100 where scope = 'password'");
  expect((await call(app.url, 'POST', '/v1/session', { account: login, password: 'x' })).status).toBe(429);
  expect((await signIn(await assertion(app.url, device))).status).toBe(200);
});
