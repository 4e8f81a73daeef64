import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { aMan, markerFamily } from '../support/builders.js';
import { versionsOf } from '../support/versions.js';

jest.setTimeout(180_000);

let application: TestApplication;
let client: Client;

beforeAll(async () => {
  application = await startApplication();
  client = await signIn(application.url, application.accounts[0]);
});
afterAll(() => application.stop());

const consent = { search: true as const, partners: false, form_version: 'form-7', language: 'ar' };
const told = (number: number, changes: Record<string, string> = {}) => {
  const { id: _, event_type: _type, ...row } = aMan(number).row({ birth_date: '1985' });
  return { 'record id': `F-${number}`, ...row, relationship: 'mother', ...changes };
};
const reportOf = async (importId: string, row: number): Promise<string> =>
  (
    await application.dataSource.query(
      'select report_id as id from import_rows where import_id = $1 and row_number = $2',
      [importId, row],
    )
  )[0].id;

describe('reports that an organisation hands in for families', () => {
  it('are filed with the relationship and the consent that was stated, and nobody who could be named or reached', async () => {
    const list = versionsOf(application, client, 'families', 'reports');
    const done = await list.handIn([told(1), told(2)], { consent });
    expect(done).toMatchObject({ state: 'done', rows: { created: 2 } });
    const id = await reportOf(done.id, 2);
    const report = (await client.get(`/v1/reports/${id}`)).body;
    expect(report).toMatchObject({ state: 'open', revision: 1 });
    expect(JSON.stringify(report)).toContain(markerFamily);
    const { items: reporters } = (await client.get(`/v1/reports/${id}/reporters`)).body;
    expect(reporters).toEqual([
      expect.objectContaining({ relationship: 'mother', filing_mode: 'through_organisation', language: 'ar' }),
    ]);
    const rows = await application.dataSource.query(
      `select purpose, granted, form_version from consents where report_id = $1 order by purpose`,
      [id],
    );
    expect(rows).toEqual([
      { purpose: 'contact', granted: false, form_version: 'form-7' },
      { purpose: 'partners', granted: false, form_version: 'form-7' },
      { purpose: 'search', granted: true, form_version: 'form-7' },
    ]);
    const [{ sealed }] = await application.dataSource.query(
      `select (select count(*) from reporter_identities)::int + (select count(*) from reporter_contacts)::int as sealed`,
    );
    expect(sealed).toBe(0);
    const { items: revisions } = (await client.get(`/v1/reports/${id}/revisions`)).body;
    expect(revisions ?? (await client.get(`/v1/reports/${id}/revisions`)).body).toHaveLength(1);
  });

  it('meet the records of detention lists like any other report', async () => {
    const list = versionsOf(application, client, 'met', 'reports');
    const done = await list.handIn([told(20)], { consent });
    await versionsOf(application, client, 'register').handIn([aMan(20).row({ birth_date: '1985' })]);
    const id = await reportOf(done.id, 2);
    expect((await client.get(`/v1/suggestions?report_id=${id}`)).body.items.length).toBeGreaterThan(0);
  });

  it('a newer version is a further revision; the same file changes nothing', async () => {
    const list = versionsOf(application, client, 'newer', 'reports');
    const first = await list.handIn([told(30), told(31)], { consent, version_at: '2024-01-01' });
    expect((await list.handIn([told(30), told(31)], { consent, version_at: '2024-01-02' })).rows).toMatchObject({
      unchanged: 2,
    });
    const newer = await list.handIn([told(30, { notes: 'taken from home' }), told(31)], {
      consent,
      version_at: '2024-02-01',
    });
    expect(await list.outcomes(newer.id)).toEqual(['new_revision', 'unchanged']);
    const id = await reportOf(first.id, 2);
    expect((await client.get(`/v1/reports/${id}`)).body).toMatchObject({ revision: 2 });
  });

  it('what a family changed or withdrew since is never overwritten', async () => {
    const list = versionsOf(application, client, 'since', 'reports');
    const first = await list.handIn([told(40), told(41)], { consent, version_at: '2024-01-01' });
    const id = await reportOf(first.id, 2);
    const patched = await client.send(
      'PATCH',
      `/v1/reports/${id}`,
      { disappearance: { circumstances: 'What the mother told us later' } },
      { 'if-match': '"1"', 'content-type': 'application/merge-patch+json' },
    );
    expect(patched.status).toBe(200);
    const newer = await list.handIn([told(40, { notes: 'x' }), told(41, { notes: 'y' })], {
      consent,
      version_at: '2024-02-01',
    });
    expect(await list.outcomes(newer.id)).toEqual(['held report.changed_since', 'new_revision']);
    expect((await client.get(`/v1/reports/${id}`)).body.revision).toBe(2);
  });

  it('a withdrawn one is not filed anew because a cell of its row, which has no number, was corrected', async () => {
    const list = versionsOf(application, client, 'stopped', 'reports');
    const unnumbered = (number: number, changes: Record<string, string> = {}) => {
      const { 'record id': _, ...row } = told(number, changes) as Record<string, string>;
      return row;
    };
    const first = await list.handIn([unnumbered(45), unnumbered(46)], { consent, version_at: '2024-01-01' });
    const id = await reportOf(first.id, 2);
    const { items } = (await client.get(`/v1/reports/${id}/consents`)).body;
    const search = items.find((each: { purpose: string }) => each.purpose === 'search');
    await client.post(`/v1/reports/${id}/consents/${search.id}/withdrawal`, { reason: 'asked_by_person' });
    const newer = await list.handIn([unnumbered(45, { notes: 'x' }), unnumbered(46, { notes: 'y' }), unnumbered(47)], {
      consent,
      version_at: '2024-02-01',
    });
    expect(await list.outcomes(newer.id)).toEqual(['held report.withdrawn_before', 'created', 'created']);
  });

  it('are taken back with their file, unless people have worked on them, and come back with it', async () => {
    const list = versionsOf(application, client, 'back', 'reports');
    const done = await list.handIn([told(50), told(51)], { consent });
    const [changed, untouched] = [await reportOf(done.id, 2), await reportOf(done.id, 3)];
    await client.send(
      'PATCH',
      `/v1/reports/${changed}`,
      { disappearance: { circumstances: 'The family called' } },
      { 'if-match': '"1"', 'content-type': 'application/merge-patch+json' },
    );
    expect((await list.revert(done.id)).state).toBe('reverted');
    const states = async () =>
      Promise.all([changed, untouched].map(async (id) => (await client.get(`/v1/reports/${id}`)).body.state));
    expect(await states()).toEqual(['open', 'withdrawn']);
    const [{ profiles }] = await application.dataSource.query(
      'select count(*)::int as profiles from match_profiles where record_id = $1',
      [untouched],
    );
    expect(profiles).toBe(0);
    await list.bringBack(done.id);
    expect(await states()).toEqual(['open', 'open']);
  });
});
