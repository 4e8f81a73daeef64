import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { httpDoor } from '../../src/cli/import/http-door.js';
import { openDataSource } from '../../src/database/data-source.js';
import { generatePopulation, reportBody, writeDetentionCsv } from '../../src/demonstration/index.js';
import type { ImportView } from '../../src/imports/import-view.js';
import {
  type ServiceProcess,
  signIn,
  startApplication,
  startWorkerProcess,
  type TestApplication,
} from '../support/application.js';
import { check } from '../support/hand-in.js';

jest.setTimeout(240_000);

/** Enough work to be interrupted in the middle of, little enough to be done three times in a test. */
const population = generatePopulation({ seed: 71, reports: 60, records: 600 });

let application: TestApplication;
let workers: ServiceProcess[] = [];

afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop('SIGKILL')));
  workers = [];
  await application?.stop();
});

/** Has all lists checked, then files all reports and asks for all lists to be stored; nothing is compared while no worker runs. */
async function loadWithoutWorker(): Promise<void> {
  application = await startApplication({ worker: false });
  const client = await signIn(application.url, application.accounts[0]);
  await startWorkers(1);
  const checked: ImportView[] = [];
  for (const file of writeDetentionCsv(population.records)) {
    const { type, title, documentDate } = file.source;
    const source = { document_type: type, title, document_date: documentDate };
    checked.push(await check(client, [...file.lines].join('\n'), source));
  }
  await workers[0].stop();
  workers = [];
  expect(new Set(checked.map(({ state }) => state))).toEqual(new Set(['checked']));
  for (const report of population.reports) {
    expect((await client.post('/v1/reports', reportBody(report), { 'idempotency-key': report.key })).status).toBe(201);
  }
  const door = httpDoor(client.url, client.token);
  for (const { id, revision } of checked) expect((await door.run(id, revision)).state).toBe('queued');
}

async function startWorkers(count: number): Promise<void> {
  workers.push(...(await Promise.all(Array.from({ length: count }, () => startWorkerProcess()))));
}

/** Every suggestion in terms of the documents, not of the random ids of this run. */
async function suggestions(): Promise<string[]> {
  const rows: { line: string }[] = await application.dataSource.query(
    `select concat_ws(' | ', k.key, d.source_record_id, s.match_weight, s.band, s.state, s.runner_up_margin, s.score::text) as line
     from suggestions s
     join detention_records d on d.id = s.detention_record_id
     join idempotency_keys k on k.resource_id = s.report_id
     order by 1`,
  );
  return rows.map((row) => row.line);
}

/** Workers first: they look into the tables that are emptied. */
async function emptyEverything(): Promise<void> {
  await Promise.all(workers.map((worker) => worker.stop()));
  workers = [];
  await application.dataSource.query(
    'truncate suggestion_events, suggestions, match_profiles, gone_profiles, list_rows, import_rows, person_names, detention_records, imports, lists, source_chunks, sources, due_marks, report_revisions, consents, reporters, reports, idempotency_keys cascade',
  );
}

const recordsDone = async () =>
  (await application.dataSource.query("select count(*)::int as n from match_profiles where side = 'record'"))[0]
    .n as number;

describe('after whatever interruption the same suggestions stand there as without any', () => {
  let undisturbed: string[];

  it('an undisturbed run by one worker finds people', async () => {
    await loadWithoutWorker();
    await startWorkers(1);
    await application.settled(120_000);
    undisturbed = await suggestions();
    expect(undisturbed.length).toBeGreaterThan(30);
    await emptyEverything();
  });

  it('workers killed in the middle of their work, again and again, and a queue emptied between, lose and double nothing', async () => {
    await loadWithoutWorker();
    const redis = new Redis(process.env.REDIS_URL!);
    let kills = 0;
    for (let killAt = 50; killAt < population.records.length; killAt += 150) {
      await startWorkers(1);
      const [worker] = workers;
      while ((await recordsDone()) < killAt) await new Promise((resolve) => setTimeout(resolve, 5));
      await worker.stop('SIGKILL');
      workers = [];
      kills++;
      // Only this test's own keys: other test files use the same server.
      const keys = await redis.keys(`${process.env.QUEUE_PREFIX}:*`);
      if (keys.length > 0) await redis.del(keys);
      expect(await redis.keys(`${process.env.QUEUE_PREFIX}:*`)).toEqual([]);
    }
    await redis.quit();
    expect(kills).toBeGreaterThanOrEqual(3);
    const [{ left }] = await application.dataSource.query('select count(*)::int as left from due_marks');
    expect(left).toBeGreaterThan(0);
    await startWorkers(1);
    await application.settled(120_000);
    expect(await suggestions()).toEqual(undisturbed);
    const imports = await application.dataSource.query('select rows_done = rows_total as whole, state from imports');
    expect(imports.every((row: { whole: boolean; state: string }) => row.whole && row.state === 'done')).toBe(true);
    await emptyEverything();
  });

  it('two workers at once, with reports filed while lists are compared, find the same', async () => {
    application = await startApplication({ worker: false });
    await startWorkers(2);
    const client = await signIn(application.url, application.accounts[0]);
    const files = writeDetentionCsv(population.records);
    const perFile = Math.ceil(population.reports.length / files.length);
    for (const [i, file] of files.entries()) {
      const { type, title, documentDate } = file.source;
      const upload = client.upload([...file.lines].join('\n'), {
        document_type: type,
        title,
        document_date: documentDate,
      });
      const reports = population.reports.slice(i * perFile, (i + 1) * perFile);
      await Promise.all([
        upload,
        ...reports.map((report) => client.post('/v1/reports', reportBody(report), { 'idempotency-key': report.key })),
      ]);
    }
    await application.settled(120_000);
    expect(await suggestions()).toEqual(undisturbed);
    await emptyEverything();
  });

  it('a worker with a newer matcher compares everything again and changes no decision', async () => {
    await loadWithoutWorker();
    await startWorkers(1);
    await application.settled(120_000);
    const client = await signIn(application.url, application.accounts[0]);
    const { body } = await client.get('/v1/suggestions?limit=1');
    const [{ id }] = body.items;
    await client.post(`/v1/suggestions/${id}/decisions`, {
      action: 'reject',
      reasons: ['insufficient'],
      seen_revision: 1,
    });
    await workers[0].stop();
    workers = [];
    // As if everything stored had been made by the matcher before this one.
    const dataSource = await openDataSource(process.env.DATABASE_URL!);
    await dataSource.query('update match_profiles set matcher_version = matcher_version - 1');
    await dataSource.query('update suggestions set matcher_version = matcher_version - 1, match_weight = 0');
    await dataSource.destroy();
    await startWorkers(1);
    // The marks are made at the start; wait until they are, then until they are gone.
    await application.settled(120_000);
    const after = await suggestions();
    const without = (lines: string[]) => lines.map((line) => line.replace(/ \| (suggested|rejected) \| .*$/, ''));
    expect(without(after).sort()).toEqual(without(undisturbed).sort());
    const { body: decided } = await client.get(`/v1/suggestions/${id}`);
    expect(decided.state).toBe('rejected');
    const kinds = decided.events.map((event: { kind: string }) => event.kind);
    expect(kinds).toEqual(['suggested', 'rejected', 'rescored']);
    // On the way there nothing seemed gone: a pair waits until both of its sides are ready.
    const [{ flickered }] = await application.dataSource.query(
      "select count(*)::int as flickered from suggestion_events where kind in ('stale', 'revived')",
    );
    expect(flickered).toBe(0);
    await emptyEverything();
  });
});
