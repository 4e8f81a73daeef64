import { request } from 'node:http';
import { createConnection } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { expectProblem, type RawAnswer, storedRows } from '../support/refusals.js';
import { multipart, sendParts } from '../support/uploads.js';

const limit = 100_000;
let app: TestApplication;
let client: Client;
let before: Record<string, number>;
beforeAll(async () => {
  app = await startApplication({ config: { uploadLimitBytes: limit } });
  client = await signIn(app.url, app.accounts[0]);
}, 60_000);
afterAll(() => app?.stop());
beforeEach(async () => {
  before = await storedRows(app.dataSource);
});

const source = { name: 'source', content: JSON.stringify({ document_type: 'other', title: 'Athartest' }) };
const upload = (content: string | Uint8Array) =>
  multipart([source, { name: 'file', fileName: 'list.csv', type: 'text/csv', content }]);
const heading = 'full_name,notes\n';
const listOf = (bytes: number) => {
  const row = `Samir Athartest,${'x'.repeat(3_000)}\n`;
  const full = heading + row.repeat(Math.floor((bytes - heading.length) / row.length));
  return full + '\n'.repeat(bytes - full.length);
};
const head = (type: string, more: string[]) =>
  [
    'POST /v1/imports HTTP/1.1',
    'host: athar',
    `authorization: Bearer ${client.token}`,
    `idempotency-key: ${crypto.randomUUID()}`,
    `content-type: ${type}`,
    ...more,
    '\r\n',
  ].join('\r\n');

/** Sends the beginning of a request and waits until the service has answered and hung up. */
function answerTo(beginning: string): Promise<{ answer: RawAnswer; afterMs: number }> {
  const { hostname, port } = new URL(app.url);
  const started = Date.now();
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = createConnection(Number(port), hostname)
      .on('connect', () => socket.write(beginning))
      .on('data', (chunk) => {
        text += chunk;
      })
      .on('error', reject)
      .on('end', () => {
        socket.destroy();
        const [top, body] = text.split('\r\n\r\n');
        const status = Number(/^HTTP\/1\.1 (\d+)/.exec(top)?.[1]);
        const type = /content-type: (.*)/i.exec(top)?.[1] ?? '';
        resolve({ answer: { status, type, text: body, headers: {} }, afterMs: Date.now() - started });
      });
  });
}

const nothingIsKept = async () => expect(await storedRows(app.dataSource)).toEqual(before);
async function stillAnswers() {
  const answer = await client.upload(`${heading}Samir Athartest,${crypto.randomUUID()}\n`, {
    document_type: 'other',
    title: 'Athartest',
  });
  expect(answer.status).toBe(202);
  await app.settled();
  expect((await client.get(`/v1/imports/${answer.body.id}`)).body.rows).toMatchObject({ total: 1, created: 1 });
}

describe('a file that is too large', () => {
  it('by one byte is refused, and one of just the size is taken', async () => {
    expect((await sendParts(client, upload(listOf(limit)))).status).toBe(202);
    await app.settled();
    before = await storedRows(app.dataSource);
    const [error] = expectProblem(await sendParts(client, upload(listOf(limit + 1))), 413, 'request.too_large');
    expect(error).toMatchObject({ pointer: '/file' });
    await nothingIsKept();
  });

  it('is refused by its announced length', async () => {
    expectProblem(await sendParts(client, upload(listOf(3 * limit))), 413, 'request.too_large');
    await nothingIsKept();
    await stillAnswers();
  });

  it('is refused when it comes in pieces and no length was said', async () => {
    const chunked = { 'transfer-encoding': 'chunked' };
    expectProblem(await sendParts(client, upload(listOf(3 * limit)), chunked), 413, 'request.too_large');
    await nothingIsKept();
    await stillAnswers();
  });

  it('of a gigabyte is refused before it is sent', async () => {
    const type = 'multipart/form-data; boundary=x';
    const { answer, afterMs } = await answerTo(`${head(type, [`content-length: ${1024 ** 3}`])}--x\r\n`);
    expectProblem(answer, 413, 'request.too_large');
    expect(afterMs).toBeLessThan(2_000);
    await nothingIsKept();
  });

  it('is refused before it is sent when nobody signed in, too', async () => {
    const type = 'multipart/form-data; boundary=x';
    const unsigned = head(type, [`content-length: ${1024 ** 3}`]).replace(/Bearer \S+/, 'nobody');
    expectProblem((await answerTo(unsigned)).answer, 401, 'access.sign_in');
  });

  it('without an end is refused as soon as it is over the limit', async () => {
    const { hostname, port } = new URL(app.url);
    const { type, body } = upload(heading);
    const beginning = body.subarray(0, body.lastIndexOf('\r\n--'));
    let sent = 0;
    let answered = false;
    const answer = await new Promise<RawAnswer>((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${client.token}`,
        'idempotency-key': crypto.randomUUID(),
        'content-type': type,
      };
      const sending = request(
        { hostname, port, path: '/v1/imports', method: 'POST', headers, agent: false },
        (incoming) => {
          let text = '';
          answered = true;
          incoming.on('data', (chunk) => {
            text += chunk;
          });
          incoming.on('end', () =>
            resolve({
              status: incoming.statusCode ?? 0,
              type: incoming.headers['content-type'] ?? '',
              text,
              headers: {},
            }),
          );
        },
      );
      sending.on('error', reject);
      sending.write(beginning);
      const row = 'Samir Athartest,x\n'.repeat(1_000);
      const feed = async () => {
        while (sent < 50 * limit && !answered) {
          sending.write(row);
          sent += row.length;
          await setTimeout(5);
        }
      };
      feed().catch(reject);
    });
    expectProblem(answer, 413, 'request.too_large');
    expect(sent).toBeLessThan(50 * limit);
    await nothingIsKept();
    await stillAnswers();
  });
});

describe('an upload whose connection is cut', () => {
  it.each([
    ['in the middle of the file', 20_000],
    ['before the file begins', 120],
    ['in the middle of a letter', 1_001],
  ])('%s leaves nothing behind', async (_where, bytes) => {
    const { hostname, port } = new URL(app.url);
    const { type, body } = upload(listOf(60_000).replaceAll('Samir', 'سمير'));
    await new Promise<void>((resolve) => {
      const socket = createConnection(Number(port), hostname, () => {
        socket.write(head(type, [`content-length: ${body.length}`]));
        socket.write(body.subarray(0, bytes), () => setTimeout(100).then(() => socket.resetAndDestroy()));
      }).on('close', () => resolve());
    });
    await setTimeout(200);
    await nothingIsKept();
    const open = await app.dataSource.query(
      "select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
    );
    expect(open).toEqual([]);
    await stillAnswers();
  });

  it('ten times at once leaves the service answering, before and after', async () => {
    const { hostname, port } = new URL(app.url);
    const { type, body } = upload(listOf(60_000));
    const sockets = await Promise.all(
      Array.from(
        { length: 10 },
        () =>
          new Promise<ReturnType<typeof createConnection>>((resolve) => {
            const socket = createConnection(Number(port), hostname, () => {
              socket.write(head(type, [`content-length: ${body.length}`]));
              socket.write(body.subarray(0, 30_000), () => resolve(socket));
            });
          }),
      ),
    );
    await setTimeout(200);
    const answer = await fetch(`${app.url}/v1/reports`, {
      headers: { authorization: `Bearer ${client.token}` },
      signal: AbortSignal.timeout(3_000),
    });
    expect(answer.status).toBe(200);
    for (const socket of sockets) socket.resetAndDestroy();
    await setTimeout(300);
    await nothingIsKept();
    await stillAnswers();
  });
});
