import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { policies } from '../../src/access/policies.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { aScene, planned, type Scene, type Staff, staffOf } from '../support/disclosure-scene.js';

jest.setTimeout(180_000);

let application: TestApplication;
let staff: Staff;
let ids: Record<string, string>;

/** Routes by which staff write about families and their dead. Lists of records are checked row by row (imports/rows/contacts-in-text.ts). */
const casework =
  /^\/v1\/(cases|tasks|contests|suggestions|fate-claims|disclosures|sources|name-searches|reports|exports)/;

/** Free texts that take such a number, each for its reason; a text that no longer does must go from here. */
const allowed: Record<string, string> = {
  'POST /v1/reports /sought/national_number': 'the number of an identity paper, kept as written and shown masked',
  'POST /v1/reports /reporter/contacts/0/value':
    'a telephone number has as many digits as a card; sealed, and shown by a reveal alone',
  'POST /v1/reports/{id}/reporters /contacts/0/value': 'the same',
  'POST /v1/reports /consent/form_version': 'the name of a printed form',
  'POST /v1/reports/{id}/consents /form_version': 'the same',
  'POST /v1/name-searches /place': 'stored nowhere, and a place that nobody knows is refused',
};
const texts = ['IBAN DE89 3704 0044 0532 0130 00', 'Card \u0664\u0661\u0661\u0661 1111 1111 1111'];

interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}
interface Described {
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>>;
  components: { schemas: Record<string, Schema> };
}

beforeAll(async () => {
  application = await startApplication();
  staff = await staffOf(application);
  const scene: Scene = await aScene(application, staff);
  const contest = await staff.rana.post('/v1/contests', { case_id: scene.caseId, claim: 'this_is_false', told: 'No.' });
  const partner = await staff.salma.post('/v1/exports', {
    kind: 'detention_records',
    recipient_id: (
      await application.dataSource.query("select organisation_id as id from accounts where login = 'salma'")
    )[0].id,
    format: 'csv',
    reason: 'Athartest',
  });
  expect([contest.status, partner.status]).toEqual([201, 201]);
  ids = {
    cases: scene.caseId,
    reports: scene.reportId,
    suggestions: scene.suggestionId,
    'fate-claims': scene.claimId,
    sources: scene.sourceId,
    contests: contest.body.id,
    exports: partner.body.id,
    disclosures: await planned(staff.rana, scene),
  };
});
afterAll(() => application?.stop());

/** Every free text of a body: its pointer, and a body that holds nothing but the way to it. */
function* freeTexts(
  document: Described,
  given: Schema,
  at = '',
): Generator<{ at: string; body(text: string): unknown }> {
  const schema = given.$ref ? document.components.schemas[given.$ref.split('/').at(-1) ?? ''] : given;
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) for (const choice of choices) yield* freeTexts(document, choice, at);
  else if (schema.items)
    for (const { at: place, body } of freeTexts(document, schema.items, `${at}/0`))
      yield { at: place, body: (text) => [body(text)] };
  else if (schema.properties) {
    // What tells one choice from another stands beside the text.
    const constants = Object.fromEntries(
      Object.entries(schema.properties).flatMap(([name, { const: value, enum: values }]) => {
        const only = value ?? (values?.length === 1 ? values[0] : undefined);
        return only === undefined ? [] : [[name, only]];
      }),
    );
    for (const [name, property] of Object.entries(schema.properties))
      for (const { at: place, body } of freeTexts(document, property, `${at}/${name}`))
        yield { at: place, body: (text) => ({ ...constants, [name]: body(text) }) };
  } else if (
    schema.type === 'string' &&
    !schema.format &&
    !schema.enum &&
    schema.const === undefined &&
    !schema.pattern
  )
    yield { at, body: (text) => text };
}

/** Somebody whom the policy lets call it. */
function callerOf(route: string) {
  const { callers } = policies[route.replace(/\{(\w+)\}/g, ':$1')];
  const roles = callers.flatMap((caller) => (typeof caller === 'object' && 'staff' in caller ? caller.staff : []));
  return roles.includes('caseworker') ? staff.rana : roles.includes('supervisor') ? staff.salma : staff.noor;
}

it('R11 no free text of a route of casework takes the number of an account or a card', async () => {
  const document = (await (await fetch(`${application.url}/openapi.json`)).json()) as Described;
  const taken: string[] = [];
  let asked = 0;
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, { requestBody }] of Object.entries(methods)) {
      const content = requestBody?.content ?? {};
      const schema = (content['application/json'] ?? content['application/merge-patch+json'])?.schema;
      const room = casework.exec(path)?.[1];
      if (!schema || !room) continue;
      const route = `${method.toUpperCase()} ${path}`;
      const url = path.replace('{id}', ids[room]).replaceAll(/\{\w+\}/g, () => crypto.randomUUID());
      for (const { at, body } of freeTexts(document, schema)) {
        for (const text of texts) {
          asked++;
          const answer = await callerOf(route).send(method.toUpperCase(), url, body(text), { 'if-match': '"1"' });
          const refused = answer.body?.errors?.some(
            (error: { pointer?: string; code: string }) => error.code === 'text.bank_data' && error.pointer === at,
          );
          if (!refused) taken.push(`${route} ${at}`);
        }
      }
    }
  }
  expect(asked).toBeGreaterThan(80);
  expect([...new Set(taken)].sort()).toEqual(Object.keys(allowed).sort());
});

it('R11 nor does a change of a report, or of who reports, whose description is open', async () => {
  const report = `/v1/reports/${ids.reports}`;
  const patch = async (url: string, body: object) => {
    const { headers } = await staff.rana.get(url);
    return staff.rana.send('PATCH', url, body, {
      'if-match': headers.get('etag') ?? '"1"',
      'content-type': 'application/merge-patch+json',
    });
  };
  for (const text of texts) {
    const told = await patch(report, { disappearance: { circumstances: text } });
    expect([told.status, told.body.errors?.[0].code]).toEqual([400, 'text.bank_data']);
    const [reporter] = (await staff.rana.get(`${report}/reporters`)).body.items;
    const named = await staff.rana.send(
      'PATCH',
      `${report}/reporters/${reporter.id}`,
      { name: text },
      {
        'if-match': `"${reporter.revision}"`,
        'content-type': 'application/merge-patch+json',
      },
    );
    expect([named.status, named.body.errors?.[0].code]).toEqual([400, 'text.bank_data']);
  }
});
