import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Queue } from 'bullmq';
import type { DataSource } from 'typeorm';
import { openDataSource } from '../../src/database/data-source.js';
import { databaseUrls } from '../../src/database/roles.js';
import { generatePopulation, reportBody, writeDetentionCsv } from '../../src/demonstration/index.js';
import { Doorbell } from '../../src/jobs/doorbell.js';
import { markDue } from '../../src/jobs/due-marks.js';
import { type JobPayload, QUEUE_NAME } from '../../src/jobs/job-list.js';
import { createLog } from '../../src/logging.js';
import { leastSizeClass, modelOfSizeClass } from '../../src/matching/index.js';
import { followSize } from '../../src/rematches/follow-size.js';
import { MarkWhatBecameDue } from '../../src/rematches/mark-what-became-due.js';
import { changeSizeClass } from '../../src/snapshot/measure.js';
import { Snapshots } from '../../src/snapshot/snapshots.js';
import { FindPairs } from '../../src/suggestions/find-pairs.js';
import { MatchHandler } from '../../src/suggestions/match-handler.js';
import { Profiles } from '../../src/suggestions/profiles.js';
import { workerEntities } from '../../src/worker.entities.js';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { withWeights } from '../support/casework.js';

jest.setTimeout(240_000);

const large = 1_280_000;
const population = generatePopulation({ seed: 89, reports: 40, records: 300 });

let application: TestApplication;
let rana: Client;
let dataSource: DataSource;
let workersOwn: DataSource;
let queue: Queue<JobPayload, void, string>;
let marking: MarkWhatBecameDue;
let organisation: string;

beforeAll(async () => {
  application = await startApplication();
  ({ dataSource } = application);
  rana = await signIn(application.url, application.accounts[0]);
  workersOwn = await openDataSource(databaseUrls(process.env.DATABASE_URL!).worker, workerEntities);
  [{ id: organisation }] = await dataSource.query("select id from organisations where kind = 'operator'");
  const log = createLog('silent', 'test');
  queue = new Queue(QUEUE_NAME, {
    prefix: process.env.QUEUE_PREFIX,
    connection: { url: process.env.REDIS_URL!, maxRetriesPerRequest: 1 },
  });
  marking = new MarkWhatBecameDue(workersOwn, new Doorbell(queue, log), { rematchChunk: 10 }, log);
  for (const report of population.reports)
    await rana.post('/v1/reports', reportBody(report), { 'idempotency-key': report.key });
  for (const file of writeDetentionCsv(population.records)) {
    const { type, title, documentDate } = file.source;
    await rana.upload([...file.lines].join('\n'), { document_type: type, title, document_date: documentDate });
  }
  await application.settled(120_000);
});
afterAll(async () => {
  await queue?.close();
  await workersOwn?.destroy();
  await application?.stop();
});

/** Everything that is computed or decided of each pair that is in sight. */
async function suggestions(): Promise<string[]> {
  const rows: { line: string }[] = await dataSource.query(
    `select concat_ws(' | ', report_id, detention_record_id, state, match_weight, band, runner_up_margin, size_class, score::text) as line
     from suggestions where state <> 'stale' order by 1`,
  );
  return rows.map(({ line }) => line);
}

const sizeClass = async () => (await dataSource.query('select size_class from match_size'))[0].size_class;
const newestRun = async () =>
  (
    await dataSource.query('select id, why, state, step, size_class from rematches order by started_at desc limit 1')
  )[0];
const countAgain = () => dataSource.query('update match_size set counted_at = null');
const bands = async () =>
  (await dataSource.query("select band, count(*)::int as n from suggestions where state = 'suggested' group by 1")).map(
    ({ band, n }: { band: string; n: number }) => [band, n],
  );

/** As if there had been so many records, and the workers had noticed. */
async function asIfOf(size: number): Promise<void> {
  await dataSource.transaction((manager) => changeSizeClass(manager, size));
  const reports: { id: string; revision: number }[] = await dataSource.query('select id, revision from reports');
  await dataSource.transaction((manager) => markDue(manager, 'reports.match', organisation, reports));
  await application.settled(120_000);
}

describe('the prior follows the number of records', () => {
  it('a few hundred are scored as the demonstration is, and every suggestion says so', async () => {
    expect(await sizeClass()).toBe(leastSizeClass);
    const shown = await withWeights(dataSource, 'rana');
    const { body } = await rana.get(`/v1/suggestions/${shown[0]}`);
    expect(body.size_class).toBe(leastSizeClass);
    expect(body.explanation.starting_point.weight).toBe(modelOfSizeClass(leastSizeClass).priorWeight);
    expect(
      await dataSource.query('select 1 from suggestion_events where size_class is distinct from $1', [leastSizeClass]),
    ).toEqual([]);
    await marking.mark();
    expect(await newestRun()).toBeUndefined();
  });

  it('among a million each pair needs more evidence; what is no longer worth a look goes, what people decided stays', async () => {
    const few = await suggestions();
    const [{ id: proposed }] = await dataSource.query(
      "select id from suggestions where state = 'suggested' order by match_weight limit 1",
    );
    const proposal = { action: 'propose', evidence: 'The scar', seen_revision: 1 };
    expect((await rana.post(`/v1/suggestions/${proposed}/decisions`, proposal)).status).toBe(200);
    await asIfOf(large);
    const many = await suggestions();
    expect(many.length).toBeLessThan(few.length);
    const { priorWeight, suggestAtMatchWeight } = modelOfSizeClass(large);
    const stored: { prior: number; weight: number; state: string; size: number }[] = await dataSource.query(
      `select (score->>'priorWeight')::float as prior, match_weight as weight, state, size_class as size from suggestions
       where band is not null`,
    );
    for (const { prior, weight, size } of stored) {
      expect([prior, size]).toEqual([priorWeight, large]);
      expect(weight).toBeGreaterThanOrEqual(suggestAtMatchWeight.weak);
    }
    const { body } = await rana.get(`/v1/suggestions/${proposed}`);
    expect([body.state, body.size_class, body.band]).toEqual(['proposed', large, null]);
    expect((await bands()).map(([band]: [string]) => band)).toContain('strong');
  });

  it('when most records are gone everything is compared again, in one run, and the same stands there as before they came', async () => {
    await asIfOf(leastSizeClass);
    const undisturbed = await suggestions();
    await asIfOf(large);
    expect(await suggestions()).not.toEqual(undisturbed);
    await countAgain();
    await marking.mark();
    expect(await sizeClass()).toBe(leastSizeClass);
    await application.settled(120_000);
    expect(await newestRun()).toMatchObject({ why: 'size_class', state: 'done', size_class: leastSizeClass });
    expect(await suggestions()).toEqual(undisturbed);
    // Counted, and nothing to change.
    await countAgain();
    await marking.mark();
    expect(await dataSource.query('select 1 from rematches')).toHaveLength(1);
  });

  it('a job that searched just before the prior changes does not store what it found, and searches again', async () => {
    const [{ id }] = await dataSource.query(
      'select report_id as id from suggestions order by match_weight desc limit 1',
    );
    await markDue(dataSource.manager, 'reports.match', organisation, [{ id, revision: 1 }]);
    const due = [{ id, revision: 1, marks: 1 }];
    const began = Date.now();
    const storing = dataSource.createQueryRunner();
    await storing.startTransaction();
    await changeSizeClass(storing.manager, large);
    const done = ownHandler().handle(organisation, due);
    // It has searched by then, with the class that it saw, and waits for the one that changes it.
    const waits = "select 1 from pg_locks where locktype = 'advisory' and not granted and mode = 'ShareLock'";
    while ((await dataSource.query(waits)).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await storing.commitTransaction();
    await storing.release();
    await done;
    expect(await dataSource.query('select 1 from due_marks where subject_id = $1', [id])).toEqual([]);
    const sizes = await dataSource.query('select distinct size_class as size from suggestions where report_id = $1', [
      id,
    ]);
    expect(sizes).toEqual([{ size: large }]);
    // What the first search was made for is not even in the history.
    const events = "select 1 from suggestion_events where at > now() - interval '1 second' * $1 and size_class = $2";
    expect(
      await dataSource.query(`${events} and suggestion_id in (select id from suggestions where report_id = $3)`, [
        (Date.now() - began) / 1000,
        leastSizeClass,
        id,
      ]),
    ).toEqual([]);
    await asIfOf(leastSizeClass);
  });
});

describe('the records outgrow their size class', () => {
  it('of workers that notice at the same moment one changes it and begins one run, in place of one that compared with the old prior', async () => {
    const old = randomUUID();
    await dataSource.query(
      `insert into rematches (id, why, matcher_version, state, step) values ($1, 'operator', 1, 'paused', 'reports')`,
      [old],
    );
    await addBareRecords(30_001);
    await countAgain();
    const noticed = await Promise.all(Array.from({ length: 6 }, () => followSize(workersOwn, 60_000)));
    const [changed, ...others] = noticed.filter(Boolean);
    expect(others).toEqual([]);
    expect(changed).toMatchObject({ from: leastSizeClass, to: 40_000 });
    expect(await newestRun()).toMatchObject({ id: changed!.rematch, why: 'size_class', state: 'running' });
    expect((await dataSource.query('select state from rematches where id = $1', [old]))[0].state).toBe('cancelled');
    // Not again before the time, nor when nothing changed.
    expect(await followSize(workersOwn, 60_000)).toBeNull();
    expect(await followSize(workersOwn, 0)).toBeNull();
    expect(await sizeClass()).toBe(40_000);
  });

  it('leaves a run alone that has compared no report yet, which then compares with the new prior', async () => {
    const [{ id }] = await dataSource.query("select id from rematches where state = 'running'");
    await dataSource.transaction((manager) => changeSizeClass(manager, leastSizeClass));
    expect(await followSize(workersOwn, 0)).toMatchObject({ to: 40_000, rematch: null });
    expect(await newestRun()).toMatchObject({ id, state: 'running' });
  });
});

/** What the worker compares reports with, in this process. */
function ownHandler(): MatchHandler {
  const log = createLog('silent', 'worker');
  const profiles = new Profiles(workersOwn);
  const snapshots = new Snapshots(workersOwn, log, { searchThreads: 0, databaseUrl: '', snapshotDirectory: null });
  const findPairs = new FindPairs(workersOwn, profiles, snapshots, { exactBudgetMs: 60_000 }, log);
  return new MatchHandler('report', workersOwn, profiles, findPairs);
}

/** Of whom a list says nothing: they only count. No worker is told of them. */
async function addBareRecords(count: number): Promise<void> {
  await dataSource.query(
    `insert into detention_records (id, organisation_id, source_id, row_number, revision)
     select gen_random_uuid(), organisation_id, id, 1000000 + n, 1
     from (select id, organisation_id from sources limit 1) source, generate_series(1, $1) as n`,
    [count],
  );
}
