import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startApplication, type TestApplication } from '../support/application.js';
import {
  audited,
  bearer,
  call,
  codeOf,
  cookieOf,
  earlyInHalfMinute,
  goodPassword,
  withPassword,
} from '../support/staff.js';

jest.setTimeout(180_000);

let app: TestApplication;
beforeAll(async () => {
  // Other networks stand behind the proxy, so that tests do not use up each other's tries.
  app = await startApplication({
    worker: false,
    config: { mode: 'production', trustedProxies: '127.0.0.1', logLevel: 'debug' },
  });
}, 60_000);
afterAll(() => app.stop());

let networks = 0;
const elsewhere = () => ({ 'x-forwarded-for': `10.${++networks >> 8}.${networks & 255}.7` });
const signIn = (body: object, headers: Record<string, string> = elsewhere()) =>
  call(app.url, 'POST', '/v1/session', body, headers);
/** Everything that somebody outside can see, but the number of the answer and the time. */
const seen = ({ status, headers, body }: Awaited<ReturnType<typeof call>>) => ({
  status,
  headers: [...headers].filter(([name]) => !['date', 'keep-alive', 'connection'].includes(name)),
  body: { ...body, instance: undefined },
});

describe('signing in with a password and a code', () => {
  it('answers with a session, in a cookie that no script reads and no other site sends', async () => {
    const { login, secret, password } = await withPassword(app.url, app.dataSource);
    const { status, headers, body } = await signIn({ account: login, password, code: codeOf(secret) });
    expect(status).toBe(200);
    expect(body).toMatchObject({ account: login, role: 'caseworker', token: expect.stringMatching(/^ats_[\w-]{43}$/) });
    expect(headers.getSetCookie()).toEqual([`__Host-athar=${body.token}; Path=/; HttpOnly; Secure; SameSite=Strict`]);
    const stored = await app.dataSource.query('select * from sessions');
    expect(JSON.stringify(stored)).not.toContain(body.token);
  });

  it('takes the code of the half minute before and after, and none from further away', async () => {
    for (const [seconds, status] of [
      [-30, 200],
      [30, 200],
      [-90, 401],
      [90, 401],
    ] as const) {
      const { login, secret, password } = await withPassword(app.url, app.dataSource);
      await earlyInHalfMinute();
      const answer = await signIn({ account: login, password, code: codeOf(secret, seconds) });
      expect({ seconds, status: answer.status }).toEqual({ seconds, status });
    }
  });

  it('takes a code once: a replayed one, and an older one than the last, answer like a wrong one', async () => {
    const { login, secret, password } = await withPassword(app.url, app.dataSource);
    const code = codeOf(secret, 30);
    expect((await signIn({ account: login, password, code })).status).toBe(200);
    const [replayed, older, wrong] = [
      await signIn({ account: login, password, code }),
      await signIn({ account: login, password, code: codeOf(secret) }),
      await signIn({ account: login, password, code: code === '000000' ? '000001' : '000000' }),
    ];
    expect(replayed.status).toBe(401);
    expect(seen(replayed)).toEqual(seen(wrong));
    expect(seen(older)).toEqual(seen(wrong));
  });

  it('takes a code once also when it comes five times at the same moment', async () => {
    const { login, secret, password } = await withPassword(app.url, app.dataSource);
    const body = { account: login, password, code: codeOf(secret) };
    const answers = await Promise.all(Array.from({ length: 5 }, () => signIn(body)));
    expect(answers.filter(({ status }) => status === 200).length).toBe(1);
  });

  it('reads Arabic-Indic digits and spaces as they are typed', async () => {
    const { login, secret, password } = await withPassword(app.url, app.dataSource);
    const arabic = codeOf(secret).replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
    const code = `${arabic.slice(0, 3)} ${arabic.slice(3)}`;
    expect((await signIn({ account: login, password, code })).status).toBe(200);
  });

  it('takes a password whichever way the keyboard wrote its letters', async () => {
    const { login, secret } = await withPassword(app.url, app.dataSource, 'caseworker', 'trois cafés l\u00e0-bas 9');
    const password = 'trois cafe\u0301s la\u0300-bas 9';
    expect((await signIn({ account: login, password, code: codeOf(secret) })).status).toBe(200);
  });
});

describe('C2: an unknown account, a wrong password, a wrong or missing code and a disabled account', () => {
  it('answer the same, to the byte', async () => {
    const right = await withPassword(app.url, app.dataSource);
    const disabled = await withPassword(app.url, app.dataSource);
    await app.dataSource.query('update accounts set disabled_at = now() where id = $1', [disabled.id]);
    const account = right.login;
    const answers = [
      await signIn({ account: 'nobody-here', password: goodPassword, code: '123456' }),
      await signIn({ account, password: 'another umbrella kettle', code: codeOf(right.secret) }),
      await signIn({ account, password: goodPassword, code: 'abcdef' }),
      await signIn({ account, password: goodPassword }),
      await signIn({ account: disabled.login, password: goodPassword, code: codeOf(disabled.secret) }),
      // A demonstration account, with its right password, where the service is no demonstration.
      await signIn({ account: app.accounts[0].login, password: app.accounts[0].password }),
    ].map(seen);
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'access.wrong_credentials' } });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it('take as long: the hash of nobody is compared when there is no account', async () => {
    const { login } = await withPassword(app.url, app.dataSource);
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let i = 0; i < 24; i++) {
      for (const who of i % 2 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)) {
        // A fresh count for each, so that no delay stands between us and the comparison.
        await app.dataSource.query('delete from try_limits');
        const body = {
          account: who === 'known' ? login : `nobody-${i}`,
          password: 'not the one, surely',
          code: '123456',
        };
        const startedAt = performance.now();
        expect((await signIn(body)).status).toBe(401);
        times[who].push(performance.now() - startedAt);
      }
    }
    // The quicker half, which another program on this machine disturbs least.
    const typical = (values: number[]) => {
      const quicker = [...values].sort((a, b) => a - b).slice(0, values.length / 2);
      return quicker.reduce((sum, value) => sum + value) / quicker.length;
    };
    const [known, unknown] = [typical(times.known), typical(times.unknown)];
    // Without the hash of nobody an unknown name would be answered in a fraction of the time.
    expect(Math.abs(known - unknown)).toBeLessThan(Math.max(known, unknown) / 4);
  });

  it('are written down: with the account where it is one, and never with what was typed', async () => {
    const { login, id } = await withPassword(app.url, app.dataSource);
    await signIn({ account: login, password: 'Athartest wrong password', code: '000000' });
    expect(await audited(app.dataSource, 'session.refused', id)).toEqual([
      { actor_id: null, subject_id: id, outcome: 'denied' },
    ]);
    const before = (await audited(app.dataSource, 'session.refused')).length;
    await signIn({ account: 'Athartest Nobody', password: 'Athartest wrong password' });
    const after = await audited(app.dataSource, 'session.refused');
    expect(after.length).toBe(before + 1);
    expect(after[0].subject_id).toBe(null);
    const tables = ['audit_entries', 'try_limits'];
    for (const table of tables) {
      expect(JSON.stringify(await app.dataSource.query(`select * from ${table}`))).not.toMatch(
        /Athartest|s-[0-9a-f]{8}"/,
      );
    }
  });
});

describe('C2: who guesses', () => {
  const guess = (account: string, headers = elsewhere()) =>
    signIn({ account, password: 'not the one, surely', code: '123456' }, headers);

  it('waits longer after five wrong tries, wherever he sits; known and unknown names alike', async () => {
    const { login } = await withPassword(app.url, app.dataSource);
    const answersFor = async (account: string) => {
      const answers = [];
      for (let i = 0; i < 6; i++) answers.push(seen(await guess(account)));
      return answers;
    };
    const known = await answersFor(login);
    const unknown = await answersFor('nobody-at-all');
    expect(known.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
    expect(known[5].body).toMatchObject({ code: 'access.too_many_tries' });
    expect(known[5].headers).toContainEqual(['retry-after', '1']);
    expect(unknown).toEqual(known);
  });

  it('also with the right password, until the time is over; then nothing is held against the owner', async () => {
    const { login, secret, password } = await withPassword(app.url, app.dataSource);
    for (let i = 0; i < 5; i++) await guess(login);
    const right = () => signIn({ account: login, password, code: codeOf(secret) });
    expect((await right()).status).toBe(429);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await right()).status).toBe(200);
    expect((await guess(login)).status).toBe(401);
  });

  it('gets no free tries by sending a thousand at once', async () => {
    const { login } = await withPassword(app.url, app.dataSource);
    const statuses: Record<number, number> = {};
    await Promise.all(
      Array.from({ length: 1_000 }, async () => {
        const { status } = await guess(login);
        statuses[status] = (statuses[status] ?? 0) + 1;
      }),
    );
    expect(Object.keys(statuses).every((status) => ['401', '429', '503'].includes(status))).toBe(true);
    // Nothing is checked that was not counted before (503: no connection was free in time, or no turn for the slow hash). Counted are
    // five, and one for each delay that went by while they came: 1 s, 2 s, 4 s …
    const [{ tries }] = await app.dataSource.query(
      "select tries from try_limits where scope = 'password' order by last_try_at desc limit 1",
    );
    expect(tries).toBeGreaterThanOrEqual(5);
    expect(tries).toBeLessThanOrEqual(10);
    expect(statuses[401] ?? 0).toBeLessThanOrEqual(tries);
  });

  it('in one network is slowed down whatever names he tries, and nobody in another network is', async () => {
    const network = elsewhere();
    const statuses = [];
    for (let i = 0; i < 51; i++) statuses.push((await guess(`name-${i}`, network)).status);
    expect(statuses.slice(0, 50).every((status) => status === 401)).toBe(true);
    expect(statuses[50]).toBe(429);
    const neighbour = { 'x-forwarded-for': network['x-forwarded-for'].replace(/\.7$/, '.200') };
    expect((await guess('another-name', neighbour)).status).toBe(429);
    expect((await guess('another-name')).status).toBe(401);
  });

  it('is shut out of the password after a hundred wrong tries in a row, until there is a new invitation', async () => {
    const { login, id, secret, password } = await withPassword(app.url, app.dataSource);
    await guess(login);
    const shift = () =>
      app.dataSource.query(
        "update try_limits set tries = 99, next_allowed_at = now() where scope = 'password' and tries < 99",
      );
    await shift();
    expect((await guess(login)).status).toBe(401);
    expect((await audited(app.dataSource, 'session.refused', id)).length).toBe(2);
    await app.dataSource.query("update try_limits set next_allowed_at = now() - interval '1 day'");
    const right = await signIn({ account: login, password, code: codeOf(secret) });
    expect(right.status).toBe(429);
    expect(right.headers.get('retry-after')).toBe('900');
    // The same for a name that nobody has.
    await guess('nobody-locked');
    await shift();
    await guess('nobody-locked');
    await app.dataSource.query("update try_limits set next_allowed_at = now() - interval '1 day'");
    expect(seen(await guess('nobody-locked'))).toEqual(seen(await guess(login)));
  });
});

describe('C3: a flood of sign-ins', () => {
  it('is answered with 503 and Retry-After when it cannot be worked off within two seconds, and nothing else waits', async () => {
    await app.dataSource.query('delete from try_limits');
    const flood = Promise.all(
      Array.from({ length: 400 }, (_, i) => signIn({ account: `flood-${i}`, password: 'not the one, surely' })),
    );
    const startedAt = performance.now();
    expect((await call(app.url, 'GET', '/v1/health')).status).toBe(200);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    const answers = await flood;
    const busy = answers.filter(({ status }) => status === 503);
    expect(answers.every(({ status }) => status === 401 || status === 503)).toBe(true);
    expect(busy.length).toBeGreaterThan(0);
    for (const { headers } of busy) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    // Tries that were not made count for nothing.
    const [{ n }] = await app.dataSource.query("select sum(tries)::int as n from try_limits where scope = 'password'");
    expect(n).toBe(answers.length - busy.length);
  });
});

describe('whoever was signed in at this browser', () => {
  it('is not any more once somebody signs in there; a token that was sent along is never taken over', async () => {
    const { login, secret, password, session } = await withPassword(app.url, app.dataSource);
    const planted = `ats_${'x'.repeat(43)}`;
    const answer = await signIn(
      { account: login, password, code: codeOf(secret) },
      { cookie: `__Host-athar=${session.token}` },
    );
    expect(answer.status).toBe(200);
    expect(cookieOf(answer.headers)).not.toContain(session.token);
    expect((await call(app.url, 'GET', '/v1/session', undefined, bearer(session.token))).status).toBe(401);
    const fixed = await signIn(
      { account: login, password, code: codeOf(secret, 30) },
      { cookie: `__Host-athar=${planted}` },
    );
    expect(fixed.status).toBe(200);
    expect(cookieOf(fixed.headers)).not.toContain(planted);
    expect((await call(app.url, 'GET', '/v1/session', undefined, bearer(planted))).status).toBe(401);
  });
});

it('nothing that is secret or typed stands in the log, not even at debug level', async () => {
  const { login, secret, password, session } = await withPassword(app.url, app.dataSource);
  await signIn({ account: login, password: 'Athartest wrong password', code: '000000' });
  const output = app.api.output();
  for (const word of [login, secret, password, session.token, session.csrf_token, 'Athartest']) {
    expect(output).not.toContain(word);
  }
});
