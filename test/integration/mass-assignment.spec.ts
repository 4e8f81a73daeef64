import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { policies } from '../../src/access/policies.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { type Caller, callersOf } from '../support/matrix/callers.js';
import { ask, comparable, saidBy } from '../support/matrix/cells.js';
import { expectedOutcome } from '../support/matrix/expectation.js';
import {
  bodySchema,
  type OpenApi,
  type Operation,
  operationsOf,
  resolved,
  type Schema,
} from '../support/matrix/operations.js';
import { idsOf, ofNoOrganisation, targetOf } from '../support/matrix/specimens.js';
import { forbiddenFields, validBodies } from '../support/matrix/valid-bodies.js';
import { makeWorld, type World } from '../support/matrix/world.js';
import { expectProblem } from '../support/refusals.js';

jest.setTimeout(180_000);

let application: TestApplication;
let world: World;
let document: OpenApi;
let withBody: Operation[];
let callers: Caller[];

beforeAll(async () => {
  application = await startApplication();
  world = await makeWorld(application);
  callers = await callersOf(world);
  const described = await operationsOf(world);
  document = described.document;
  withBody = described.operations.filter(
    (operation) => bodySchema(document, operation) && !ofTheOperator.has(operation.key),
  );
});
afterAll(() => application?.stop());

/** The supervisors of the organisation that runs the service decide on these, and both organisations of the matrix are partners (imports-quarantine.spec.ts). */
const ofTheOperator: ReadonlySet<string> = new Set(['POST /v1/imports/:id/release', 'POST /v1/imports/:id/refusal']);

const mayCall = (operation: Operation) =>
  callers.find(
    (caller) =>
      (caller.organisation === world.amal || caller.organisation === null) &&
      expectedOutcome(world, operation, caller) === 'reached',
  );

function send(operation: Operation, caller: Caller, body: unknown, ids = idsOf(operation, targetOf(world.amal))) {
  const type = operation.key === 'PATCH /v1/reports/:id' ? 'application/merge-patch+json' : 'application/json';
  const headers = { 'content-type': type, 'idempotency-key': randomUUID(), 'if-match': '"1"' };
  return ask(world, operation, ids, caller.headers, { headers, body: JSON.stringify(body) });
}

/** Every object of a body, with the way to it. */
function* objectsIn(value: unknown, path = ''): Generator<{ path: string; object: Record<string, unknown> }> {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* objectsIn(item, `${path}/${index}`);
  else if (value !== null && typeof value === 'object') {
    yield { path, object: value as Record<string, unknown> };
    for (const [key, item] of Object.entries(value)) yield* objectsIn(item, `${path}/${key}`);
  }
}

/** Names of the properties that hold an id, anywhere in a body. */
function idFields(given: Schema | undefined, path: string[] = []): string[][] {
  const schema = resolved(document, given);
  if (!schema) return [];
  const nested = [schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return [
    ...(schema.format === 'uuid' ? [path] : []),
    ...nested.flatMap((each) => idFields(each, path)),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, each]) => idFields(each, [...path, name])),
  ];
}

describe('what a body may say', () => {
  it('every operation that takes a body has a valid one in test/support/matrix/valid-bodies.ts', () => {
    expect(withBody.map(({ key }) => key).filter((key) => !validBodies[key])).toEqual([]);
  });

  it('role, organisation, assignee, decider, state and the like are refused in every object of every body, and nothing is stored', async () => {
    let tried = 0;
    for (const operation of withBody) {
      const caller = mayCall(operation);
      if (!caller) throw new Error(`Nobody of the matrix may call ${operation.key}`);
      const valid = validBodies[operation.key](targetOf(world.amal));
      for (const { path } of objectsIn(valid)) {
        // Made by the browser (WebAuthn), which may say more than we know of; what we do not know is not looked at.
        if (path.startsWith('/passkey')) continue;
        for (const [field, value] of Object.entries(forbiddenFields)) {
          const body = structuredClone(valid);
          const [{ object }] = [...objectsIn(body)].filter((each) => each.path === path);
          // Some of these are what the operation is about: a new account's role.
          if (field in object || describedAt(operation, path)?.includes(field)) continue;
          object[field] = value;
          const answer = await send(operation, caller, body);
          const said = `${operation.key} ${path}/${field}`;
          expect([said, saidBy(answer)]).toEqual([said, '400 request.unknown_field']);
          const errors = expectProblem(answer, 400, 'request.unknown_field');
          expect(errors.map(({ pointer }) => pointer)).toEqual([`${path}/${field}`]);
          tried++;
        }
      }
    }
    expect(tried).toBeGreaterThan(300);
  });

  /** Properties that the description has at this place. */
  function describedAt(operation: Operation, path: string): string[] | undefined {
    let schema = bodySchema(document, operation);
    for (const step of path.split('/').slice(1)) {
      const next: Schema | undefined = /^\d+$/.test(step) ? schema?.items : schema?.properties?.[step];
      schema = resolved(document, next);
    }
    const all = [schema, ...(schema?.anyOf ?? []), ...(schema?.oneOf ?? [])];
    return all.flatMap((each) => Object.keys(resolved(document, each)?.properties ?? {}));
  }

  it('an id of the other organisation or case in a body is answered like an id that nobody has', async () => {
    const fields = withBody.flatMap((operation) =>
      idFields(bodySchema(document, operation)).map((path) => ({ operation, path })),
    );
    expect(fields.map(({ path }) => path.join('.'))).toEqual(expect.arrayContaining(['account_id', 'reporter_id']));
    const { bayan, amal } = world;
    for (const { operation, path } of fields) {
      const caller = callers
        .filter(({ mark }) => mark !== 'sys')
        .find((each) => each.organisation === amal && expectedOutcome(world, operation, each) === 'reached');
      if (!caller || path.length > 2) throw new Error(`${operation.key} ${path.join('.')}: teach this test the place`);
      const [field, within] = path;
      const answered = async (id: string) =>
        comparable(
          await send(operation, caller, {
            ...validBodies[operation.key](targetOf(amal)),
            [field]: within === undefined ? id : { [within]: id },
          }),
        );
      const nobody = await answered(randomUUID());
      // What only narrows a choice finds nothing.
      expect(nobody).toMatch(/^\[4\d\d,|^\[200,"\{\\"suggestion\\":null\}"/);
      const foreign = [bayan.id, bayan.cases[0].reporterId, bayan.staff.caseworker.id, amal.cases[1].reporterId];
      for (const id of foreign) expect([operation.key, await answered(id)]).toEqual([operation.key, nobody]);
    }
  });

  it('a valid request about a thing of the other organisation is answered like one about nothing', async () => {
    let tried = 0;
    for (const operation of withBody.filter(({ route }) => route.includes(':'))) {
      const caller = callers
        .filter(({ mark }) => mark !== 'sys')
        .find((each) => each.organisation === world.amal && expectedOutcome(world, operation, each) === 'reached');
      if (!caller || ofNoOrganisation.has(policies[operation.key].object?.kind)) continue;
      const own = idsOf(operation, targetOf(world.amal));
      const body = validBodies[operation.key](targetOf(world.amal));
      for (const param of Object.keys(own)) {
        const others = [idsOf(operation, targetOf(world.bayan))[param]];
        // Things that hang off a case: also those of another case of the same organisation.
        if (param !== 'id') others.push(idsOf(operation, targetOf(world.amal, 1))[param]);
        const nobody = await send(operation, caller, body, { ...own, [param]: randomUUID() });
        expect([operation.key, param, nobody.status]).toEqual([operation.key, param, 404]);
        for (const id of others) {
          const answer = await send(operation, caller, body, { ...own, [param]: id });
          expect([operation.key, param, comparable(answer)]).toEqual([operation.key, param, comparable(nobody)]);
          tried++;
        }
      }
    }
    expect(tried).toBeGreaterThan(12);
  });
});
