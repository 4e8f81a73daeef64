import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import { apiLimits, dataSourceOptions, workerLimits } from '../../src/database/data-source.js';
import { databaseUrls } from '../../src/database/roles.js';
import { toProblem } from '../../src/problem-filter.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { call } from '../support/staff.js';

jest.setTimeout(180_000);

let app: TestApplication;
beforeAll(async () => {
  app = await startApplication({ worker: false });
}, 60_000);
afterAll(() => app.stop());

/** Runs work on one connection as the API has it, with other limits where they are given. */
async function connected<T>(limits: typeof apiLimits, work: (database: DataSource) => Promise<T>): Promise<T> {
  const url = databaseUrls(process.env.DATABASE_URL!).api;
  const database = await new DataSource(dataSourceOptions(url, [], 1, limits)).initialize();
  try {
    return await work(database);
  } finally {
    await database.destroy();
  }
}

it('who meets a locked row, or no free connection, is asked to come again: within seconds, not minutes', async () => {
  const wrong = async () => {
    const startedAt = Date.now();
    const answer = await call(app.url, 'POST', '/v1/session', { account: 'nobody', password: 'wrong' });
    return { ...answer, seconds: (Date.now() - startedAt) / 1000 };
  };
  expect((await wrong()).status).toBe(401);
  const holder = app.dataSource.createQueryRunner();
  await holder.startTransaction();
  try {
    await holder.query('select 1 from try_limits for update');
    // Ten have a connection and wait for the row; two find none left.
    const answers = await Promise.all(Array.from({ length: 12 }, wrong));
    for (const { status, headers, body } of answers)
      expect({ status, code: body.code, retryAfter: headers.get('retry-after') }).toEqual({
        status: 503,
        code: 'service.unavailable',
        retryAfter: '5',
      });
    const seconds = answers.map((answer) => answer.seconds).sort((a, b) => a - b);
    expect(seconds[0]).toBeGreaterThan(apiLimits.connection - 1);
    expect(seconds[1]).toBeLessThan(apiLimits.connection + 5);
    expect(seconds[2]).toBeGreaterThan(apiLimits.lock - 1);
    // Who stood behind another waiter may become the first in line just before his own time ends, and then waits once more.
    expect(seconds[11]).toBeLessThan(2 * apiLimits.lock + 10);
  } finally {
    await holder.rollbackTransaction();
    await holder.release();
  }
  expect((await wrong()).status).toBe(401);
});

it('a statement, or a pause in a transaction, that takes too long is broken off, and answered in the same way', async () => {
  const short = { ...apiLimits, statement: 0.2, idleInTransaction: 0.2 };
  const slow = await connected(short, (database) => database.query('select pg_sleep(5)').catch((error) => error));
  expect(slow).toMatchObject({ code: '57014' });
  expect(toProblem(slow)).toMatchObject({ code: 'service.unavailable', status: 503 });
});

it.each([
  ['API', apiLimits, ['1min', '15s', '150s']],
  ['worker', workerLimits, ['10min', '1min', '0']],
])('the connections of the %s have their limits', async (_who, limits, expected) => {
  const names = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'];
  const values = await connected(limits, (database) =>
    database.query(
      'select current_setting(name) as value from unnest($1::text[]) with ordinality as n(name, i) order by i',
      [names],
    ),
  );
  expect(values.map(({ value }: { value: string }) => value)).toEqual(expected);
});

it('migrations and commands of the owner take as long as they need', async () => {
  const [{ value }] = await app.dataSource.query("select current_setting('statement_timeout') as value");
  expect(value).toBe('0');
});
