import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { putAccount } from '../../src/access/demonstration-accounts.js';
import { openDataSource } from '../../src/database/data-source.js';
import { databaseUrls } from '../../src/database/roles.js';
import { inBlindSample } from '../../src/suggestions/blind.js';
import { signIn, startApplication, type TestApplication } from '../support/application.js';
import { aReport, csv, hisRow, markerFamily, markerFamilyArabic } from '../support/builders.js';
import { withWeights } from '../support/casework.js';
import { athar, RunningCommand } from '../support/command.js';

const limitMs = 180_000;
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

/** Somebody who sees every report and has this pair in the sample without numbers. @returns the login */
async function whoIsBlind(suggestionId: string): Promise<string> {
  let id = randomUUID();
  while (!inBlindSample(suggestionId, id)) id = randomUUID();
  await dataSource.query(
    `insert into accounts (id, organisation_id, login, display_name, role, demonstration)
     select $1, organisation_id, 'samira', $2, 'supervisor', true from suggestions where id = $3`,
    [id, `Samira ${markerFamily}`, suggestionId],
  );
  return 'samira';
}

const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

describe('athar account invite', () => {
  const origin = 'https://athar.test.example';
  const invite = (login: string, ...options: string[]) =>
    athar(['account', 'invite', login, '--name', `Hala ${markerFamily}`, ...options], {
      env: { ATHAR_ORIGIN: origin },
    });
  const read = async (login: string) =>
    (await dataSource.query('select * from accounts where login = $1', [login])) as Record<string, unknown>[];

  it(
    'makes an administrator who signs in nowhere yet, and prints a link that is kept nowhere; the next one ends it',
    async () => {
      const first = await invite('hala', '--role', 'system_admin');
      expect(first.code).toBe(0);
      expect(first.out).toMatch(/^https:\/\/athar\.test\.example\/console\/invitation#ati_[\w-]{43}\n$/);
      expect(first.err).toMatch(/^Hand this link over in person/);
      const [account] = await read('hala');
      expect(account).toMatchObject({
        display_name: `Hala ${markerFamily}`,
        role: 'system_admin',
        password_hash: null,
        demonstration: false,
      });
      const token = first.out.trim().split('#')[1];
      expect(JSON.stringify(await dataSource.query('select * from invitations'))).not.toContain(token);
      const second = await invite('hala', '--role', 'system_admin');
      expect(second.code).toBe(0);
      expect(await read('hala')).toEqual([account]);
      const live = await dataSource.query(
        'select created_by from invitations where account_id = $1 and used_at is null and expires_at > now()',
        [account.id],
      );
      expect(live).toEqual([{ created_by: null }]);
      const entries = await dataSource.query(
        "select subject_id from audit_entries where action = 'invitation.created'",
      );
      expect(entries).toEqual([{ subject_id: account.id }, { subject_id: account.id }]);
    },
    limitMs,
  );

  it(
    'gives nobody a case role, and no account another role; demonstration and disabled accounts stay as they are',
    async () => {
      await dataSource.query(
        `insert into accounts (id, organisation_id, login, display_name, role, disabled_at)
         select gen_random_uuid(), organisation_id, 'gone', 'Gone ${markerFamily}', 'organisation_admin', now() from accounts limit 1`,
      );
      const answers = [
        await invite('salim', '--role', 'caseworker'),
        await invite('salim'),
        await invite('nour', '--role', 'system_admin'),
        await invite('invented', '--role', 'system_admin'),
        await invite('gone', '--role', 'organisation_admin'),
        await invite(' salim', '--role', 'system_admin'),
        await invite('sal\u202eim', '--role', 'system_admin'),
      ];
      expect(answers.map(({ code, out }) => ({ code, out }))).toEqual(
        Array.from({ length: 7 }, () => ({ code: 2, out: '' })),
      );
      expect(answers[2].err).toMatch(/^There is such an account with another role/);
      expect(answers[3].err).toMatch(/^This is a demonstration account/);
      expect(answers[4].err).toMatch(/^This account is disabled/);
      const invited = await dataSource.query(
        "select from invitations i join accounts a on a.id = i.account_id where a.login <> 'hala'",
      );
      expect([...(await read('salim')), ...invited]).toEqual([]);
    },
    limitMs,
  );
});

describe('a list of detention records', () => {
  const people = csv([
    hisRow({ full_name: `Samer Yousef ${markerFamily}`, id: '1' }),
    hisRow({ full_name: `جورج فراس ${markerFamilyArabic}`, id: '2' }),
  ]);
  let application: TestApplication;
  beforeAll(async () => {
    application = await startApplication();
    const words = ['--list', 'Register', '--type', 'intake_register', '--as', 'nour', '--yes'];
    expect((await athar(['import', 'run', file('good.csv', people), ...words])).code).toBe(0);
  }, limitMs);
  afterAll(() => application.stop());

  it(
    'is found by name from either script, and the search is written down without the words',
    async () => {
      const searches = async () =>
        (await dataSource.query("select * from audit_entries where action = 'names.searched'")) as object[];
      const before = (await searches()).length;
      const search = (name: string, ...options: string[]) =>
        athar(['search', name, '--reason', 'A call', '--as', 'nour', ...options]);
      const [arabic, latin, nobody] = await Promise.all([
        search(`سامر يوسف ${markerFamilyArabic}`, '--limit', '1'),
        search(`George Firas ${markerFamily}`, '--json', '--limit', '1'),
        search('Xyzqw Qwertz'),
      ]);
      expect([arabic, latin, nobody].map(({ code, err }) => ({ code, err }))).toEqual(
        Array.from({ length: 3 }, () => ({ code: 0, err: '' })),
      );
      expect(arabic.out).toMatch(
        new RegExp(`^other_spelling  detention_record  [0-9a-f-]{36}  .Samer Yousef ${markerFamily}`),
      );
      expect(JSON.parse(latin.out)).toEqual({
        hits: [expect.objectContaining({ kind: 'detention_record', name: `جورج فراس ${markerFamilyArabic}` })],
        more: expect.any(Boolean),
        complete: true,
      });
      expect(nobody.out).toBe('No name like this is kept.\n');
      const written = (await searches()).slice(before);
      const [{ id }] = await dataSource.query("select id from accounts where login = 'nour'");
      expect(written.length).toBe(3);
      for (const event of written)
        expect(event).toMatchObject({
          actor_id: id,
          subject_kind: 'name_search',
          outcome: 'done',
          reason: 'command_line',
        });
      expect(JSON.stringify(written)).not.toMatch(/Athartest|George|Qwertz|\u0623\u062b\u0631/);
    },
    limitMs,
  );

  it(
    'leads to a suggestion whose stored explanation is shown to staff',
    async () => {
      const rana = await signIn(application.url, application.accounts[0]);
      const sought = { names: [{ given: 'سامر', father: 'يوسف', family: markerFamilyArabic }] };
      let id: string | undefined;
      while (id === undefined) {
        const { status, body } = await rana.post('/v1/reports', aReport({ sought }));
        expect(status).toBe(201);
        await application.settled();
        const { body: found } = await rana.get(`/v1/suggestions?report_id=${body.id}&limit=1`);
        const shown = await withWeights(dataSource, 'rana');
        id = shown.find((each) => each === found.items[0].id);
      }
      // Nour is no member of the report: to her it is not there.
      // Rana is a demonstration account.
      const env = { ATHAR_MODE: 'demonstration', ATHAR_DATA: folder };
      const [text, json, blind, nobody, unknown, inProduction] = await Promise.all([
        athar(['match', 'explain', id, '--as', 'rana'], { env }),
        athar(['match', 'explain', id, '--as', 'rana', '--json', '--language', 'ar'], { env }),
        // To her the numbers are hidden until she has judged.
        athar(['match', 'explain', id, '--as', await whoIsBlind(id)], { env }),
        athar(['match', 'explain', id]),
        athar(['match', 'explain', id, '--as', 'nour']),
        athar(['match', 'explain', id, '--as', 'rana']),
      ]);
      expect([text, json, blind, nobody, unknown, inProduction].map(({ code }) => code)).toEqual([0, 0, 0, 2, 1, 2]);
      expect(blind.out).toMatch(/Given name: same, in the other script/);
      expect(blind.out).not.toMatch(/[+\u2212]\d/);
      expect(text.out).toMatch(/[+\u2212]\d/);
      expect(inProduction.err).toMatch(/^There is no such account, or it may not do this/);
      const looks = await dataSource.query(
        'select reason, outcome, count(*)::int as n from audit_entries where subject_id = $1 group by 1, 2 order by n desc',
        [id],
      );
      expect(looks).toEqual([
        { reason: 'command_line', outcome: 'done', n: 3 },
        { reason: 'command_line', outcome: 'denied', n: 1 },
      ]);
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
