import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startApplication, type TestApplication } from '../support/application.js';
import { audited, bearer, call, codeOf, testOrigin, withPassword } from '../support/staff.js';

jest.setTimeout(180_000);

let app: TestApplication;
beforeAll(async () => {
  app = await startApplication({
    worker: false,
    config: { mode: 'production', origin: testOrigin, trustedProxies: '127.0.0.1/32, ::1' },
  });
}, 60_000);
afterAll(() => app.stop());

const somebody = () => withPassword(app.url, app.dataSource);
const whoAmI = (token: string, headers: Record<string, string> = {}) =>
  call(app.url, 'GET', '/v1/session', undefined, { ...bearer(token), ...headers });
const signIn = async ({ login, password, secret }: Awaited<ReturnType<typeof somebody>>, headers = {}) => {
  await app.dataSource.query('update totp_secrets set last_step = null');
  const answer = await call(
    app.url,
    'POST',
    '/v1/session',
    { account: login, password, code: codeOf(secret) },
    headers,
  );
  expect(answer.status).toBe(200);
  return answer.body as { token: string; session_id: string; csrf_token: string };
};
const shift = (column: string, interval: string, sessionId: string) =>
  app.dataSource.query(`update sessions set ${column} = ${column} - interval '${interval}' where id = $1`, [sessionId]);

describe('C10: a session', () => {
  it('ends after 15 minutes without a request, and goes on as long as there are some', async () => {
    const { token, session_id } = await signIn(await somebody());
    await shift('last_seen_at', '14 minutes', session_id);
    expect((await whoAmI(token)).status).toBe(200);
    await shift('last_seen_at', '14 minutes', session_id);
    expect((await whoAmI(token)).status).toBe(200);
    await shift('last_seen_at', '15 minutes 1 second', session_id);
    expect((await whoAmI(token)).body.code).toBe('access.sign_in');
    expect((await whoAmI(token)).status).toBe(401);
  });

  it('ends after 10 hours, whoever uses it', async () => {
    const { token, session_id } = await signIn(await somebody());
    await shift('expires_at', '9 hours 59 minutes', session_id);
    expect((await whoAmI(token)).status).toBe(200);
    await shift('expires_at', '1 minute', session_id);
    expect((await whoAmI(token)).status).toBe(401);
  });

  it('ends with signing out; what the token was is worth nothing', async () => {
    const { token, session_id } = await signIn(await somebody());
    expect((await call(app.url, 'DELETE', '/v1/session', undefined, bearer(token))).status).toBe(204);
    expect((await whoAmI(token)).status).toBe(401);
    expect(await audited(app.dataSource, 'session.closed', session_id)).toHaveLength(1);
  });

  it('ends at once when the account is disabled', async () => {
    const person = await somebody();
    const { token } = await signIn(person);
    await app.dataSource.query('update accounts set disabled_at = now() where id = $1', [person.id]);
    expect((await whoAmI(token)).status).toBe(401);
  });

  it('is proven anew with password and code: fresh, under a new token, until the same end', async () => {
    const person = await somebody();
    const opened = await signIn(person);
    await app.dataSource.query('update sessions set fresh_until = now() where id = $1', [opened.session_id]);
    const [before] = await app.dataSource.query('select expires_at from sessions where id = $1', [opened.session_id]);
    await app.dataSource.query('update totp_secrets set last_step = null');
    const prove = (proof: object) => call(app.url, 'POST', '/v1/session/fresh', proof, bearer(opened.token));
    const wrong = await prove({ password: 'not the one, surely', code: codeOf(person.secret) });
    expect([wrong.status, wrong.body.code]).toEqual([401, 'access.wrong_credentials']);
    expect((await prove({ password: person.password })).status).toBe(401);
    const { status, body } = await prove({ password: person.password, code: codeOf(person.secret) });
    expect(status).toBe(200);
    expect(body.session_id).toBe(opened.session_id);
    expect(body.csrf_token).not.toBe(opened.csrf_token);
    expect(Date.parse(body.fresh_until)).toBeGreaterThan(Date.now() + 4 * 60_000);
    expect((await whoAmI(opened.token)).status).toBe(401);
    expect((await whoAmI(body.token)).status).toBe(200);
    const [after] = await app.dataSource.query('select expires_at from sessions where id = $1', [opened.session_id]);
    expect(after).toEqual(before);
    expect(await audited(app.dataSource, 'session.fresh', opened.session_id)).toHaveLength(1);
  });
});

describe('one’s own sessions', () => {
  it('are listed without their tokens; one or all of them end at once', async () => {
    const person = await somebody();
    const [first, second, third] = [await signIn(person), await signIn(person), await signIn(person)];
    await call(app.url, 'DELETE', '/v1/session', undefined, bearer(person.session.token));
    const list = await call(app.url, 'GET', '/v1/sessions', undefined, bearer(third.token));
    expect(list.body.items).toEqual(
      [third, second, first].map(({ session_id }) => ({
        id: session_id,
        created_at: expect.any(String),
        last_seen_at: expect.any(String),
        expires_at: expect.any(String),
        current: session_id === third.session_id,
      })),
    );
    const end = (path: string) => call(app.url, 'DELETE', path, undefined, bearer(third.token));
    const startedAt = performance.now();
    expect((await end(`/v1/sessions/${first.session_id}`)).status).toBe(204);
    expect((await whoAmI(first.token)).status).toBe(401);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect((await end(`/v1/sessions/${first.session_id}`)).status).toBe(404);
    expect((await whoAmI(second.token)).status).toBe(200);
    expect((await end('/v1/sessions')).status).toBe(204);
    for (const { token } of [second, third]) expect((await whoAmI(token)).status).toBe(401);
    expect(await audited(app.dataSource, 'session.ended', first.session_id)).toHaveLength(1);
    expect(await audited(app.dataSource, 'sessions.ended', person.id)).toHaveLength(1);
  });

  it('are nobody else’s to see or end', async () => {
    const [one, other] = [await somebody(), await somebody()];
    const mine = await signIn(one);
    const his = await signIn(other);
    const list = await call(app.url, 'GET', '/v1/sessions', undefined, bearer(mine.token));
    expect(JSON.stringify(list.body)).not.toContain(his.session_id);
    const end = (id: string) => call(app.url, 'DELETE', `/v1/sessions/${id}`, undefined, bearer(mine.token));
    const [foreign, missing, nonsense] = [await end(his.session_id), await end(crypto.randomUUID()), await end('all')];
    const { instance: _, ...expected } = missing.body;
    for (const { status, body } of [foreign, missing, nonsense]) {
      expect(status).toBe(404);
      expect(body).toMatchObject(expected);
    }
    expect((await whoAmI(his.token)).status).toBe(200);
  });
});

describe('a session that somebody took along', () => {
  it('is ended when it comes from another network, with its own answer; it is written down, and the owner signs in anew', async () => {
    const person = await somebody();
    const opened = await signIn(person, { 'x-forwarded-for': '198.51.100.7' });
    const from = (address: string) => whoAmI(opened.token, { 'x-forwarded-for': address });
    expect((await from('198.51.100.7')).status).toBe(200);
    expect((await from('198.51.100.250')).status).toBe(200);
    const stolen = await from('203.0.113.5');
    expect([stolen.status, stolen.body.code]).toEqual([401, 'access.session_moved']);
    expect((await from('203.0.113.5')).body.code).toBe('access.sign_in');
    expect((await from('198.51.100.7')).status).toBe(401);
    expect(await audited(app.dataSource, 'session.moved', opened.session_id)).toEqual([
      { actor_id: person.id, subject_id: opened.session_id, outcome: 'denied' },
    ]);
    const alarms = await app.dataSource.query('select kind, actor_id from alarms where subject_id = $1', [
      opened.session_id,
    ]);
    expect(alarms).toEqual([{ kind: 'session_moved', actor_id: person.id }]);
  });

  it('the same for IPv6, where a network is the first 48 bits', async () => {
    const opened = await signIn(await somebody(), { 'x-forwarded-for': '2001:db8:1:2::3' });
    expect((await whoAmI(opened.token, { 'x-forwarded-for': '2001:db8:1:ffff::9' })).status).toBe(200);
    expect((await whoAmI(opened.token, { 'x-forwarded-for': '2001:db8:2::3' })).body.code).toBe('access.session_moved');
  });

  it('shows no network in the database: two sessions of one network have different hashes', async () => {
    const person = await somebody();
    const [one, two] = [await signIn(person), await signIn(person)];
    const rows = await app.dataSource.query('select network_hash from sessions where id = any($1::uuid[])', [
      [one.session_id, two.session_id],
    ]);
    expect(rows[0].network_hash.equals(rows[1].network_hash)).toBe(false);
  });
});

describe('a page of another site', () => {
  it('changes nothing with the cookie that the browser sends for it; our own page does, with the token of its session', async () => {
    const person = await somebody();
    const opened = await signIn(person);
    const cookie = `__Host-athar=${opened.token}`;
    const { body: me } = await call(app.url, 'GET', '/v1/session', undefined, { cookie });
    expect(me.csrf_token).toBe(opened.csrf_token);
    const end = (headers: Record<string, string>) =>
      call(app.url, 'DELETE', `/v1/sessions/${crypto.randomUUID()}`, undefined, { cookie, ...headers });
    const other = await signIn(person);
    const own = { 'sec-fetch-site': 'same-origin', 'x-csrf-token': me.csrf_token };
    for (const headers of [
      {},
      { 'sec-fetch-site': 'same-origin' },
      { 'x-csrf-token': me.csrf_token },
      { ...own, 'sec-fetch-site': 'cross-site' },
      { ...own, 'sec-fetch-site': 'same-site' },
      { ...own, 'x-csrf-token': other.csrf_token },
      { origin: 'https://athar-test.example', 'x-csrf-token': me.csrf_token },
    ] as Record<string, string>[]) {
      const { status, body } = await end(headers);
      expect({ headers, status, code: body.code }).toEqual({ headers, status: 403, code: 'access.csrf' });
    }
    // Let through, to where there is no such session.
    expect((await end(own)).status).toBe(404);
    expect((await end({ origin: testOrigin, 'x-csrf-token': me.csrf_token })).status).toBe(404);
    const out = await call(app.url, 'DELETE', '/v1/session', undefined, { cookie, ...own });
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toMatch(/^__Host-athar=; .*Expires=Thu, 01 Jan 1970/);
  });
});

describe('without a proxy that is trusted', () => {
  it('nobody says himself where he comes from', async () => {
    const direct = await startApplication({ worker: false, config: { mode: 'production' } });
    try {
      const person = await withPassword(direct.url, direct.dataSource);
      const { status } = await call(direct.url, 'GET', '/v1/session', undefined, {
        ...bearer(person.session.token),
        'x-forwarded-for': '203.0.113.5',
      });
      expect(status).toBe(200);
    } finally {
      await direct.stop();
    }
  });
});

it('what nobody can use any more is swept away, and nothing younger', async () => {
  const person = await somebody();
  const [old, young] = [await signIn(person), await signIn(person)];
  await app.dataSource.query("update sessions set created_at = now() - interval '31 days' where id = $1", [
    old.session_id,
  ]);
  await app.dataSource.query(`
    insert into try_limits select scope, hash, tries, now() - age, now() - age
    from (values ('password', '\\x01'::bytea, 3, interval '31 days'), ('password', '\\x02', 3, interval '29 days'),
      ('password', '\\x03', 100, interval '400 days'), ('password.network', '\\x04', 3, interval '3 days'),
      ('password.network', '\\x05', 3, interval '1 day')) as old (scope, hash, tries, age)`);
  await app.dataSource.query(
    "insert into passkey_challenges values ('\\x01', 'sign_in', null, now()), ('\\x02', 'sign_in', null, now() + interval '1 minute')",
  );
  const [{ organisation_id }] = await app.dataSource.query('select organisation_id from accounts where id = $1', [
    person.id,
  ]);
  await app.dataSource.query(
    `insert into idempotency_keys (actor_id, organisation_id, key, operation, request_hash, resource_id, created_at)
     values ($1, $2, 'old-key-1', 'x', '\\x00', $1, now() - interval '31 days'), ($1, $2, 'new-key-1', 'x', '\\x00', $1, now())`,
    [person.id, organisation_id],
  );
  await familyLookedDaysAgo(person.id, organisation_id);
  // It sweeps when it starts, and then every ten minutes.
  const again = await startApplication({ worker: false, config: { mode: 'production' } });
  try {
    const left = async (sql: string) => Object.values((await app.dataSource.query(sql))[0])[0];
    for (
      let i = 0;
      i < 100 && (await left(`select count(*)::int from sessions where id = '${old.session_id}'`)) !== 0;
      i++
    )
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await left(`select count(*)::int from sessions where id = '${old.session_id}'`)).toBe(0);
    expect(await left(`select count(*)::int from sessions where id = '${young.session_id}'`)).toBe(1);
    expect(
      await left(
        "select array_agg(encode(subject_hash, 'hex') order by subject_hash) from try_limits where length(subject_hash) = 1",
      ),
    ).toEqual(['02', '03', '05']);
    expect(
      await left(
        "select array_agg(encode(challenge_hash, 'hex')) from passkey_challenges where length(challenge_hash) = 1",
      ),
    ).toEqual(['02']);
    expect(
      await left("select array_agg(encode(token_hash, 'hex')) from family_sessions where length(token_hash) = 1"),
    ).toEqual(['02']);
    expect(await left(`select array_agg(key) from idempotency_keys where actor_id = '${person.id}'`)).toEqual([
      'new-key-1',
    ]);
  } finally {
    await again.stop();
  }
});

/** A family whose first session began 31 days ago and whose second one 29 days ago. */
async function familyLookedDaysAgo(account: string, organisation: string) {
  const [report, reporter, receipt] = [randomUUID(), randomUUID(), randomUUID()];
  const run = (sql: string, values: unknown[]) => app.dataSource.query(sql, values);
  await run("insert into reports (id, organisation_id, revision, state, created_by) values ($1, $2, 1, 'open', $3)", [
    report,
    organisation,
    account,
  ]);
  await run(
    `insert into reporters (id, report_id, organisation_id, revision, relationship, language, filing_mode)
     values ($1, $2, $3, 1, 'mother', 'ar', 'pseudonymous')`,
    [reporter, report, organisation],
  );
  await run(
    `insert into receipts (id, organisation_id, report_id, reporter_id, request_number, secret_hash, created_by)
     values ($1, $2, $3, $4, '999998', '$argon2id$invented', $5)`,
    [receipt, organisation, report, reporter, account],
  );
  await run(
    `insert into family_sessions (id, token_hash, receipt_id, organisation_id, created_at, expires_at)
     select gen_random_uuid(), hash, $1, $2, now() - age, now() - age + interval '2 hours'
     from (values ('\\x01'::bytea, interval '31 days'), ('\\x02', interval '29 days')) as old (hash, age)`,
    [receipt, organisation],
  );
}
