import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Client,
  signIn,
  startApplication,
  startWorkerProcess,
  type TestApplication,
} from '../support/application.js';
import { expectProblem, sendRaw, storedRows } from '../support/refusals.js';

let app: TestApplication;
let client: Client;
beforeAll(async () => {
  app = await startApplication({ worker: false });
  client = await signIn(app.url, app.accounts[0]);
}, 60_000);
afterAll(() => app?.stop());

const told = {
  sought: { names: [{ full: 'أحمد أثرتست' }], mother_name: 'Fatima Athartest' },
  reporter: { relationship: 'mother' },
  consent: { search: true, partners: false, contact: false, form_version: '1' },
};
const sought = (change: object) => ({ ...told, sought: { ...told.sought, ...change } });
const named = (...names: unknown[]) => sought({ names: names.map((full) => ({ full })) });
const json = JSON.stringify;

const fresh = () => ({
  authorization: `Bearer ${client.token}`,
  'content-type': 'application/json',
  'idempotency-key': crypto.randomUUID(),
});
const send = (method: string, path: string, body?: string | Uint8Array, headers: object = {}) =>
  sendRaw(app.url, method, path, { ...fresh(), ...headers }, body);

/** Sends it, and sees that it was refused in the one shape and that nothing of it was kept. */
async function refused(body: string | Uint8Array, status: number, code: string, pointer?: string, errorCode?: string) {
  const before = await storedRows(app.dataSource);
  const errors = expectProblem(await send('POST', '/v1/reports', body), status, code);
  if (pointer !== undefined) expect(errors[0]).toMatchObject({ pointer, ...(errorCode ? { code: errorCode } : {}) });
  expect(await storedRows(app.dataSource)).toEqual(before);
}

describe('a report is refused, with a pointer, and nothing of it is stored, when', () => {
  it.each<[what: string, body: object, pointer: string, errorCode: string]>([
    ['a field is not known', { ...told, colour: 'Athartest' }, '/colour', 'field.unknown'],
    ['a nested field is not known', sought({ nick_name: 'Athartest' }), '/sought/nick_name', 'field.unknown'],
    [
      'a field of a name is not known',
      sought({ names: [{ full: 'a', clan: 'b' }] }),
      '/sought/names/0/clan',
      'field.unknown',
    ],
    ['a made-up field is a name itself', sought({ 'أحمد أثرتست': 1 }), '/sought', 'field.unknown'],
    ['a made-up field is very long', sought({ [`a${'Athartest'.repeat(9_999)}`]: 1 }), '/sought', 'field.unknown'],
    [
      '`constructor` is sent',
      sought({ constructor: { prototype: { admin: true } } }),
      '/sought/constructor',
      'field.unknown',
    ],
    ['a name is a number', named(7), '/sought/names/0/full', 'field.invalid_type'],
    ['the names are one text', sought({ names: 'Athartest' }), '/sought/names', 'field.invalid_type'],
    ['a name is null', named(null), '/sought/names/0/full', 'field.invalid_type'],
    [
      'an answer about consent is a word',
      { ...told, consent: { ...told.consent, search: 'yes' } },
      '/consent/search',
      'field.invalid_type',
    ],
    ['the consent is missing', { ...told, consent: undefined }, '/consent', 'field.invalid_type'],
    ['the sex is another word', sought({ sex: 'Athartest' }), '/sought/sex', 'field.invalid_value'],
    ['there is no name', sought({ names: [] }), '/sought/names', 'field.too_small'],
    ['a name has no part', sought({ names: [{}] }), '/sought/names/0', 'name.missing'],
    ['a name is empty', named(''), '/sought/names/0/full', 'text.empty'],
    ['a name is spaces', named(' \u00a0\u3000'), '/sought/names/0/full', 'text.empty'],
    ['a name is invisible marks', named('\u200f\u200e\u2060\ufeff'), '/sought/names/0/full', 'text.empty'],
    ['there are 21 names', named(...Array(21).fill('أثرتست')), '/sought/names', 'field.too_big'],
    ['a name has 201 letters', named('أ'.repeat(201)), '/sought/names/0/full', 'text.too_long'],
    ['a name has 10,000 letters', named('Athartest '.repeat(1_000)), '/sought/names/0/full', 'text.too_long'],
    ['the second name is damaged', named('ok', 'Athar\ufffdtest'), '/sought/names/1/full', 'text.damaged'],
    ['a name holds NUL', named('Athar\u0000test'), '/sought/names/0/full', 'text.nul'],
    ['a name holds half a character', named('Athartest \ud800'), '/sought/names/0/full', 'text.lone_surrogate'],
    ['a name holds the other half', named('\udc00 Athartest'), '/sought/names/0/full', 'text.lone_surrogate'],
    ['a name turns letters round', named('Athar\u202etest'), '/sought/names/0/full', 'text.bidi_control'],
    ['a name isolates letters', named('\u2066Athartest\u2069'), '/sought/names/0/full', 'text.bidi_control'],
    ['a name rings the bell', named('Athartest\u0007'), '/sought/names/0/full', 'text.control_character'],
    ['a name has two lines', named('Athartest\nAthartest'), '/sought/names/0/full', 'text.control_character'],
    ['a name has a line separator', named('Athartest\u2028x'), '/sought/names/0/full', 'text.control_character'],
    [
      'the mother has an escape',
      sought({ mother_name: 'x\u001b[31m' }),
      '/sought/mother_name',
      'text.control_character',
    ],
    ['the birth is 31 February', sought({ birth: '31/02/1985' }), '/sought/birth', 'date.impossible'],
    ['the birth is 31 February in Arabic digits', sought({ birth: '٣١/٠٢/١٩٨٥' }), '/sought/birth', 'date.impossible'],
    [
      'the day is in month 13',
      { ...told, disappearance: { date: '2013-13-45' } },
      '/disappearance/date',
      'date.impossible',
    ],
    [
      'the story holds NUL',
      { ...told, disappearance: { circumstances: 'a\u0000' } },
      '/disappearance/circumstances',
      'text.nul',
    ],
  ])('%s', (_what, body, pointer, errorCode) =>
    refused(
      json(body),
      400,
      errorCode === 'field.unknown' ? 'request.unknown_field' : 'request.invalid',
      pointer,
      errorCode,
    ),
  );

  it.each<[what: string, body: string | Uint8Array, code: string, pointer: string, errorCode: string]>([
    ['it is empty', '', 'request.not_json', '', 'body.not_json'],
    ['it is not JSON', 'name=Athartest', 'request.not_json', '', 'body.not_json'],
    ['it breaks off', json(told).slice(0, -20), 'request.not_json', '', 'body.not_json'],
    ['it is an array', json([told]), 'request.invalid', '', 'field.invalid_type'],
    ['it is a number', '7', 'request.invalid', '', 'field.invalid_type'],
    ['it is null', 'null', 'request.invalid', '', 'field.invalid_type'],
    ['it is a text', '"Athartest"', 'request.invalid', '', 'field.invalid_type'],
    ['it is 10,000 arrays deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'request.invalid', '', 'body.too_deep'],
    [
      'it is 10,000 objects deep',
      `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
      'request.invalid',
      '',
      'body.too_deep',
    ],
    [
      'a field stands twice',
      json(told).replace('"full"', '"full":"Athartest","full"'),
      'request.invalid',
      '/sought/names/0/full',
      'field.duplicate',
    ],
    [
      'a field stands twice, once escaped',
      json(told).replace('"full"', '"f\\u0075ll":"x","full"'),
      'request.invalid',
      '/sought/names/0/full',
      'field.duplicate',
    ],
    [
      '`__proto__` is sent',
      json(told).replace('{"full"', '{"__proto__":{"a":1},"full"'),
      'request.unknown_field',
      '/sought/names/0/__proto__',
      'field.unknown',
    ],
    [
      'a name is in Windows-1256',
      Buffer.from(json(named('XX')).replace('XX', '\xc3\xcd\xe3\xcf'), 'latin1'),
      'request.invalid',
      '/sought/names/0/full',
      'text.damaged',
    ],
    [
      'a character breaks off',
      Buffer.concat([Buffer.from('{"a":"'), Buffer.of(0xd8), Buffer.from('"}')]),
      'request.invalid',
      '/sought',
      'field.invalid_type',
    ],
    ['it is UTF-16', Buffer.from(json(told), 'utf16le'), 'request.not_json', '', 'body.not_json'],
  ])('%s', (_what, body, code, pointer, errorCode) => refused(body, 400, code, pointer, errorCode));

  it('it is larger than the limit, announced or in chunks', async () => {
    const large = json({ ...told, disappearance: { circumstances: 'Athartest'.repeat(40_000) } });
    await refused(large, 413, 'request.too_large', '');
    const before = await storedRows(app.dataSource);
    const chunked = await send('POST', '/v1/reports', large, { 'transfer-encoding': 'chunked' });
    expectProblem(chunked, 413, 'request.too_large');
    expect(await storedRows(app.dataSource)).toEqual(before);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'Athartest'])(
    'it is sent as %s',
    async (type) => {
      const before = await storedRows(app.dataSource);
      expectProblem(await send('POST', '/v1/reports', json(told), { 'content-type': type }), 415, 'request.media_type');
      expect(await storedRows(app.dataSource)).toEqual(before);
    },
  );
});

describe('a report is kept as it was told when', () => {
  it.each<[what: string, name: string]>([
    ['the direction is marked', '\u200fمحمد أثرتست\u200e (Athartest)\u061c'],
    ['vowels and tatweel are written', 'مُحَمَّـــد أَثَرْتِسْت'],
    ['letters are joined or kept apart', 'عبد\u200cالله أثرتست\u200d'],
    ['presentation forms come from an old file', '\ufefb\ufee3\ufeea أثرتست'],
    ['200 letters are written', `${'أ'.repeat(193)} أثرتست`],
    ['letters lie outside the first plane', '𐤀𐤕𐤓 Athartest'],
    ['it is nothing but signs', '؟!؟'],
    ['the byte order mark comes first', '\ufeffAthartest'],
  ])('%s', async (_what, name) => {
    const { status, body } = await client.post('/v1/reports', named(name));
    expect(status).toBe(201);
    expect(body.sought.names[0].as_written).toBe(name);
    expect((await client.get(`/v1/reports/${body.id}`)).body.sought.names[0].as_written).toBe(name);
  });

  it.each([
    'when the olives were ripe',
    'بعد العيد الكبير',
    '????',
    '1985?',
    '12345678901234567890',
    "'; drop table reports; --",
  ])('the birth is "%s"', async (birth) => {
    const { status, body } = await client.post('/v1/reports', sought({ birth }));
    expect(status).toBe(201);
    expect(body.sought.birth.as_written).toBe(birth);
    if (!/1985/.test(birth)) expect(body.sought.birth).toMatchObject({ precision: 'unknown', from: null, to: null });
  });
});

describe('the same idempotency key', () => {
  it('files one report, however often and however much at once it is sent', async () => {
    const before = await storedRows(app.dataSource);
    const key = crypto.randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => client.post('/v1/reports', told, { 'idempotency-key': key })),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array(10).fill(201));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect(answers.filter((answer) => answer.headers.get('idempotency-replayed') === 'true')).toHaveLength(9);
    expect(await storedRows(app.dataSource)).toMatchObject({
      reports: before.reports + 1,
      consents: before.consents + 3,
    });
  });

  it('is refused for another report', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() };
    expect((await client.post('/v1/reports', told, key)).status).toBe(201);
    const before = await storedRows(app.dataSource);
    expectProblem(await send('POST', '/v1/reports', json(named('Omar Athartest')), key), 422, 'idempotency.reused');
    expect(await storedRows(app.dataSource)).toEqual(before);
  });
});

it('any JSON at all is refused in the one shape or filed, and never an error of the service', async () => {
  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 6 }),
    fc.record(
      {
        sought: fc.record({ names: fc.array(fc.record({ full: fc.string({ unit: 'binary' }) })), birth: fc.string() }),
        reporter: fc.constant(told.reporter),
        consent: fc.constant(told.consent),
      },
      { requiredKeys: ['reporter', 'consent'] },
    ),
  );
  await fc.assert(
    fc.asyncProperty(anything, async (body) => {
      const answer = await send('POST', '/v1/reports', json(body));
      expect(answer.status).toBeLessThan(500);
      if (answer.status !== 201) expect(answer.type).toBe('application/problem+json; charset=utf-8');
    }),
    { numRuns: 200 },
  );
}, 60_000);

it('whatever was filed here, the worker compares it without an error', async () => {
  const worker = await startWorkerProcess();
  try {
    await app.settled();
    expect(worker.output()).not.toMatch(/work put off|job failed/);
    const [{ waiting }] = await app.dataSource.query(
      "select count(*)::int as waiting from reports where id not in (select record_id from match_profiles where side = 'report')",
    );
    expect(waiting).toBe(0);
  } finally {
    await worker.stop();
  }
}, 60_000);
