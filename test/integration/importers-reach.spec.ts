import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { mayCall, policies } from '../../src/access/policies.js';
import { databaseUrls } from '../../src/database/roles.js';
import { aPartner, aPerson, demonstrationPerson, notFound, type Person, said } from '../support/administrators.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { aMan, aSource, csv } from '../support/builders.js';

jest.setTimeout(180_000);

let app: TestApplication;
let maha: Person;
let importId: string;
/** Of her colleague at the same partner, of another partner and of the operator. */
let elsewhere: { importId: string; recordId: string }[];
let reportId: string;
let suggestionId: string;
let recordId: string;

const rows = (men: number[]) => csv(men.map((man) => aMan(man).row({ id: String(man) })));

async function stored(by: Person, men: number[]) {
  const { status, body } = await by.client.upload(rows(men), aSource());
  expect(status).toBe(202);
  await app.settled();
  const [record]: { id: string }[] = await app.dataSource.query(
    'select detention_record_id as id from import_rows where import_id = $1 and detention_record_id is not null limit 1',
    [body.id],
  );
  return { importId: body.id as string, recordId: record.id };
}

beforeAll(async () => {
  app = await startApplication();
  const hadi = await demonstrationPerson(app, 'hadi');
  const [partner, other] = [await aPartner(app, hadi), await aPartner(app, hadi)];
  maha = await aPerson(app, 'importer', partner.id);
  ({ importId, recordId } = await stored(maha, [0, 1]));
  const rana = await demonstrationPerson(app, 'rana');
  elsewhere = [await stored(await aPerson(app, 'importer', other.id), [2]), await stored(rana, [3])];
  const filed = await rana.client.post('/v1/reports', aMan(0).report({ consent: { search: true, partners: true } }));
  reportId = filed.body.id;
  await app.settled();
  // One of her own rows stands beside the report now.
  const [suggestion]: { id: string }[] = await app.dataSource.query(
    'select id from suggestions where detention_record_id = $1 and report_id = $2',
    [recordId, reportId],
  );
  suggestionId = suggestion.id;
});
afterAll(() => app.stop());

describe('an importer', () => {
  it('reads the imports, rows and records of the own organisation, whoever of it handed them in', async () => {
    const colleague = await aPerson(app, 'importer', maha.organisationId);
    for (const person of [maha, colleague])
      for (const path of [
        `/v1/imports/${importId}`,
        `/v1/imports/${importId}/rows`,
        `/v1/detention-records/${recordId}`,
      ])
        expect([path, (await person.client.get(path)).status]).toEqual([path, 200]);
    const listed = await colleague.client.get('/v1/imports');
    expect(listed.body.items.map(({ id }: { id: string }) => id)).toEqual([importId]);
  });

  it('finds nothing under the ids of what belongs to others, nor of anything that is no list', async () => {
    const ids = [reportId, suggestionId, importId, recordId, maha.id, ...elsewhere.flatMap(Object.values)] as string[];
    const tried: string[] = [];
    for (const [route, policy] of Object.entries(policies)) {
      if (mayCall(policy, { kind: 'staff', role: 'importer' }) || policy.callers.includes('family')) continue;
      const [method, path] = route.split(' ');
      for (const id of path.includes(':') ? ids : ['']) {
        const answer = await maha.client.send(method, path.replace(/:\w+/g, id));
        expect([route, ...said(answer)]).toEqual([route, ...notFound]);
        tried.push(route);
      }
    }
    expect(tried.length).toBeGreaterThan(100);
    for (const theirs of elsewhere)
      for (const path of [
        `/v1/imports/${theirs.importId}`,
        `/v1/imports/${theirs.importId}/rows`,
        `/v1/detention-records/${theirs.recordId}`,
      ])
        expect([path, ...said(await maha.client.get(path))]).toEqual([path, ...notFound]);
  });

  it('is told nothing by any field of an answer that a report stands beside one of the rows', async () => {
    const beside = JSON.stringify([
      (await maha.client.get(`/v1/imports/${importId}`)).body,
      (await maha.client.get(`/v1/imports/${importId}/rows`)).body,
      (await maha.client.get(`/v1/detention-records/${recordId}`)).body,
    ]);
    for (const word of [reportId, suggestionId, 'suggestion', 'comparing', 'matched'])
      expect(beside).not.toContain(word);
  });

  it('asks for a list of another organisation in vain when handing in', async () => {
    const [{ id }]: { id: string }[] = await app.dataSource.query('select list_id as id from imports where id = $1', [
      elsewhere[0].importId,
    ]);
    const answer = await maha.client.post('/v1/imports', {
      kind: 'detention_records',
      list: { id },
      source: aSource(),
      file: { name: 'list.csv', bytes: 10 },
    });
    expect(said(answer)).toEqual(notFound);
  });
});

describe('the database, asked in the name of an importer', () => {
  let client: pg.Client;
  beforeAll(async () => {
    client = new pg.Client({ connectionString: databaseUrls(process.env.DATABASE_URL!).api });
    await client.connect();
  });
  afterAll(() => client.end());

  async function asImporter<T>(work: () => Promise<T>): Promise<T> {
    await client.query('begin');
    try {
      await client.query(
        `select set_config('app.organisation', $1, true), set_config('app.actor', $2, true), set_config('app.role', 'importer', true)`,
        [maha.organisationId, maha.id],
      );
      return await work();
    } finally {
      await client.query('rollback');
    }
  }

  it('shows the rows of these tables alone: lists and what they say, the organisation, and the importer', async () => {
    const tables: { name: string }[] = await app.dataSource.query(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity
         and has_any_column_privilege('athar_api', oid, 'select') order by 1`,
    );
    const seen: string[] = [];
    for (const { name } of tables) {
      // A column that may be read: not all of them may.
      const [{ column }]: { column: string }[] = await app.dataSource.query(
        `select attname as column from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
           and has_column_privilege('athar_api', attrelid, attnum, 'select') limit 1`,
        [name],
      );
      const found = await asImporter(() => client.query(`select ${column} from ${name} limit 1`));
      if (found.rows.length > 0) seen.push(name);
    }
    expect(seen).toEqual([
      'accounts',
      'agreements',
      'detention_records',
      'idempotency_keys',
      'import_rows',
      'imports',
      'list_rows',
      'lists',
      'organisations',
      'person_names',
      'sessions',
      'source_chunks',
      'sources',
    ]);
    expect(tables.length).toBeGreaterThan(30);
  });

  it('shows of people who work here the importer alone, and rows of no other organisation', async () => {
    await asImporter(async () => {
      expect((await client.query('select id from accounts')).rows).toEqual([{ id: maha.id }]);
      expect((await client.query('select distinct account_id as id from sessions')).rows).toEqual([{ id: maha.id }]);
      for (const table of [
        'lists',
        'list_rows',
        'imports',
        'import_rows',
        'sources',
        'source_chunks',
        'detention_records',
        'person_names',
      ])
        expect([table, (await client.query(`select distinct organisation_id as id from ${table}`)).rows]).toEqual([
          table,
          [{ id: maha.organisationId }],
        ]);
    });
  });

  it('takes nothing from an importer for others: no row of another organisation, no name of a report, no suggestion', async () => {
    const others: { id: string }[] = await app.dataSource.query('select id from organisations where id <> $1 limit 1', [
      maha.organisationId,
    ]);
    const refused = async (sql: string, values: unknown[]) => {
      const error = await asImporter(() =>
        client.query(sql, values).then(
          () => null,
          (reason: { code: string }) => reason,
        ),
      );
      expect([sql, error?.code]).toEqual([sql, '42501']);
    };
    await refused(
      `insert into lists (id, organisation_id, kind, name, created_by) values ($1, $2, 'reports', 'A list', $3)`,
      [randomUUID(), others[0].id, maha.id],
    );
    await refused(
      `insert into reports (id, organisation_id, revision, state, created_by) values ($1, $2, 1, 'open', $3)`,
      [randomUUID(), maha.organisationId, maha.id],
    );
    await refused(
      `insert into report_members (id, report_id, organisation_id, account_id, via, granted_by) values ($1, $2, $3, $4, 'filed', $4)`,
      [randomUUID(), reportId, maha.organisationId, maha.id],
    );
    await asImporter(async () => {
      const changed = await client.query(`update suggestions set revision = revision where id = $1`, [suggestionId]);
      expect(changed.rowCount).toBe(0);
    });
  });
});
