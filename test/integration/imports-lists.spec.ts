import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { aKey, aPartner, demonstrationPerson, type Person } from '../support/administrators.js';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { aSource } from '../support/builders.js';
import { check } from '../support/hand-in.js';
import { anImport, checkAndWait, untilItRests } from '../support/uploads.js';

jest.setTimeout(180_000);

let app: TestApplication;
let client: Client;
let hadi: Person;
beforeAll(async () => {
  app = await startApplication();
  client = await signIn(app.url, app.accounts[0]);
  hadi = await demonstrationPerson(app, 'hadi');
}, 60_000);
afterAll(() => app?.stop());

const listOf = (rows: string[]) => `id,full_name,notes\n${rows.map((row) => `${row}\n`).join('')}`;
/** With a heading that is known, whatever stands below it. */
const numbered = (rows: string[]) => listOf(rows).replace('id,', 'source_record_id,');
const seen = ({ revision }: { revision: number }) => ({ 'if-match': `"${revision}"` });

/** Sends a version of a list and has it stored. */
async function handedIn(name: string, rows: string[], versionAt: string) {
  const checked = await checkAndWait(client, listOf(rows), aSource(), { list: { name }, version_at: versionAt });
  const run = await client.post(`/v1/imports/${checked.id}/run`, undefined, seen(checked));
  expect(run.status).toBe(202);
  const done = await untilItRests(app, client, checked.id);
  expect(done.state).toBe('done');
  return { checked, done };
}

describe('a list that is handed in again and again', () => {
  it('is one list by its name, and tells what is new, changed, the same and gone', async () => {
    const name = `Register ${crypto.randomUUID()} Athartest`;
    const first = await handedIn(
      name,
      ['1,Samir Athartest,a', '2,Rana Athartest,b', '3,Omar Athartest,c'],
      '2026-01-01',
    );
    expect(first.checked.summary.versions).toEqual({ new: 3, changed: 0, unchanged: 0, older: 0, gone: 0 });
    const again = await checkAndWait(
      client,
      listOf(['1,Samir Athartest,a', '2,Rana Athartest,changed', '4,Huda Athartest,']),
      aSource(),
      {
        list: { name },
        version_at: '2026-02-01',
      },
    );
    expect(again.list).toEqual(first.done.list);
    expect(again.summary.versions).toEqual({ new: 1, changed: 1, unchanged: 1, older: 0, gone: 1 });
    const gone = (await client.get(`/v1/imports/${again.id}/gone`)).body;
    expect(gone).toMatchObject({ next: null, items: [{ row_number: 4, import_id: first.done.id }] });
    expect(gone.items[0].cells[1]).toEqual({ heading: 'full_name', cell: 'Omar Athartest' });
    const stale = await checkAndWait(client, listOf(['2,Rana Athartest,older']), aSource(), {
      list: { name },
      version_at: '2025-01-01',
    });
    expect(stale.summary.versions).toMatchObject({ older: 1, changed: 0 });
  });

  it('remembers what its columns mean, and finds out that the very same file was stored before', async () => {
    const name = `Register ${crypto.randomUUID()} Athartest`;
    const rows = ['1,Samir Athartest,a'];
    const first = await handedIn(name, rows, '2026-01-01');
    const list = (await client.get(`/v1/lists/${first.done.list.id}`)).body;
    expect(list).toMatchObject({ name, kind: 'detention_records', mapping: { kind: 'detention_records' } });
    const again = await checkAndWait(client, listOf(rows), aSource(), { list: { id: list.id } as never });
    expect(again.mapping_guess?.map(({ why }) => why.code)).toContain('mapping.remembered');
    expect(again.summary.same_file_as).toBe(first.done.id);
  });

  it('may have two people of one name on one day, and a number that stands twice is looked at', async () => {
    const { summary, items } = await checkAndWait(
      client,
      numbered([
        ',Omar Athartest,',
        ',Omar Athartest,',
        '7,Samir Athartest,',
        '7,Samir Athartest,',
        '8,Rana Athartest,a',
        '8,Huda Athartest,b',
      ]),
      aSource(),
    );
    expect(summary.rows).toMatchObject({ total: 6, ready: 5, held: 1 });
    expect(summary.versions).toMatchObject({ new: 4, unchanged: 1 });
    expect(items.map(({ plan, problems }) => [plan, ...problems.map(({ code }) => code)].join(' '))).toEqual([
      'ready',
      'ready row.same_as',
      'ready',
      'ready row.repeated',
      'ready',
      'held row.same_id_differs',
    ]);
  });

  it('can be called something else, but not what another one is called, and is of one kind', async () => {
    const [a, b] = await Promise.all(['A', 'B'].map(() => client.post('/v1/imports', anImport(10))));
    const [one, two] = [a.body.list, b.body.list];
    const name = `New name ${crypto.randomUUID()}`;
    expect(await client.send('PATCH', `/v1/lists/${one.id}`, { name })).toMatchObject({ status: 200, body: { name } });
    expect(await client.send('PATCH', `/v1/lists/${two.id}`, { name })).toMatchObject({
      status: 409,
      body: { code: 'list.name_taken' },
    });
    const consent = { search: true, partners: false, form_version: 'test-1', language: 'ar' };
    const other = anImport(10, { kind: 'reports', consent, list: { id: one.id } });
    expect(await client.post('/v1/imports', other)).toMatchObject({ status: 409, body: { code: 'list.other_kind' } });
    const listed = (await client.get('/v1/lists?limit=200')).body.items.map(({ id }: { id: string }) => id);
    expect(listed).toEqual(expect.arrayContaining([one.id, two.id]));
  });

  it('is nobody else’s', async () => {
    const partner = await aPartner(app, hadi);
    const { program } = await aKey(partner.admin, ['import', 'read_own']);
    const mine = (await client.post('/v1/imports', anImport(10))).body;
    for (const path of [`/v1/lists/${mine.list.id}`, `/v1/imports/${mine.id}`, `/v1/imports/${mine.id}/gone`])
      expect([path, (await program.get(path)).status]).toEqual([path, 404]);
    const stolen = await program.post('/v1/imports', anImport(10, { list: { id: mine.list.id } }));
    expect(stolen.status).toBe(404);
    expect((await program.get('/v1/lists')).body.items).toEqual([]);
  });
});

describe('how far an import is', () => {
  it('is told by events until somebody is waited for, and never how it compares', async () => {
    const { id } = await check(client, listOf(['1,Samir Athartest,']), aSource());
    const answer = await fetch(`${app.url}/v1/imports/${id}/progress`, {
      headers: { authorization: `Bearer ${client.token}` },
      signal: AbortSignal.timeout(10_000),
    });
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.text()).toBe('event: progress\ndata: {"state":"checked"}\n\n');
  });

  it('is told once a second while bytes come, to all who listen, and ends when it is cancelled', async () => {
    const { body } = await client.post('/v1/imports', anImport(1000));
    const listen = async () =>
      (
        await fetch(`${app.url}/v1/imports/${body.id}/progress`, {
          headers: { authorization: `Bearer ${client.token}` },
        })
      ).text();
    const both = Promise.all([listen(), listen()]);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect((await client.post(`/v1/imports/${body.id}/cancellation`, undefined)).status).toBe(202);
    for (const told of await both) {
      const events = told.split('\n\n').filter((event) => event.startsWith('event: progress'));
      expect(events.length).toBeGreaterThan(1);
      expect(events.length).toBeLessThan(8);
      expect(events[0]).toContain('"stage":"receiving","done":0,"total":1000');
      expect(events.at(-1)).toContain('{"state":"cancelled"}');
    }
  });
});

it('an empty list can be had in both languages and formats', async () => {
  for (const path of [
    'detention_records/csv',
    'reports/csv?language=ar',
    'detention_records/xlsx',
    'reports/xlsx?language=ar',
  ]) {
    const answer = await fetch(`${app.url}/v1/import-templates/${path}`, {
      headers: { authorization: `Bearer ${client.token}` },
    });
    expect([path, answer.status]).toEqual([path, 200]);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, path.includes('xlsx') ? 2 : 3).toString('latin1')).toBe(
      path.includes('xlsx') ? 'PK' : 'ï»¿',
    );
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="athar-[a-z-]+\.(csv|xlsx)"$/);
  }
  expect((await client.get('/v1/import-templates/people/csv')).status).toBe(400);
});
