import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { generatePopulation, reportBody, writeDetentionCsv } from '../../src/demonstration/index.js';
import { matcherVersion } from '../../src/matching/index.js';
import { beginRematch, countChunk, goOn } from '../../src/rematches/rematch-steps.js';
import { aPerson, type Person } from '../support/administrators.js';
import {
  type Client,
  type ServiceProcess,
  type Settings,
  signIn,
  startApplication,
  startWorkerProcess,
  type TestApplication,
} from '../support/application.js';
import { confirmAsSecond } from '../support/casework.js';
import { athar } from '../support/command.js';

jest.setTimeout(240_000);

const population = generatePopulation({ seed: 83, reports: 60, records: 400 });
/** So small that a run has many chunks; a mark is rung again late, so that a chunk is not given to two workers. */
const settings: Settings = { rematchChunk: 10, ringAgainAfterMs: 2_000 };

let application: TestApplication;
let rana: Client;
let admin: Person;
let workers: ServiceProcess[] = [];
/** What stood there before anything was compared again. */
let undisturbed: string[];
let decided: { confirmed: string; rejected: string };

beforeAll(async () => {
  application = await startApplication({ worker: false });
  rana = await signIn(application.url, application.accounts[0]);
  const second = await signIn(application.url, application.accounts[1]);
  admin = await aPerson(application, 'system_admin');
  for (const report of population.reports)
    await rana.post('/v1/reports', reportBody(report), { 'idempotency-key': report.key });
  await startWorkers(1);
  for (const file of writeDetentionCsv(population.records)) {
    const { type, title, documentDate } = file.source;
    await rana.upload([...file.lines].join('\n'), { document_type: type, title, document_date: documentDate });
  }
  await application.settled(120_000);
  const { items } = (await rana.get('/v1/suggestions?limit=2')).body;
  const decide = async (client: Client, id: string, decision: object) =>
    expect((await client.post(`/v1/suggestions/${id}/decisions`, decision)).status).toBe(200);
  decided = { confirmed: items[0].id, rejected: items[1].id };
  await decide(rana, decided.confirmed, { action: 'propose', evidence: 'The scar', seen_revision: 1 });
  await confirmAsSecond(second, decided.confirmed, 2);
  await decide(rana, decided.rejected, { action: 'reject', reasons: ['insufficient'], seen_revision: 1 });
  await stopWorkers();
  undisturbed = await suggestions();
  expect(undisturbed.length).toBeGreaterThan(30);
});
afterAll(async () => {
  await stopWorkers('SIGKILL');
  await application?.stop();
});

async function startWorkers(count: number): Promise<void> {
  workers.push(...(await Promise.all(Array.from({ length: count }, () => startWorkerProcess(settings)))));
}

async function stopWorkers(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  await Promise.all(workers.map((worker) => worker.stop(signal)));
  workers = [];
}

/** Everything that is computed or decided of each pair. */
async function suggestions(): Promise<string[]> {
  const rows: { line: string }[] = await application.dataSource.query(
    `select concat_ws(' | ', report_id, detention_record_id, state, match_weight, band, runner_up_margin, matcher_version, score::text) as line
     from suggestions order by 1`,
  );
  return rows.map(({ line }) => line);
}

const numbersOf = async (sql: string) => (await application.dataSource.query(sql))[0].n as number;
const chunksDone = () => numbersOf('select count(*)::int as n from rematch_chunks where done_at is not null');
const until = async (condition: () => Promise<boolean>, timeoutMs = 60_000) => {
  const end = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('It did not come to that');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/**
 * As if an older matcher, which found nothing worth a word, had made everything: weights and margins are worthless, a pair that people
 * did not decide on is missing, and another is a stranger's.
 */
async function spoil(): Promise<void> {
  const { dataSource } = application;
  await dataSource.query('delete from rematches');
  await dataSource.query('update match_profiles set matcher_version = matcher_version - 1');
  await dataSource.query(
    `update suggestions set matcher_version = matcher_version - 1, match_weight = 0, runner_up_margin = null,
       band = case when band is not null then 'weak' end`,
  );
  await dataSource.query('alter table suggestion_events disable trigger suggestion_events_append_only');
  await dataSource.query(
    `with gone as (select id from suggestions where state = 'suggested' order by report_id, detention_record_id limit 10),
     events as (delete from suggestion_events using gone where suggestion_id = gone.id)
     delete from suggestions using gone where suggestions.id = gone.id`,
  );
  await dataSource.query('alter table suggestion_events enable trigger suggestion_events_append_only');
  expect(await suggestions()).not.toEqual(undisturbed);
}

async function flushQueue(): Promise<void> {
  const redis = new Redis(process.env.REDIS_URL!);
  // Only this test's own keys: other test files use the same server.
  const keys = await redis.keys(`${process.env.QUEUE_PREFIX}:*`);
  if (keys.length > 0) await redis.del(keys);
  await redis.quit();
}

const newest = async () => (await admin.client.get('/v1/rematches?limit=1')).body.items[0];

describe('a new matcher compares everything again', () => {
  it('in one run that a worker begins by itself, and the same stands there as if the new matcher had made it', async () => {
    await spoil();
    await startWorkers(1);
    await application.settled();
    await stopWorkers();
    expect(await suggestions()).toEqual(undisturbed);
    const run = await newest();
    expect(run).toMatchObject({ why: 'matcher_version', state: 'done', share: 1, started_by: null });
    expect(run.records).toEqual({ total: 400, done: 400 });
    expect(run.reports).toEqual({ total: 60, done: 60 });
    expect(run.chunks.total).toBe(46);
    expect(run.suggestions_written).toBeGreaterThanOrEqual(undisturbed.length);
  });

  it('workers killed in the middle of it and a queue emptied between change nothing of what stands there in the end', async () => {
    await spoil();
    let kills = 0;
    // Twice while profiles are made, twice while reports are compared.
    for (const killAt of [5, 25, 41, 44]) {
      await startWorkers(1);
      await until(async () => (await chunksDone()) >= killAt);
      await stopWorkers('SIGKILL');
      kills++;
      await flushQueue();
      expect(await numbersOf("select count(*)::int as n from rematches where state = 'running'")).toBe(1);
    }
    expect(kills).toBe(4);
    await startWorkers(1);
    await application.settled();
    await stopWorkers();
    expect(await suggestions()).toEqual(undisturbed);
    expect(await newest()).toMatchObject({ state: 'done', chunks: { total: 46, done: 46 } });
  });

  it('two workers share the chunks, and each chunk counts once', async () => {
    await spoil();
    await startWorkers(2);
    await application.settled();
    await stopWorkers();
    expect(await suggestions()).toEqual(undisturbed);
    const [{ attempts, chunks }] = await application.dataSource.query(
      'select sum(attempts)::int as attempts, count(*)::int as chunks from rematch_chunks',
    );
    // On a machine that is slow for a moment a chunk's holder may seem gone, and its neighbour does the same once more; both doing everything is another matter.
    expect(chunks).toBe(46);
    expect(attempts).toBeLessThan(60);
    expect(await newest()).toMatchObject({
      state: 'done',
      chunks: { total: 46, done: 46 },
      records: { total: 400, done: 400 },
      reports: { total: 60, done: 60 },
    });
  });

  it('what people decided stands as it was, with the new figures beside it', async () => {
    for (const [state, id] of Object.entries(decided)) {
      const { body } = await rana.get(`/v1/suggestions/${id}`);
      expect(body.state).toBe(state);
      expect(body.events.at(-1).kind).toBe('rescored');
    }
  });
});

describe('an administrator', () => {
  it('pauses a run, which then stands still, and lets it go on where it stopped', async () => {
    await application.dataSource.query('delete from rematches');
    const begun = await admin.client.post('/v1/rematches', {});
    expect([begun.status, begun.body.state, begun.body.started_by]).toEqual([201, 'running', admin.id]);
    await startWorkers(1);
    await until(async () => (await chunksDone()) >= 5);
    const path = `/v1/rematches/${begun.body.id}`;
    expect((await admin.client.send('PATCH', path, { state: 'paused' })).body.state).toBe('paused');
    // Paused is paused, also for who says it twice; what a worker is at comes to its end and the marks go.
    expect((await admin.client.send('PATCH', path, { state: 'paused' })).status).toBe(200);
    await application.settled();
    const paused = (await admin.client.get(path)).body;
    expect(paused.chunks.done).toBeLessThan(paused.chunks.total);
    expect(paused).toMatchObject({ state: 'paused', seconds_left: null });
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect((await admin.client.get(path)).body.chunks).toEqual(paused.chunks);
    await application.dataSource.query('update rematch_chunks set attempts = 0 where done_at is not null');
    expect((await admin.client.send('PATCH', path, { state: 'running' })).body.state).toBe('running');
    await application.settled();
    expect((await admin.client.get(path)).body).toMatchObject({ state: 'done', seconds_left: null });
    // Those that were done before the pause were not done again.
    const again = 'select count(*)::int as n from rematch_chunks where attempts = 0';
    expect(await numbersOf(again)).toBe(paused.chunks.done);
    expect(await suggestions()).toEqual(undisturbed);
    const late = await admin.client.send('PATCH', path, { state: 'cancelled' });
    expect([late.status, late.body.code]).toEqual([409, 'rematch.ended']);
    await stopWorkers();
  });

  it('does the same at the command line, and of two runs at a time the second is refused', async () => {
    const env = { ATHAR_MODE: 'demonstration' };
    const said = async (...words: string[]) =>
      JSON.parse((await athar(['rematch', ...words, '--as', admin.login, '--json'], { env })).out);
    const begun = await said('start');
    expect(begun).toMatchObject({ why: 'operator', state: 'running', step: 'planning' });
    expect((await admin.client.post('/v1/rematches', {})).body.code).toBe('rematch.under_way');
    expect((await said('pause')).state).toBe('paused');
    expect((await said('resume', begun.id)).state).toBe('running');
    expect((await athar(['rematch', 'status', '--as', admin.login], { env })).out).toContain('running, 0.0 %');
    expect((await said('cancel')).state).toBe('cancelled');
    const refused = await athar(['rematch', 'status', '--as', application.accounts[0].login], { env });
    expect(refused.code).toBe(2);
    await startWorkers(1);
    await application.settled();
    await stopWorkers();
    expect(await chunksDone()).toBe(await numbersOf('select sum(chunks_done)::int as n from rematches'));
  });
});

describe('a report that is filed while profiles of records are made anew', () => {
  it('is in a chunk of its own run, whatever its number', async () => {
    const { dataSource } = application;
    const [{ id: organisation }] = await dataSource.query('select organisation_id as id from reports limit 1');
    const perChunk = 150;
    const id = await dataSource.transaction((manager) =>
      beginRematch(manager, { why: 'operator', matcherVersion, account: null, organisation }),
    );
    const opened = await dataSource.transaction((manager) => goOn(manager, id!, perChunk));
    const run = async () => (await dataSource.query('select * from rematches where id = $1', [id]))[0];
    expect(opened).toHaveLength(3);
    expect(await run()).toMatchObject({ step: 'records', chunks_total: 4, records_total: 400, reports_total: 60 });
    const filed: string[] = [];
    for (const report of generatePopulation({ seed: 84, reports: 5, records: 20 }).reports)
      filed.push(
        (await rana.post('/v1/reports', reportBody(report), { 'idempotency-key': `late-${report.key}` })).body.id,
      );
    const count = (chunk: string) =>
      dataSource.transaction((manager) => countChunk(manager, { id: chunk, rematchId: id! }, 0, perChunk));
    const next = (await Promise.all(opened.map(count))).flat();
    // The three were counted at the same time, and the reports are cut once.
    expect(next).toHaveLength(1);
    expect(await run()).toMatchObject({ step: 'reports', chunks_total: 4, chunks_done: 3, reports_total: 65 });
    const covered = await dataSource.query(
      `select 1 from rematch_chunks join unnest($2::uuid[]) as report(id) on report.id between first_id and last_id
       where rematch_id = $1 and side = 'report'`,
      [id, filed],
    );
    expect(covered).toHaveLength(5);
    expect(await count(next[0])).toEqual([]);
    expect(await run()).toMatchObject({ state: 'done', chunks_done: 4, reports_done: 65 });
  });
});
