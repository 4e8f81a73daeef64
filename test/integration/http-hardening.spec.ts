import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { type DescribedOperation, describedOperations, undescribed, withIds } from '../support/described-interface.js';
import { type RawAnswer, sendRaw, storedRows } from '../support/refusals.js';

jest.setTimeout(180_000);

let app: TestApplication;
let client: Client;
let operations: DescribedOperation[];
beforeAll(async () => {
  app = await startApplication({ worker: false, config: { logLevel: 'debug' } });
  client = await signIn(app.url, app.accounts[0]);
  operations = await describedOperations(app.url);
});
afterAll(() => app?.stop());

const signedIn = () => ({ authorization: `Bearer ${client.token}` });
const json = { 'content-type': 'application/json' };
const raw = (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
  sendRaw(app.url, method, path, headers, body);

/** One answer of each kind that the service gives: pages, files, data, refusals of every layer. */
async function answersOfEveryKind(): Promise<[what: string, answer: RawAnswer][]> {
  const page = await raw('GET', '/console/');
  const files = [...page.text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, file]) => file);
  expect(files.length).toBeGreaterThan(1);
  const kinds: [what: string, method: string, path: string, headers?: Record<string, string>, body?: string][] = [
    ['the page', 'GET', '/console/suggestions'],
    ['a redirect', 'GET', '/console'],
    ['the first page of families', 'GET', '/'],
    ['a page of families', 'GET', '/ar/start'],
    ['a page that is not there', 'GET', '/ar/nowhere'],
    ['the description', 'GET', '/openapi.json'],
    ['health', 'GET', '/v1/health'],
    ['data', 'GET', '/v1/reports', signedIn()],
    ['HEAD', 'HEAD', '/v1/reports', signedIn()],
    ['an unknown path', 'GET', '/athartest'],
    ['a missing file', 'GET', '/console/assets/gone.js'],
    ['a stranger', 'GET', '/v1/reports'],
    ['a missing thing', 'GET', `/v1/reports/${crypto.randomUUID()}`, signedIn()],
    ['a damaged address', 'GET', '/v1/%FF%', signedIn()],
    ['an unknown field', 'GET', '/v1/reports?x=1', signedIn()],
    ['another method', 'DELETE', '/v1/reports', signedIn()],
    ['OPTIONS', 'OPTIONS', '/v1/reports'],
    ['TRACE', 'TRACE', '/v1/reports'],
    ['no JSON', 'POST', '/v1/session', json, '{'],
    ['another media type', 'POST', '/v1/session', { 'content-type': 'text/plain' }, '{}'],
    ['too much', 'POST', '/v1/session', json, ' '.repeat(300_000)],
    ['wrong credentials', 'POST', '/v1/session', json, '{"account":"nobody","password":"nothing at all"}'],
    ['a heading that is too long', 'GET', '/v1/reports', { 'x-note': 'a'.repeat(40_000) }],
    ...files.map((file): [string, string, string] => [`the file ${file}`, 'GET', file]),
    ...operations.map(({ method, path }): [string, string, string] => [`${method} ${path}`, method, withIds(path)]),
  ];
  const answers: [string, RawAnswer][] = [];
  for (const [what, ...request] of kinds) answers.push([what, await raw(...request)]);
  return answers;
}

describe('whatever the service answers', () => {
  let answers: [what: string, answer: RawAnswer][];
  beforeAll(async () => {
    answers = await answersOfEveryKind();
  });
  const failing = (holds: (answer: RawAnswer) => boolean) =>
    answers.filter(([, answer]) => !holds(answer)).map(([what, answer]) => `${what}: ${answer.status}`);

  it('the browser may load scripts and styles from here alone, and run nothing that stands in a page', () => {
    const policies = new Set(answers.map(([, { headers }]) => String(headers['content-security-policy'])));
    for (const policy of policies) {
      for (const rule of ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
        expect(policy).toContain(rule);
      expect(policy).not.toMatch(/unsafe-|\*|https?:|blob:|(script|style|connect|default)-src[^;]*data:/);
    }
  });

  it('it is not sniffed, framed, shared with other origins or named to other sites', () => {
    const fixed: Record<string, string> = {
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
    };
    for (const [header, value] of Object.entries(fixed)) {
      expect([header, failing(({ headers }) => headers[header] === value)]).toEqual([header, []]);
    }
  });

  it('browsers are told to come back over TLS only, for a year, subdomains too', () => {
    expect(
      failing(({ headers }) => headers['strict-transport-security'] === 'max-age=31536000; includeSubDomains'),
    ).toEqual([]);
  });

  it('a body has a media type that fits it, with its character set', () => {
    const fits = ({ type, text, headers }: RawAnswer) => {
      if (text === '') return true;
      if (/^application\/(problem\+)?json; charset=utf-8$/.test(type)) return JSON.parse(text) !== undefined;
      if (type === 'text/html; charset=utf-8') return /^<!doctype html>/i.test(text);
      return (
        /^((text\/(css|javascript)|application\/javascript); charset=utf-8|image\/svg\+xml)/.test(type) &&
        headers['content-length'] !== undefined
      );
    };
    expect(failing(fits)).toEqual([]);
  });

  it('nothing below /v1 and no refusal is kept by a browser or a proxy', () => {
    const mayBeKept = /^(the page|a redirect|the description|the file .*)$/;
    const kept = answers.filter(
      ([what, { headers }]) =>
        !mayBeKept.test(what) && !/^no-store(, no-transform)?$/.test(String(headers['cache-control'])),
    );
    expect(kept.map(([what]) => what)).toEqual([]);
  });

  it('it does not say what the service is made of, nor where in it something went wrong', () => {
    expect(failing(({ headers }) => !headers.server && !headers['x-powered-by'] && !headers.via)).toEqual([]);
    const refusals = answers.filter(([, { status }]) => status >= 400);
    expect(refusals.length).toBeGreaterThan(20);
    const inside =
      /node_modules|\bat \w+ \(|\.(js|ts):\d+|fastify|nest|typeorm|postgres|QueryFailed|select .* from|FST_|ECONN/i;
    expect(refusals.filter(([, { text }]) => inside.test(text)).map(([what]) => what)).toEqual([]);
    expect(refusals.filter(([, { status }]) => status >= 500)).toEqual([]);
  });
});

describe('another site', () => {
  it('is given no leave to read: no answer names an origin, whichever asks', async () => {
    for (const origin of ['https://athartest.example', 'null', app.url]) {
      for (const method of ['GET', 'OPTIONS']) {
        const answer = await raw(method, '/v1/reports', {
          ...signedIn(),
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type,idempotency-key',
        });
        expect(Object.keys(answer.headers).filter((header) => header.startsWith('access-control-'))).toEqual([]);
      }
    }
  });

  it('cannot send what its forms can: every operation with a JSON body refuses their media types', async () => {
    const before = await storedRows(app.dataSource);
    const taking = operations.filter(({ operation }) => 'application/json' in (operation.requestBody?.content ?? {}));
    expect(taking.length).toBeGreaterThan(3);
    for (const { method, path } of taking) {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'text/json', 'application/xml']) {
        // The length in words: for DELETE the client would send the body without one.
        const headers = { ...signedIn(), 'content-type': type, 'content-length': '2' };
        const answer = await raw(method, withIds(path), headers, '{}');
        expect([method, path, type, answer.status]).toEqual([method, path, type, 415]);
      }
    }
    expect(await storedRows(app.dataSource)).toEqual(before);
  });

  it('cannot send a list either: an import needs a header that no form has', async () => {
    const before = await storedRows(app.dataSource);
    const answer = await fetch(`${app.url}/v1/imports`, {
      method: 'POST',
      headers: { ...signedIn(), 'content-type': 'application/json' },
      body: JSON.stringify({
        kind: 'detention_records',
        list: { name: 'Athartest' },
        source: { document_type: 'other', title: 'Athartest' },
        file: { name: 'athartest.csv', bytes: 10 },
      }),
    });
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'idempotency.missing' }]);
    expect(await storedRows(app.dataSource)).toEqual(before);
  });

  it('changes nothing by a link: operations that read take no body, and leave every table as it was', async () => {
    const before = await storedRows(app.dataSource);
    for (const { method, path, operation } of operations.filter((one) => one.method === 'GET')) {
      expect([path, operation.requestBody]).toEqual([path, undefined]);
      await raw(method, withIds(path), signedIn());
    }
    expect(await storedRows(app.dataSource)).toEqual(before);
  });
});

describe('a file', () => {
  it('is handed out by the interface as data to be saved, never as a page that a browser would run', () => {
    const types = operations.flatMap(({ operation }) =>
      Object.values(operation.responses).flatMap((answer) => Object.keys(answer.content ?? {})),
    );
    expect([...new Set(types)].sort()).toEqual([
      'application/atom+xml',
      'application/json',
      'application/jsonl',
      'application/problem+json',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/xml',
      'text/csv',
      'text/event-stream',
    ]);
  });
});

describe('a member of staff', () => {
  it('is given the fields that the description names and no others, in lists and in single things', async () => {
    const told = {
      sought: { names: [{ full: 'Samir Athartest' }], mother_name: 'Huda', birth: 'about 1985' },
      disappearance: { date: '2013', governorate: 'Homs' },
      reporter: { relationship: 'sibling' },
      consent: { search: true, partners: false, contact: false, form_version: 'test-1' },
    };
    const { body } = await client.post('/v1/reports', told);
    await client.post('/v1/imports', {
      kind: 'detention_records',
      list: { name: 'Athartest list' },
      source: { document_type: 'other', title: 'Invented list Athartest' },
      file: { name: 'list.csv', bytes: 20 },
    });
    const document = await (await fetch(`${app.url}/openapi.json`)).json();
    let compared = 0;
    for (const { path, operation } of operations.filter((one) => one.method === 'GET')) {
      const answer = await client.get(path.replace(/\{\w+\}/, body.id));
      if (answer.status !== 200) continue;
      const content = operation.responses['200'].content as Record<string, { schema: object }> | undefined;
      const unknown = undescribed(answer.body, content?.['application/json'].schema, document);
      expect([path, unknown]).toEqual([path, []]);
      compared++;
    }
    expect(compared).toBeGreaterThan(5);
    expect(undescribed({ id: 1, secret: 2 }, { properties: { id: {} } }, document)).toEqual(['/secret']);
  });
});

describe('the log of the service', () => {
  it('is one JSON object a line, in UTC, whatever is sent to it', async () => {
    const words = 'Athartest\n{"level":60,"msg":"Athartest"}\r\n\u2028Athartest\u001b[31m';
    await raw('POST', '/v1/session', json, JSON.stringify({ account: words, password: words }));
    await raw('GET', `/v1/reports?cursor=${encodeURIComponent(words)}`, signedIn());
    await raw('GET', `/${encodeURIComponent(words)}`, { 'user-agent': 'Athartest %s %d %j', referer: 'Athartest' });
    await app.api.stop();
    const lines = app.api
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) {
      const entry = JSON.parse(line);
      expect(entry).toMatchObject({ level: expect.any(Number), service: 'api', msg: expect.any(String) });
      expect(entry.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
    const others = app.api
      .output()
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('{'));
    expect(others.filter((line) => !/^Listening on /.test(line))).toEqual([]);
    expect(app.api.output()).not.toMatch(/athartest/i);
    expect(app.api.output()).not.toContain(client.token);
  });
});
