import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { createConnection } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { aKey, aPartner, demonstrationPerson } from '../support/administrators.js';
import {
  type Client,
  signIn,
  startApplication,
  startWorkerProcess,
  type TestApplication,
} from '../support/application.js';
import { expectProblem, sendRaw, storedRows } from '../support/refusals.js';
import { anImport, begin, cameSoFar, sendBytes, untilItRests } from '../support/uploads.js';

jest.setTimeout(180_000);

const limit = 12 * 1024 * 1024;
const piece = 1024 * 1024;
let app: TestApplication;
let client: Client;
beforeAll(async () => {
  app = await startApplication({ config: { uploadLimitBytes: limit } });
  client = await signIn(app.url, app.accounts[0]);
}, 60_000);
afterAll(() => app?.stop());

/** A list of just so many bytes. */
function list(bytes: number): Buffer {
  const heading = 'full_name,notes\r\n';
  const row = `Samir Athartest,${'x'.repeat(480)}\r\n`;
  const text = heading + row.repeat(Math.max(1, Math.floor((bytes - heading.length) / row.length)));
  return Buffer.from(text.padEnd(bytes, '\n'));
}

const stored = async (id: string): Promise<Buffer> => {
  const rows: { bytes: Buffer }[] = await app.dataSource.query(
    `select c.bytes from source_chunks c join imports i on i.source_id = c.source_id where i.id = $1 order by position`,
    [id],
  );
  expect(rows.every(({ bytes }) => bytes.length > 0 && bytes.length <= piece)).toBe(true);
  return Buffer.concat(rows.map(({ bytes }) => bytes));
};
const view = async (id: string) => (await client.get(`/v1/imports/${id}`)).body;

/** Sends the beginning of a part whose whole length is announced, and hangs up. */
function sendAndBreak(id: string, offset: number, bytes: Buffer, of: number): Promise<void> {
  const { hostname, port } = new URL(app.url);
  const head = [
    `PATCH /v1/imports/${id}/file HTTP/1.1`,
    'host: athar',
    `authorization: Bearer ${client.token}`,
    'content-type: application/offset+octet-stream',
    `upload-offset: ${offset}`,
    `content-length: ${of}`,
    '\r\n',
  ].join('\r\n');
  return new Promise((resolve) => {
    const socket = createConnection(Number(port), hostname, () => {
      socket.write(head);
      socket.write(bytes, () => setTimeout(300).then(() => socket.resetAndDestroy()));
    });
    socket.on('error', () => {});
    socket.on('close', () => setTimeout(200).then(resolve));
  });
}

describe('a file whose connection breaks again and again', () => {
  it('goes on where it was each time, loses nothing that was stored, and is the same file in the end', async () => {
    const bytes = list(5 * piece + 4321);
    const id = await begin(client, bytes.length);
    let at = 0;
    for (const cut of [1_000, 2.5 * piece, 100_000, piece]) {
      await sendAndBreak(id, at, bytes.subarray(at, at + cut), bytes.length - at);
      const now = await cameSoFar(client, id);
      // Whole pieces are stored; of the one under way whatever had come.
      expect(now).toBeGreaterThanOrEqual(at + Math.floor(cut / piece) * piece);
      expect(now).toBeLessThanOrEqual(at + cut);
      expect((await stored(id)).equals(bytes.subarray(0, now))).toBe(true);
      at = now;
    }
    expect(at).toBeGreaterThan(3 * piece);
    expect(await view(id)).toMatchObject({
      state: 'receiving',
      source: { bytes_received: at },
      allowed: ['send', 'cancel'],
    });
    const last = await sendBytes(client, id, at, bytes.subarray(at));
    expect(last).toMatchObject({ status: 204, headers: { 'upload-offset': String(bytes.length) } });
    const done = await untilItRests(app, client, id);
    expect(done.state).toBe('mapping');
    expect(done.source.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect((await stored(id)).equals(bytes)).toBe(true);
  }, 60_000);

  it('says how far it came, in the words of tus', async () => {
    const id = await begin(client, 1000);
    await sendBytes(client, id, 0, Buffer.alloc(10, 'a'));
    const answer = await sendRaw(app.url, 'HEAD', `/v1/imports/${id}/file`, {
      authorization: `Bearer ${client.token}`,
      'tus-resumable': '1.0.0',
    });
    expect(answer).toMatchObject({
      status: 200,
      text: '',
      headers: {
        'upload-offset': '10',
        'upload-length': '1000',
        'cache-control': 'no-store',
        'tus-resumable': '1.0.0',
      },
    });
  });
});

describe('a part of a file', () => {
  it.each([5, 0, 11])(
    'that begins elsewhere (%i instead of 10) is refused, and is told where to go on',
    async (offset) => {
      const id = await begin(client, 1000);
      await sendBytes(client, id, 0, Buffer.alloc(10, 'a'));
      const answer = await sendBytes(client, id, offset, Buffer.alloc(10, 'a'));
      expectProblem(answer, 409, 'upload.wrong_offset');
      expect(answer.headers['upload-offset']).toBe('10');
      expect(await cameSoFar(client, id)).toBe(10);
    },
  );

  it.each(['', '-1', '1.5', 'x', '99999999999999999999'])(
    'that does not say where it begins (%j) is refused',
    async (offset) => {
      const id = await begin(client, 1000);
      expectProblem(await sendBytes(client, id, offset, 'a'), 400, 'upload.offset_missing');
    },
  );

  it('that is longer than what was announced is refused, whether it says its length or not, and the file is not taken for whole', async () => {
    const bytes = list(2 * piece + 100);
    const id = await begin(client, bytes.length - 1);
    expectProblem(await sendBytes(client, id, 0, bytes), 413, 'request.too_large');
    expect(await cameSoFar(client, id)).toBe(0);
    const unsaid = { 'transfer-encoding': 'chunked' };
    expectProblem(await sendBytes(client, id, 0, bytes, unsaid), 413, 'request.too_large');
    const at = await cameSoFar(client, id);
    expect(at).toBeLessThan(bytes.length - 1);
    expect((await view(id)).state).toBe('receiving');
    expect((await sendBytes(client, id, at, bytes.subarray(at, -1))).status).toBe(204);
    expect((await untilItRests(app, client, id)).state).toBe('mapping');
  });

  it('that is too short leaves the file waiting for the rest', async () => {
    const bytes = list(5_000);
    const id = await begin(client, bytes.length);
    expect((await sendBytes(client, id, 0, bytes.subarray(0, -1))).status).toBe(204);
    await app.settled();
    expect((await view(id)).state).toBe('receiving');
    expect((await sendBytes(client, id, bytes.length - 1, bytes.subarray(-1))).status).toBe(204);
    expect((await untilItRests(app, client, id)).state).toBe('mapping');
  });

  it('after the last one is refused', async () => {
    const bytes = list(2_000);
    const id = await begin(client, bytes.length);
    await sendBytes(client, id, 0, bytes);
    expectProblem(await sendBytes(client, id, bytes.length, 'more'), 409, 'import.wrong_state');
    expectProblem(await sendBytes(client, id, 0, bytes), 409, 'import.wrong_state');
    expect((await stored(id)).equals(bytes)).toBe(true);
    await app.settled();
  });

  it.each([
    ['application/json', {}],
    ['text/csv', {}],
    ['application/offset+octet-stream', { 'content-encoding': 'gzip' }],
  ])('as %s with %j is refused by its media type', async (type, headers) => {
    const id = await begin(client, 10);
    expectProblem(
      await sendBytes(client, id, 0, '{}', { 'content-type': type, ...headers }),
      415,
      'request.media_type',
    );
    expect(await cameSoFar(client, id)).toBe(0);
  });

  it('sent by two at once is stored once', async () => {
    const bytes = list(3 * piece);
    const id = await begin(client, bytes.length);
    const answers = await Promise.all([1, 2, 3].map(() => sendBytes(client, id, 0, bytes)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409, 409]);
    expect((await stored(id)).equals(bytes)).toBe(true);
    expect((await untilItRests(app, client, id)).state).toBe('mapping');
  });

  it('of another organisation, or of none, is not there', async () => {
    const id = await begin(client, 10);
    const nobody = { authorization: 'Bearer nobody' };
    expectProblem(await sendBytes(client, id, 0, 'a', nobody), 401, 'access.sign_in');
    expectProblem(await sendBytes(client, crypto.randomUUID(), 0, 'a'), 404, 'access.not_found');
  });
});

describe('an announcement', () => {
  it('of more than a file may hold, of nothing, or of an unknown kind is refused, and nothing is begun', async () => {
    const before = await storedRows(app.dataSource);
    const refused = async (body: object, status: number, code: string, pointer: string) => {
      const answer = await client.post('/v1/imports', body);
      expect(answer).toMatchObject({ status, body: { code, errors: [{ pointer }] } });
    };
    await refused(anImport(limit + 1), 413, 'request.too_large', '/file/bytes');
    await refused(anImport(0), 400, 'request.invalid', '/file/bytes');
    await refused(anImport(1, { kind: 'people' }), 400, 'request.invalid', '/kind');
    await refused(anImport(1, { kind: 'reports' }), 400, 'request.invalid', '/consent');
    await refused(anImport(1, { version_at: '2199-01-01' }), 400, 'request.invalid', '/version_at');
    await refused(anImport(1, { file: { name: '../a\u202e.csv', bytes: 1 } }), 400, 'request.invalid', '/file/name');
    expect(await storedRows(app.dataSource)).toEqual(before);
  });

  it('that is sent twice under one key begins one import, and another one under that key is refused', async () => {
    const body = anImport(1000);
    const key = { 'idempotency-key': crypto.randomUUID() };
    const answers = await Promise.all([1, 2].map(() => client.post('/v1/imports', body, key)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0].body.id).toBe(answers[1].body.id);
    expect(answers[0].headers.get('location')).toBe(`/v1/imports/${answers[0].body.id}`);
    expect(await client.post('/v1/imports', anImport(1001), key)).toMatchObject({
      status: 422,
      body: { code: 'idempotency.reused' },
    });
  });
});

describe('a file that came', () => {
  it('is looked at although the queue forgot it', async () => {
    await app.worker!.stop('SIGKILL');
    const bytes = list(1_000);
    const id = await begin(client, bytes.length);
    await sendBytes(client, id, 0, bytes);
    const redis = new Redis(process.env.REDIS_URL!);
    // Only this test's own keys: other test files use the same server.
    await redis.del(await redis.keys(`${process.env.QUEUE_PREFIX}:*`));
    await redis.quit();
    expect((await view(id)).state).toBe('inspecting');
    const worker = await startWorkerProcess();
    expect((await untilItRests(app, client, id)).state).toBe('mapping');
    await worker.stop();
  }, 60_000);
});

describe('C7: a stolen key', () => {
  it('that is revoked while a file comes stores no further piece of it', async () => {
    const hadi = await demonstrationPerson(app, 'hadi');
    const partner = await aPartner(app, hadi);
    const { program, id: key } = await aKey(partner.admin, ['import']);
    const bytes = list(4 * piece);
    const id = await begin(program, bytes.length);
    expect((await sendBytes(program, id, 0, bytes.subarray(0, piece))).status).toBe(204);
    const { hostname, port } = new URL(app.url);
    const answer = new Promise<number>((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${program.token}`,
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(piece),
      };
      const path = `/v1/imports/${id}/file`;
      const sending = request({ hostname, port, path, method: 'PATCH', headers, agent: false }, (incoming) =>
        resolve(incoming.resume().statusCode ?? 0),
      );
      sending.on('error', reject);
      sending.write(bytes.subarray(piece, 2 * piece + 1000));
      const revoke = async () => {
        await setTimeout(300);
        expect((await partner.admin.client.send('DELETE', `/v1/keys/${key}`)).status).toBeLessThan(300);
        sending.end(bytes.subarray(2 * piece + 1000));
      };
      revoke().catch(reject);
    });
    expect(await answer).toBe(401);
    expect((await stored(id)).equals(bytes.subarray(0, 2 * piece))).toBe(true);
    const [{ state }] = await app.dataSource.query('select state from imports where id = $1', [id]);
    expect(state).toBe('receiving');
  });
});

// Further services give the invented staff new passwords: what follows signs in anew.
it('a file whose bytes stopped coming is given up after two days, and says so', async () => {
  const [old, fresh] = [await begin(client, 1000), await begin(client, 1000)];
  for (const id of [old, fresh]) await sendBytes(client, id, 0, Buffer.alloc(10, 'a'));
  await app.dataSource.query("update imports set created_at = now() - interval '49 hours' where id = $1", [old]);
  // It is swept when a process starts, and every ten minutes.
  const sweeping = await startApplication({ worker: false });
  try {
    // The invented staff have new passwords now.
    const again = await signIn(sweeping.url, sweeping.accounts[0]);
    const look = async (id: string) => (await again.get(`/v1/imports/${id}`)).body;
    const isGivenUp = async () => (await look(old)).state === 'cancelled';
    for (let waited = 0; waited < 100 && !(await isGivenUp()); waited++) await setTimeout(50);
    expect(await look(old)).toMatchObject({ state: 'cancelled', failure: { code: 'upload.abandoned' } });
    expect(await stored(old)).toHaveLength(0);
    expect((await look(fresh)).state).toBe('receiving');
    expect(await stored(fresh)).toHaveLength(10);
  } finally {
    await sweeping.stop();
  }
});

describe('C7: a key that floods', () => {
  it('hands in no more files in a day than one may', async () => {
    const api = await startApplication({ worker: false, config: { importFilesPerDay: 2 } });
    try {
      const hadi = await demonstrationPerson(api, 'hadi');
      const partner = await aPartner(api, hadi);
      const { program } = await aKey(partner.admin, ['import']);
      const answers = [];
      for (let file = 0; file < 3; file++) answers.push(await program.post('/v1/imports', anImport(10)));
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 429]);
      expect(answers[2].body.code).toBe('import.quota');
      const wait = Number(answers[2].headers.get('retry-after'));
      expect(wait).toBeGreaterThan(23 * 3600);
      expect(wait).toBeLessThanOrEqual(24 * 3600);
      const [{ n }] = await api.dataSource.query('select count(*)::int as n from imports where organisation_id = $1', [
        partner.id,
      ]);
      expect(n).toBe(2);
    } finally {
      await api.stop();
    }
  }, 60_000);
});
