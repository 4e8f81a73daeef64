import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { apiLimits, dataSourceOptions } from '../../src/database/data-source.js';
import { databaseUrls } from '../../src/database/roles.js';
import { toProblem } from '../../src/problem-filter.js';
import { Link } from '../faults/link.mjs';

/** The way to the database, which can go silent for the connections that stand. */
let link: Link;
let database: DataSource;

beforeAll(async () => {
  const url = new URL(databaseUrls(process.env.DATABASE_URL!).api);
  const port = Number(url.port);
  link = new Link('api-postgres', { between: (lowest) => lowest }, () => port);
  await link.listen();
  url.port = String(link.port);
  database = await new DataSource(dataSourceOptions(url.href, [], 2, apiLimits)).initialize();
});
afterAll(async () => {
  await database?.destroy();
  await link?.close();
});

it('who waits for a server that merely takes long gets his answer', async () => {
  // Longer than a silence after which the server is asked whether it is still at it.
  const [{ slept }] = await database.query('select pg_sleep(16), true as slept');
  expect(slept).toBe(true);
});

it('a connection whose other end is gone is cut, what it had locked is free, and the next request goes well', async () => {
  const runner = database.createQueryRunner();
  await runner.startTransaction();
  await runner.query('select pg_advisory_xact_lock(4711)');
  await link.set('half-open');
  const error = await runner.query('select 1').catch((reason) => reason);
  expect(toProblem(error)).toMatchObject({ code: 'service.unavailable', status: 503 });
  await runner.release();
  // Waits for the lock as long as the API waits for one.
  await database.transaction((manager) => manager.query('select pg_advisory_xact_lock(4711)'));
});
