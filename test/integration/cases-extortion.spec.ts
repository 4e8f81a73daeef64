import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Client, startApplication, type TestApplication } from '../support/application.js';
import { because, casesOf, enter, settingsOf } from '../support/cases.js';
import { attempt, realConnections } from '../support/catalogue/acting-roles.js';
import { mona, reveal } from '../support/family.js';

jest.setTimeout(180_000);

let application: TestApplication;
let rana: Client;
let salma: Client;
let noor: Client;
let cases: ReturnType<typeof casesOf>;
let connections: ReturnType<typeof realConnections>;

beforeAll(async () => {
  application = await startApplication({ worker: false });
  rana = await enter(application, 'rana');
  salma = await enter(application, 'salma');
  noor = await enter(application, 'noor');
  cases = casesOf(rana);
  connections = realConnections(process.env.DATABASE_URL!);
});
afterAll(async () => {
  await connections?.end();
  await application?.stop();
});

const told = 'Athartest: a man on the telephone asked the mother for money for a visit.';
const report = (client: Client, id: string, further: object = {}) =>
  client.post(`/v1/cases/${id}/extortion-reports`, { asked_for: 'money', way: 'telephone', told, ...further });
const review = (client: Client, id: string, extortionId: string, outcome: string) =>
  client.post(`/v1/cases/${id}/extortion-reports/${extortionId}/reviews`, { outcome, note: because });

async function aFamily(man: number) {
  const filed = await cases.fileOpen(man, { reporter: mona });
  const { body } = await rana.get(`/v1/reports/${filed.reportId}/reporters`);
  const [{ id: reporterId, revision }] = body.items;
  return { ...filed, reporterId, revision };
}

describe('R13: somebody asks a family for something in exchange for news', () => {
  it('the case is held and its contacts are hidden at once, also from whoever reported it, until a second person says that they are safe', async () => {
    const { id, reportId, reporterId, revision } = await aFamily(0);
    expect((await reveal(rana, reportId, reporterId)).status).toBe(200);
    const reported = await report(rana, id, { report_id: reportId });
    expect(reported).toMatchObject({ status: 201, body: { asked_for: 'money', told, reviews: [] } });
    expect(await cases.get(id)).toMatchObject({ state: 'safety_hold', contacts_hidden: true });

    expect(await reveal(rana, reportId, reporterId)).toMatchObject({ status: 409, body: { code: 'contacts.hidden' } });
    expect(await reveal(rana, reportId, reporterId, { fields: ['contacts'] })).toMatchObject({ status: 409 });
    const { items } = (await rana.get(`/v1/reports/${reportId}/reporters`)).body;
    expect(JSON.stringify(items)).not.toMatch(/phone|email/);
    const replaced = await rana.send(
      'PATCH',
      `/v1/reports/${reportId}/reporters/${reporterId}`,
      { contacts: [{ kind: 'phone', value: '+000 000 333' }] },
      { 'if-match': `"${revision}"`, 'content-type': 'application/merge-patch+json' },
    );
    expect(replaced).toMatchObject({ status: 409, body: { code: 'contacts.hidden' } });
    const asSalma = await reveal(salma, reportId, reporterId);
    expect(asSalma.body.contacts).toHaveLength(2);
    expect((await reveal(noor, reportId, reporterId)).status).toBe(200);

    const [{ id: extortionId }] = (await rana.get(`/v1/cases/${id}/extortion-reports`)).body.items;
    expect((await review(rana, id, extortionId, 'contacts_safe')).status).toBe(404);
    expect(await casesOf(salma).step(id, 'lift_hold', { reason: because })).toMatchObject({
      status: 409,
      body: { code: 'case.extortion_unreviewed' },
    });
    expect((await review(noor, id, extortionId, 'contacts_stay_hidden')).status).toBe(201);
    expect((await reveal(rana, reportId, reporterId)).status).toBe(409);
    const safe = await review(salma, id, extortionId, 'contacts_safe');
    expect(safe.body.reviews.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'contacts_safe',
      'contacts_stay_hidden',
    ]);
    expect((await reveal(rana, reportId, reporterId)).body.contacts).toHaveLength(2);
    // The hold is another matter: it stands until it is lifted.
    expect(await cases.get(id)).toMatchObject({ state: 'safety_hold', contacts_hidden: false });
    expect((await casesOf(salma).step(id, 'lift_hold', { reason: because })).body.state).toBe('open');
  });

  it('what was told is for those who review and for whoever wrote it; the history tells that there was something', async () => {
    const { id, reportId } = await aFamily(1);
    const member = { account_id: (await settingsOf(application, 'omar')).actor, via: 'assigned' };
    expect((await salma.post(`/v1/reports/${reportId}/members`, member)).status).toBe(201);
    const omar = await enter(application, 'omar');
    await report(rana, id);
    expect((await omar.get(`/v1/cases/${id}`)).body.contacts_hidden).toBe(true);
    expect((await omar.get(`/v1/cases/${id}/extortion-reports`)).body.items).toEqual([]);
    for (const client of [rana, salma, noor])
      expect((await client.get(`/v1/cases/${id}/extortion-reports`)).body.items).toHaveLength(1);
    const history = await casesOf(omar).history(id);
    expect(history.map(({ kind }: { kind: string }) => kind)).toContain('extortion_reported');
    expect(JSON.stringify(history)).not.toContain('asked the mother');
  });

  it('rings for the supervisors, and a supervisor who reported it reviews it no more than anybody else', async () => {
    const { id } = await aFamily(2);
    const { body } = await report(salma, id);
    const { items } = (await salma.get('/v1/alarms?limit=200')).body;
    expect(items).toContainEqual(expect.objectContaining({ kind: 'extortion_reported', subject_id: id }));
    expect(await review(salma, id, body.id, 'contacts_safe')).toMatchObject({
      status: 409,
      body: { code: 'extortion.same_person' },
    });
    expect((await review(noor, id, body.id, 'contacts_safe')).status).toBe(201);
  });

  it('is also written down about a case that is closed, paused or held already', async () => {
    for (const [man, steps] of [
      [3, [['close', { closing_reason: 'family_asked_to_stop' }]]],
      [4, [['pause', { reason: because }]]],
      [5, [['hold', { reason: because }]]],
    ] as [number, [string, object][]][]) {
      const { id } = await aFamily(man);
      for (const [action, further] of steps) expect((await cases.step(id, action, further)).status).toBe(200);
      expect((await report(rana, id)).status).toBe(201);
      expect(await cases.get(id)).toMatchObject({ state: 'safety_hold', contacts_hidden: true });
    }
  });

  it('account and card numbers are not stored with it (R11)', async () => {
    const { id } = await aFamily(6);
    const asked = await report(rana, id, { told: 'Send it to GB29 NWBK 6016 1331 9268 19' });
    expect(asked).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', errors: [{ code: 'text.bank_data' }] },
    });
    expect((await cases.get(id)).state).toBe('open');
  });

  it('the database hides the contacts by itself and refuses a review by whoever reported', async () => {
    const { id, reporterId } = await aFamily(7);
    const { body } = await report(rana, id);
    const contacts = 'select 1 from reporter_contacts where reporter_id = $1';
    await connections.actAs('athar_api', await settingsOf(application, 'rana'), async (query) => {
      expect(await query(contacts, [reporterId])).toEqual([]);
      expect(
        await attempt(query, () => query("update extortion_reports set told = 'nothing' where id = $1", [body.id])),
      ).toEqual({ refused: '42501' });
    });
    await connections.actAs('athar_api', await settingsOf(application, 'salma'), async (query) => {
      expect(await query(contacts, [reporterId])).toHaveLength(2);
    });
    await expect(
      application.dataSource.query(
        `insert into extortion_reviews (id, extortion_report_id, case_id, organisation_id, reported_by, outcome, note, reviewed_by)
         select gen_random_uuid(), id, case_id, organisation_id, reported_by, 'contacts_safe', 'x', reported_by from extortion_reports where id = $1`,
        [body.id],
      ),
    ).rejects.toMatchObject({ driverError: { constraint: 'extortion_reviews_by_a_second_person' } });
    await expect(
      application.dataSource.query("update extortion_reports set told = 'nothing' where id = $1", [body.id]),
    ).rejects.toMatchObject({ driverError: { code: '23001' } });
  });
});
