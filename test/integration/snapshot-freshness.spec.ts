import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { openDataSource } from '../../src/database/data-source.js';
import { turnTo } from '../../src/database/for-organisation.js';
import { databaseUrls } from '../../src/database/roles.js';
import { createLog } from '../../src/logging.js';
import {
  blockingKeys,
  codeRecord,
  compileRecord,
  type MatchRecord,
  matcherVersion,
  parseDate,
  type RecordSide,
} from '../../src/matching/index.js';
import { SearchThreads } from '../../src/snapshot/search-threads.js';
import type { HowToSearch } from '../../src/snapshot/side-search.js';
import { Snapshots } from '../../src/snapshot/snapshots.js';

jest.setTimeout(180_000);

let owner: DataSource;
let workersOwn: DataSource;
let amal: string;
let bayan: string;
/** Two workers, each with a snapshot of its own. */
let workers: [Snapshots, Snapshots];

beforeAll(async () => {
  owner = await openDataSource(process.env.DATABASE_URL!);
  workersOwn = await openDataSource(databaseUrls(process.env.DATABASE_URL!).worker, [], 40);
  [amal, bayan] = [randomUUID(), randomUUID()];
  await owner.query(
    "insert into organisations (id, name, kind) values ($1, 'Amal', 'operator'), ($2, 'Bayan', 'partner')",
    [amal, bayan],
  );
});
beforeEach(async () => {
  await owner.query('delete from match_profiles');
  workers = [newWorker(), newWorker()];
});
afterAll(async () => {
  await workersOwn?.destroy();
  await owner?.destroy();
});

const newWorker = () =>
  new Snapshots(workersOwn, createLog('silent', 'worker'), {
    searchThreads: 0,
    databaseUrl: '',
    snapshotDirectory: null,
  });

/** Everybody of one name is found by everybody else of that name. */
function named(name: string, motherName: string, birth: string): MatchRecord {
  return {
    names: [{ raw: name }],
    motherName,
    sex: 'male',
    birth: parseDate(birth),
    event: null,
    places: { birth: null, home: null, taken: null, held: null },
    identifiers: [],
  };
}
const khaled = named('Khaled Qasem Athartest', 'Huda', '1985-03-01');
// Without the family, which is rare enough for a key of its own.
const nizar = named('Nizar Wasim', 'Salma', '1960-11-23');

interface Put {
  id?: string;
  side: RecordSide;
  organisation?: string;
  withPartners?: boolean;
  features?: MatchRecord;
}

async function put(manager: EntityManager, { id = randomUUID(), side, organisation = amal, ...rest }: Put) {
  const { withPartners = false, features = khaled } = rest;
  const compiled = compileRecord(features);
  const keys = blockingKeys(compiled, side);
  await turnTo(manager, organisation);
  await manager.query(
    `insert into match_profiles (record_id, side, organisation_id, with_partners, revision, matcher_version, features, coded, keys)
     values ($1, $2, $3, $4, 1, $5, $6, $7, $8)
     on conflict (record_id) do update set coded = excluded.coded, keys = excluded.keys,
       with_partners = excluded.with_partners, revision = match_profiles.revision + 1`,
    [id, side, organisation, withPartners, matcherVersion, features, codeRecord(compiled), keys.map(({ key }) => key)],
  );
  return id;
}

const store = (what: Put) => workersOwn.transaction((manager) => put(manager, what));

async function search(
  worker: Snapshots,
  side: RecordSide,
  { organisation = amal, withPartners = false, features = khaled }: Partial<Put> = {},
  how: HowToSearch = 'indexed',
): Promise<string[]> {
  const asking = { side, organisationId: organisation, withPartners, compiled: compileRecord(features) };
  return (await worker.search(asking, how)).hits.map(({ recordId }) => recordId);
}

async function open(): Promise<QueryRunner> {
  const runner = workersOwn.createQueryRunner();
  await runner.startTransaction();
  return runner;
}

describe('of any two records whichever is committed later meets the other', () => {
  it('with many writers at once, two workers, and transactions that stay open for a while', async () => {
    const sides = new Map<string, RecordSide>();
    const met = new Map<string, Set<string>>();
    const write = async (at: number): Promise<void> => {
      const side = at % 2 === 0 ? 'report' : 'record';
      const runner = await open();
      await pause((at * 7) % 23);
      const id = await put(runner.manager, { side });
      await pause((at * 13) % 41);
      await runner.commitTransaction();
      await runner.release();
      sides.set(id, side);
      met.set(id, new Set(await search(workers[at % 3 === 0 ? 1 : 0], side)));
    };
    // Written first, committed last: every number that the others saw is higher than its own.
    const early = await open();
    const first = await put(early.manager, { side: 'report' });
    for (let round = 0; round < 4; round++) await Promise.all(Array.from({ length: 30 }, (_, at) => write(at)));
    await early.commitTransaction();
    await early.release();
    sides.set(first, 'report');
    met.set(first, new Set(await search(workers[0], 'report')));

    const reports = [...sides.keys()].filter((id) => sides.get(id) === 'report');
    const records = [...sides.keys()].filter((id) => sides.get(id) === 'record');
    expect([reports.length, records.length]).toEqual([61, 60]);
    const apart = reports.flatMap((report) =>
      records.filter((record) => !met.get(report)!.has(record) && !met.get(record)!.has(report)),
    );
    expect(apart).toEqual([]);
    // The last one had to meet all of them by itself.
    expect(met.get(first)!.size).toBe(60);
    // And each is met from then on, also by the worker that has not searched since.
    for (const worker of workers) {
      expect((await search(worker, 'record')).sort()).toEqual(reports.sort());
      expect((await search(worker, 'report')).sort()).toEqual(records.sort());
    }
  });

  it('when a search goes on while another transaction is open: what that commits later is found by the next', async () => {
    const slow = await open();
    const late = await put(slow.manager, { side: 'record' });
    const quick = await store({ side: 'record' });
    for (const worker of workers) expect(await search(worker, 'report')).toEqual([quick]);
    // More that commits meanwhile moves the numbers on.
    const quicker = await store({ side: 'record' });
    expect((await search(workers[0], 'report')).sort()).toEqual([quick, quicker].sort());
    await slow.commitTransaction();
    await slow.release();
    for (const worker of workers)
      expect((await search(worker, 'report')).sort()).toEqual([late, quick, quicker].sort());
  });

  it('what is rolled back is never found', async () => {
    const given = await open();
    await put(given.manager, { side: 'record' });
    await search(workers[0], 'report');
    await given.rollbackTransaction();
    await given.release();
    expect(await search(workers[0], 'report')).toEqual([]);
  });
});

describe('a search sees profiles as they are', () => {
  it('one that was changed is found by its new name and not by the old one', async () => {
    const id = await store({ side: 'record' });
    expect(await search(workers[0], 'report')).toEqual([id]);
    await store({ id, side: 'record', features: nizar });
    expect(await search(workers[0], 'report')).toEqual([]);
    expect(await search(workers[0], 'report', { features: nizar })).toEqual([id]);
  });

  it('one that was removed is not found any more, and is again when it comes back', async () => {
    const id = await store({ side: 'report' });
    expect(await search(workers[0], 'record')).toEqual([id]);
    await owner.query('delete from match_profiles where record_id = $1', [id]);
    for (const worker of workers) expect(await search(worker, 'record')).toEqual([]);
    await store({ id, side: 'report' });
    for (const worker of workers) expect(await search(worker, 'record')).toEqual([id]);
    expect(await owner.query('select 1 from gone_profiles where record_id = $1', [id])).toEqual([]);
  });

  it('one of an older matcher counts as none until it is made anew', async () => {
    const id = await store({ side: 'record' });
    await search(workers[0], 'report');
    await owner.query('update match_profiles set matcher_version = matcher_version - 1');
    for (const worker of workers) expect(await search(worker, 'report')).toEqual([]);
    await owner.query('update match_profiles set matcher_version = matcher_version + 1');
    for (const worker of workers) expect(await search(worker, 'report')).toEqual([id]);
  });

  it('records of other organisations are met when both sides allow partners, and never otherwise', async () => {
    const own = await store({ side: 'record' });
    const partners = await store({ side: 'record', organisation: bayan, withPartners: true });
    await store({ side: 'record', organisation: bayan });
    expect(await search(workers[0], 'report')).toEqual([own]);
    expect((await search(workers[0], 'report', { withPartners: true })).sort()).toEqual([own, partners].sort());
    // The permission is taken back while the snapshot holds the record.
    await store({ id: partners, side: 'record', organisation: bayan, withPartners: false });
    expect(await search(workers[0], 'report', { withPartners: true })).toEqual([own]);
  });

  it('nobody is left when the table was emptied at one stroke, which no trigger tells of', async () => {
    await store({ side: 'record' });
    for (const worker of workers) expect(await search(worker, 'report')).toHaveLength(1);
    await owner.query('truncate match_profiles');
    for (const worker of workers) expect(await search(worker, 'report')).toEqual([]);
    const id = await store({ side: 'record' });
    for (const worker of workers) expect(await search(worker, 'report')).toEqual([id]);
  });

  it('many who ask at once share a refresh that begins after the last of them asked', async () => {
    await search(workers[0], 'report');
    const id = await store({ side: 'record' });
    const answers = await Promise.all(Array.from({ length: 50 }, () => search(workers[0], 'report')));
    expect(answers.every(([found]) => found === id)).toBe(true);
  });

  it('the search goes on when a search thread ended while what is new was read', async () => {
    const id = await store({ side: 'record' });
    await search(workers[0], 'report');
    const refreshing = search(workers[0], 'report');
    // The refresh waits for the database by then.
    await pause(0);
    const ends = 'startThreadsAnew';
    workers[0][ends](new Error('A search thread ended'));
    expect(await refreshing).toEqual([id]);
    expect(await search(workers[0], 'report')).toEqual([id]);
  });

  it('those who ask threads that are closed are told so', async () => {
    const threads = new SearchThreads(0, { onDeath: () => {}, onBroken: () => {} });
    await threads.close();
    const asker = { organisation: 0, withPartners: false };
    const question = { side: 'report', record: khaled, how: 'exact', ...asker } as const;
    await expect(threads.ask(question)).rejects.toMatchObject({ code: 'search.threads_closed' });
  });

  it('a profile that cannot be read hides nobody but itself', async () => {
    await search(workers[0], 'report');
    const broken = await store({ side: 'record' });
    await owner.query("update match_profiles set coded = '{}' where record_id = $1", [broken]);
    const id = await store({ side: 'record' });
    const later = await store({ side: 'record' });
    for (const how of ['exact', 'indexed'] as const)
      expect((await search(workers[0], 'report', {}, how)).sort()).toEqual([id, later].sort());
  });

  it('nor when all profiles are read anew, and it is found as soon as it can be read again', async () => {
    const id = await store({ side: 'record' });
    const broken = await store({ side: 'record' });
    const [{ coded }] = await owner.query('select coded from match_profiles where record_id = $1', [broken]);
    await owner.query("update match_profiles set coded = '{}' where record_id = $1", [broken]);
    const worker = newWorker();
    for (const how of ['exact', 'indexed'] as const) expect(await search(worker, 'report', {}, how)).toEqual([id]);
    await owner.query('update match_profiles set coded = $2 where record_id = $1', [broken, JSON.stringify(coded)]);
    expect((await search(worker, 'report')).sort()).toEqual([id, broken].sort());
    await worker.onApplicationShutdown();
  });
});
