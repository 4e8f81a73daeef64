import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { putAccount } from '../../src/access/demonstration-accounts.js';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { aMan } from '../support/builders.js';
import { goodPassword } from '../support/staff.js';
import { liveContent, versionsOf } from '../support/versions.js';

jest.setTimeout(180_000);

let application: TestApplication;
let caseworker: Client;
let importer: Client;
const supervisors: Client[] = [];

beforeAll(async () => {
  application = await startApplication();
  const own = application.accounts.filter((account) => !account.partner);
  const importerOfPartner = application.accounts.find((account) => account.role === 'importer' && account.partner);
  caseworker = await signIn(application.url, own.find(({ role }) => role === 'caseworker')!);
  importer = await signIn(application.url, importerOfPartner!);
  const second = { login: 'huda', displayName: 'Huda Athartest', role: 'supervisor' as const, password: goodPassword };
  await putAccount(application.dataSource, second, true);
  supervisors.push(await signIn(application.url, own.find(({ role }) => role === 'supervisor')!));
  supervisors.push(await signIn(application.url, { ...second, account: second.login }));
});
afterAll(() => application.stop());

const numbered = (number: number, row: Record<string, string>) => {
  const { id: _, ...rest } = row;
  return { 'record id': `Q-${number}`, ...rest };
};
const waiting = async (id: string) =>
  (await supervisors[0].get('/v1/suspicious-imports')).body.items.find((item: { id: string }) => item.id === id);
const states = async (report: string): Promise<Record<string, number>> =>
  Object.fromEntries(
    (
      await application.dataSource.query(
        'select state, count(*)::int as n from suggestions where report_id = $1 and detention_record_id in (select detention_record_id from import_rows) group by state',
        [report],
      )
    ).map(({ state, n }: { state: string; n: number }) => [state, n]),
  );

describe('a file that aims at one report', () => {
  it('is out of sight for everybody until two people of the operator let it go on; its sender learns nothing', async () => {
    const man = aMan(70);
    const report = (await caseworker.post('/v1/reports', man.report({ consent: { partners: true } }))).body.id;
    const list = versionsOf(application, importer, 'aimed');
    const rows = Array.from({ length: 14 }, (_, at) => numbered(at, man.row({ notes: `copy ${at}` })));
    const done = await list.handIn(rows);
    expect(done).toMatchObject({ state: 'done', quarantine: null, rows: { created: 14 } });
    expect(await states(report)).toEqual({ suppressed: 14 });
    expect((await caseworker.get(`/v1/suggestions?report_id=${report}`)).body.items).toEqual([]);
    expect((await waiting(done.id)).reasons.map(({ code }: { code: string }) => code)).toContain('matches.one_report');
    const { items } = (await supervisors[0].get('/v1/alarms')).body;
    expect(items).toContainEqual(expect.objectContaining({ kind: 'import_quarantined', subject_id: done.id }));
    expect(JSON.stringify((await importer.get(`/v1/imports/${done.id}`)).body)).not.toMatch(
      /matches|suspicious|quarantine":\{/,
    );

    // What the family decides meanwhile does not bring it back.
    const { items: consents } = (await caseworker.get(`/v1/reports/${report}/consents`)).body;
    const search = consents.find((consent: { purpose: string }) => consent.purpose === 'search');
    await caseworker.post(`/v1/reports/${report}/consents/${search.id}/withdrawal`, { reason: 'asked_by_person' });
    await application.settled();
    const [{ both }] = await application.dataSource.query(
      "select bool_and(suppressed_for @> array['consent', 'quarantine']) as both from suggestions where report_id = $1",
      [report],
    );
    expect(both).toBe(true);

    const release = (client: Client) => client.post(`/v1/imports/${done.id}/release`, { reason: 'Looked at the file' });
    expect((await release(supervisors[0])).body.release).toMatchObject({ released_by: null });
    expect((await release(supervisors[0])).body.code).toBe('import.second_person');
    expect((await release(supervisors[1])).body.release.released_by).not.toBeNull();
    await application.settled();
    expect(await waiting(done.id)).toBeUndefined();
    // Only the consent still withholds it.
    expect(await states(report)).toEqual({ suppressed: 14 });
    const [{ left }] = await application.dataSource.query(
      "select bool_and(suppressed_for = array['consent']) as left from suggestions where report_id = $1",
      [report],
    );
    expect(left).toBe(true);
  });

  it('that is refused is taken back for good', async () => {
    const man = aMan(83);
    const report = (await caseworker.post('/v1/reports', man.report({ consent: { partners: true } }))).body.id;
    const list = versionsOf(application, importer, 'refused');
    const before = await liveContent(application);
    const done = await list.handIn(
      Array.from({ length: 12 }, (_, at) => numbered(at, man.row({ notes: `copy ${at}` }))),
    );
    expect(await states(report)).toMatchObject({ suppressed: 12 });
    expect((await supervisors[0].post(`/v1/imports/${done.id}/refusal`, { reason: 'Made up' })).status).toBe(200);
    await application.settled();
    expect(await liveContent(application)).toEqual(before);
    expect((await list.view(done.id)).state).toBe('reverted');
    const back = await importer.send('DELETE', `/v1/imports/${done.id}/revert`);
    expect([back.status, back.body.code]).toEqual([409, 'import.refused']);
    const [{ inSight }] = await application.dataSource.query(
      `select count(*)::int as "inSight" from suggestions s join import_rows r on r.detention_record_id = s.detention_record_id
       where r.import_id = $1 and s.state not in ('suppressed', 'stale')`,
      [done.id],
    );
    expect(inSight).toBe(0);
  });
});

describe('a file that was put into quarantine for what comparing found, and was cancelled in its run', () => {
  it('goes on when its sender says so, out of sight, and neither its state nor its revision tells him', async () => {
    const man = aMan(75);
    const report = (await caseworker.post('/v1/reports', man.report({ consent: { partners: true } }))).body.id;
    const list = versionsOf(application, importer, 'goes on');
    const done = await list.handIn(
      Array.from({ length: 12 }, (_, at) => numbered(at, man.row({ notes: `copy ${at}` }))),
    );
    // As if he had cancelled it before its end.
    await application.dataSource.query("update imports set state = 'cancelled' where id = $1", [done.id]);
    const before = await list.view(done.id);
    for (const supervisor of supervisors)
      expect((await supervisor.post(`/v1/imports/${done.id}/release`, { reason: 'Looked at' })).status).toBe(200);
    await application.settled();
    expect(await list.view(done.id)).toEqual(before);
    const { status, body } = await list.run(before);
    expect(status).toBe(202);
    expect(body).toMatchObject({ state: 'queued', quarantine: null });
    await list.until(done.id, 'done');
    await application.settled();
    // What was let go on was a part of it.
    expect(await waiting(done.id)).toBeDefined();
    const ofFile = await application.dataSource.query(
      `select distinct s.state from suggestions s join import_rows r on r.detention_record_id = s.detention_record_id
       where r.import_id = $1 and s.report_id = $2`,
      [done.id, report],
    );
    expect(ofFile).toEqual([{ state: 'suppressed' }]);
  });
});

describe('a file that is suspicious before anything of it is stored', () => {
  it('is held back, says so to its sender, and runs when two people let it go on', async () => {
    const list = versionsOf(application, importer, 'held back');
    const rows = Array.from({ length: 60 }, (_, at) =>
      numbered(at, aMan(at).row({ birth_date: at < 30 ? '14/03/1981' : `${1 + (at % 27)}/03/${1950 + at}` })),
    );
    const checked = await list.check(rows);
    const { body } = await list.run(checked);
    expect(body).toMatchObject({ state: 'held_back', quarantine: { waits_for: 'first_person' } });
    expect(body.quarantine.reasons.map(({ code }: { code: string }) => code)).toEqual(['file.same_birth_day']);
    await application.settled();
    expect((await list.view(checked.id)).rows.done).toBe(0);
    for (const supervisor of supervisors.slice(0, 2))
      expect(
        (await supervisor.post(`/v1/imports/${checked.id}/release`, { reason: 'A register by age group' })).status,
      ).toBe(200);
    expect((await list.until(checked.id, 'done')).rows).toMatchObject({ done: 60 });
    await application.settled();
  });

  it('nobody releases what he had stored himself, and no other organisation can', async () => {
    const list = versionsOf(application, supervisors[0], 'own');
    const rows = Array.from({ length: 60 }, (_, at) => numbered(at, aMan(at).row({ birth_date: '14/03/1981' })));
    const checked = await list.check(rows);
    expect((await list.run(checked)).body.state).toBe('held_back');
    const own = await supervisors[0].post(`/v1/imports/${checked.id}/release`, { reason: 'I know it' });
    expect([own.status, own.body.code]).toEqual([409, 'import.own']);
    expect((await importer.post(`/v1/imports/${checked.id}/release`, { reason: 'Please' })).status).toBe(404);
    expect((await supervisors[1].post(`/v1/imports/${checked.id}/refusal`, { reason: 'No' })).body.state).toBe(
      'cancelled',
    );
  });
});
