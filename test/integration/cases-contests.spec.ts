import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openDataSource } from '../../src/database/data-source.js';
import { databaseUrls } from '../../src/database/roles.js';
import { forgetWithdrawn } from '../../src/imports/undo/forget-withdrawn.js';
import { type Client, startApplication, type TestApplication } from '../support/application.js';
import { aMan } from '../support/builders.js';
import { because, casesOf, enter, settingsOf } from '../support/cases.js';
import { caseworkOf } from '../support/casework.js';
import { attempt, realConnections } from '../support/catalogue/acting-roles.js';
import { versionsOf } from '../support/versions.js';

jest.setTimeout(180_000);

let application: TestApplication;
let rana: Client;
let omar: Client;
let cases: ReturnType<typeof casesOf>;
let connections: ReturnType<typeof realConnections>;

beforeAll(async () => {
  application = await startApplication();
  rana = await enter(application, 'rana');
  omar = await enter(application, 'omar');
  cases = casesOf(rana);
  connections = realConnections(process.env.DATABASE_URL!);
});
afterAll(async () => {
  await connections?.end();
  await application?.stop();
});

let people = 0;
async function aPair() {
  const { file, importRows, suggestionsOf } = caseworkOf(application, rana);
  const him = aMan(people++);
  const reportId = await file(him.report());
  await importRows([him.row()]);
  const [suggestion] = await suggestionsOf(reportId);
  const [{ record }] = await application.dataSource.query(
    'select detention_record_id as record from suggestions where id = $1',
    [suggestion.id],
  );
  return { reportId, suggestionId: suggestion.id as string, recordId: record as string };
}
const told = 'Athartest: I am the man on this list, and I live.';
const contest = (client: Client, about: object) => client.post('/v1/contests', { claim: 'this_is_me', told, ...about });
const step = async (client: Client, id: string, path: string, body: object) => {
  const { revision } = (await client.get(`/v1/contests/${id}`)).body;
  return client.post(`/v1/contests/${id}/${path}`, body, { 'if-match': `"${revision}"` });
};
const propose = (client: Client, id: string, seen_revision = 1) =>
  client.post(`/v1/suggestions/${id}/decisions`, {
    action: 'propose',
    evidence: 'Mother and birth agree.',
    seen_revision,
  });
const check = (client: Client, id: string) =>
  step(client, id, 'identity-check', { identity: 'is_the_person', note: because });
const decide = (client: Client, id: string, decision: string) =>
  step(client, id, 'decision', { decision, note: because });

describe('R15: anybody may say "this is me" or "this is false"', () => {
  it('meanwhile nothing is proposed about the record; one person checks who says so and a second one decides', async () => {
    const { suggestionId, recordId } = await aPair();
    const taken = await contest(rana, { detention_record_id: recordId });
    expect(taken).toMatchObject({
      status: 201,
      body: { state: 'taken_down', freezes: true, claim: 'this_is_me', detention_record_id: recordId, case_id: null },
    });
    const { id } = taken.body;
    expect(await propose(rana, suggestionId)).toMatchObject({ status: 409, body: { code: 'contest.open' } });
    expect(await decide(omar, id, 'refuse')).toMatchObject({ status: 409, body: { code: 'contest.wrong_state' } });
    expect((await check(rana, id)).body).toMatchObject({ state: 'identity_checked', identity: 'is_the_person' });
    expect(await decide(rana, id, 'refuse')).toMatchObject({ status: 409, body: { code: 'contest.same_person' } });
    expect(await propose(rana, suggestionId)).toMatchObject({ status: 409 });
    const refused = await decide(omar, id, 'refuse');
    expect(refused.body).toMatchObject({ state: 'not_upheld', freezes: false });
    expect(refused.body.events.map(({ kind }: { kind: string }) => kind)).toEqual([
      'take_down',
      'check_identity',
      'refuse',
    ]);
    expect(await propose(rana, suggestionId)).toMatchObject({ status: 200, body: { state: 'proposed' } });
  });

  it('a proposal that waits is not confirmed, and nothing is deleted on the claim', async () => {
    const { suggestionId, recordId, reportId } = await aPair();
    expect((await propose(rana, suggestionId)).status).toBe(200);
    await contest(omar, { detention_record_id: recordId, claim: 'this_is_false' });
    const [{ revision }] = await application.dataSource.query('select revision from suggestions where id = $1', [
      suggestionId,
    ]);
    const confirmed = await omar.post(`/v1/suggestions/${suggestionId}/decisions`, {
      action: 'confirm',
      seen_revision: revision,
    });
    expect(confirmed).toMatchObject({ status: 409, body: { code: 'contest.open' } });
    expect((await rana.get(`/v1/detention-records/${recordId}`)).status).toBe(200);
    expect((await rana.get(`/v1/reports/${reportId}`)).body.state).toBe('open');
  });

  it('what is upheld stays frozen, and opening it again begins anew', async () => {
    const { suggestionId, recordId } = await aPair();
    const { id } = (await contest(rana, { detention_record_id: recordId })).body;
    await check(rana, id);
    expect((await decide(omar, id, 'uphold')).body).toMatchObject({ state: 'upheld', freezes: true });
    expect((await propose(rana, suggestionId)).status).toBe(409);
    expect((await step(rana, id, 'reopening', { note: because })).body).toMatchObject({
      state: 'taken_down',
      identity: null,
      identity_checked_by: null,
      decided_by: null,
      freezes: true,
    });
    await check(omar, id);
    expect((await decide(rana, id, 'refuse')).body.freezes).toBe(false);
  });

  it('a contested case freezes every suggestion of its reports, and says so', async () => {
    const { suggestionId, reportId } = await aPair();
    const { id } = await cases.ofReport(reportId);
    expect((await contest(rana, { case_id: id, claim: 'this_is_false' })).status).toBe(201);
    expect(await cases.get(id)).toMatchObject({ frozen: true });
    expect(await propose(rana, suggestionId)).toMatchObject({ status: 409, body: { code: 'contest.open' } });
    const { items } = (await rana.get(`/v1/contests?case_id=${id}`)).body;
    expect(items).toHaveLength(1);
    expect((await omar.get(`/v1/contests/${items[0].id}`)).status).toBe(404);
    expect((await omar.get(`/v1/contests?case_id=${id}`)).body.items).toEqual([]);
    const history = await cases.history(id, '&of=case');
    expect(history[0]).toMatchObject({ kind: 'contested', about: items[0].id });
  });

  it('is about a record or a case that the caller sees, and about one of the two', async () => {
    const { reportId, recordId } = await aPair();
    const { id } = await cases.ofReport(reportId);
    expect((await contest(omar, { case_id: id })).status).toBe(404);
    expect((await contest(omar, { case_id: crypto.randomUUID() })).status).toBe(404);
    expect((await contest(rana, { detention_record_id: crypto.randomUUID() })).status).toBe(404);
    for (const about of [{}, { case_id: id, detention_record_id: recordId }])
      expect(await contest(rana, about)).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    const maha = await enter(application, 'maha');
    expect((await contest(maha, { detention_record_id: recordId })).status).toBe(404);
  });

  it('a contested record is not forgotten with its file before people have decided', async () => {
    const list = versionsOf(application, rana, 'contested');
    const him = aMan(people++);
    const reportId = await caseworkOf(application, rana).file(him.report());
    const done = await list.handIn([him.row()]);
    const [{ record }] = await application.dataSource.query(
      'select detention_record_id as record from suggestions where report_id = $1 order by match_weight desc limit 1',
      [reportId],
    );
    const { id } = (await contest(rana, { detention_record_id: record, claim: 'this_is_false' })).body;
    await list.revert(done.id);
    await application.dataSource.query(
      "update detention_records set withdrawn_at = now() - interval '31 days' where id = $1",
      [record],
    );
    const worker = await openDataSource(databaseUrls(process.env.DATABASE_URL!).worker);
    const names = () =>
      application.dataSource.query('select 1 from person_names where detention_record_id = $1', [record]);
    try {
      await forgetWithdrawn(worker);
      expect((await names()).length).toBeGreaterThan(0);
      await check(rana, id);
      expect((await decide(omar, id, 'refuse')).status).toBe(200);
      await forgetWithdrawn(worker);
      expect(await names()).toEqual([]);
    } finally {
      await worker.destroy();
    }
  });

  it('the database refuses one person for both steps, a step that is none, and a decision about what is contested', async () => {
    const { suggestionId, recordId } = await aPair();
    const { id } = (await contest(rana, { detention_record_id: recordId })).body;
    await check(rana, id);
    await connections.actAs('athar_api', await settingsOf(application, 'rana'), async (query) => {
      const decideBy = (who: string) =>
        query(
          `update contests set state = 'not_upheld', decided_by = ${who}, decided_at = now(), decision_note = 'x' where id = $1`,
          [id],
        );
      expect(await attempt(query, () => decideBy('app_actor()'))).toEqual({ refused: '23514' });
      const state = () =>
        query(
          `update suggestions set state = 'proposed', proposed_by = app_actor(), proposed_at = now(), evidence = 'x' where id = $1`,
          [suggestionId],
        );
      expect(await attempt(query, state)).toEqual({ refused: '23001' });
    });
    const back = "update contests set state = 'taken_down' where id = $1";
    await expect(application.dataSource.query(back, [id])).rejects.toMatchObject({ driverError: { code: '23001' } });
    await expect(
      application.dataSource.query('delete from contest_events where contest_id = $1', [id]),
    ).rejects.toMatchObject({ driverError: { code: '23001' } });
  });
});
