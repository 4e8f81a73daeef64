import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { policies } from '../../src/access/policies.js';
import {
  aKey,
  anAgreement,
  aPartner,
  dayFromNow,
  demonstrationPerson,
  notFound,
  type Person,
  said,
} from '../support/administrators.js';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { aMan, aSource, csv } from '../support/builders.js';
import { confirmAsSecond } from '../support/casework.js';

jest.setTimeout(180_000);

let app: TestApplication;
let hadi: Person;
let partner: Awaited<ReturnType<typeof aPartner>>;
let other: Awaited<ReturnType<typeof aPartner>>;

beforeAll(async () => {
  app = await startApplication();
  hadi = await demonstrationPerson(app, 'hadi');
  partner = await aPartner(app, hadi);
  other = await aPartner(app, hadi);
});
afterAll(() => app.stop());

const rows = (men: number[]) => csv(men.map((man) => aMan(man).row({ id: String(man) })));
const aList = (changes: object = {}) => ({
  kind: 'detention_records',
  list: { name: `Athartest ${randomUUID()}` },
  source: aSource(),
  file: { name: 'athartest.csv', bytes: 100 },
  ...changes,
});
const upload = (program: Client, men: number[]) => program.upload(rows(men), aSource());

describe('C7: the key of a partner', () => {
  it('opens the routes of its scopes and nothing else', async () => {
    const keys = new Map([
      ['import', await aKey(partner.admin, ['import'])],
      ['read_own', await aKey(partner.admin, ['read_own'])],
      ['overlap', await aKey(partner.admin, ['overlap'])],
    ]);
    const opened: string[] = [];
    for (const [route, policy] of Object.entries(policies)) {
      if (policy.callers.includes('anyone') || route === 'POST /v1/imports') continue;
      const [method, path] = route.split(' ');
      for (const [scope, { program }] of keys) {
        // A refused HEAD has no body that could say more; an empty template of a list holds nobody's rows.
        if (method === 'HEAD' || path.startsWith('/v1/import-templates/')) continue;
        const answer = await program.send(method, path.replace(/:\w+/g, randomUUID()));
        if (answer.status === 200) opened.push(`${scope} ${route}`);
        else expect([scope, route, ...said(answer)]).toEqual([scope, route, ...notFound]);
      }
    }
    expect(opened).toEqual(['read_own GET /v1/imports', 'read_own GET /v1/lists']);
    const begun = await Promise.all([...keys.values()].map(({ program }) => program.post('/v1/imports', aList())));
    expect(begun.map(({ status }) => status)).toEqual([201, 404, 404]);
  });

  it('reads what its own organisation handed in, and nothing of another one', async () => {
    const mine = await aKey(partner.admin, ['import', 'read_own']);
    const theirs = await aKey(other.admin, ['import', 'read_own']);
    const { body } = await upload(theirs.program, [1, 2]);
    await app.settled();
    const readable = await theirs.program.get(`/v1/imports/${body.id}/rows`);
    const record = readable.body.items[0].detention_record_id;
    for (const path of [`/v1/imports/${body.id}`, `/v1/imports/${body.id}/rows`, `/v1/detention-records/${record}`]) {
      expect([path, (await theirs.program.get(path)).status]).toEqual([path, 200]);
      expect([path, ...said(await mine.program.get(path))]).toEqual([path, ...notFound]);
    }
    const listed = await mine.program.get('/v1/imports?limit=200');
    expect(listed.body.items.map((item: { id: string }) => item.id)).not.toContain(body.id);
  });

  it('repeats what it asked for under its own idempotency keys', async () => {
    const [one, two] = [await aKey(partner.admin, ['import']), await aKey(partner.admin, ['import'])];
    const key = randomUUID();
    const begin = (program: Client, body: object) => program.post('/v1/imports', body, { 'idempotency-key': key });
    const first = await begin(one.program, aList());
    expect(said(await begin(one.program, aList()))).toEqual([422, 'idempotency.reused']);
    const second = await begin(two.program, aList());
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.id).not.toBe(first.body.id);
  });
});

describe('R27: without an agreement that is in force', () => {
  it('a partner hands in nothing, neither by a program nor by its staff, and the operator needs none', async () => {
    const without = await aPartner(app, hadi, false);
    const { program } = await aKey(without.admin, ['import', 'read_own']);
    expect(said(await upload(program, [6]))).toEqual([409, 'agreement.missing']);
    const agree = (changes: object) =>
      hadi.client.post(`/v1/organisations/${without.id}/agreements`, anAgreement(changes));
    await agree({ purpose: 'overlap' });
    await agree({ valid_from: dayFromNow(-30), valid_until: dayFromNow(-2) });
    await agree({ valid_from: dayFromNow(2), valid_until: dayFromNow(9) });
    expect(said(await upload(program, [6]))).toEqual([409, 'agreement.missing']);
    const { body } = await agree({});
    expect((await upload(program, [6])).status).toBe(202);
    const id = body.agreements.find(
      (one: { in_force: boolean; purpose: string }) => one.in_force && one.purpose === 'import',
    ).id;
    await hadi.client.send('DELETE', `/v1/organisations/${without.id}/agreements/${id}`);
    expect(said(await upload(program, [7]))).toEqual([409, 'agreement.missing']);
    const stored = await app.dataSource.query(
      'select count(*)::int as n from source_chunks where organisation_id = $1',
      [without.id],
    );
    expect(stored).toEqual([{ n: 1 }]);
    const rana = await demonstrationPerson(app, 'rana');
    expect((await upload(rana.client, [7])).status).toBe(202);
  });
});

describe('R1: a partner never learns whether a row matched', () => {
  it('its answers are the same to the byte before and after a report meets one of its rows and is confirmed', async () => {
    const { program } = await aKey(partner.admin, ['import', 'read_own']);
    const { body } = await upload(program, [8, 9]);
    await app.settled();
    const [rana, omar] = await Promise.all(
      ['rana', 'omar'].map((login) => signIn(app.url, app.accounts.find((one) => one.login === login)!)),
    );
    const records: string[] = (await program.get(`/v1/imports/${body.id}/rows`)).body.items.map(
      (item: { detention_record_id: string }) => item.detention_record_id,
    );
    const everything = async () => {
      const paths = [
        `/v1/imports/${body.id}`,
        `/v1/imports/${body.id}/rows`,
        '/v1/imports',
        ...records.map((id) => `/v1/detention-records/${id}`),
      ];
      const texts: string[] = [];
      for (const path of paths) {
        const answer = await fetch(app.url + path, { headers: { authorization: `Bearer ${program.token}` } });
        const headers = [...answer.headers].filter(([name]) => name !== 'date').map((pair) => pair.join(': '));
        texts.push([answer.status, ...headers, await answer.text()].join('\n'));
      }
      return texts;
    };
    const before = await everything();
    const report = aMan(8).report({ consent: { search: true, partners: true } });
    const filed = await rana.post('/v1/reports', report);
    expect(filed.status).toBe(201);
    await app.settled();
    const found = await rana.get(`/v1/suggestions?report_id=${filed.body.id}`);
    const suggestion = found.body.items.find((item: { id: string }) => item.id);
    expect(suggestion).toBeDefined();
    expect(await everything()).toEqual(before);
    const decide = (client: Client, body: object) => client.post(`/v1/suggestions/${suggestion.id}/decisions`, body);
    await decide(rana, { action: 'propose', seen_revision: suggestion.revision, evidence: 'Everything agrees.' });
    const { revision } = (await rana.get(`/v1/suggestions/${suggestion.id}`)).body;
    await confirmAsSecond(omar, suggestion.id, revision);
    await app.settled();
    expect(await everything()).toEqual(before);
  });
});
