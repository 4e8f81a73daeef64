import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { putAccount } from '../../src/access/demonstration-accounts.js';
import { openDataSource } from '../../src/database/data-source.js';
import { databaseUrls } from '../../src/database/roles.js';
import { signIn, startApplication, type TestApplication } from '../support/application.js';
import { aReport, csv, hisRow, markerFamily, markerFamilyArabic } from '../support/builders.js';
import { athar, RunningCommand } from '../support/command.js';

const limitMs = 60_000;
let dataSource: DataSource;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'athar-cli-'));
  dataSource = await openDataSource(process.env.DATABASE_URL!);
  const base = { displayName: `Nour ${markerFamily}`, password: 'an invented long password' } as const;
  await putAccount(dataSource, { ...base, login: 'nour', role: 'caseworker' }, false);
  await putAccount(dataSource, { ...base, login: 'invented', role: 'caseworker' }, true);
});
afterAll(async () => {
  await dataSource.destroy();
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

describe('athar account put', () => {
  const password = 'Reed-Harvest-Lantern-7';
  const put = (login: string, input: string, ...options: string[]) =>
    athar(['account', 'put', login, '--name', `Hala ${markerFamily}`, ...options], { input: `${input}\n` });

  it(
    'makes an account, and the second time changes name, role and password and ends its sessions',
    async () => {
      const first = await put('hala', password);
      expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: '' });
      expect(first.out).toMatch(/^Account hala is ready/);
      const read = async () =>
        (await dataSource.query("select * from accounts where login = 'hala'")) as Record<string, unknown>[];
      const [before] = await read();
      expect(before).toMatchObject({ display_name: `Hala ${markerFamily}`, role: 'caseworker', demonstration: false });
      expect(before.password_hash).not.toContain(password);
      await dataSource.query(
        `insert into sessions (id, organisation_id, account_id, token_hash, expires_at)
       values (gen_random_uuid(), $2, $1, '\\x00', now() + interval '1 hour')`,
        [before.id, before.organisation_id],
      );

      const second = await put(
        'hala',
        `${password}-again`,
        '--role',
        'supervisor',
        '--name',
        `Hala B. ${markerFamily}`,
      );
      expect(second.code).toBe(0);
      const [after] = await read();
      expect(after).toMatchObject({ id: before.id, display_name: `Hala B. ${markerFamily}`, role: 'supervisor' });
      expect(after.password_hash).not.toBe(before.password_hash);
      const sessions = await dataSource.query('select revoked_at from sessions where account_id = $1', [before.id]);
      expect(sessions).toEqual([{ revoked_at: expect.any(Date) }]);
      expect([first, second].map(({ out, err }) => out + err).join()).not.toContain(password);
    },
    limitMs,
  );

  it(
    'refuses a short password, no password, and the login of a demonstration account',
    async () => {
      const [short, none, taken] = await Promise.all([
        put('salim', 'Reed-Harvest'),
        athar(['account', 'put', 'salim', '--name', `Salim ${markerFamily}`]),
        put('invented', password),
      ]);
      expect([short, none, taken].map(({ code, out }) => ({ code, out }))).toEqual(
        Array.from({ length: 3 }, () => ({ code: 2, out: '' })),
      );
      expect(short.err).toBe('The password must have at least 15 characters.\n');
      expect(none.err).toBe('No password came on standard input.\n');
      expect(taken.err).toBe('invented is a demonstration account. Choose another login.\n');
      expect(await dataSource.query("select from accounts where login = 'salim'")).toEqual([]);
    },
    limitMs,
  );
});

describe('a list of detention records', () => {
  const bring = (path: string, ...options: string[]) =>
    athar(['import', path, '--type', 'intake_register', '--title', `Register ${path}`, '--as', 'nour', ...options]);
  const people = csv([
    hisRow({ full_name: `Samer Yousef ${markerFamily}`, id: '1' }),
    hisRow({ full_name: `جورج فراس ${markerFamilyArabic}`, id: '2' }),
  ]);
  let application: TestApplication;
  let good: string;
  beforeAll(async () => {
    application = await startApplication();
    good = file('good.csv', people);
    const first = await bring(good);
    expect({ code: first.code, out: first.out }).toEqual({
      code: 0,
      out: expect.stringMatching(
        /^Import [0-9a-f-]{36}: done\n2 rows = 2 created \+ 0 unchanged \+ 0 held \+ 0 rejected\n$/,
      ),
    });
  }, limitMs);
  afterAll(() => application.stop());

  const stored = async () =>
    (
      await dataSource.query(
        'select (select count(*) from imports) as imports, (select count(*) from detention_records) as records',
      )
    )[0];

  it(
    'brought a second time changes nothing and says so',
    async () => {
      const before = await stored();
      const { code, out, err } = await bring(good, '--json');
      expect(code).toBe(0);
      expect(out.trim().split('\n').length).toBe(1);
      expect(JSON.parse(out)).toMatchObject({ state: 'done', rows: { total: 2, done: 2, created: 2, rejected: 0 } });
      expect(err).toMatch(/^These bytes were imported before; nothing was stored again\./);
      expect(await stored()).toEqual(before);
    },
    limitMs,
  );

  it(
    'with rows that could not be taken ends with 3 and says where to read about them',
    async () => {
      const path = file('partly.csv', csv([hisRow({ id: '3' }), hisRow({ id: '4', full_name: '' })]));
      const { code, out } = await bring(path);
      expect(code).toBe(3);
      expect(out).toMatch(/2 rows = 1 created \+ 0 unchanged \+ 0 held \+ 1 rejected/);
      expect(out).toMatch(/GET \/v1\/imports\/[0-9a-f-]{36}\/rows/);
      expect(out).not.toContain(markerFamily);
    },
    limitMs,
  );

  it(
    'that cannot be read as CSV ends with 1, names the row, and keeps nothing',
    async () => {
      const before = await stored();
      const [torn, utf16] = await Promise.all([
        bring(file('torn.csv', `full_name,sex\nSamer ${markerFamily},male\n"Samer`)),
        bring(file('utf16.csv', Buffer.from(`\ufefffull_name\nSamer ${markerFamily}\n`, 'utf16le')), '--json'),
      ]);
      for (const { code, out, err } of [torn, utf16]) {
        expect({ code, out }).toEqual({ code: 1, out: '' });
        expect(err).not.toContain(markerFamily);
      }
      expect(torn.err).toMatch(/^The file cannot be read as CSV \(import\.malformed\)\n {2}row 3: A quotation mark/);
      expect(utf16.err).toMatch(/^The file is not UTF-8\. The file looks like UTF-16\./);
      expect(await stored()).toEqual(before);
    },
    limitMs,
  );

  it(
    'is found by name from either script, and the search is written down without the words',
    async () => {
      const searches = async () =>
        (await dataSource.query("select * from audit_entries where action = 'names.searched'")) as object[];
      const before = (await searches()).length;
      const search = (name: string, ...options: string[]) => athar(['search', name, '--as', 'nour', ...options]);
      const [arabic, latin, nobody] = await Promise.all([
        search(`سامر يوسف ${markerFamilyArabic}`, '--limit', '1'),
        search(`George Firas ${markerFamily}`, '--json', '--limit', '1'),
        search('Xyzqw Qwertz'),
      ]);
      expect([arabic, latin, nobody].map(({ code, err }) => ({ code, err }))).toEqual(
        Array.from({ length: 3 }, () => ({ code: 0, err: '' })),
      );
      expect(arabic.out).toMatch(
        new RegExp(`^[01]\\.\\d\\d  detention_record  [0-9a-f-]{36}  .Samer Yousef ${markerFamily}`),
      );
      expect(JSON.parse(latin.out)).toEqual({
        hits: [expect.objectContaining({ kind: 'detention_record', name: `جورج فراس ${markerFamilyArabic}` })],
      });
      expect(nobody.out).toBe('No name like this is kept.\n');
      const written = (await searches()).slice(before);
      const [{ id }] = await dataSource.query("select id from accounts where login = 'nour'");
      expect(written.length).toBe(3);
      for (const event of written)
        expect(event).toMatchObject({ actor_id: id, subject_kind: 'person', outcome: 'done' });
      expect(JSON.stringify(written)).not.toMatch(/Athartest|George|Qwertz|\u0623\u062b\u0631/);
    },
    limitMs,
  );

  it(
    'leads to a suggestion whose stored explanation is shown to staff',
    async () => {
      const rana = await signIn(application.url, application.accounts[0]);
      const sought = { names: [{ given: 'سامر', father: 'يوسف', family: markerFamilyArabic }] };
      const { status, body } = await rana.post('/v1/reports', aReport({ sought }));
      expect(status).toBe(201);
      await application.settled();
      const { body: found } = await rana.get(`/v1/suggestions?report_id=${body.id}&limit=1`);
      const id = found.items[0].id as string;
      // Nour is no member of the report: to her it is not there.
      const [text, json, nobody, unknown] = await Promise.all([
        athar(['match', 'explain', id, '--as', 'rana']),
        athar(['match', 'explain', id, '--as', 'rana', '--json', '--language', 'ar']),
        athar(['match', 'explain', id]),
        athar(['match', 'explain', id, '--as', 'nour']),
      ]);
      expect([text, json, nobody, unknown].map(({ code }) => code)).toEqual([0, 0, 2, 1]);
      expect(text.out).toMatch(/Given name: same, in the other script/);
      const explanation = JSON.parse(json.out);
      expect(explanation.rows[0]).toMatchObject({ comparison: 'given', a: 'سامر', b: 'Samer' });
      expect(explanation.headline).toMatch(/\p{Script=Arabic}/u);
      expect(unknown.err).toMatch(/^There is nothing here, or it is not yours to see/);
    },
    limitMs,
  );
});

describe('a worker and an API', () => {
  it.each<['api' | 'worker', string[], RegExp]>([
    ['worker', ['worker'], /worker is listening/],
    ['api', ['serve', '--only', 'api'], /Listening on http:\/\/127\.0\.0\.1:\d+/],
  ])(
    'say that they listen and end in order when they are told to: %s',
    async (who, words, listening) => {
      const own = databaseUrls(process.env.DATABASE_URL!)[who];
      const running = new RunningCommand(words, { env: { PORT: '0', DATABASE_URL: own } });
      await running.says(listening);
      const { code, seconds } = await running.end('SIGTERM');
      expect(code).toBe(0);
      expect(seconds).toBeLessThan(8);
    },
    limitMs,
  );

  it.each([[['worker']], [['serve', '--only', 'api']]])(
    'refuse to work as the owner of the database: %j',
    async (words) => {
      const { code, err } = await athar(words, { env: { PORT: '0' } });
      expect({ code, err }).toEqual({
        code: 2,
        err: expect.stringMatching(/^This process must sign in to the database as athar_/),
      });
    },
    limitMs,
  );
});
