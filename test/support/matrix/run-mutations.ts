import pg from 'pg';
import { databaseUrls } from '../../../src/database/roles.js';
import { startApplication } from '../application.js';
import { CatalogueDetector } from '../catalogue/detect.js';
import { catalogueMutations } from '../catalogue/mutations.js';
import { purposesOf } from '../catalogue/reach.js';
import { rightsPagePath, squeezed } from '../catalogue/rights-page.js';
import { rowsOfWorld } from '../catalogue/rows.js';
import { callersOf } from './callers.js';
import { tryAll } from './cells.js';
import { matrixPagePath, policyLine, rowOf } from './matrix-page.js';
import { type Operation, operationsOf } from './operations.js';
import { policyMutations } from './policy-mutations.js';
import { auditClock, unwrittenRefusals } from './refusals-written.js';
import { makeWorld, type World } from './world.js';

export interface Told {
  name: string;
  /** reach: what somebody can do changed. lint: a rule of the catalogue is broken. page: a committed page says something else. */
  caughtBy: ('reach' | 'lint' | 'page')[];
}

interface Run {
  chosen: RegExp;
  list: boolean;
  /** The text of a committed page. */
  page(path: string): string;
  tell(told: Told): void;
}

/** Needs dist/, DATABASE_URL, REDIS_URL, QUEUE_PREFIX and ATHAR_KEYS_FILE, as the test files have them. */
export async function runMutations(run: Run): Promise<void> {
  const application = await startApplication();
  try {
    const world = await makeWorld(application);
    await Promise.all([application.api.stop(), application.worker?.stop()]);
    await mutateCatalogue(run, world);
    await mutatePolicies(run, world);
  } finally {
    await application.stop();
  }
}

async function mutateCatalogue({ chosen, list, page, tell }: Run, world: World): Promise<void> {
  const { dataSource } = world.service;
  const owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await owner.connect();
  try {
    const query = async (sql: string, values?: unknown[]) => (await owner.query(sql, values)).rows;
    const mutations = (await catalogueMutations(query)).filter(({ name }) => chosen.test(name));
    if (list) {
      for (const { name } of mutations) console.log(name);
      return;
    }
    const tables = await rowsOfWorld(dataSource, world);
    const detector = new CatalogueDetector(owner, world, tables, await purposesOf(query), page(rightsPagePath));
    const found = mutations.length > 0 ? await detector.atRest() : [];
    if (found.length > 0) throw new Error(`The checks fail before anything was mutated: ${found.join(', ')}`);
    for (const mutation of mutations) tell({ name: mutation.name, caughtBy: await detector.detect(mutation) });
  } finally {
    await owner.end();
  }
}

interface BuiltService {
  policies: Record<string, Parameters<typeof policyMutations>[1] | undefined>;
  guard: { canActivate: unknown; reaches: unknown };
  url: string;
  close(): Promise<void>;
}

/** The built service in this process, so that its policy table can be changed while it runs. */
async function serveInThisProcess(): Promise<BuiltService> {
  const built = (path: string) => import(new URL(`../../../dist/${path}`, import.meta.url).href);
  const { createApplication } = await built('main.js');
  const { readConfig } = await built('config.js');
  const { policies } = await built('access/policies.js');
  const { PolicyGuard } = await built('access/policy-guard.js');
  const environment = { ...process.env, DATABASE_URL: databaseUrls(process.env.DATABASE_URL!).api, LOG_LEVEL: 'fatal' };
  const app = await createApplication(readConfig({ ...environment, ATHAR_MODE: 'demonstration', PORT: '0' }));
  await app.listen(0, '127.0.0.1');
  return { policies, guard: PolicyGuard.prototype, url: await app.getUrl(), close: () => app.close() };
}

async function mutatePolicies({ chosen, list, page, tell }: Run, outside: World): Promise<void> {
  const service = await serveInThisProcess();
  try {
    const world: World = { ...outside, service: { ...outside.service, url: service.url } };
    const { operations } = await operationsOf(world);
    const callers = await callersOf(world);
    const committed = squeezed(page(matrixPagePath));
    /** Does the row of one operation differ from the committed page, or is a refusal not written down? */
    const notices = async (operation: Operation): Promise<boolean> => {
      const began = await auditClock(world.service.dataSource);
      const cells = await tryAll(world, [operation], callers);
      if (!committed.includes(`\n${squeezed(rowOf(operation, callers, cells))}\n`)) return true;
      return (await unwrittenRefusals(world.service.dataSource, cells, began)).length > 0;
    };
    for (const operation of operations) {
      const policy = service.policies[operation.key]!;
      const mutations = policyMutations(operation.key, policy).filter(({ name }) => chosen.test(name));
      if (list) {
        for (const { name } of mutations) console.log(name);
        continue;
      }
      if (mutations.length > 0 && (await notices(operation)))
        throw new Error(`${operation.key} differs from the committed page before anything was mutated`);
      for (const mutation of mutations) {
        service.policies[operation.key] = mutation.policy;
        const caughtBy: Told['caughtBy'] = (await notices(operation)) ? ['reach'] : [];
        // A row that is gone does not even start (src/main.ts).
        const said = mutation.policy && policyLine(operation.key, mutation.policy);
        if (!said || !committed.includes(`\n${squeezed(said)}\n`)) caughtBy.push('page');
        tell({ name: mutation.name, caughtBy });
        service.policies[operation.key] = policy;
      }
    }
    if (!list && chosen.test('the guard')) await mutateGuard(service, operations, notices, tell);
  } finally {
    await service.close();
  }
}

async function mutateGuard(
  { guard }: BuiltService,
  operations: Operation[],
  notices: (operation: Operation) => Promise<boolean>,
  tell: Run['tell'],
): Promise<void> {
  const isProtected = operations.filter(({ route }) => route.includes('/reports/:id'));
  for (const part of ['canActivate', 'reaches'] as const) {
    const original = guard[part];
    guard[part] = async () => true;
    let caught = false;
    for (const operation of isProtected) caught ||= await notices(operation);
    tell({ name: `the guard: ${part} is always true`, caughtBy: caught ? ['reach'] : [] });
    guard[part] = original;
  }
}
