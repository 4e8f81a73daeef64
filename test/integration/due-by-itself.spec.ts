import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Queue } from 'bullmq';
import type { DataSource } from 'typeorm';
import { openDataSource } from '../../src/database/data-source.js';
import { databaseUrls } from '../../src/database/roles.js';
import { Doorbell } from '../../src/jobs/doorbell.js';
import { markDue } from '../../src/jobs/due-marks.js';
import { type JobPayload, QUEUE_NAME } from '../../src/jobs/job-list.js';
import { createLog } from '../../src/logging.js';
import { builtInModelFile, leastSizeClass, matcherVersion } from '../../src/matching/index.js';
import { MarkWhatBecameDue } from '../../src/rematches/mark-what-became-due.js';
import { Snapshots } from '../../src/snapshot/snapshots.js';
import { FindPairs } from '../../src/suggestions/find-pairs.js';
import { MatchHandler } from '../../src/suggestions/match-handler.js';
import { Profiles } from '../../src/suggestions/profiles.js';
import { storeSuggestions } from '../../src/suggestions/store-suggestions.js';
import { workerEntities } from '../../src/worker.entities.js';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { aMan, aSource, csv } from '../support/builders.js';

jest.setTimeout(180_000);

let application: TestApplication;
let rana: Client;
let dataSource: DataSource;
let workersOwn: DataSource;
let organisation: string;
let marking: MarkWhatBecameDue;
let queue: Queue<JobPayload, void, string>;

beforeAll(async () => {
  application = await startApplication();
  rana = await signIn(application.url, application.accounts[0]);
  dataSource = await openDataSource(process.env.DATABASE_URL!, workerEntities);
  // As the worker itself: what its role may not see, it cannot find.
  workersOwn = await openDataSource(databaseUrls(process.env.DATABASE_URL!).worker, workerEntities);
  [{ id: organisation }] = await dataSource.query("select id from organisations where kind = 'operator'");
  const log = createLog('silent', 'test');
  queue = new Queue(QUEUE_NAME, {
    prefix: process.env.QUEUE_PREFIX,
    connection: { url: process.env.REDIS_URL!, maxRetriesPerRequest: 1 },
  });
  const doorbell = new Doorbell(queue, log);
  marking = new MarkWhatBecameDue(workersOwn, doorbell, { rematchChunk: 500 }, log);
});
afterAll(async () => {
  await queue?.close();
  await workersOwn?.destroy();
  await dataSource?.destroy();
  await application?.stop();
});

async function aPair(number: number): Promise<{ reportId: string; recordId: string; suggestionId: string }> {
  const him = aMan(number);
  const { body } = await rana.post('/v1/reports', him.report());
  await rana.upload(csv([him.row()]), aSource());
  await application.settled();
  const { items } = (await rana.get(`/v1/suggestions?report_id=${body.id}`)).body;
  return { reportId: body.id, recordId: items[0].record.id, suggestionId: items[0].id };
}

const asNow = { matcherVersion, measure: { model: builtInModelFile, sizeClass: leastSizeClass } };

const stateOf = async (id: string) =>
  (await dataSource.query('select state from suggestions where id = $1', [id]))[0].state;

/** What the worker compares reports with, in this process. */
function ownHandler(): { handler: MatchHandler; profiles: Profiles } {
  const log = createLog('silent', 'worker');
  const profiles = new Profiles(workersOwn);
  const config = { searchThreads: 0, databaseUrl: '', snapshotDirectory: null };
  const snapshots = new Snapshots(workersOwn, log, config);
  const findPairs = new FindPairs(workersOwn, profiles, snapshots, { exactBudgetMs: 1000 }, log);
  return { handler: new MatchHandler('report', workersOwn, profiles, findPairs), profiles };
}

describe('what becomes due by itself', () => {
  it('a profile that an older worker made after the upgrade is found and made again', async () => {
    const { recordId } = await aPair(0);
    expect(await marking.mark()).toBe(0);
    await dataSource.query('update match_profiles set matcher_version = matcher_version - 1 where record_id = $1', [
      recordId,
    ]);
    expect(await marking.mark()).toBe(1);
    await application.settled();
    const [{ version }] = await dataSource.query(
      'select matcher_version as version from match_profiles where record_id = $1',
      [recordId],
    );
    expect(version).toBe(matcherVersion);
  });

  it('everything is compared again when that was cancelled before it was done, though few or no profiles are old', async () => {
    const run = randomUUID();
    const newest = async () =>
      (await dataSource.query('select id, state, why from rematches order by started_at desc limit 1'))[0];
    const begun = (why: string, state: string, id = randomUUID()) =>
      dataSource.query(
        `insert into rematches (id, why, matcher_version, state, finished_at) values ($1, $2, $3, $4, now())`,
        [id, why, matcherVersion, state],
      );
    await begun('matcher_version', 'cancelled', run);
    await marking.mark();
    const again = await newest();
    expect(again.id).not.toBe(run);
    expect(again.why).toBe('matcher_version');
    await application.settled();
    expect((await newest()).state).toBe('done');
    await pause(5);
    // Whoever began one without need may cancel it.
    const operators = randomUUID();
    await begun('operator', 'cancelled', operators);
    await marking.mark();
    expect((await newest()).id).toBe(operators);
    await dataSource.query('delete from rematches');
  });

  it('an edit that an older worker comes to handle is left to a newer one', async () => {
    const { reportId } = await aPair(4);
    await dataSource.query('update match_profiles set matcher_version = matcher_version + 1 where record_id = $1', [
      reportId,
    ]);
    await markDue(dataSource.manager, 'reports.match', organisation, [{ id: reportId, revision: 1 }]);
    const due = [{ id: reportId, revision: 1, marks: 1 }];
    const marks = () => dataSource.query('select 1 from due_marks where subject_id = $1', [reportId]);
    const { handler } = ownHandler();
    await expect(handler.handle(organisation, due)).rejects.toMatchObject({ code: 'matcher.older' });
    expect(await marks()).toHaveLength(1);
    await dataSource.query('update match_profiles set matcher_version = matcher_version - 1 where record_id = $1', [
      reportId,
    ]);
    await handler.handle(organisation, due);
    expect(await marks()).toHaveLength(0);
  });

  it('a report whose consent has run out is no longer compared', async () => {
    const { reportId, suggestionId } = await aPair(1);
    await dataSource.query("update consents set expires_at = now() - interval '1 second' where report_id = $1", [
      reportId,
    ]);
    expect(await marking.mark()).toBe(1);
    await application.settled();
    expect(await dataSource.query('select 1 from match_profiles where record_id = $1', [reportId])).toEqual([]);
    expect(await stateOf(suggestionId)).toBe('suppressed');
    expect(await marking.mark()).toBe(0);
  });
});

describe('jobs that overlap', () => {
  it('a job that searched too early does not take a pair away that the other side has found meanwhile', async () => {
    const { recordId, suggestionId } = await aPair(2);
    // The record's job found nothing, because the report came a moment later; now it stores that nothing.
    await dataSource.transaction((manager) =>
      storeSuggestions(manager, organisation, 'record', [recordId], [], new Map(), asNow),
    );
    expect(await stateOf(suggestionId)).toBe('suggested');
  });

  it('a withdrawal waits for a job that is storing, and then finds what it stored', async () => {
    const { reportId, recordId, suggestionId } = await aPair(3);
    const { handler, profiles } = ownHandler();
    const read = await profiles.read(dataSource.manager, [reportId, recordId]);
    expect(read.size).toBe(2);
    const storing = dataSource.createQueryRunner();
    await storing.startTransaction();
    // Holds the two profiles as a job does that is about to store.
    await storeSuggestions(storing.manager, organisation, 'record', [recordId], [], new Map(), asNow);
    await dataSource.query(
      "update consents set withdrawn_at = now(), withdrawn_reason = 'asked_by_person' where report_id = $1 and purpose = 'search'",
      [reportId],
    );
    let withdrawn = false;
    const withdrawal = handler.handle(organisation, [{ id: reportId, revision: 1, marks: 1 }]).then(() => {
      withdrawn = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(withdrawn).toBe(false);
    await storing.commitTransaction();
    await storing.release();
    await withdrawal;
    expect(await stateOf(suggestionId)).toBe('suppressed');
  });

  it('profiles that are asked for are all answered, however few are remembered', async () => {
    const [{ ids }]: { ids: string[] }[] = await dataSource.query(
      'select array_agg(record_id) as ids from match_profiles',
    );
    expect(ids.length).toBeGreaterThan(3);
    const profiles = new Profiles(dataSource, 1);
    expect((await profiles.read(dataSource.manager, ids)).size).toBe(ids.length);
    expect((await profiles.read(dataSource.manager, ids)).size).toBe(ids.length);
  });
});

describe('an import', () => {
  it('of rows with many written names each is stored whole', async () => {
    const aliases = Array.from({ length: 12 }, (_, i) => `${'ABCDEFGHIJKL'[i]}o Athartest`).join(' / ');
    const rows = Array.from({ length: 500 }, (_, i) => ({
      id: String(i),
      full_name: `Person ${aliases}`,
      mother_name: 'Huda',
    }));
    const { body } = await rana.upload(csv(rows), aSource());
    await application.settled();
    expect((await rana.get(`/v1/imports/${body.id}`)).body).toMatchObject({
      state: 'done',
      rows: { total: 500, created: 500 },
    });
  });

  it('rejects the one row that the database refuses and stores the others', async () => {
    await dataSource.query(
      "alter table detention_records add constraint refused check (notes is distinct from 'refuse me')",
    );
    const rows = ['first', 'refuse me', 'third'].map((notes, i) => ({
      id: String(i),
      full_name: `Person ${i} Athartest`,
      notes,
    }));
    const { body } = await rana.upload(csv(rows), aSource());
    await application.settled();
    await dataSource.query('alter table detention_records drop constraint refused');
    expect((await rana.get(`/v1/imports/${body.id}`)).body).toMatchObject({
      state: 'done',
      rows: { total: 3, created: 2, rejected: 1 },
    });
    const { items } = (await rana.get(`/v1/imports/${body.id}/rows?outcome=rejected`)).body;
    expect(items).toMatchObject([{ row_number: 3, problems: [{ row: 3, code: 'row.refused' }] }]);
  });
});
