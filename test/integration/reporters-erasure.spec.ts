import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { auditOf } from '../support/audit-rows.js';
import { fileWith, join, reveal, tareq } from '../support/family.js';

jest.setTimeout(180_000);

let app: TestApplication;
let rana: Client;
let salma: Client;

beforeAll(async () => {
  app = await startApplication({ worker: false });
  [rana, salma] = await Promise.all(
    ['rana', 'salma'].map((login) => signIn(app.url, app.accounts.find((one) => one.login === login)!)),
  );
}, 60_000);
afterAll(() => app.stop());

const erase = (client: Client, reportId: string, reporterId: string, reason = 'asked_by_person') =>
  client.send('DELETE', `/v1/reports/${reportId}/reporters/${reporterId}`, { reason });
const rowsAbout = async (reporterId: string) => {
  const [rows] = await app.dataSource.query(
    `select (select count(*)::int from reporter_identities where reporter_id = $1) as names,
            (select count(*)::int from reporter_contacts where reporter_id = $1) as contacts,
            (select count(*)::int from reveals where reporter_id = $1) as reveals`,
    [reporterId],
  );
  return rows;
};

describe('R21: of a person who was removed', () => {
  it('ids, dates and a reason code are kept, and nothing else', async () => {
    const { id, reporterId } = await fileWith(rana);
    const seen = await reveal(rana, id, reporterId);
    expect(await rowsAbout(reporterId)).toEqual({ names: 1, contacts: 2, reveals: 1 });
    expect((await erase(salma, id, reporterId)).status).toBe(204);

    const [row] = await app.dataSource.query('select * from reporters where id = $1', [reporterId]);
    const kept = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
    expect(kept).toEqual({
      id: reporterId,
      report_id: id,
      organisation_id: expect.any(String),
      suppression_digests: [],
      revision: 2,
      created_at: expect.any(Date),
      removed_at: expect.any(Date),
      removed_reason: 'asked_by_person',
    });
    expect(await rowsAbout(reporterId)).toEqual({ names: 0, contacts: 0, reveals: 0 });
    const [emptied] = await app.dataSource.query(
      'select report_id, reporter_id, fields, reason from reveals where id = $1',
      [seen.body.reveal_id],
    );
    expect(emptied).toEqual({ report_id: null, reporter_id: null, fields: [], reason: null });
    expect((await rana.get(`/v1/reports/${id}/reporters`)).body.items).toEqual([
      expect.objectContaining({
        id: reporterId,
        has_name: false,
        contacts: [],
        relationship: null,
        removed_reason: 'asked_by_person',
      }),
    ]);
    expect(await auditOf(app.dataSource, reporterId, 'reporter.erased')).toHaveLength(1);
  });

  it('nothing can be shown or changed any more, and removing twice is the same as once', async () => {
    const { id, reporterId } = await fileWith(rana);
    expect((await erase(salma, id, reporterId)).status).toBe(204);
    expect((await erase(salma, id, reporterId, 'safety')).status).toBe(204);
    expect((await reveal(rana, id, reporterId)).status).toBe(404);
    const patch = await rana.send(
      'PATCH',
      `/v1/reports/${id}/reporters/${reporterId}`,
      { country: 'DE' },
      { 'if-match': '"2"' },
    );
    expect(patch.status).toBe(404);
    const [row] = await app.dataSource.query('select removed_reason, revision from reporters where id = $1', [
      reporterId,
    ]);
    expect(row).toEqual({ removed_reason: 'asked_by_person', revision: 2 });
    expect(await auditOf(app.dataSource, reporterId, 'reporter.erased')).toHaveLength(1);
  });

  it('the consents end, and the report is looked at again', async () => {
    const { id, reporterId } = await fileWith(rana);
    await app.dataSource.query('delete from due_marks');
    await erase(salma, id, reporterId);
    const consents = await app.dataSource.query(
      'select distinct withdrawn_reason, withdrawn_at is null as live from consents where reporter_id = $1',
      [reporterId],
    );
    expect(consents).toEqual([{ withdrawn_reason: 'reporter_removed', live: false }]);
    const due = await app.dataSource.query('select task, subject_id from due_marks order by task');
    expect(due).toEqual([
      { task: 'feed.follow', subject_id: id },
      { task: 'reports.match', subject_id: id },
    ]);
  });

  it('only a supervisor decides so, for one of the written reasons', async () => {
    const { id, reporterId } = await fileWith(rana);
    expect((await erase(rana, id, reporterId)).status).toBe(404);
    expect((await erase(salma, id, reporterId, 'Athartest')).status).toBe(400);
    expect((await erase(salma, id, crypto.randomUUID())).status).toBe(404);
    expect((await rowsAbout(reporterId)).names).toBe(1);
  });

  it('a database that kept more would refuse the row', async () => {
    const { id, reporterId } = await fileWith(rana);
    await erase(salma, id, reporterId);
    await expect(
      app.dataSource.query("update reporters set country = 'SY' where id = $1", [reporterId]),
    ).rejects.toMatchObject({ constraint: 'reporters_tombstone_is_empty' });
  });
});

describe('R5: when one relative goes', () => {
  it('the report and what another relative told stand untouched', async () => {
    const { id, reporterId } = await fileWith(rana);
    const brother = await join(rana, id, tareq);
    const before = (await rana.get(`/v1/reports/${id}`)).body;
    await erase(salma, id, reporterId);
    expect((await rana.get(`/v1/reports/${id}`)).body).toEqual(before);
    expect((await reveal(rana, id, brother)).body).toMatchObject({ name: tareq.name, contacts: tareq.contacts });
  });
});

describe('R28: with the last relative', () => {
  it('the key of the case is destroyed, so that what a copy of the rows still holds opens for nobody', async () => {
    const { id, reporterId } = await fileWith(rana);
    const [copy] = await app.dataSource.query('select * from reporter_identities where reporter_id = $1', [reporterId]);
    await erase(salma, id, reporterId);
    const keys = await app.dataSource.query('select wrapped, destroyed_at from case_keys where report_id = $1', [id]);
    expect(keys).toEqual([{ wrapped: null, destroyed_at: expect.any(Date) }]);

    const brother = await join(rana, id, tareq);
    expect((await reveal(rana, id, brother)).body.name).toBe(tareq.name);
    await app.dataSource.query('update reporter_identities set name = $2 where reporter_id = $1', [brother, copy.name]);
    expect((await reveal(rana, id, brother)).body.code).toBe('reporter.unreadable');
  });

  it('who joins at the same moment keeps a key: 20 times', async () => {
    for (let i = 0; i < 20; i++) {
      const { id, reporterId } = await fileWith(rana);
      const [, brother] = await Promise.all([erase(salma, id, reporterId), join(rana, id, tareq)]);
      const [{ sealed }] = await app.dataSource.query(
        'select name as sealed from reporter_identities where reporter_id = $1',
        [brother],
      );
      const [{ id: keyId }] = await app.dataSource.query(
        'select id from case_keys where report_id = $1 and destroyed_at is null',
        [id],
      );
      expect(sealed.subarray(1, 17).toString('hex')).toBe(keyId.replaceAll('-', ''));
    }
  });
});
