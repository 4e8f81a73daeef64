import { createConnection } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { type DescribedOperation, describedOperations, withIds } from '../support/described-interface.js';
import { sendRaw } from '../support/refusals.js';

jest.setTimeout(180_000);

let app: TestApplication;
let client: Client;
let operations: DescribedOperation[];
beforeAll(async () => {
  app = await startApplication({ worker: false });
  client = await signIn(app.url, app.accounts[0]);
  operations = await describedOperations(app.url);
});
afterAll(() => app?.stop());

const signedIn = () => ({ authorization: `Bearer ${client.token}` });
const raw = (method: string, path: string, headers: Record<string, string> = {}) =>
  sendRaw(app.url, method, path, headers);

describe('an address', () => {
  it('never has a place for a name, a contact or a secret', () => {
    const parameters = operations.flatMap(({ path, operation }) =>
      (operation.parameters ?? []).filter((one) => one.in !== 'header').map((one) => `${path} ${one.name}`),
    );
    expect(parameters.length).toBeGreaterThan(5);
    const telling = /name|phone|mail|contact|secret(?!Id$)|token|password|code|key$|search|query|^q$/i;
    // Which kind of problem: a code of ours.
    const known = ['/v1/imports/{id}/rows code'];
    expect(parameters.filter((one) => !known.includes(one)).filter((one) => telling.test(one.split(' ')[1]))).toEqual(
      [],
    );
  });

  it('with a parameter given twice, as a list or as an object is refused', async () => {
    const lists = operations.flatMap(({ method, path, operation }) =>
      method === 'GET'
        ? (operation.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => ({ path, name }))
        : [],
    );
    expect(lists.length).toBeGreaterThan(4);
    for (const { path, name } of lists) {
      for (const query of [
        `${name}=1&${name}=2`,
        `${name}[]=1`,
        `${name}[a]=1`,
        `${name}%00=1`,
        `${name}=1;${name}=2`,
      ]) {
        const answer = await raw('GET', `${withIds(path)}?${query}`, signedIn());
        expect([path, query, answer.status >= 400 && answer.status < 500]).toEqual([path, query, true]);
      }
    }
  });

  it('that another server would give out as a file leads to nothing', async () => {
    const files = [
      '.git/HEAD',
      '.git/config',
      '.env',
      'package.json',
      'src/main.ts',
      'dist/main.js',
      'docker-compose.yml',
    ];
    const script = /src="(\/console\/assets\/[^"]+\.js)"/.exec((await raw('GET', '/console/')).text)![1];
    const paths = [
      ...files.flatMap((file) => [
        `/${file}`,
        `/console/../${file}`,
        `/console/..%2f..%2f${file}`,
        `/console/assets/${file}`,
      ]),
      `${script}.map`,
      '/console/assets/',
      '/metrics',
      '/debug',
      '/docs',
      '/api',
      '/swagger',
      '/server-status',
    ];
    for (const path of paths) {
      const answer = await raw('GET', path);
      // A path below /console that is no file is the page itself.
      const harmless = answer.status === 404 || answer.status === 400 || /^<!doctype html>/i.test(answer.text);
      expect([path, harmless, /\[core\]|"dependencies"|ref: |sourcesContent|Index of/.test(answer.text)]).toEqual([
        path,
        true,
        false,
      ]);
    }
  });

  it('in another spelling reaches nothing that the plain one does not', async () => {
    for (const path of [
      '/v1/%72eports',
      '//v1/reports',
      '/v1//reports',
      '/V1/reports',
      '/v1/reports/',
      '/v1/reports;a=1',
      '/v1/./reports',
      '/console/%2e%2e/v1/reports',
      '/v1/reports%00',
      '/v1/reports%2f',
    ]) {
      const stranger = await raw('GET', path);
      // What lies below /console and is no file is the page itself.
      const closed = [400, 401, 404].includes(stranger.status) || /^<!doctype html>/i.test(stranger.text);
      expect([path, closed, /"items"/.test(stranger.text)]).toEqual([path, true, false]);
    }
  });
});

describe('a stranger who pretends to be a proxy', () => {
  it('changes neither who they are, nor the method, nor the address, nor where they are sent', async () => {
    const pretended = {
      'x-forwarded-for': '127.0.0.1',
      'x-real-ip': '127.0.0.1',
      'x-forwarded-host': 'athartest.example',
      'x-forwarded-proto': 'https',
      forwarded: 'for=127.0.0.1;host=athartest.example',
      'x-forwarded-user': 'rana',
      'x-user-id': 'rana',
      'x-original-url': '/v1/health',
      'x-rewrite-url': '/v1/health',
      'x-http-method-override': 'DELETE',
    };
    expect(await raw('GET', '/v1/reports', pretended)).toMatchObject({ status: 401 });
    expect(await raw('GET', '/v1/health', pretended)).toMatchObject({ status: 200 });
    const sent = await raw('GET', '/console', pretended);
    expect([sent.status, sent.headers.location]).toEqual([302, '/console/']);
  });

  it('sends nobody away: redirects stay on this host', async () => {
    for (const path of [
      '/',
      '/console',
      '//athartest.example/console',
      '/console?next=https://athartest.example',
      '/?url=//athartest.example',
    ]) {
      const { headers } = await raw('GET', path, { host: 'athartest.example' });
      expect(headers.location ?? '/console/').toBe('/console/');
    }
  });
});

describe('a message whose end two servers would see in different places', () => {
  /** Sends these bytes and reads until the service closes. @returns the status lines of all answers */
  const statusLines = (bytes: string) =>
    new Promise<string[]>((resolve, reject) => {
      const { hostname, port } = new URL(app.url);
      let text = '';
      const socket = createConnection(Number(port), hostname, () => socket.write(bytes));
      socket.setTimeout(5_000, () => socket.destroy(new Error(`It was not closed: ${text}`)));
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('error', (error) =>
        (error as { code?: string }).code === 'ECONNRESET' ? resolve(lines()) : reject(error),
      );
      socket.on('close', () => resolve(lines()));
      const lines = () => [...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => status);
    });
  const hidden = 'GET /v1/health HTTP/1.1\r\nhost: a\r\n\r\n';
  const post = 'POST /v1/session HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n';

  it.each<[what: string, bytes: string]>([
    ['a length and chunks', `${post}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`],
    ['chunks and a length', `${post}transfer-encoding: chunked\r\ncontent-length: 4\r\n\r\n0\r\n\r\n${hidden}`],
    ['two lengths', `${post}content-length: 0\r\ncontent-length: ${hidden.length}\r\n\r\n${hidden}`],
    ['a list of lengths', `${post}content-length: 0, ${hidden.length}\r\n\r\n${hidden}`],
    ['a signed length', `${post}content-length: +${hidden.length}\r\n\r\n${hidden}`],
    ['chunks that are not the last encoding', `${post}transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n${hidden}`],
    ['an encoding with a space before its colon', `${post}transfer-encoding : chunked\r\n\r\n0\r\n\r\n${hidden}`],
    ['an encoding on a folded line', `${post}x: a\r\n transfer-encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`],
    ['a chunk of no size', `${post}transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n${hidden}`],
    ['a chunk longer than it says', `${post}transfer-encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n${hidden}`],
    ['a heading with NUL', `GET /v1/health HTTP/1.1\r\nhost: a\r\nx: \u0000\r\n\r\n${hidden}`],
    ['no host', `GET /v1/health HTTP/1.1\r\n\r\n${hidden}`],
  ])('by %s is refused, and nothing after it is answered', async (_what, bytes) => {
    expect(await statusLines(bytes)).toEqual(['400']);
  });
});
