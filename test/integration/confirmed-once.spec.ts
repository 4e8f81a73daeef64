import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startApplication, type TestApplication } from '../support/application.js';
import { aMan } from '../support/builders.js';
import { settingsOf } from '../support/cases.js';
import { caseworkOf } from '../support/casework.js';
import { attempt, realConnections } from '../support/catalogue/acting-roles.js';
import { confirmed, type Staff, staffOf } from '../support/disclosure-scene.js';

jest.setTimeout(180_000);

let application: TestApplication;
let staff: Staff;
const sql = (text: string, ...values: unknown[]) => application.dataSource.query(text, values);

beforeAll(async () => {
  application = await startApplication();
  staff = await staffOf(application);
});
afterAll(() => application?.stop());

let people = 0;
/** Two families report one man, and one record may be either's. */
async function twoReportsOfOneRecord() {
  const him = aMan(people++);
  const work = caseworkOf(application, staff.rana);
  const reports = [await work.file(him.report()), await work.file(him.report())];
  await work.importRows([him.row()]);
  const ids: string[] = [];
  for (const report of reports) ids.push((await work.suggestionsOf(report, '&band=strong'))[0].id);
  return { reports, ids };
}
const path = (id: string) => `/v1/suggestions/${id}`;
const revisionOf = async (id: string) => (await sql('select revision from suggestions where id = $1', id))[0].revision;
const stateOf = async (id: string) => (await sql('select state from suggestions where id = $1', id))[0].state;
const decide = async (who: Staff['rana'], id: string, body: object) =>
  who.post(`${path(id)}/decisions`, { seen_revision: await revisionOf(id), ...body });
const alarms = async (id: string) =>
  (await sql("select count(*)::int as n from alarms where kind = 'record_confirmed_twice' and subject_id = $1", id))[0]
    .n;
/** One proposal that waits for a second person, who thinks that it is the same. */
async function nearlyConfirmed(id: string) {
  expect((await decide(staff.rana, id, { action: 'propose', evidence: 'Mother and birth agree.' })).status).toBe(200);
  const opinion = { opinion: 'same', seen_revision: await revisionOf(id) };
  expect((await staff.omar.post(`${path(id)}/opinions`, opinion)).status).toBe(200);
}
async function consent(reportId: string, granted: boolean) {
  const [{ id: reporterId }] = await sql('select id from reporters where report_id = $1', reportId);
  if (granted) {
    const given = { reporter_id: reporterId, purpose: 'search', granted, form_version: 'test-1', language: 'ar' };
    expect((await staff.rana.post(`/v1/reports/${reportId}/consents`, given)).status).toBe(201);
  } else {
    const { items } = (await staff.rana.get(`/v1/reports/${reportId}/consents`)).body;
    const live = items.find(
      (one: { purpose: string; withdrawn_at: string | null }) => one.purpose === 'search' && !one.withdrawn_at,
    );
    const answer = await staff.rana.post(`/v1/reports/${reportId}/consents/${live.id}/withdrawal`, {
      reason: 'asked_by_person',
    });
    expect(answer.status).toBe(200);
  }
  await application.settled();
}

describe('a record confirmed to two reports is a hard stop', () => {
  it('when it is confirmed a second time, by whoever', async () => {
    const { ids } = await twoReportsOfOneRecord();
    await confirmed(staff.rana, staff.omar, ids[0]);
    await nearlyConfirmed(ids[1]);
    expect(await decide(staff.omar, ids[1], { action: 'confirm' })).toMatchObject({
      status: 409,
      body: { code: 'decision.record_already_confirmed' },
    });
    expect([await alarms(ids[0]), await alarms(ids[1])]).toEqual([1, 1]);
  });

  it('when a revoked link would stand again because its revoking is undone', async () => {
    const { ids } = await twoReportsOfOneRecord();
    await confirmed(staff.rana, staff.omar, ids[0]);
    await nearlyConfirmed(ids[1]);
    expect((await decide(staff.salma, ids[0], { action: 'revoke', note: 'Another man.' })).status).toBe(200);
    expect((await decide(staff.omar, ids[1], { action: 'confirm' })).status).toBe(200);
    const undone = await staff.salma.post(`${path(ids[0])}/undo`, { seen_revision: await revisionOf(ids[0]) });
    expect(undone).toMatchObject({ status: 409, body: { code: 'decision.record_already_confirmed' } });
    expect([await stateOf(ids[0]), await stateOf(ids[1])]).toEqual(['revoked', 'confirmed']);
    expect([await alarms(ids[0]), await alarms(ids[1])]).toEqual([1, 1]);
    // Opened again it waits for people like any other, and goes no further than that.
    expect((await decide(staff.salma, ids[0], { action: 'reopen', note: 'Once more.' })).body.state).toBe('returned');
  });

  it('when consents come back at one moment: the first confirmation stands, the other is returned and rung for', async () => {
    const { ids, reports } = await twoReportsOfOneRecord();
    await confirmed(staff.rana, staff.omar, ids[0]);
    await consent(reports[0], false);
    expect(await stateOf(ids[0])).toBe('suppressed');
    // Withheld, it is in nobody's way.
    await nearlyConfirmed(ids[1]);
    expect((await decide(staff.omar, ids[1], { action: 'confirm' })).status).toBe(200);
    await consent(reports[1], false);
    // Both come due at once, as after a night without a worker.
    await sql(
      `update consents set withdrawn_at = null, withdrawn_reason = null, suppressed_by = null where purpose = 'search' and report_id = any($1)`,
      reports,
    );
    await sql(
      `insert into due_marks (task, organisation_id, subject_id, revision) select 'reports.match', organisation_id, id, revision from reports where id = any($1)
       on conflict (task, subject_id) do update set marks = due_marks.marks + 1, due_at = now(), rung_at = null`,
      reports,
    );
    await application.settled();
    expect([await stateOf(ids[0]), await stateOf(ids[1])]).toEqual(['confirmed', 'returned']);
    expect(await alarms(ids[1])).toBe(1);
    expect(
      await sql("select subject_id from due_marks where task = 'reports.match' and subject_id = any($1)", reports),
    ).toEqual([]);
  });

  it('past the service, as its role of the database: by confirming, by undoing, by bringing back', async () => {
    const { ids } = await twoReportsOfOneRecord();
    await confirmed(staff.rana, staff.omar, ids[0]);
    await nearlyConfirmed(ids[1]);
    const connections = realConnections(process.env.DATABASE_URL!);
    const confirm = `update suggestions set state = 'confirmed', decided_by = app_actor(), decided_at = now() where id = $1`;
    try {
      await connections.actAs('athar_api', await settingsOf(application, 'omar'), async (query) => {
        expect(await attempt(query, () => query(confirm, [ids[1]]))).toEqual({
          refused: '23505',
        });
      });
      await connections.actAs('athar_api', await settingsOf(application, 'salma'), async (query) => {
        const revoke = `update suggestions set state = 'revoked', decided_by = app_actor(), decided_at = now() where id = $1`;
        const back = `update suggestions set state = 'confirmed', decided_by = $2 where id = $1`;
        // Revoked within these seconds, the other one confirmed, and then undone.
        const undone = async () => {
          await query(revoke, [ids[0]]);
          await query(`select set_config('app.actor', $1, true), set_config('app.role', 'caseworker', true)`, [
            staff.idOf.omar,
          ]);
          await query(confirm, [ids[1]]);
          return query(back, [ids[0], staff.idOf.omar]);
        };
        expect(await attempt(query, undone)).toEqual({ refused: '23505' });
      });
      await connections.actAs(
        'athar_worker',
        { organisation: (await settingsOf(application, 'omar')).organisation },
        async (query) => {
          const withheldAndBack = async () => {
            await query(
              `update suggestions set state = 'suppressed', suppressed_from = state, suppressed_for = '{consent}' where id = $1`,
              [ids[1]],
            );
            return query(
              `update suggestions set state = 'confirmed', suppressed_from = null, suppressed_for = '{}' where id = $1`,
              [ids[1]],
            );
          };
          expect(await attempt(query, withheldAndBack)).toMatchObject({ refused: expect.stringMatching(/^23/) });
        },
      );
    } finally {
      await connections.end();
    }
    expect(await stateOf(ids[1])).toBe('proposed');
  });
});
