import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { databaseUrls } from '../../src/database/roles.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { type Query, realConnections } from '../support/catalogue/acting-roles.js';
import { notTenant } from '../support/catalogue/allowed.js';
import { crossingRows } from '../support/catalogue/crossing.js';
import { CatalogueDetector } from '../support/catalogue/detect.js';
import { catalogueRules } from '../support/catalogue/lint.js';
import { catalogueMutations } from '../support/catalogue/mutations.js';
import { allReaches, everybody, purposesOf, type Someone, type TableReach, verbs } from '../support/catalogue/reach.js';
import { tooMuch } from '../support/catalogue/reach-rules.js';
import { rightsPage, rightsPagePath, squeezed } from '../support/catalogue/rights-page.js';
import { rowsOfWorld, type Table } from '../support/catalogue/rows.js';
import { makeWorld, type World } from '../support/matrix/world.js';

jest.setTimeout(180_000);

let application: TestApplication;
let world: World;
let tables: Table[];
let people: Someone[];
let connections: ReturnType<typeof realConnections>;
let query: Query;
let reached: TableReach[];

beforeAll(async () => {
  application = await startApplication();
  world = await makeWorld(application);
  await Promise.all([application.api.stop(), application.worker?.stop()]);
  query = (sql, values) => application.dataSource.query(sql, values);
  tables = await rowsOfWorld(application.dataSource, world);
  people = everybody(world, await purposesOf(query));
  connections = realConnections(process.env.DATABASE_URL!);
  reached = await allReaches(connections.actAs, people, tables);
});
afterAll(async () => {
  await connections?.end();
  await application?.stop();
});

describe('the catalogue of the database', () => {
  for (const [name, rule] of Object.entries(catalogueRules))
    it(name, async () => {
      expect(await rule(query)).toEqual([]);
    });

  it('the committed page says what the database does (npm run access:write makes it anew)', async () => {
    const committed = readFileSync(new URL(`../../${rightsPagePath}`, import.meta.url), 'utf8');
    expect(squeezed(await rightsPage(query, people, reached))).toBe(squeezed(committed));
  });
});

describe('row-level security alone, with the conditions of the code left out', () => {
  it('nobody sees, adds, changes or removes what is not his, table by table', async () => {
    const walled = reached.filter(({ table }) => !(table.name in notTenant));
    const wrong = walled.flatMap(({ table, reaches }) =>
      reaches.flatMap((reach, i) => tooMuch(people[i], table, reach)),
    );
    const reaching = walled.flatMap(({ reaches }) =>
      reaches.flatMap((reach) => verbs.filter((verb) => reach[verb].length > 0)),
    ).length;
    expect(wrong).toEqual([]);
    // The walls have doors: the same tries succeed where they may.
    expect(reaching).toBeGreaterThan(200);
  });

  it('no row that the service may write can name a thing of the other organisation', async () => {
    const { tried, accepted } = await crossingRows(query, connections.actAs, world, tables);
    expect(tried).toBeGreaterThan(10);
    expect(accepted).toEqual([]);
  });

  it('the settings end with the transaction: the next one on the same pooled connection sees nothing', async () => {
    const { api } = databaseUrls(process.env.DATABASE_URL!);
    const pool = await new DataSource(dataSourceOptions(api, [], 1)).initialize();
    const settings = { organisation: world.amal.id, role: 'supervisor' };
    const seen = () => pool.query('select pg_backend_pid() as pid, (select count(*)::int from reports) as n');
    const inside = await pool.transaction(async (manager) => {
      for (const [name, value] of Object.entries(settings))
        await manager.query('select set_config($1, $2, true)', [`app.${name}`, value]);
      return manager.query('select pg_backend_pid() as pid, (select count(*)::int from reports) as n');
    });
    const after = await seen();
    await pool
      .transaction(async (manager) => {
        await manager.query('select set_config($1, $2, true)', ['app.organisation', world.amal.id]);
        throw new Error('taken back');
      })
      .catch(() => undefined);
    const afterFailure = await seen();
    await pool.destroy();
    expect(inside[0].n).toBe(2);
    expect([after[0], afterFailure[0]]).toEqual([
      { pid: inside[0].pid, n: 0 },
      { pid: inside[0].pid, n: 0 },
    ]);
  });
});

describe('these checks can fail', () => {
  it('of the mutations of npm run test:mutate-access, twenty taken at random are noticed', async () => {
    const owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await owner.connect();
    try {
      const page = readFileSync(new URL(`../../${rightsPagePath}`, import.meta.url), 'utf8');
      const detector = new CatalogueDetector(owner, world, tables, await purposesOf(query), page);
      const mutations = await catalogueMutations(query);
      expect(mutations.length).toBeGreaterThan(400);
      const seed = Number(process.env.MUTATION_SEED ?? Date.now() % 100_000);
      const survived: string[] = [];
      for (let i = 0; i < 20; i++) {
        // Steps of a prime: twenty different ones, the same for the same seed.
        const mutation = mutations[(seed + i * 7_919) % mutations.length];
        if ((await detector.detect(mutation)).length === 0) survived.push(`${mutation.name} (MUTATION_SEED=${seed})`);
      }
      expect(survived).toEqual([]);
    } finally {
      await owner.end();
    }
  });
});
