import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { policies } from '../../src/access/policies.js';
import { databaseUrls } from '../../src/database/roles.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { squeezed } from '../support/catalogue/rights-page.js';
import { askedIds, leaks, secretsOf, undescribedFields } from '../support/matrix/bodies.js';
import { type Caller, callersOf } from '../support/matrix/callers.js';
import { ask, type Cell, comparable, saidBy, tryAll } from '../support/matrix/cells.js';
import { expectedOutcome } from '../support/matrix/expectation.js';
import { matrixPage, matrixPagePath } from '../support/matrix/matrix-page.js';
import {
  bodySchema,
  isPageOfFamilies,
  type OpenApi,
  type Operation,
  operationsOf,
  undescribed,
} from '../support/matrix/operations.js';
import { auditClock, unwrittenRefusals } from '../support/matrix/refusals-written.js';
import { idsOf, ofNoOrganisation, paramsOf, sentWith, targetOf } from '../support/matrix/specimens.js';
import { makeWorld, type World } from '../support/matrix/world.js';
import type { RawAnswer } from '../support/send-raw.js';

jest.setTimeout(180_000);

let application: TestApplication;
let world: World;
let document: OpenApi;
let operations: Operation[];
let callers: Caller[];
let cells: Cell[];
let began: string;

beforeAll(async () => {
  application = await startApplication();
  world = await makeWorld(application);
  ({ operations, document } = await operationsOf(world));
  callers = await callersOf(world);
  began = await auditClock(application.dataSource);
  cells = await tryAll(world, operations, callers);
});
afterAll(() => application?.stop());

const where = ({ operation, caller }: Cell) => `${operation.key} by ${caller.name}`;
const reached = () => cells.filter(({ outcome }) => outcome === 'reached');

/** Somebody of Amal, and of nothing beyond it, who gets through to the first case by the policy table; none for what only others may. */
const someoneWhoMay = (operation: Operation): Caller | undefined =>
  callers
    .filter(({ mark }) => mark !== 'sys')
    .find((caller) => caller.organisation === world.amal && expectedOutcome(world, operation, caller) === 'reached');

describe('who may call what', () => {
  it('every described operation and page has one row of the policy table, and every row one operation', () => {
    const described = operations.filter((operation) => operation.described).map(({ key }) => key);
    expect([...described, ...undescribed].sort()).toEqual(
      Object.keys(policies)
        .filter((key) => !isPageOfFamilies(key))
        .sort(),
    );
    expect(new Set(described).size).toBe(described.length);
  });

  it('every row has a route in the router, and a route that has no row does not start', async () => {
    const program = fileURLToPath(new URL('../support/matrix/routes.mjs', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [program], {
      env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: databaseUrls(process.env.DATABASE_URL!).api },
    });
    const { served, withoutRow } = JSON.parse(stdout);
    const files = (key: string) => key.startsWith('GET /console');
    expect(served.filter((key: string) => !files(key))).toEqual(Object.keys(policies).filter((key) => !files(key)));
    expect(withoutRow).toBe('Routes without a policy row: GET /v1/reports/:id, HEAD /v1/reports/:id');
  });

  it('every cell of the matrix was tried and answered as the policy table promises', () => {
    expect(cells.length).toBe(operations.length * callers.length);
    const wrong = cells
      .filter(({ operation, caller, outcome }) => outcome !== expectedOutcome(world, operation, caller))
      .map((cell) => `${where(cell)}: ${cell.said}, not ${expectedOutcome(world, cell.operation, cell.caller)}`);
    expect(wrong).toEqual([]);
  });

  it('the committed page says what the service does (npm run access:write makes it anew)', () => {
    const committed = readFileSync(new URL(`../../${matrixPagePath}`, import.meta.url), 'utf8');
    expect(squeezed(matrixPage(operations, callers, cells))).toBe(squeezed(committed));
  });

  it('what is not allowed reads byte for byte like what is missing, headers and all', async () => {
    const answers = new Map<string, string[]>();
    // Headings of answers to families forbid compression: that depends on the path, which everybody knows.
    const note = (answer: RawAnswer, { route, method }: Operation, name: string) => {
      // Without a body there is nothing to compare but the status.
      if (method === 'HEAD') return;
      const text = `${route.startsWith('/v1/family')} ${comparable(answer)}`;
      answers.set(text, [...(answers.get(text) ?? []), name]);
    };
    for (const cell of cells.filter(({ outcome }) => outcome === 'missing'))
      note(cell.answer, cell.operation, where(cell));
    let missing = 0;
    for (const operation of operations.filter(({ key }) => policies[key]?.object)) {
      const may = someoneWhoMay(operation);
      if (!may) continue;
      const ids = Object.fromEntries(paramsOf(operation.route).map(([, param]) => [param, randomUUID()]));
      const answer = await ask(world, operation, ids, may.headers, sentWith(operation));
      note(answer, operation, `${operation.key} of nothing, by ${may.name}`);
      missing++;
    }
    expect(missing).toBeGreaterThan(5);
    expect([...answers.values()].map((names) => names[0])).toHaveLength(2);
  });

  it('what was refused to somebody who is known is written down as denied, with the operation and the id', async () => {
    const refused = cells.filter(({ outcome, caller }) => outcome === 'missing' && caller.is);
    expect(refused.length).toBeGreaterThan(100);
    expect((await unwrittenRefusals(application.dataSource, cells, began)).map(where)).toEqual([]);
  });

  it('no answer holds a word or an id of another organisation, or of a case that is not the caller’s', async () => {
    const secrets = await secretsOf(world);
    expect(secrets.flatMap(({ pieces }) => [...pieces]).length).toBeGreaterThan(60);
    const asked = askedIds(cells);
    expect(cells.flatMap((cell) => leaks(secrets, asked, cell))).toEqual([]);
    // The words are there to be found: the caseworker sees his own.
    const own = reached().filter(
      ({ caller, answer }) => caller.mark === 'case' && answer.text.includes('canary-amal-case-1'),
    );
    expect(own.length).toBeGreaterThan(1);
  });

  it('an answer holds no field that its description does not have', () => {
    const answered = reached().filter(({ answer }) => answer.status < 300);
    expect(answered.length).toBeGreaterThan(50);
    expect([...new Set(answered.flatMap((cell) => undescribedFields(document, cell)))]).toEqual([]);
  });

  it('an id of the other organisation or case in any place of a path is answered like an id that nobody has', async () => {
    const wrong: string[] = [];
    let tried = 0;
    for (const operation of operations.filter(({ route }) => route.includes(':'))) {
      const may = someoneWhoMay(operation);
      if (!may || ofNoOrganisation.has(policies[operation.key].object?.kind)) continue;
      // Words and not ids: which template somebody wants.
      if (operation.route.startsWith('/v1/import-templates/')) continue;
      const own = idsOf(operation, targetOf(world.amal));
      for (const [, param] of paramsOf(operation.route)) {
        const nobody = await ask(world, operation, { ...own, [param]: randomUUID() }, may.headers, sentWith(operation));
        const foreign = idsOf(operation, targetOf(world.bayan))[param];
        const answer = await ask(world, operation, { ...own, [param]: foreign }, may.headers, sentWith(operation));
        tried++;
        if (comparable(answer) !== comparable(nobody))
          wrong.push(`${operation.key}, ${param}: ${saidBy(answer)}, not ${saidBy(nobody)}`);
      }
    }
    expect(tried).toBeGreaterThan(7);
    expect(wrong).toEqual([]);
  });

  it('a list filtered by an id of the other organisation is as empty as for an id that nobody has', async () => {
    const filters = operations.flatMap((operation) =>
      (operation.described?.parameters ?? [])
        .filter(({ in: place, schema }) => place === 'query' && schema?.format === 'uuid')
        .map(({ name }) => ({ operation, name })),
    );
    expect(filters.map(({ name }) => name)).toContain('report_id');
    for (const { operation, name } of filters) {
      for (const caller of callers.filter(({ is, organisation }) => is && organisation === world.amal)) {
        const list = (id: string) =>
          ask(world, operation, idsOf(operation, targetOf(world.amal)), caller.headers, {}, `?${name}=${id}`);
        const { bayan, amal } = world;
        const foreign = [bayan.cases[0].reportId, bayan.cases[1].reportId, bayan.id, bayan.staff.supervisor.id];
        if (!caller.sees.includes(amal.cases[1])) foreign.push(amal.cases[1].reportId);
        const nobody = comparable(await list(randomUUID()));
        for (const id of foreign) expect([caller.name, comparable(await list(id))]).toEqual([caller.name, nobody]);
      }
    }
  });

  it('R1: strangers, families and partners find nothing by a name: no operation of theirs takes one to look for, and none can be filtered by one', () => {
    const theirs = operations.filter(({ key }) =>
      policies[key].callers.some((caller) => typeof caller === 'string' || 'partner' in caller),
    );
    const sent = theirs.flatMap((operation) => [
      ...(operation.described?.parameters ?? []).filter(({ in: place }) => place === 'query').map(({ name }) => name),
      ...Object.keys(bodySchema(document, operation)?.properties ?? {}),
    ]);
    // What signs somebody in, a page of a list, and what a partner hands in: whole files, under the name of his own list. Whatever is added here:
    // can it tell whether a name exists?
    expect([...new Set(sent)].sort()).toEqual([
      'account',
      'code',
      'columns',
      'consent',
      'cursor',
      'delimiter',
      'encoding',
      'file',
      'format',
      'headings',
      'kind',
      'label',
      'language',
      'limit',
      'list',
      'list_id',
      'max_results',
      'name',
      'outcome',
      'passkey',
      'password',
      'plan',
      'quote',
      'reason',
      'request_number',
      'secret',
      'sheet',
      'source',
      'state',
      'token',
      'version_at',
    ]);
  });

  it('a cursor that the other organisation was given leads to nothing of theirs', async () => {
    const secrets = await secretsOf(world);
    const lists = operations.filter(
      ({ method, described }) => method === 'GET' && described?.parameters?.some(({ name }) => name === 'cursor'),
    );
    expect(lists.length).toBeGreaterThan(3);
    let used = 0;
    for (const operation of lists) {
      const theirs = callers.find(
        (caller) =>
          caller.organisation === world.bayan && expectedOutcome(world, { ...operation }, caller) === 'reached',
      );
      const may = someoneWhoMay(operation);
      if (!theirs || !may) continue;
      const ids = idsOf(operation, targetOf(world.bayan));
      const first = await ask(world, operation, ids, theirs.headers, {}, '?limit=1');
      const cursor = first.status === 200 ? JSON.parse(first.text).next : null;
      if (!cursor) continue;
      const own = idsOf(operation, targetOf(world.amal));
      const answer = await ask(world, operation, own, may.headers, {}, `?limit=200&cursor=${cursor}`);
      expect(
        leaks(secrets, askedIds(cells), { operation, caller: may, ids: own, answer, said: '', outcome: undefined }),
      ).toEqual([]);
      used++;
    }
    expect(used).toBeGreaterThan(0);
  });
});
