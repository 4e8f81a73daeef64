import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DataSource, EntityManager } from 'typeorm';
import { openDataSource } from '../../src/database/data-source.js';
import { databaseUrls } from '../../src/database/roles.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { aMan } from '../support/builders.js';
import { casesOf, enter } from '../support/cases.js';
import { caseworkOf } from '../support/casework.js';
import { familySignIn, issueReceipt } from '../support/families.js';
import { join, mona, reveal, tareq } from '../support/family.js';
import { type FamilySide, type FiledByFamily, familySide } from '../support/family-side.js';

jest.setTimeout(180_000);

let application: TestApplication;
let families: FamilySide;
/** As the API process itself signs in: what is shown here holds even if its own checks were gone. */
let asApi: DataSource;
let hers: FiledByFamily;
let others: FiledByFamily;
let brothersId: string;

beforeAll(async () => {
  application = await startApplication();
  families = await familySide(application);
  const salma = await enter(application, 'salma');
  const him = aMan(1);
  hers = await families.file({ ...him.report(), reporter: mona });
  others = await families.file({ ...aMan(2).report(), reporter: mona });
  brothersId = await join(salma, hers.actor.reportId, tareq);
  await issueReceipt(salma, hers.actor.reportId, brothersId);
  await familySignIn(application.url, { request_number: hers.requestNumber, secret: hers.secret });
  await reveal(salma, hers.actor.reportId, hers.reporterId);
  await caseworkOf(application, salma).importRows([him.row(), aMan(2).row()]);
  const { id } = await casesOf(salma).ofReport(hers.actor.reportId);
  await salma.post(`/v1/cases/${id}/notes`, { text: 'Athartest: nobody of the family reads this.' });
  asApi = await openDataSource(databaseUrls(process.env.DATABASE_URL!).api);
});
afterAll(async () => {
  await asApi?.destroy();
  await families?.close();
  await application?.stop();
});

interface Settings {
  role: string;
  report?: string;
  reporter?: string;
}

const acting = <T>(settings: Partial<Settings>, work: (manager: EntityManager) => Promise<T>): Promise<T> =>
  asApi.transaction(async (manager) => {
    const all = { role: 'intake', report: hers.actor.reportId, reporter: hers.reporterId, ...settings };
    await manager.query(
      `select set_config('app.organisation', $1, true), set_config('app.actor', $2, true), set_config('app.role', $3, true),
              set_config('app.report', $4, true), set_config('app.reporter', $5, true)`,
      [hers.actor.organisationId, hers.actor.id, all.role, all.report, all.reporter],
    );
    return work(manager);
  });
const asIntake = <T>(work: (manager: EntityManager) => Promise<T>) => acting({}, work);
/** How many rows, or the code with which the database refuses. */
const touched = (sql: string, values: unknown[] = [], settings: Partial<Settings> = {}): Promise<number | string> =>
  acting(settings, async (manager) => {
    const answer = await manager.query(sql, values);
    return Array.isArray(answer[0]) ? answer[1] : answer.length;
  }).catch((error) => error.driverError?.code ?? String(error));

describe('the database lets a family that writes', () => {
  it('see what hangs on its report and on itself, and of everything else nothing: no suggestion, no case, no other relative', async () => {
    const tables: { name: string }[] = await application.dataSource.query(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'm', 'p') and relrowsecurity
       order by relname`,
    );
    expect(tables.length).toBeGreaterThan(40);
    const seen: Record<string, number> = {};
    for (const { name } of tables) {
      const rows = await touched(`select 1 from ${name}`);
      if (rows !== 0 && rows !== '42501') seen[name] = rows as number;
    }
    expect(seen).toEqual({
      case_keys: 1,
      consents: 3,
      family_filings: 1,
      person_names: 2,
      receipts: 1,
      report_revisions: 1,
      reporter_contacts: 2,
      reporter_identities: 1,
      reporters: 1,
      reports: 1,
    });
    const [{ n }] = await application.dataSource.query(
      'select count(*)::int as n from suggestions where report_id = any($1::uuid[])',
      [[hers.actor.reportId, others.actor.reportId]],
    );
    expect(n).toBeGreaterThan(1);
  });

  it('behind a wall of its own on every table, so that no other rule lets it in by mistake', async () => {
    const open: { relname: string }[] = await application.dataSource.query(
      `select relname from pg_class c
       where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity and relname !~ '^audit_'
         and not exists (select 1 from pg_policies p where p.tablename = c.relname and p.permissive = 'RESTRICTIVE' and p.cmd = 'ALL'
                           and 'athar_api' = any(p.roles) and p.policyname = c.relname || '_no_intake')
       order by relname`,
    );
    expect(open).toEqual([]);
  });

  it('write nothing of another report and nothing of another relative', async () => {
    const [other, brother] = [others.actor.reportId, brothersId];
    const org = hers.actor.organisationId;
    const refused: [string, unknown[]][] = [
      ["update reports set circumstances = 'x' where id = $1", [other]],
      ["update reports set circumstances = 'x' where id <> $1", [hers.actor.reportId]],
      ["update reporters set country = 'DE' where id = $1", [others.reporterId]],
      ["update reporters set country = 'DE' where id = $1", [brother]],
      ['delete from reporter_contacts where reporter_id <> $1', [hers.reporterId]],
      ['delete from reporter_identities where reporter_id = $1', [brother]],
      ['delete from person_names where report_id = $1', [other]],
      ['delete from person_names where detention_record_id is not null', []],
      ['update receipts set revoked_at = now() where reporter_id <> $1', [hers.reporterId]],
      [
        'update consents set withdrawn_at = now(), withdrawn_reason = $2 where reporter_id <> $1',
        [hers.reporterId, 'safety'],
      ],
      ['update case_keys set wrapped = null, destroyed_at = now() where report_id = $1', [other]],
      ["update suggestions set state = 'confirmed'", []],
      ['delete from match_profiles', []],
      ["update cases set state = 'closed'", []],
      ['delete from report_members', []],
      ['delete from family_filings', []],
    ];
    for (const [sql, values] of refused) expect([sql, await touched(sql, values)]).toEqual([sql, 0]);

    const denied: [string, unknown[]][] = [
      [
        `insert into report_revisions (report_id, revision, content, reporter_id) values ($1, 9, '{}', $2)`,
        [other, hers.reporterId],
      ],
      [
        `insert into report_revisions (report_id, revision, content, reporter_id) values ($1, 9, '{}', $2)`,
        [hers.actor.reportId, brother],
      ],
      [
        `insert into report_revisions (report_id, revision, content, changed_by) select $1, 9, '{}', id from accounts limit 1`,
        [hers.actor.reportId],
      ],
      [
        `insert into consents (id, report_id, reporter_id, organisation_id, purpose, granted, form_version, language)
         values (gen_random_uuid(), $1, $2, $3, 'partners', true, 'x', 'ar')`,
        [hers.actor.reportId, brother, org],
      ],
      [
        `insert into receipts (id, organisation_id, report_id, reporter_id, request_number, secret_hash) values ($4, $3, $1, $2, '999999', '$argon2id$x')`,
        [hers.actor.reportId, brother, org, randomUUID()],
      ],
      [
        `insert into suppressions (id, organisation_id, digest, purpose) values (gen_random_uuid(), $1, '\\x00', 'search')`,
        [org],
      ],
      [
        `insert into report_members (id, report_id, organisation_id, via, granted_by) values (gen_random_uuid(), $1, $2, 'second_review', $3)`,
        [hers.actor.reportId, org, hers.actor.id],
      ],
      [
        `insert into case_events (id, case_id, organisation_id, kind) values (gen_random_uuid(), gen_random_uuid(), $1, 'open')`,
        [org],
      ],
    ];
    for (const [sql, values] of denied) {
      const answer = await touched(sql, values);
      // A select from a table that it does not see finds nothing to insert.
      expect([sql, answer === 0 ? '42501' : answer]).toEqual([sql, '42501']);
    }
  });

  it('tell what it knows, and neither move its report nor say that somebody took it up', async () => {
    const id = hers.actor.reportId;
    for (const change of [
      "state = 'closed'",
      'taken_up_at = now()',
      'intake_flag = true',
      "created_at = now() - interval '1 year'",
      'created_by = (select id from accounts limit 1), taken_up_at = now()',
    ])
      expect([change, await touched(`update reports set ${change} where id = $1`, [id])]).toEqual([change, '42501']);
    expect(await touched("update reports set circumstances = 'More' where id = $1", [id])).toBe(1);
  });

  it('call what is done in its name only in its name', async () => {
    const calls = [
      'select withhold_own_report()',
      "select end_own_consents(array['search'], 'asked_by_person')",
      'select empty_own_reveals()',
      'select others_report_too()',
      'select family_pauses(true)',
      'select family_leaves_case()',
      'select family_asks_to_reopen()',
      'select family_told_more()',
      "select family_reports_extortion(gen_random_uuid(), 'money', 'telephone', 'x')",
      "select flag_filings(array['\\x00'::bytea])",
    ];
    for (const role of ['family', 'caseworker', 'supervisor', ''])
      for (const call of calls) expect([role, call, await touched(call, [], { role })]).toEqual([role, call, '42501']);
    // What they are made of is nobody's to call.
    for (const call of ['select own_case()', 'select require_intake()', 'select settle_family_pause(null)'])
      expect([call, await touched(call)]).toEqual([call, '42501']);
  });

  it('and to a family that reads it says what it allows and by which ways it is reached, and to nobody else', async () => {
    const standing = (settings: Partial<Settings>) =>
      acting(settings, (manager) => manager.query('select * from own_standing()'));
    expect(await standing({ role: 'family', report: '', reporter: '' })).toEqual([
      { allowed: ['contact', 'search'], contact_kinds: ['phone', 'email'], paused: false, relationship: 'mother' },
    ]);
    for (const role of ['intake', 'caseworker', 'supervisor'])
      expect(await standing({ role })).toEqual([{ allowed: [], contact_kinds: [], paused: false, relationship: null }]);
    await application.dataSource.query('update receipts set revoked_at = now() where id = $1', [hers.actor.id]);
    expect(await standing({ role: 'family' })).toEqual([
      { allowed: [], contact_kinds: [], paused: false, relationship: null },
    ]);
    await application.dataSource.query('update receipts set revoked_at = null where id = $1', [hers.actor.id]);
  });

  it('nothing at all without saying which report', async () => {
    const settings = { report: '', reporter: '' };
    for (const table of [
      'reports',
      'report_revisions',
      'reporters',
      'consents',
      'receipts',
      'person_names',
      'case_keys',
    ])
      expect([table, await touched(`select 1 from ${table}`, [], settings)]).toEqual([table, 0]);
    await asIntake(async (manager) => {
      expect(await manager.query('select id from reports')).toEqual([{ id: hers.actor.reportId }]);
    });
  });
});
