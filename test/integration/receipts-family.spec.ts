import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { aMan } from '../support/builders.js';
import { caseworkOf } from '../support/casework.js';
import {
  anotherSecret,
  familySignIn,
  type IssuedReceipt,
  issueReceipt,
  lookOf,
  typeIn,
  waitedLongEnough,
  writtenAbout,
} from '../support/families.js';
import { expectProblem } from '../support/refusals.js';

jest.setTimeout(180_000);

let application: TestApplication;
let rana: Client;
let file: ReturnType<typeof caseworkOf>['file'];
let url: string;

beforeAll(async () => {
  application = await startApplication({ worker: false });
  url = application.url;
  rana = await signIn(url, application.accounts[0]);
  ({ file } = caseworkOf(application, rana));
});
afterAll(() => application?.stop());
/** All tests come from one network; what one of them tried must not slow down the next. */
beforeEach(() => application.dataSource.query('delete from try_limits'));

let people = 0;
async function aFamily(): Promise<IssuedReceipt & { reportId: string }> {
  const reportId = await file(aMan(people++).report());
  return { reportId, ...(await issueReceipt(rana, reportId)) };
}
const tries = (number: string, secret: string, times: number) =>
  Array.from({ length: times }).reduce<Promise<void>>(async (before) => {
    await before;
    await waitedLongEnough(application.dataSource);
    expect((await typeIn(url, number, secret)).status).toBe(401);
  }, Promise.resolve());

describe('a family signs in', () => {
  it('with its number and secret as they can be typed: spaces, dashes, Arabic or Persian digits, marks nobody sees', async () => {
    const receipt = await aFamily();
    const plain = receipt.secret.replaceAll(' ', '');
    const shifted = (text: string, zero: number) =>
      text.replaceAll(/\d/g, (digit) => String.fromCharCode(zero + Number(digit)));
    for (const [number, secret] of [
      [receipt.request_number, plain],
      [
        ` ${receipt.request_number.slice(0, 3)} ${receipt.request_number.slice(3)}\u200f`,
        receipt.secret.replaceAll(' ', '-'),
      ],
      [shifted(receipt.request_number, 0x660), shifted(receipt.secret, 0x660)],
      [`\u202b${shifted(receipt.request_number, 0x6f0)}\u202c`, shifted(plain, 0x6f0)],
    ]) {
      await familySignIn(url, { request_number: number, secret });
    }
  });

  it('C4: the cookie is for this host, no script, no other site, and ends with the browser', async () => {
    const { cookie } = await familySignIn(url, await aFamily());
    expect(cookie).toMatch(/^__Host-athar-family=atf_[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    const answer = await fetch(`${url}/v1/family/report`, { headers: { cookie: cookie.split(';')[0] } });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store, no-transform']);
  });

  it('C16: what is kept of it holds no address and no token', async () => {
    const receipt = await aFamily();
    const { token } = await familySignIn(url, receipt);
    const kept: { row: string }[] = await application.dataSource.query(
      'select s::text || r::text as row from family_sessions s join receipts r on r.id = s.receipt_id where r.id = $1',
      [receipt.id],
    );
    expect(kept).toHaveLength(1);
    expect(kept[0].row).not.toMatch(/127\.0\.0\.1|::1/);
    expect(kept[0].row).not.toContain(token.slice(4));
    expect(await writtenAbout(application.dataSource, receipt.id)).toHaveLength(1);
  });

  it('C2: in two times forty tries a known number and an unknown one get the same status, headers and body', async () => {
    const families = [await aFamily(), await aFamily()];
    const looks = new Set<string>();
    for (let i = 0; i < 40; i++) {
      const { request_number, secret } = families[i % 2];
      // Numbers never begin with a zero: these are nobody's.
      for (const number of [request_number, `0${String(10_000 + i * 7)}`]) {
        await waitedLongEnough(application.dataSource);
        looks.add(JSON.stringify(lookOf(await typeIn(url, number, anotherSecret(secret)))));
      }
    }
    expect(looks.size).toBe(1);
    expect([...looks][0]).toContain('"status":401');
  });

  it('C2: whatever is wrong, the refusal is the same', async () => {
    const revoked = await aFamily();
    await rana.send('DELETE', `/v1/reports/${revoked.reportId}/receipts/${revoked.id}`);
    const live = await aFamily();
    const answers = [];
    for (const [number, secret] of [
      [live.request_number, anotherSecret(live.secret)],
      [live.request_number, `${live.secret.slice(0, -1)}x`],
      [live.request_number, revoked.secret],
      [revoked.request_number, revoked.secret],
      ['000000', live.secret],
      ['99999a', live.secret],
      ['\u0669\u0669\u0669\u0669\u0669x', 'x'.repeat(25)],
    ]) {
      answers.push(await typeIn(url, number, secret));
    }
    expectProblem(answers[0], 401, 'receipt.wrong');
    for (const answer of answers) expect(lookOf(answer)).toEqual(lookOf(answers[0]));
  });

  it('a digit too few is said before anything is looked up, and nothing that was typed is repeated', async () => {
    const { request_number, secret } = await aFamily();
    for (const number of [request_number, '000000']) {
      const [error] = expectProblem(await typeIn(url, number, secret.slice(1)), 400, 'request.invalid');
      expect(error).toEqual({ pointer: '/secret', code: 'digits.count', message: 'This has 25 digits.' });
    }
    const [error] = expectProblem(await typeIn(url, '12345', secret), 400, 'request.invalid');
    expect(error.pointer).toBe('/request_number');
  });
});

describe('somebody guesses', () => {
  it('C2: waits longer and longer for one number, known or not, while others sign in', async () => {
    const [known, other] = [await aFamily(), await aFamily()];
    const wrong = anotherSecret(known.secret);
    /** Four wrong tries, then two at a later time, each followed by a try that comes too soon: with the wrong secret, then with the right one. */
    const course = async (number: string) => {
      await application.dataSource.query('delete from try_limits');
      const answers = [];
      for (let i = 0; i < 4; i++) answers.push(await typeIn(url, number, wrong));
      await application.dataSource.query("update try_limits set tries = 11 where scope = 'receipt'");
      for (const tooSoon of [wrong, known.secret]) {
        await waitedLongEnough(application.dataSource);
        answers.push(await typeIn(url, number, wrong), await typeIn(url, number, tooSoon));
      }
      return {
        // Seconds pass while we look: compared apart.
        looks: answers.map((answer) => lookOf({ ...answer, headers: { ...answer.headers, 'retry-after': undefined } })),
        waits: answers.map(({ headers }) => Number(headers['retry-after'] ?? 0)),
      };
    };
    const [toKnown, toUnknown] = [await course(known.request_number), await course('000123')];
    expect(toKnown.looks).toEqual(toUnknown.looks);
    expect(toKnown.looks.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429, 401, 429]);
    for (const { waits } of [toKnown, toUnknown]) {
      for (const [i, seconds] of [0, 0, 0, 0, 0, 128, 0, 256].entries()) {
        expect(waits[i]).toBeLessThanOrEqual(seconds);
        expect(waits[i]).toBeGreaterThanOrEqual(seconds && seconds - 20);
      }
    }
    await familySignIn(url, other);
  });

  it('C2: a hundred at once are no way around it', async () => {
    const { request_number, secret } = await aFamily();
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => typeIn(url, request_number, anotherSecret(secret))),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(6);
    expect(statuses.every((status) => status === 401 || status === 429)).toBe(true);
  });

  it('R1: does not learn from the waiting that the family was here meanwhile', async () => {
    const { request_number, secret } = await aFamily();
    const wrong = anotherSecret(secret);
    await tries(request_number, wrong, 1);
    await tries('000777', wrong, 1);
    await application.dataSource.query("update try_limits set tries = 11 where scope = 'receipt'");
    await familySignIn(url, { request_number, secret });
    for (const number of [request_number, '000777']) {
      await tries(number, wrong, 1);
      const tooSoon = await typeIn(url, number, wrong);
      // The twelfth wrong try costs 128 seconds, whether or not a right one came before it.
      const seconds = Number(tooSoon.headers['retry-after']);
      expect([number, tooSoon.status, seconds > 108 && seconds <= 128]).toEqual([number, 429, true]);
    }
  });

  it('C2: after a hundred wrong tries the number is locked; a caseworker unlocks it, and the family is told once', async () => {
    const receipt = await aFamily();
    const path = `/v1/reports/${receipt.reportId}/receipts`;
    const locked = async () => (await rana.get(path)).body.items[0].locked;
    await tries(receipt.request_number, anotherSecret(receipt.secret), 99);
    expect(await locked()).toBe(false);
    await tries(receipt.request_number, anotherSecret(receipt.secret), 1);
    await tries('000456', receipt.secret, 100);
    expect(await locked()).toBe(true);
    await waitedLongEnough(application.dataSource);
    const right = await typeIn(url, receipt.request_number, receipt.secret);
    expect(right.status).toBe(429);
    expect(lookOf(right)).toEqual(lookOf(await typeIn(url, '000456', receipt.secret)));

    const unlocked = await rana.post(`${path}/${receipt.id}/unlock`, {});
    expect([unlocked.status, unlocked.body.locked]).toEqual([200, false]);
    expect(await locked()).toBe(false);
    expect((await familySignIn(url, receipt)).somebody_tried).toBe(true);
    expect((await familySignIn(url, receipt)).somebody_tried).toBe(false);
    const entries = await writtenAbout(application.dataSource, receipt.id);
    expect(entries.at(-1)).toMatch(/^staff:\S+ receipt\.unlocked done$/);
  });
});

describe('a session of a family', () => {
  const age = (receipt: IssuedReceipt, set: string) =>
    application.dataSource.query(`update family_sessions set ${set} where receipt_id = $1`, [receipt.id]);

  it('C4: ends after ten minutes without a request and after two hours in any case', async () => {
    const receipt = await aFamily();
    const status = async (family: Awaited<ReturnType<typeof familySignIn>>) =>
      (await family.asks('/v1/family/report')).status;
    const idle = await familySignIn(url, receipt);
    await age(receipt, "last_seen_at = now() - interval '9 minutes 50 seconds'");
    expect(await status(idle)).toBe(200);
    await age(receipt, "last_seen_at = now() - interval '10 minutes 1 second'");
    expect(await status(idle)).toBe(401);
    const long = await familySignIn(url, receipt);
    expect(Math.abs(Date.parse(long.expires_at) - Date.now() - 7_200_000)).toBeLessThan(60_000);
    await age(receipt, 'expires_at = now()');
    expect(await status(long)).toBe(401);
  });

  it('C4: is ended by the family, which leaves nothing in the browser; another telephone goes on', async () => {
    const receipt = await aFamily();
    const [here, there] = [await familySignIn(url, receipt), await familySignIn(url, receipt)];
    const out = await here.asks('/v1/family/session', 'DELETE');
    expect([out.status, out.headers['clear-site-data']]).toEqual([204, '"cache", "cookies", "storage"']);
    expect(String(out.headers['set-cookie'])).toMatch(/^__Host-athar-family=; .*Expires=Thu, 01 Jan 1970/);
    expect((await here.asks('/v1/family/report')).status).toBe(401);
    expect((await there.asks('/v1/family/report')).status).toBe(200);
  });

  it('is ended from a browser by our own page alone, which learns again what to send after it was loaded again', async () => {
    const { cookie, csrf_token } = await familySignIn(url, await aFamily());
    const asBrowser = (method: string, headers: Record<string, string> = {}) =>
      fetch(`${url}/v1/family/session`, { method, headers: { cookie: cookie.split(';')[0], ...headers } });
    const own = { 'sec-fetch-site': 'same-origin', 'x-csrf-token': csrf_token };
    for (const forged of [{}, { ...own, 'sec-fetch-site': 'cross-site' }, { ...own, 'x-csrf-token': 'a'.repeat(43) }]) {
      expect((await asBrowser('DELETE', forged)).status).toBe(403);
    }
    const again = await asBrowser('GET');
    const text = await again.text();
    expect([again.status, JSON.parse(text).csrf_token, text.length]).toEqual([200, csrf_token, 4096]);
    expect((await asBrowser('DELETE', own)).status).toBe(204);
    expect((await asBrowser('GET')).status).toBe(401);
  });

  it('R2: opens its own report in its own words, and nothing else that there is', async () => {
    const receipt = await aFamily();
    const other = await aFamily();
    const { report } = { report: aMan(people - 2).report() };
    const family = await familySignIn(url, receipt);
    const answer = await family.asks('/v1/family/report');
    const { padding, received_on, ...seen } = JSON.parse(answer.text);
    expect(seen).toEqual({
      request_number: receipt.request_number,
      state: 'open',
      told: { sought: report.sought, disappearance: report.disappearance },
    });
    expect(received_on).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(padding).toMatch(/^0*$/);
    for (const path of [
      '/v1/reports',
      `/v1/reports/${receipt.reportId}`,
      `/v1/reports/${other.reportId}`,
      `/v1/reports/${receipt.reportId}/receipts`,
      `/v1/reports/${receipt.reportId}/revisions`,
      '/v1/suggestions',
      '/v1/imports',
      '/v1/session',
    ]) {
      expect([path, (await family.asks(path)).status]).toEqual([path, 404]);
    }
  });

  it('R16: each look is written down with the receipt as the one who looked', async () => {
    const receipt = await aFamily();
    const family = await familySignIn(url, receipt);
    await family.asks('/v1/family/report');
    await family.asks('/v1/family/report');
    const looked = `family:${receipt.id} report.viewed done`;
    const entries = await writtenAbout(application.dataSource, receipt.reportId);
    expect(entries.filter((entry) => entry.startsWith('family:'))).toEqual([looked, looked]);
  });

  it('R14: reads at most sixty times a minute, however many sessions it opens; others are not slowed down', async () => {
    const [receipt, other] = [await aFamily(), await aFamily()];
    const [one, two, another] = [
      await familySignIn(url, receipt),
      await familySignIn(url, receipt),
      await familySignIn(url, other),
    ];
    // Begins a minute of its own, so that the test does not run over its end.
    const [{ left }] = await application.dataSource.query('select (60 - extract(second from now()))::float as left');
    if (left < 20) await new Promise((resolve) => setTimeout(resolve, left * 1000 + 100));
    for (let i = 0; i < 60; i++) expect((await (i % 2 ? one : two).asks('/v1/family/report')).status).toBe(200);
    const refused = await one.asks('/v1/family/report');
    expectProblem(refused, 429, 'request.too_often');
    expect(refused.headers['retry-after']).toBe('60');
    expect((await two.asks('/v1/family/report')).status).toBe(429);
    expect((await another.asks('/v1/family/report')).status).toBe(200);
    await application.dataSource.query(
      "update receipts set reads_minute = reads_minute - interval '1 minute' where id = $1",
      [receipt.id],
    );
    expect((await one.asks('/v1/family/report')).status).toBe(200);
  });

  it('does not open what staff sees, and the token of a member of staff does not open what a family sees', async () => {
    expect((await rana.get('/v1/family/report')).status).toBe(404);
    const { cookie } = await familySignIn(url, await aFamily());
    const answer = await fetch(`${url}/v1/reports`, { headers: { cookie: cookie.split(';')[0] } });
    expect(answer.status).toBe(401);
    const forged = await fetch(`${url}/v1/family/report`, {
      headers: { authorization: `Bearer atf_${'A'.repeat(43)}` },
    });
    expect(forged.status).toBe(401);
  });
});
