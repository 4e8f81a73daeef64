import { createConnection } from 'node:net';
import fc from 'fast-check';
import { policies } from '../../../src/access/policies.js';
import { Counts, classOf, type Finding } from './judge.js';

/** What is written to the socket, as latin1: each character is a byte. */
export interface Line {
  bytes: string;
}

/** What a stranger may have: the pages that are for everybody, and the console with its files. */
const forAnyone = (method: string, route: string) => policies[`${method} ${route}`]?.callers.includes('anyone') ?? true;

const routes = Object.keys(policies)
  .filter((key) => key.includes(' /v1/'))
  .map((key) => key.split(' ') as [method: string, route: string])
  .filter(([method, route]) => !forAnyone(method, route));

/** Of every protected route. Invented ids stand in its places. */
const protectedLine = fc
  .constantFrom(...routes)
  .map(([method, route]) => ({ method, path: route.replaceAll(/:\w+/g, '6f9619ff-8b86-4d01-b42d-00cf4fc964ff') }));

const percent = (letter: string) => `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`;

/** The same place, written as no browser writes it. */
const pathChanges: ((path: string, at: number) => string)[] = [
  (path) => path,
  (path, at) => path.slice(0, at) + percent(path[at] ?? '/') + path.slice(at + 1),
  (path, at) => path.slice(0, at) + percent(path[at] ?? '/').replace('%', '%25') + path.slice(at + 1),
  (path) => path.replaceAll('/', '//'),
  (path) => path.replaceAll('/', '/./'),
  (path) => path.replace('/v1', '/v1/../v1'),
  (path) => path.replace('/v1', '/v1/%2e%2e/v1'),
  (path) => path.replaceAll('/', '%2f').replace('%2f', '/'),
  (path) => path.replaceAll('/', '\\'),
  (path) => path.toUpperCase(),
  (path) => `${path}/`,
  (path) => `${path}.`,
  (path) => `${path}.json`,
  (path) => `${path};a=1`,
  (path) => path.replace('/v1', '/v1;a=1'),
  (path) => `${path}%00`,
  (path) => `${path}%0d%0aset-cookie:%20a=b`,
  (path) => `${path}%ff`,
  (path) => `${path}%`,
  (path) => `${path}%zz`,
  (path) => `${path}?${'a=1&'.repeat(500)}`,
  (path) => `${path}?limit=1&limit=2&limit[]=3`,
  (path) => `${path}?__proto__[role]=system_admin&constructor.prototype.a=1`,
  (path) => `${path}#${path}`,
  (path) => `http://athartest.example${path}`,
  (path) => `/console/..${path}`,
  (path) => `/ar/..${path}`,
  (path) => ` ${path}`,
  (path) => path.slice(1),
  (path) => `${path}${'/a'.repeat(2_000)}`,
  (path) => `${path}/${'a'.repeat(20_000)}`,
  (path) => `${path}\u00d8\u00a3`,
  () => '*',
  () => '',
];

const methods = [
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'PROPFIND',
  'get',
  'G T',
  'QUERY',
  'A'.repeat(300),
  '',
];
const versions = [
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.0',
  'HTTP/2.0',
  'HTTP/0.9',
  'HTTP/9.9',
  'http/1.1',
  'HTTP/1.1 ',
  '',
];
const headers = [
  'authorization: Bearer ats_Athartest',
  'authorization: Bearer',
  `authorization: Bearer ats_${'A'.repeat(43)}`,
  'authorization: Basic YTpi',
  `authorization: ${'A'.repeat(9_000)}`,
  'cookie: __Host-athar=; __Host-athar=%ff',
  'cookie: __Host-athar=ats_x; __Host-athar-family=atf_y',
  'content-type: application/json',
  'content-length: 2',
  'content-length: -1',
  'content-length: 2, 2',
  'content-length: 99999999999999999999',
  'transfer-encoding: chunked',
  'transfer-encoding: gzip, chunked',
  'transfer-encoding : chunked',
  'expect: 100-continue',
  'expect: a',
  'upgrade: websocket\r\nconnection: upgrade',
  'upgrade: h2c\r\nconnection: upgrade, http2-settings\r\nhttp2-settings: AAAA',
  'connection: close',
  'connection: keep-alive, content-length',
  'x-http-method-override: DELETE',
  'x-original-url: /v1/health',
  'x-forwarded-for: 127.0.0.1',
  'host: a\r\nhost: b',
  'host: ',
  'x: \u0000',
  ': a',
  ' folded: a',
  `x: ${'a'.repeat(17_000)}`,
  ...[
    'accept: */*',
    'accept-encoding: br;q=1.0, *;q=0',
    'range: bytes=0-0',
    'if-match: *',
    'idempotency-key: Athartest-1',
  ],
];
const bodies = [
  '',
  '{}',
  '{',
  '[]',
  '2\r\n{}\r\n0\r\n\r\n',
  'zz\r\n',
  'ffffffffffffffff\r\n',
  '\u0000\u0001\u0002',
  'GET /v1/health HTTP/1.1\r\nhost: a\r\n\r\n',
];

const anyBytes = fc
  .array(fc.integer({ min: 0, max: 255 }), { maxLength: 200 })
  .map((all) => String.fromCharCode(...all));

const lines: fc.Arbitrary<Line> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .record({
        route: protectedLine,
        method: fc.oneof(
          { weight: 5, arbitrary: fc.constant(null) },
          { weight: 1, arbitrary: fc.constantFrom(...methods) },
        ),
        change: fc.constantFrom(...pathChanges),
        at: fc.nat({ max: 40 }),
        version: fc.constantFrom(...versions),
        more: fc.array(fc.constantFrom(...headers), { maxLength: 3 }),
        end: fc.constantFrom('\r\n', '\r\n', '\r\n', '\r\n', '\n', '\r'),
        body: fc.constantFrom(...bodies),
      })
      .map(({ route, method, change, at, version, more, end, body }) => {
        const first = `${method ?? route.method} ${change(route.path, 1 + (at % Math.max(1, route.path.length - 1)))} ${version}`;
        return { bytes: `${[first, 'host: athartest.example', ...more].join(end)}${end}${end}${body}` };
      }),
  },
  { weight: 1, arbitrary: anyBytes.map((bytes) => ({ bytes: `${bytes}\r\n\r\n` })) },
);

/** Sends request lines that no client writes, without a credential that is good for anything. */
export class LinesSurface {
  readonly counts = new Counts();

  constructor(private readonly url: string) {}

  async run(seed: number, count: number): Promise<Finding[]> {
    const samples = fc.sample(lines, { seed, numRuns: count });
    const found: Finding[] = [];
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let sample = samples.shift(); sample; sample = samples.shift()) {
          const what = await this.send(sample);
          if (what) found.push({ surface: 'lines', what, input: sample });
        }
      }),
    );
    return found;
  }

  /** @returns what is wrong with the answers, or null */
  async send({ bytes }: Line): Promise<string | null> {
    const text = await this.answerTo(bytes);
    if (text === null) return 'the service does not take connections';
    // What came without a word was closed: an end of the bytes in the middle of a heading.
    if (text === '') {
      this.counts.add('closed');
      return null;
    }
    const answers = text.split(/(?=^HTTP\/1\.[01] \d{3} )/m).filter((part) => part.startsWith('HTTP/1.'));
    if (answers.length === 0) return `an answer that is no HTTP: ${JSON.stringify(text.slice(0, 40))}`;
    for (const answer of answers) {
      const status = Number(answer.slice(9, 12));
      this.counts.add(classOf(status));
      if (status > 499 && status !== 503) return `status ${status}`;
      if (status === 100 || status === 101) {
        if (status === 101) return 'it changed to another protocol';
        continue;
      }
      const problem = /\r\ncontent-type: application\/problem\+json/i.test(answer);
      if (status >= 400 && !problem && !/^HTTP\/1\.\d \d{3} [^\r]*\r\n[\s\S]*content-type: text\/html/i.test(answer))
        return `status ${status} is no problem+json`;
      if (status >= 400 && problem && /athartest/i.test(answer.split('\r\n\r\n')[1] ?? ''))
        return `status ${status} repeats what was sent`;
      // A page for everybody, a description, health: none of them holds a list.
      if (status < 300 && /"items"|"request_number"/.test(answer)) return `a stranger is answered ${status} with data`;
    }
    return null;
  }

  /** All that comes until the service closes, or is silent after an answer. @returns null when nobody listens */
  private answerTo(bytes: string): Promise<string | null> {
    const { hostname, port } = new URL(this.url);
    return new Promise((resolve) => {
      let text = '';
      const socket = createConnection(Number(port), hostname);
      const done = (answer: string | null) => {
        socket.destroy();
        resolve(answer);
      };
      socket.on('connect', () => socket.end(Buffer.from(bytes, 'latin1')));
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
        // An answer is whole when what its length says has come; what follows is another request's.
        if (text.length > 1_000_000) done(text);
      });
      socket.on('error', (error: NodeJS.ErrnoException) => done(error.code === 'ECONNREFUSED' ? null : text));
      socket.on('close', () => done(text));
      socket.setTimeout(30_000, () => done(text === '' ? 'silence' : text));
    });
  }
}
