import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { putAccount } from '../../src/access/demonstration-accounts.js';
import { searchesPerHour } from '../../src/name-search/search-limit.js';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { aReport, aSource, csv, hisRow, markerFamily, markerFamilyArabic } from '../support/builders.js';
import { goodPassword } from '../support/staff.js';

jest.setTimeout(180_000);

let application: TestApplication;
let rana: Client;
let omar: Client;
let supervisor: Client;
let partner: Client;
/** Of Rana's report about the man, and of his row in her organisation's register. */
let reportId: string;
let listId: string;

const accountOf = (role: string) =>
  application.accounts.find((account) => account.role === role && !account.partner) ?? application.accounts[0];

beforeAll(async () => {
  application = await startApplication({ config: { logLevel: 'debug' } });
  rana = await signIn(application.url, application.accounts[0]);
  omar = await signIn(application.url, application.accounts[1]);
  supervisor = await signIn(application.url, accountOf('supervisor'));
  const account = {
    login: 'partner-caseworker',
    displayName: `Lina ${markerFamily}`,
    role: 'caseworker' as const,
    password: goodPassword,
    partner: 'Demonstration partner',
  };
  await putAccount(application.dataSource, account, true);
  partner = await signIn(application.url, { ...account, account: account.login });
  const names = [
    { given: 'بهاء', father: 'راغب', family: markerFamilyArabic },
    { full: `Bahaa Raghib ${markerFamily}` },
  ];
  reportId = (await rana.post('/v1/reports', aReport({ sought: { names, birth: '1971' } }))).body.id;
  const rows = [
    hisRow({ id: '1', full_name: `Baha' Rageb ${markerFamily}`, birth_date: '1971', governorate: 'Homs' }),
    hisRow({ id: '2', full_name: `Nizar Adnan ${markerFamily}`, birth_date: '1950', governorate: 'Aleppo' }),
  ];
  const imported = await rana.upload(csv(rows), aSource());
  await application.settled();
  listId = (await rana.get(`/v1/imports/${imported.body.id}`)).body.list.id;
});
afterAll(() => application?.stop());

const search = (client: Client, names: string[], more: object = {}) =>
  client.post('/v1/name-searches', { reason: 'A mother calls', names, ...more });
const kinds = ({ body }: { body: { hits: { kind: string }[] } }) => body.hits.map(({ kind }) => kind).sort();

describe('somebody is searched by name', () => {
  it('in either script, among reports and detention records, and each hit says which spelling was found', async () => {
    const arabic = await search(rana, [`بهاء راغب ${markerFamilyArabic}`]);
    expect(arabic).toMatchObject({ status: 200, body: { more: false, complete: true } });
    expect(kinds(arabic)).toEqual(['detention_record', 'report']);
    const [report] = arabic.body.hits;
    expect(report).toMatchObject({
      kind: 'report',
      id: reportId,
      closeness: 'same',
      asked: 0,
      name: `بهاء راغب ${markerFamilyArabic}`,
      other_spellings: [`Bahaa Raghib ${markerFamily}`],
      birth: { as_written: '1971' },
      report_state: 'open',
      source: null,
      case: { locator: expect.stringMatching(/^C-/) },
    });
    const latin = await search(rana, ['Xyzqw Qwertz', `Baha Ragheb ${markerFamily}`]);
    const record = latin.body.hits.find(({ kind }: { kind: string }) => kind === 'detention_record');
    expect(record).toMatchObject({ asked: 1, report_state: null, source: { row_number: expect.any(Number) } });
    expect(record.suggestion).toMatchObject({ id: expect.any(String), state: 'suggested' });
  });

  it('within limits that leave in whoever has nothing recorded, and leave out whoever contradicts them', async () => {
    const name = [`Bahaa Raghib ${markerFamily}`];
    expect(kinds(await search(rana, name, { kind: 'report' }))).toEqual(['report']);
    expect(kinds(await search(rana, name, { list_id: listId }))).toEqual(['detention_record']);
    expect(kinds(await search(rana, name, { list_id: randomUUID() }))).toEqual([]);
    expect(kinds(await search(rana, name, { birth_from: '1970-01-01', birth_to: '1972-12-31' }))).toHaveLength(2);
    expect(kinds(await search(rana, name, { birth_from: '1972-01-01' }))).toEqual([]);
    expect(kinds(await search(rana, name, { place: 'حمص' }))).toHaveLength(2);
    expect(kinds(await search(rana, name, { place: 'Aleppo' }))).toEqual([]);
    expect(kinds(await search(rana, name, { event_to: '2012-12-31' }))).toEqual([]);
    const bare = aReport({ sought: { names: [{ full: `Bahaa Raghib ${markerFamily}` }], birth: undefined } });
    const answer = await rana.post('/v1/reports', { ...bare, disappearance: {} });
    expect(
      kinds(await search(rana, name, { birth_from: '1990-01-01', place: 'Aleppo', event_to: '2012-01-01' })),
    ).toEqual(['report']);
    await application.dataSource.query('delete from person_names where report_id = $1', [answer.body.id]);
  });

  it('only where the searcher reaches: a colleague finds no report of hers, a supervisor does, a partner is refused', async () => {
    const name = [`بهاء راغب ${markerFamilyArabic}`];
    expect(kinds(await search(omar, name))).toEqual(['detention_record']);
    expect(kinds(await search(supervisor, name))).toEqual(['detention_record', 'report']);
    expect(await search(partner, name)).toMatchObject({ status: 409, body: { code: 'search.operator_only' } });
    const importer = await signIn(
      application.url,
      application.accounts.find(({ role }) => role === 'importer') ?? application.accounts[0],
    );
    expect(await search(importer, name)).toMatchObject({ status: 404, body: { code: 'access.not_found' } });
  });

  it('at most fifty, and it says that there are more', async () => {
    const rows = Array.from({ length: 60 }, (_, at) =>
      hisRow({ id: `m${at}`, full_name: `Haytham Bassam ${markerFamily}`, birth_date: String(1940 + at) }),
    );
    await rana.upload(csv(rows), aSource());
    await application.settled();
    const { body } = await search(rana, [`هيثم بسام ${markerFamilyArabic}`]);
    expect(body).toMatchObject({ more: true, complete: true });
    expect(body.hits).toHaveLength(50);
  });

  it('for a reason, and a place that nobody knows or a name without a letter is said so', async () => {
    const refused = (body: object) => rana.post('/v1/name-searches', body);
    expect(await refused({ names: ['Bahaa'] })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/reason' }] },
    });
    expect(await refused({ reason: ' ', names: ['Bahaa'] })).toMatchObject({ status: 400 });
    expect(await refused({ reason: 'A call', names: ['12'] })).toMatchObject({ status: 400 });
    expect(await refused({ reason: 'A call', names: [] })).toMatchObject({ status: 400 });
    expect(await search(rana, ['Bahaa'], { place: 'Qwertzuiop' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/place', code: 'place.unknown' }] },
    });
  });
});

describe('every search is written down', () => {
  it('with its reason and the number of hits, without the names, in the trail, the table or the log', async () => {
    const { body } = await search(rana, [`Baha Ragheb ${markerFamily}`], { kind: 'detention_record' });
    const [row] = await application.dataSource.query('select reason, hits from name_searches where id = $1', [body.id]);
    expect(row).toEqual({ reason: 'A mother calls', hits: 1 });
    const [entry] = await application.dataSource.query('select * from audit_entries where subject_id = $1', [body.id]);
    expect(entry).toMatchObject({ action: 'names.searched', subject_kind: 'name_search', outcome: 'done' });
    expect(entry.seen).toEqual(body.hits.map(({ id }: { id: string }) => id));
    expect(JSON.stringify(entry)).not.toMatch(/Ragheb|Athartest|mother/);
    expect(application.api.output()).not.toMatch(/Ragheb|Raghib|\u0631\u0627\u063a\u0628/);
    await expect(application.dataSource.query('update name_searches set hits = 0')).rejects.toThrow(/only ever added/);
  });

  it('and supervisors of the same organisation read who searched, when and why, by what it was narrowed, and never for whom', async () => {
    const reason = `A brother asks ${randomUUID()}`;
    const narrowed = { reason, birth_from: '1970-01-01', birth_to: '1972-01-01', place: 'Homs', kind: 'report' };
    const { body: made } = await search(rana, [`Baha Ragheb ${markerFamily}`], narrowed);
    const { body: other } = await search(omar, ['Nobody Qwertz'], { reason, list_id: listId });
    const list = async (query = '') => (await supervisor.get(`/v1/name-searches?limit=200${query}`)).body.items;
    const [ofOmar, ofRana] = (await list()).filter((each: { reason: string }) => each.reason === reason);
    expect(ofRana).toEqual({
      id: made.id,
      at: expect.any(String),
      account_id: expect.any(String),
      account_name: application.accounts[0].displayName,
      reason,
      hits: 1,
      filters: ['kind', 'birth', 'place'],
    });
    expect(ofOmar).toMatchObject({ id: other.id, hits: 0, filters: ['list'] });
    expect(JSON.stringify(await list())).not.toMatch(/Ragheb|Qwertz|Homs|1970/);
    const ids = async (query: string) => (await list(query)).map(({ id }: { id: string }) => id);
    expect(await ids(`&account_id=${ofRana.account_id}`)).toContain(made.id);
    expect(await ids(`&account_id=${ofRana.account_id}`)).not.toContain(other.id);
    expect(await ids(`&from=${ofOmar.at}`)).toEqual([other.id]);
    expect(await ids(`&to=${ofOmar.at}`)).not.toContain(other.id);
    const first = (await supervisor.get('/v1/name-searches?limit=1')).body;
    expect(first.items[0].id).toBe(other.id);
    expect((await supervisor.get(`/v1/name-searches?limit=1&cursor=${first.next}`)).body.items[0].id).toBe(made.id);
    for (const client of [rana, partner, await signIn(application.url, accountOf('auditor'))])
      expect((await client.get('/v1/name-searches')).status).toBe(404);
  });

  it('records of one’s own list whose file two people have to look at are not found', async () => {
    const rows = [hisRow({ id: '1', full_name: `Wajih Sultan ${markerFamily}` })];
    const imported = await rana.upload(csv(rows), aSource());
    await application.settled();
    const found = async () => (await search(rana, [`Wajih Sultan ${markerFamily}`])).body.hits.length;
    expect(await found()).toBe(1);
    await application.dataSource.query(
      `insert into quarantined_records (detention_record_id, organisation_id, import_id)
       select r.detention_record_id, i.organisation_id, i.id from import_rows r join imports i on i.id = r.import_id where i.id = $1`,
      [imported.body.id],
    );
    expect(await found()).toBe(0);
    expect((await search(supervisor, [`Wajih Sultan ${markerFamily}`])).body.hits).toEqual([]);
    await application.dataSource.query('delete from quarantined_records where import_id = $1', [imported.body.id]);
    expect(await found()).toBe(1);
  });

  it('and whoever searches a hundred times in an hour is stopped, and the supervisor is told', async () => {
    const [{ id, organisation_id: organisation }] = await application.dataSource.query(
      'select id, organisation_id from accounts where login = $1',
      [application.accounts[1].login],
    );
    await application.dataSource.query(
      `insert into name_searches (id, organisation_id, account_id, at, reason, hits)
       select gen_random_uuid(), $1, $2, clock_timestamp() - interval '10 minutes', 'A call', 0 from generate_series(1, $3)`,
      [organisation, id, searchesPerHour],
    );
    const stopped = await search(omar, ['Bahaa']);
    expect(stopped).toMatchObject({ status: 429, body: { code: 'search.too_many' } });
    const wait = Number(stopped.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(2_900);
    expect(wait).toBeLessThanOrEqual(3_000);
    const { items } = (await supervisor.get('/v1/alarms')).body;
    expect(items).toContainEqual(expect.objectContaining({ kind: 'many_name_searches', subject_id: id }));
    expect((await search(rana, ['Bahaa'])).status).toBe(200);
  });
});
