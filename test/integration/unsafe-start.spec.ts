import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { inventStaff, putAccount } from '../../src/access/demonstration-accounts.js';
import { fromInfo, whatTheQueueMayLose } from '../../src/cli/queue-durability.js';
import { openDataSource } from '../../src/database/data-source.js';
import { databaseUrls } from '../../src/database/roles.js';
import { athar, RunningCommand } from '../support/command.js';

jest.setTimeout(180_000);

// As it was built: the queue server starts a file of its own.
const built = new URL('../../dist/embedded/queue-server.js', import.meta.url).href;
const { startQueueServer } = (await import(built)) as typeof import('../../src/embedded/queue-server.js');

const urls = databaseUrls(process.env.DATABASE_URL!);
const production = { ATHAR_MODE: 'production', ATHAR_ACCEPT_UNSAFE: undefined, PORT: '0' };
const folder = mkdtempSync(join(tmpdir(), 'athar-unsafe-'));
let queue: Awaited<ReturnType<typeof startQueueServer>>;

beforeAll(async () => {
  // Always the one in WebAssembly, which has no append-only file.
  queue = await startQueueServer({ dataDirectory: folder, searchPath: '' });
});
afterAll(async () => {
  await queue?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const api = (env: Record<string, string | undefined>) =>
  athar(['serve', '--only', 'api'], { env: { ...production, DATABASE_URL: urls.api, REDIS_URL: queue.url, ...env } });
const worker = (env: Record<string, string | undefined>) =>
  athar(['worker'], {
    env: { ...production, DATABASE_URL: urls.worker, REDIS_URL: queue.url, ATHAR_KEYS_FILE: undefined, ...env },
  });

describe('for real people nothing starts on', () => {
  it('a queue that forgets: an API and a worker say what to set, and end', async () => {
    for (const { code, out, err } of await Promise.all([api({}), worker({})])) {
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(
        /^This is not safe for real people, and does not start\.\n- .*append-only file is off.*"appendonly yes".*\(volatile-queue\)\n/m,
      );
      expect(err).toMatch(/ATHAR_ACCEPT_UNSAFE/);
      expect(err).not.toContain(new URL(queue.url).password);
    }
  });

  it('a queue that throws away what it holds when it is full', async () => {
    const client = new Redis(queue.url);
    try {
      await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
      expect((await whatTheQueueMayLose(queue.url)).join('\n')).toMatch(
        /maxmemory-policy is allkeys-lru\)\. Set "maxmemory-policy noeviction"/,
      );
      await client.config('SET', 'maxmemory-policy', 'noeviction');
      expect((await whatTheQueueMayLose(queue.url)).join('\n')).not.toMatch(/maxmemory-policy is/);
    } finally {
      client.disconnect();
    }
  });

  it('a queue that does not tell', async () => {
    expect(await whatTheQueueMayLose('redis://:wrong@127.0.0.1:1')).toEqual([expect.stringMatching(/does not tell/)]);
  });

  it('demonstration accounts: the API sees them whatever organisation they are of, and a start beside them is refused', async () => {
    const dataSource = await openDataSource(process.env.DATABASE_URL!);
    try {
      const quiet = { ATHAR_ACCEPT_UNSAFE: 'volatile-queue' };
      const started = new RunningCommand(['serve', '--only', 'api'], {
        env: { ...production, ...quiet, DATABASE_URL: urls.api, REDIS_URL: queue.url },
      });
      await started.says(/Listening on/);
      await started.end('SIGTERM');
      expect(started.out).toMatch(/"code":"config\.unsafe_accepted","risk":"volatile-queue"/);

      await putAccount(dataSource, inventStaff().at(-1)!, true);
      const refused = await api(quiet);
      expect(refused.code).toBe(2);
      expect(refused.err).toMatch(
        /- This database is that of a demonstration: it has 1 demonstration accounts.*\(demonstration-accounts\)/,
      );
      expect(refused.err).not.toMatch(/\(volatile-queue\)/);
    } finally {
      await dataSource.destroy();
    }
  });

  it('a first thought for a password or a token', async () => {
    const risky = { ATHAR_ACCEPT_UNSAFE: 'volatile-queue,demonstration-accounts', METRICS_PORT: '9464' };
    const token = 'secret-secret-secret-secret-secret-1';
    const refused = await api({ ...risky, METRICS_TOKEN: token });
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(/- METRICS_TOKEN is easily guessed.*openssl rand -hex 32.*\(weak-secrets\)/);
    expect(refused.err + refused.out).not.toContain(token);
  });

  it('a risk that nobody knows of is no permission', async () => {
    const refused = await api({ ATHAR_ACCEPT_UNSAFE: 'everything' });
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(/ATHAR_ACCEPT_UNSAFE/);
  });
});

describe('what INFO says', () => {
  it.each([
    ['# Memory\r\nmaxmemory_policy:noeviction\r\n# Persistence\r\naof_enabled:1\r\n', 0],
    ['maxmemory_policy:volatile-lru\naof_enabled:1', 1],
    ['maxmemory_policy:noeviction\naof_enabled:0', 1],
    ['maxmemory_policy:allkeys-lru\naof_enabled:0', 2],
    ['', 2],
  ])('%j: %i objections', (info, objections) => expect(fromInfo(info)).toHaveLength(objections));
});
