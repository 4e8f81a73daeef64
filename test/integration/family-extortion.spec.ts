import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { FamilyExtortion } from '../../src/family-reports/family-extortion.js';
import { OwnReport } from '../../src/family-reports/own-report.js';
import { type Client, startApplication, type TestApplication } from '../support/application.js';
import { aMan } from '../support/builders.js';
import { because, casesOf, enter } from '../support/cases.js';
import { mona, reveal } from '../support/family.js';
import { type FamilySide, familySide } from '../support/family-side.js';

jest.setTimeout(180_000);

let application: TestApplication;
let families: FamilySide;
let extortion: FamilyExtortion;
let salma: Client;
let rana: Client;
let noor: Client;
let cases: ReturnType<typeof casesOf>;

beforeAll(async () => {
  application = await startApplication({ worker: false });
  [families, salma, rana, noor] = await Promise.all([
    familySide(application),
    enter(application, 'salma'),
    enter(application, 'rana'),
    enter(application, 'noor'),
  ]);
  extortion = families.get(FamilyExtortion);
  cases = casesOf(salma);
});
afterAll(async () => {
  await families?.close();
  await application?.stop();
});

const rows = (sql: string, ...values: unknown[]) => application.dataSource.query(sql, values);
const told = {
  asked_for: 'money',
  way: 'telephone',
  told: 'Athartest: he said he is one of you and wants 300 for news.',
} as const;
const alarmsAbout = async (subject: string) =>
  (await salma.get('/v1/alarms')).body.items.filter((one: { subject_id: string }) => one.subject_id === subject);
const address = '198.51.201.1';

describe('R13: a family that is signed in tells of extortion', () => {
  it('its case is held and its contacts are hidden at once, and supervisors are rung for; the family reads only that it rests or goes on', async () => {
    const filed = await families.file({ ...aMan(1).report(), reporter: mona });
    const { id } = await cases.ofReport(filed.actor.reportId);
    const ranasId = (await rows("select id from accounts where login = 'rana'"))[0].id;
    expect((await cases.assign(id, { account_id: ranasId })).status).toBe(200);
    expect((await reveal(rana, filed.actor.reportId, filed.reporterId)).status).toBe(200);
    const before = await families.get(OwnReport).read(filed.actor);

    await extortion.file(filed.actor, told, address);
    expect(await cases.get(id)).toMatchObject({
      state: 'safety_hold',
      contacts_hidden: true,
      hold: { set_by: null, reason: 'extortion_reported' },
    });
    expect((await reveal(rana, filed.actor.reportId, filed.reporterId)).body.code).toBe('contacts.hidden');
    expect(await alarmsAbout(id)).toMatchObject([{ kind: 'extortion_reported', actor_id: filed.actor.id }]);
    const { items } = (await salma.get(`/v1/cases/${id}/extortion-reports`)).body;
    expect(items).toMatchObject([{ ...told, reported_by: null, report_id: filed.actor.reportId, reviews: [] }]);
    expect((await rana.get(`/v1/cases/${id}/extortion-reports`)).body.items).toEqual([]);
    expect(await families.get(OwnReport).read(filed.actor)).toEqual(before);
    const history = await cases.history(id, '&of=case');
    expect(history.slice(0, 2)).toMatchObject([
      { kind: 'hold', by: null, by_family: true },
      { kind: 'extortion_reported', by: null, by_family: true },
    ]);

    // Anybody of those who review may: nobody of them reported it. And a supervisor lifts the hold afterwards.
    const review = await salma.post(`/v1/cases/${id}/extortion-reports/${items[0].id}/reviews`, {
      outcome: 'contacts_safe',
      note: because,
    });
    expect(review.status).toBe(201);
    expect(await cases.get(id)).toMatchObject({ state: 'safety_hold', contacts_hidden: false });
    expect((await cases.step(id, 'lift_hold', { reason: because })).status).toBe(200);
    expect((await cases.get(id)).state).toBe('submitted');
  });

  it('told twice with the same form it is one, and a second demand is a second one', async () => {
    const filed = await families.file(aMan(2).report());
    const id = randomUUID();
    await Promise.all([1, 2, 3].map(() => extortion.file(filed.actor, told, address, id)));
    await extortion.file(filed.actor, { ...told, way: 'message' }, address);
    const kept = await rows(
      'select id, way from extortion_reports where report_id = $1 order by reported_at',
      filed.actor.reportId,
    );
    expect(kept).toEqual([
      { id, way: 'telephone' },
      { id: expect.any(String), way: 'message' },
    ]);
    const { id: caseId } = await cases.ofReport(filed.actor.reportId);
    expect(await alarmsAbout(caseId)).toMatchObject([{ times: 2 }]);
  });

  it('the database takes no review by nobody for one that staff reported', async () => {
    const { id } = await casesOf(rana).file(3);
    const reported = await rana.post(`/v1/cases/${id}/extortion-reports`, told);
    const [{ organisation_id, reviewer }] = await rows(
      "select organisation_id, (select id from accounts where login = 'rana') as reviewer from cases where id = $1",
      id,
    );
    await expect(
      rows(
        `insert into extortion_reviews (id, extortion_report_id, case_id, organisation_id, reported_by, outcome, note, reviewed_by)
         values (gen_random_uuid(), $1, $2, $3, '00000000-0000-0000-0000-000000000000', 'contacts_safe', 'x', $4)`,
        reported.body.id,
        id,
        organisation_id,
        reviewer,
      ),
    ).rejects.toMatchObject({ driverError: { code: '23503' } });
  });
});

describe('R13: somebody without a report tells of extortion', () => {
  it('is heard by those who review, who are rung for, and by nobody else', async () => {
    const id = randomUUID();
    await Promise.all([1, 2].map(() => extortion.file(null, told, address, id)));
    expect(await alarmsAbout(id)).toMatchObject([
      { kind: 'extortion_reported', subject_kind: 'extortion_tip', times: 1 },
    ]);
    const { items } = (await salma.get('/v1/extortion-tips')).body;
    expect(items).toMatchObject([{ id, ...told, handled_by: null }]);
    expect((await noor.get('/v1/extortion-tips')).body.items).toHaveLength(1);
    expect((await rana.get('/v1/extortion-tips')).status).toBe(404);

    const handled = await salma.post(`/v1/extortion-tips/${id}/handled`, { note: because });
    expect(handled).toMatchObject({ status: 200, body: { note: because, handled_by: { name: expect.any(String) } } });
    const again = await noor.post(`/v1/extortion-tips/${id}/handled`, { note: 'Again' });
    expect(again).toMatchObject({ status: 409, body: { code: 'extortion_tip.handled' } });
    expect((await rana.post(`/v1/extortion-tips/${id}/handled`, { note: because })).status).toBe(404);
    expect((await salma.post(`/v1/extortion-tips/${randomUUID()}/handled`, { note: because })).status).toBe(404);
    const open = (await salma.get('/v1/extortion-tips?handled=false')).body.items;
    expect(open).toEqual([]);
  });

  it('a flood of it waits, for that network alone', async () => {
    await rows("delete from try_limits where scope = 'extortion_tip.network'");
    await extortion.file(null, told, '198.51.203.1');
    await rows(
      "update try_limits set tries = 60, next_allowed_at = now() + interval '30 seconds' where scope = 'extortion_tip.network'",
    );
    await expect(extortion.file(null, told, '198.51.203.9')).rejects.toMatchObject({ code: 'access.too_many_tries' });
    await extortion.file(null, told, '198.51.204.9');
  });
});
