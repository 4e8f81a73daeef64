import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DataSource, EntityManager } from 'typeorm';
import { openDataSource } from '../../src/database/data-source.js';
import { databaseUrls } from '../../src/database/roles.js';
import { signIn, startApplication, type TestApplication } from '../support/application.js';
import { aMan } from '../support/builders.js';
import { caseworkOf, confirmAsSecond } from '../support/casework.js';
import { familySignIn, filerOf, issueReceipt } from '../support/families.js';
import { join, tareq } from '../support/family.js';

jest.setTimeout(180_000);

let application: TestApplication;
/** As the API process itself signs in: what is shown here holds even if its own checks were gone. */
let asApi: DataSource;
const hers = { reportId: '', receiptId: '', brothersId: '', organisationId: '' };
let otherReportId: string;
let filerId: string;

beforeAll(async () => {
  application = await startApplication();
  const rana = await signIn(application.url, application.accounts[0]);
  const omar = await signIn(application.url, application.accounts[1]);
  const { file, importRows, suggestionsOf } = caseworkOf(application, rana);
  const him = aMan(1);
  hers.reportId = await file(him.report());
  otherReportId = await file(aMan(2).report());
  const receipt = await issueReceipt(rana, hers.reportId);
  const another = await issueReceipt(rana, hers.reportId, await join(rana, hers.reportId, tareq));
  const third = await issueReceipt(rana, otherReportId);
  hers.receiptId = receipt.id;
  hers.brothersId = another.id;
  filerId = await filerOf(rana, hers.reportId);
  for (const each of [receipt, another, third]) await familySignIn(application.url, each);
  await importRows([him.row()]);
  const [suggestion] = await suggestionsOf(hers.reportId);
  const propose = { action: 'propose', evidence: 'Agrees.', seen_revision: 1 };
  expect((await rana.post(`/v1/suggestions/${suggestion.id}/decisions`, propose)).status).toBe(200);
  await confirmAsSecond(omar, suggestion.id, 2);
  const edit = await rana.send(
    'PATCH',
    `/v1/reports/${hers.reportId}`,
    { disappearance: { place: 'Tadmor' } },
    { 'if-match': '"1"' },
  );
  expect(edit.status).toBe(200);
  [{ organisation_id: hers.organisationId }] = await application.dataSource.query(
    'select organisation_id from receipts where id = $1',
    [receipt.id],
  );
  asApi = await openDataSource(databaseUrls(process.env.DATABASE_URL!).api);
});
afterAll(async () => {
  await asApi?.destroy();
  await application?.stop();
});

const set = (manager: EntityManager, organisation: string, actor: string, role: string) =>
  manager.query(
    `select set_config('app.organisation', $1, true), set_config('app.actor', $2, true), set_config('app.role', $3, true)`,
    [organisation, actor, role],
  );
const asFamily = <T>(work: (manager: EntityManager) => Promise<T>, receiptId = hers.receiptId): Promise<T> =>
  asApi.transaction(async (manager) => {
    await set(manager, hers.organisationId, receiptId, 'family');
    return work(manager);
  });

/** Rows that a family sees of a table; -1 where it may not even ask. */
const seenOf = (table: string) =>
  asFamily(async (manager) => {
    const [{ n }] = await manager.query(`select count(*)::int as n from ${table}`);
    return n as number;
  }).catch((error: { driverError?: { code: string } }) => {
    if (error.driverError?.code === '42501') return -1;
    throw error;
  });

describe('the database shows a family', () => {
  it('R2: one report, what this person told of it and not what staff corrected, its own receipt and its own sessions; of everything else nothing', async () => {
    const tables: { name: string; rows: number }[] = await application.dataSource.query(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'm', 'p') and relrowsecurity
       order by relname`,
    );
    expect(tables.length).toBeGreaterThan(25);
    const seen: Record<string, number> = {};
    for (const { name } of tables) {
      const n = await seenOf(name);
      if (n > 0) seen[name] = n;
    }
    // The key of its case, wrapped: its messages are sealed under it.
    expect(seen).toEqual({ case_keys: 1, family_sessions: 1, receipts: 1, report_revisions: 1, reports: 1 });
    const [report] = await asFamily((manager) => manager.query('select id from reports'));
    expect(report.id).toBe(hers.reportId);
    const [revision] = await asFamily((manager) => manager.query('select report_id, revision from report_revisions'));
    expect(revision).toEqual({ report_id: hers.reportId, revision: 1 });
    const brothers = await asFamily(
      (manager) =>
        manager.query('select r.id, v.revision from reports r left join report_revisions v on v.report_id = r.id'),
      hers.brothersId,
    );
    expect(brothers).toEqual([{ id: hers.reportId, revision: null }]);
  });

  it('R2: behind a wall of its own on every table, so that no other rule lets it in by mistake', async () => {
    const open: { relname: string }[] = await application.dataSource.query(
      `select relname from pg_class c
       where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity and relname !~ '^audit_'
         and not exists (select 1 from pg_policies p where p.tablename = c.relname and p.permissive = 'RESTRICTIVE'
                           and 'athar_api' = any(p.roles) and p.qual || coalesce(p.with_check, '') like '%family%')
       order by relname`,
    );
    expect(open.map(({ relname }) => relname)).toEqual(['family_sessions', 'receipts']);
  });

  it('nothing once its receipt is revoked', async () => {
    await application.dataSource.query('update receipts set revoked_at = now() where id = $1', [hers.receiptId]);
    expect([await seenOf('reports'), await seenOf('report_revisions')]).toEqual([0, 0]);
    await application.dataSource.query('update receipts set revoked_at = null where id = $1', [hers.receiptId]);
    expect(await seenOf('reports')).toBe(1);
  });

  it('and lets it change nothing of the record, give out no receipt and not prolong its own', async () => {
    const code = (sql: string, ...values: unknown[]) =>
      asFamily((manager) => manager.query(sql, values)).then(
        (result) => (Array.isArray(result) && typeof result[1] === 'number' ? result[1] : 'done'),
        (error: { driverError: { code: string } }) => error.driverError.code,
      );
    const revision =
      "insert into report_revisions (report_id, revision, content, changed_by) select $1, 3, '{}', created_by from reports";
    expect(await code(revision, hers.reportId)).toBe('42501');
    expect(await code("update reports set state = 'closed'")).toBe(0);
    expect(
      await code(
        `insert into receipts (id, organisation_id, report_id, reporter_id, request_number, secret_hash, created_by)
       values (gen_random_uuid(), $1, $2, $3, '999999', '$argon2id$', $4)`,
        hers.organisationId,
        hers.reportId,
        filerId,
        hers.receiptId,
      ),
    ).toBe('42501');
    expect(await code("update receipts set secret_hash = '$argon2id$'")).toBe('42501');
    expect(await code('update family_sessions set expires_at = now()')).toBe('42501');
    expect(await code('delete from family_sessions')).toBe(0);
    const [{ id: anothers }] = await application.dataSource.query('select id from receipts where report_id = $1', [
      otherReportId,
    ]);
    const session = `insert into family_sessions (id, token_hash, receipt_id, organisation_id, expires_at)
                     values (gen_random_uuid(), sha256(gen_random_uuid()::text::bytea), $1, $2, now())`;
    expect(await code(session, anothers, hers.organisationId)).toBe('42501');
    expect(await code(session, hers.receiptId, hers.organisationId)).toBe('done');
  });

  it('nobody reaches receipts of another organisation, or those of a report that is not his', async () => {
    const count = (organisation: string, actor: string, role: string) =>
      asApi.transaction(async (manager) => {
        await set(manager, organisation, actor, role);
        return (await manager.query('select count(*)::int as n from receipts'))[0].n;
      });
    const { id: rana } = (await application.dataSource.query("select id from accounts where login = 'rana'"))[0];
    const { id: nobody } = (await application.dataSource.query('select gen_random_uuid() as id'))[0];
    expect(await count(hers.organisationId, rana, 'caseworker')).toBe(3);
    expect(await count(hers.organisationId, nobody, 'supervisor')).toBe(3);
    expect(await count(hers.organisationId, nobody, 'caseworker')).toBe(0);
    for (const role of ['auditor', 'organisation_admin', 'system_admin', 'disclosure_lead', 'partner'])
      expect([role, await count(hers.organisationId, rana, role)]).toEqual([role, 0]);
    expect(await count(nobody, rana, 'supervisor')).toBe(0);
  });

  it('the worker reaches neither receipts nor the sessions of families', async () => {
    const asWorker = await openDataSource(databaseUrls(process.env.DATABASE_URL!).worker);
    for (const table of ['receipts', 'family_sessions']) {
      await expect(asWorker.query(`select 1 from ${table}`)).rejects.toMatchObject({ driverError: { code: '42501' } });
    }
    await asWorker.destroy();
  });
});
