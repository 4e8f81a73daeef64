import { createConnection, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Client,
  signIn,
  startApplication,
  startWorkerProcess,
  type TestApplication,
} from '../support/application.js';
import { aMan, aSource, csv } from '../support/builders.js';
import { expectProblem, sendRaw, storedRows } from '../support/refusals.js';

let app: TestApplication;
let client: Client;
let report: { id: string; etag: string };
const told = {
  sought: { names: [{ full: 'Ahmad Athartest' }] },
  reporter: { relationship: 'father' },
  consent: { search: true, partners: true, contact: true, form_version: '1' },
};

beforeAll(async () => {
  app = await startApplication({ worker: false });
  client = await signIn(app.url, app.accounts[0]);
  const { body, headers } = await client.post('/v1/reports', told);
  report = { id: body.id, etag: headers.get('etag')! };
}, 60_000);
afterAll(() => app?.stop());

const send = (method: string, path: string, body?: string, headers: Record<string, string> = {}) =>
  sendRaw(
    app.url,
    method,
    path,
    {
      authorization: `Bearer ${client.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}),
      ...headers,
    },
    body,
  );
const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const nobody = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';

describe('a report is refused and not stored when it', () => {
  it.each<[what: string, key: Record<string, string>, code: string]>([
    ['has no idempotency key', {}, 'idempotency.missing'],
    ['has a short one', { 'idempotency-key': 'short' }, 'idempotency.malformed'],
    ['has a long one', { 'idempotency-key': 'k'.repeat(129) }, 'idempotency.malformed'],
    ['has one with spaces', { 'idempotency-key': 'Athartest key 1' }, 'idempotency.malformed'],
  ])('%s', async (_what, key, code) => {
    const before = await storedRows(app.dataSource);
    const headers = { authorization: `Bearer ${client.token}`, 'content-type': 'application/json', ...key };
    expectProblem(await sendRaw(app.url, 'POST', '/v1/reports', headers, JSON.stringify(told)), 400, code);
    expect(await storedRows(app.dataSource)).toEqual(before);
  });
});

describe('a change to a report is refused, and the report stays as it is, when', () => {
  const patch = async (body: string, headers: Record<string, string>, status: number, code: string) => {
    const before = await storedRows(app.dataSource);
    const errors = expectProblem(await send('PATCH', `/v1/reports/${report.id}`, body, headers), status, code);
    expect(await storedRows(app.dataSource)).toEqual(before);
    const now = await client.get(`/v1/reports/${report.id}`);
    expect(now.body).toMatchObject({ revision: 1, name: 'Ahmad Athartest' });
    return errors;
  };

  it.each<[what: string, body: string, pointer: string]>([
    ['all names are taken away', '{"sought":{"names":null}}', '/sought/names'],
    ['the list of names is empty', '{"sought":{"names":[]}}', '/sought/names'],
    ['everything about the person is taken away', '{"sought":null}', '/sought'],
    ['the consent is to be changed with it', '{"consent":{"search":true}}', '/consent'],
    ['the reporter is to be changed with it', '{"reporter":{"relationship":"father"}}', '/reporter'],
    ['a field is not known', '{"sought":{"shoe_size":44}}', '/sought/shoe_size'],
    ['it reaches for the prototype', '{"sought":{"__proto__":{"sex":"male"}}}', '/sought/__proto__'],
    ['a field is replaced by a text', '{"sought":"Athartest"}', '/sought'],
    ['the birth becomes impossible', '{"sought":{"birth":"30/2/1990"}}', '/sought/birth'],
    ['a name is damaged', '{"sought":{"names":[{"full":"Athar\\u202etest"}]}}', '/sought/names/0/full'],
    ['it is a list', '[{"op":"remove","path":"/sought"}]', ''],
    ['it is null', 'null', ''],
    ['it is 40,000 levels deep', `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`, ''],
  ])('%s', async (_what, body, pointer) => {
    const code = /shoe_size|__proto__|consent|reporter/.test(body) ? 'request.unknown_field' : 'request.invalid';
    expect((await patch(body, { 'if-match': report.etag }, 400, code))[0]).toMatchObject({ pointer });
  });

  it('the revision that was seen is not said', () => patch('{}', {}, 428, 'precondition.missing'));
  it.each(['"2"', '"0"', '*', 'Athartest', '1', 'W/"1"', '"99999999999999999999"', '"1" OR 1=1'])(
    'another revision was seen: %s',
    (seen) => patch('{"sought":{"sex":"male"}}', { 'if-match': seen }, 412, 'precondition.failed'),
  );
});

describe('a list is refused, naming the parameter, when', () => {
  it.each<[path: string, pointer: string]>([
    ['/v1/reports?limit=0', '/limit'],
    ['/v1/reports?limit=201', '/limit'],
    ['/v1/reports?limit=abc', '/limit'],
    ['/v1/reports?limit=1.5', '/limit'],
    ['/v1/reports?limit=', '/limit'],
    ['/v1/reports?limit=1&limit=2', '/limit'],
    ['/v1/reports?name=Athartest', '/name'],
    ['/v1/suggestions?band=Athartest', '/band'],
    ['/v1/suggestions?state=Athartest', '/state'],
    ['/v1/suggestions?report_id=Athartest', '/report_id'],
    ['/v1/suggestions?organisation_id=1', '/organisation_id'],
    ['/v1/imports?outcome=created', '/outcome'],
  ])('%s', async (path, pointer) => {
    const answer = await send('GET', path);
    const code = /name=|organisation|outcome/.test(path) ? 'request.unknown_field' : 'request.invalid';
    expect(expectProblem(answer, 400, code)[0]).toMatchObject({ pointer });
  });

  it.each<[what: string, value: string]>([
    ['is a word', 'Athartest'],
    ['is not base64', '%F0%9F'],
    ['is empty', ''],
    ['is an object', cursor({ at: 1 })],
    ['holds no time', cursor(['Athartest', nobody])],
    ['holds the year 0', cursor(['0000-01-01T00:00:00Z', nobody])],
    ['holds no id', cursor(['2026-01-01T00:00:00.000Z', 'Athartest'])],
    ['holds NUL', cursor(['2026-01-01T00:00:00.000Z', '\u0000'])],
    ['is another list', cursor([12])],
    ['holds a number beyond all', Buffer.from(`[1e999,"${nobody}"]`).toString('base64url')],
    ['is too long', cursor(['2026-01-01T00:00:00.000Z', 'a'.repeat(900)])],
  ])('the cursor %s', async (_what, value) => {
    for (const path of ['/v1/reports', '/v1/imports', '/v1/suggestions']) {
      const answer = await send('GET', `${path}?cursor=${value}`);
      const code = value.length > 500 ? 'request.invalid' : 'request.cursor';
      expect(expectProblem(answer, 400, code)[0]).toMatchObject({ pointer: '/cursor' });
    }
  });
});

describe('what is not there is answered in the one shape', () => {
  it.each<[method: string, path: string, status: number, code: string]>([
    ['GET', '/v1/reports/Athartest', 404, 'access.not_found'],
    ['GET', "/v1/reports/1' or '1'='1", 404, 'access.not_found'],
    ['GET', '/v1/reports/%00', 404, 'access.not_found'],
    ['GET', '/v1/reports/%FFAthartest', 400, 'request.invalid'],
    ['GET', `/v1/reports/${'Athartest'.repeat(100)}`, 400, 'request.invalid'],
    ['GET', `/v1/reports/${nobody}`, 404, 'access.not_found'],
    ['GET', `/v1/reports/${nobody}/revisions`, 404, 'access.not_found'],
    ['GET', '/v1/imports/Athartest', 404, 'access.not_found'],
    ['GET', `/v1/imports/${nobody}`, 404, 'access.not_found'],
    ['GET', `/v1/imports/${nobody}/rows`, 404, 'access.not_found'],
    ['GET', '/v1/detention-records/Athartest', 404, 'access.not_found'],
    ['GET', `/v1/detention-records/${nobody}`, 404, 'access.not_found'],
    ['GET', '/v1/suggestions/Athartest', 404, 'access.not_found'],
    ['GET', `/v1/suggestions/${nobody}`, 404, 'access.not_found'],
    ['GET', '/v1/people/Athartest', 404, 'access.not_found'],
    ['GET', '/v1/%2e%2e/%2e%2e/etc/passwd', 404, 'access.not_found'],
    ['PUT', '/v1/reports', 404, 'access.not_found'],
    ['DELETE', `/v1/reports/${nobody}`, 404, 'access.not_found'],
    ['OPTIONS', '/v1/reports', 404, 'access.not_found'],
    ['TRACE', '/v1/reports', 404, 'access.not_found'],
    ['PROPFIND', '/v1/reports', 404, 'access.not_found'],
  ])('%s %s', async (method, path, status, code) => {
    expectProblem(await send(method, path.replaceAll(' ', '%20')), status, code);
  });

  it('HEAD answers as GET does, without a body', async () => {
    for (const path of ['/v1/reports', `/v1/reports/${report.id}`, '/v1/health', '/openapi.json']) {
      expect(await send('HEAD', path)).toMatchObject({ status: 200, text: '' });
    }
    expect(await send('HEAD', '/v1/reports/Athartest')).toMatchObject({ status: 404, text: '' });
  });

  it('a header that is too long for the service', async () => {
    expectProblem(
      await send('GET', '/v1/reports', undefined, { 'x-note': 'Athartest'.repeat(5_000) }),
      413,
      'request.too_large',
    );
  });

  it('bytes that are not HTTP', async () => {
    const { hostname, port } = new URL(app.url);
    const text = await new Promise<string>((resolve, reject) => {
      let answer = '';
      createConnection(Number(port), hostname)
        .on('connect', function (this: Socket) {
          this.end('Athartest\r\n\r\n');
        })
        .on('data', (chunk) => {
          answer += chunk;
        })
        .on('end', () => resolve(answer))
        .on('error', reject);
    });
    const [head, body] = text.split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 400 /);
    expectProblem(
      { status: 400, type: /content-type: (.*)/i.exec(head)![1], text: body, headers: {} },
      400,
      'request.invalid',
    );
  });
});

describe('who is not signed in', () => {
  it.each<[what: string, headers: Record<string, string>]>([
    ['sends nothing', { authorization: '' }],
    ['sends another token', { authorization: `Bearer ${'A'.repeat(43)}` }],
    ['sends a word', { authorization: 'Athartest' }],
    ['sends a damaged cookie', { authorization: '', cookie: '__Host-athar=%FF%00Athartest; =; __Host-athar' }],
  ])('and %s is told to sign in, whatever is asked', async (_what, headers) => {
    const before = await storedRows(app.dataSource);
    for (const path of ['/v1/reports', '/v1/suggestions', `/v1/reports/${report.id}`, '/v1/session']) {
      expectProblem(await send('GET', path, undefined, headers), 401, 'access.sign_in');
    }
    expectProblem(await send('POST', '/v1/reports', JSON.stringify(told), headers), 401, 'access.sign_in');
    expect(await storedRows(app.dataSource)).toEqual(before);
  });

  it.each<[what: string, body: unknown, status: number, code: string, pointer: string | undefined]>([
    ['the account is not known', { account: 'Athartest', password: 'x' }, 401, 'access.wrong_credentials', undefined],
    [
      'the password is wrong',
      { account: 'rana', password: 'Athartest\u0000\ud800' },
      401,
      'access.wrong_credentials',
      undefined,
    ],
    ['the account is a list', { account: ['rana'], password: 'x' }, 400, 'request.invalid', '/account'],
    ['the account holds NUL', { account: 'rana\u0000', password: 'x' }, 400, 'request.invalid', '/account'],
    ['there is no password', { account: 'rana' }, 400, 'request.invalid', '/password'],
    [
      'the password is 10,000 letters',
      { account: 'rana', password: 'Athartest'.repeat(2_000) },
      400,
      'request.invalid',
      '/password',
    ],
    [
      'a field is not known',
      { account: 'rana', password: 'x', role: 'system_admin' },
      400,
      'request.unknown_field',
      '/role',
    ],
  ])('cannot sign in when %s', async (_what, body, status, code, pointer) => {
    const errors = expectProblem(await send('POST', '/v1/session', JSON.stringify(body)), status, code);
    if (pointer) expect(errors[0]).toMatchObject({ pointer });
  });
});

describe('a decision is refused when', () => {
  let suggestion: string;
  beforeAll(async () => {
    const him = aMan(1);
    const { body } = await client.post('/v1/reports', him.report());
    const worker = await startWorkerProcess();
    await client.upload(csv([him.row()]), aSource());
    await app.settled();
    await worker.stop();
    suggestion = (await client.get(`/v1/suggestions?report_id=${body.id}`)).body.items[0].id;
  }, 60_000);

  it.each<[what: string, body: unknown, status: number, code: string, pointer: string | undefined]>([
    [
      'there is no such suggestion',
      { action: 'propose', seen_revision: 1, evidence: 'x' },
      404,
      'access.not_found',
      undefined,
    ],
    ['the action is another word', { action: 'Athartest', seen_revision: 1 }, 400, 'request.invalid', '/action'],
    ['the revision is a text', { action: 'propose', seen_revision: '1' }, 400, 'request.invalid', '/seen_revision'],
    ['the revision is 0', { action: 'propose', seen_revision: 0 }, 400, 'request.invalid', '/seen_revision'],
    [
      'nothing speaks for the proposal',
      { action: 'propose', seen_revision: 1 },
      400,
      'decision.evidence_missing',
      '/evidence',
    ],
    [
      'the evidence is spaces',
      { action: 'propose', seen_revision: 1, evidence: ' \n ' },
      400,
      'request.invalid',
      '/evidence',
    ],
    [
      'the evidence holds NUL',
      { action: 'propose', seen_revision: 1, evidence: 'a\u0000' },
      400,
      'request.invalid',
      '/evidence',
    ],
    ['a rejection has no reason', { action: 'reject', seen_revision: 1 }, 400, 'decision.reason_missing', '/reasons'],
    ['a return has no note', { action: 'return', seen_revision: 1 }, 400, 'decision.note_missing', '/note'],
    [
      'a field is not known',
      { action: 'confirm', seen_revision: 1, force: true },
      400,
      'request.unknown_field',
      '/force',
    ],
  ])('%s', async (_what, body, status, code, pointer) => {
    const before = await storedRows(app.dataSource);
    const id = status === 404 ? nobody : suggestion;
    const answer = await send('POST', `/v1/suggestions/${id}/decisions`, JSON.stringify(body));
    const errors = expectProblem(answer, status, code);
    if (pointer) expect(errors[0]).toMatchObject({ pointer });
    expect(await storedRows(app.dataSource)).toEqual(before);
  });
});
