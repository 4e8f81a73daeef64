import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import {
  type ServiceProcess,
  signIn,
  startApplication,
  startWorkerProcess,
  type TestApplication,
} from '../support/application.js';
import { aMan, aSource, markerFamily } from '../support/builders.js';
import { liveContent, versionsOf } from '../support/versions.js';

jest.setTimeout(600_000);

/** Small chunks, so that there are many moments to be killed at. */
const config = { importChunk: 10 };
const seed = Number(process.env.SEED ?? 20_261_122);
const kills = 10;

let application: TestApplication;
let workers: ServiceProcess[] = [];

afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop('SIGKILL')));
  workers = [];
  await application?.stop();
});

const startWorkers = async (count: number) => {
  workers.push(...(await Promise.all(Array.from({ length: count }, () => startWorkerProcess(config)))));
};
const stopWorkers = async (signal: 'SIGTERM' | 'SIGKILL') => {
  await Promise.all(workers.map((worker) => worker.stop(signal)));
  workers = [];
};

/** Numbers between 0 and 1 that are the same for the same seed (mulberry32). */
function randomly(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const rows = (changed: boolean) =>
  Array.from({ length: 240 }, (_, at) => {
    const { id: _id, ...row } = aMan(at % 144).row({
      ...(changed && at % 3 === 0 ? { notes: 'seen again' } : {}),
      ...(at % 50 === 7 ? { full_name: '' } : {}),
    });
    return { 'record id': `K-${at}`, ...row };
  });

/** Two versions of a list, the first one stored, the second one confirmed and waiting for a worker. */
async function handInTwo() {
  application = await startApplication({ worker: false, config });
  const client = await signIn(application.url, application.accounts[0]);
  const list = versionsOf(application, client, 'killed');
  await startWorkers(1);
  await list.handIn(rows(false), { version_at: '2024-01-01' }, aSource({ title: `first ${markerFamily}` }));
  const checked = await list.check(
    rows(true),
    { version_at: '2024-02-01' },
    aSource({ title: `second ${markerFamily}` }),
  );
  await stopWorkers('SIGTERM');
  expect((await list.run(checked)).status).toBe(202);
  return { list, id: checked.id };
}

/** Everything that the two imports left behind, without ids and times. */
async function endState(id: string): Promise<unknown> {
  const [counts] = await application.dataSource.query(
    `select state, rows_total, rows_done, rows_created, rows_new_revision, rows_unchanged, rows_held, rows_rejected, rows_with_warnings
     from imports where id = $1`,
    [id],
  );
  const outcomes = await application.dataSource.query(
    `select r.row_number, r.outcome, r.problems, r.replaced_row, d.row_number as record, d.revision
     from import_rows r left join detention_records d on d.id = r.detention_record_id where r.import_id = $1 order by 1`,
    [id],
  );
  return { counts, outcomes, live: await liveContent(application) };
}

async function emptyQueue(): Promise<void> {
  const redis = new Redis(process.env.REDIS_URL!);
  // Only this test's own keys: other test files use the same server.
  const keys = await redis.keys(`${process.env.QUEUE_PREFIX}:*`);
  if (keys.length > 0) await redis.del(keys);
  await redis.quit();
}

const emptyEverything = () =>
  application.dataSource.query(
    `truncate suggestion_events, suggestions, quarantined_records, import_match_rates, match_profiles, gone_profiles, list_rows, import_rows,
       person_names, detention_records, imports, lists, source_chunks, sources, due_marks, idempotency_keys cascade`,
  );

describe('an import whose worker is killed', () => {
  it(`at ten random moments ends as if nobody had disturbed it (seed ${seed})`, async () => {
    const undisturbed = await handInTwo();
    await startWorkers(1);
    await application.settled(120_000);
    const expected = await endState(undisturbed.id);
    expect(expected).toMatchObject({
      counts: { state: 'done', rows_done: 240, rows_new_revision: 78, rows_rejected: 5 },
    });
    await stopWorkers('SIGTERM');
    await emptyEverything();
    await application.stop();

    const random = randomly(seed);
    const { id } = await handInTwo();
    const moments = Array.from({ length: kills }, () => Math.floor(random() * 230)).sort((a, b) => a - b);
    for (const [nth, moment] of moments.entries()) {
      await startWorkers(nth === 5 ? 2 : 1);
      for (let done = -1; done < moment; )
        [{ done }] = await application.dataSource.query('select rows_done as done from imports where id = $1', [id]);
      // Somewhere within the chunk that is under way.
      await new Promise((resolve) => setTimeout(resolve, random() * 15));
      await stopWorkers('SIGKILL');
      if (nth === 3 || nth === 7) await emptyQueue();
    }
    // Rows are accounted for at every moment, not only at the end.
    const [{ whole }] = await application.dataSource.query(
      `select rows_done = (select count(*) from import_rows where import_id = imports.id and outcome is not null) as whole from imports where id = $1`,
      [id],
    );
    expect(whole).toBe(true);
    await startWorkers(1);
    await application.settled(120_000);
    expect(await endState(id)).toEqual(expected);
  });
});
