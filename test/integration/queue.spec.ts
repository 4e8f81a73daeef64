import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Client, startApplication, type TestApplication } from '../support/application.js';
import { aMan, aSource } from '../support/builders.js';
import { settingsOf } from '../support/cases.js';
import { caseworkOf } from '../support/casework.js';
import { attempt, realConnections } from '../support/catalogue/acting-roles.js';
import { type Staff, staffOf } from '../support/disclosure-scene.js';

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
async function aSuggestion(by: Client = staff.rana, source = aSource()): Promise<{ id: string; reportId: string }> {
  const him = aMan(people++);
  const work = caseworkOf(application, by);
  const reportId = await work.file(him.report());
  await work.importRows([him.row()], source);
  const [{ id }] = await work.suggestionsOf(reportId, '&band=strong');
  return { id, reportId };
}
const claim = (who: Client, id: string) => who.post(`/v1/suggestions/${id}/claim`, undefined);
const pass = (who: Client, ids: string[], changes: object = {}) =>
  who.post('/v1/suggestions/passes', { ids, reason: 'I know the family.', ...changes });
const claimOf = async (who: Client, id: string) => (await who.get(`/v1/suggestions/${id}`)).body.claim;
const propose = { action: 'propose', evidence: 'Mother and birth agree.', seen_revision: 1 };

describe('what waits, counted', () => {
  type Cell = { name: string; value: string | null; own: number; others: number | string };
  const facets = async (who: Client, query = '') => {
    const { status, body } = await who.get(`/v1/suggestions/facets${query}`);
    expect([status, body.complete]).toEqual([200, true]);
    return (name: string, value: string | null = null): Cell =>
      body.facets.find((cell: Cell) => cell.name === name && cell.value === value) ?? { own: 0, others: 0 };
  };

  it('is one’s own to the last one; of other people’s cases 1 to 4 are not told apart', async () => {
    const earlier = await facets(staff.rana);
    const { id } = await aSuggestion();
    const { id: taken } = await aSuggestion();
    await claim(staff.rana, taken);
    const own = await facets(staff.rana);
    expect(own('band', 'strong').own).toBe(earlier('band', 'strong').own + 2);
    expect(own('governorate', 'SY04').own).toBe(earlier('governorate', 'SY04').own + 2);
    expect([own('mine').own, own('mine').others]).toEqual([1, 0]);
    const bySupervisor = await facets(staff.salma);
    expect(bySupervisor('band', 'strong')).toMatchObject({ own: 0, others: '<5' });
    expect((await facets(staff.omar))('band', 'strong')).toEqual({ own: 0, others: 0 });
    expect((await staff.rana.post(`/v1/suggestions/${id}/decisions`, propose)).status).toBe(200);
    expect((await facets(staff.omar))('needs_second_reviewer')).toMatchObject({ own: 0, others: '<5' });
    expect((await facets(staff.rana))('needs_second_reviewer')).toEqual({ own: 0, others: 0 });
  });

  it('narrows the list and the counts by the same words', async () => {
    const { id } = await aSuggestion(staff.rana, aSource({ document_type: 'court_file' }));
    const ids = async (query: string) =>
      (await staff.rana.get(`/v1/suggestions?${query}`)).body.items.map((one: { id: string }) => one.id);
    expect(await ids('source_type=court_file&band=strong')).toEqual([id]);
    expect(await ids('source_type=court_file&governorate=SY01')).toEqual([]);
    expect(await ids('source_type=court_file&which=mine')).toEqual([]);
    await claim(staff.rana, id);
    expect(await ids('which=mine&source_type=court_file')).toEqual([id]);
    const narrowed = await facets(staff.rana, '?source_type=court_file&band=strong');
    expect([narrowed('source_type', 'court_file').own, narrowed('mine').own]).toEqual([1, 1]);
    expect(narrowed('source_type', 'intake_register').own).toBe(0);
    for (const wrong of ['source_type=diary', 'governorate=Homs', 'which=reachable', 'older_than=30'])
      expect((await staff.rana.get(`/v1/suggestions/facets?${wrong}`)).status).toBe(400);
  });
});

describe('what somebody holds', () => {
  it('is passed to a colleague with a reason, who gets it next and reads why', async () => {
    const { id } = await aSuggestion();
    await claim(staff.rana, id);
    const passed = await pass(staff.rana, [id], { to: staff.idOf.salma });
    expect(passed).toMatchObject({ status: 200, body: { ids: [id] } });
    expect(await claimOf(staff.rana, id)).toMatchObject({ mine: false, passed: null });
    expect(await claimOf(staff.salma, id)).toMatchObject({ mine: true, passed: { reason: 'I know the family.' } });
    expect((await staff.salma.post('/v1/suggestions/next', {})).body.suggestion.id).toBe(id);
    // What was passed is a claim like any other: nobody else decides, and it was written down.
    expect((await staff.rana.post(`/v1/suggestions/${id}/decisions`, propose)).body.code).toBe('suggestion.claimed');
    const { events, revision, state } = (await staff.rana.get(`/v1/suggestions/${id}`)).body;
    expect(events.at(-1)).toMatchObject({ kind: 'passed', note: 'I know the family.', to_state: 'suggested' });
    expect([revision, state]).toEqual([1, 'suggested']);
    expect((await staff.salma.post(`/v1/suggestions/${id}/decisions`, propose)).status).toBe(200);
  });

  it('goes back to the queue, and then it is anybody’s', async () => {
    const { id } = await aSuggestion();
    await claim(staff.rana, id);
    expect((await pass(staff.rana, [id])).status).toBe(200);
    expect(await claimOf(staff.rana, id)).toBeNull();
    expect((await claim(staff.salma, id)).status).toBe(200);
  });

  it('is passed all or none: not what one does not hold, not to somebody who does not reach it, not to oneself', async () => {
    const [one, other] = [await aSuggestion(), await aSuggestion()];
    await claim(staff.rana, one.id);
    const both = await pass(staff.rana, [one.id, other.id], { to: staff.idOf.salma });
    expect(both).toMatchObject({ status: 409, body: { code: 'suggestion.not_held', errors: [{ pointer: '/ids/1' }] } });
    expect(await claimOf(staff.rana, one.id)).toMatchObject({ mine: true });
    for (const to of [staff.idOf.omar, staff.idOf.rana, staff.idOf.noor, staff.idOf.hadi, crypto.randomUUID()])
      expect(await pass(staff.rana, [one.id], { to })).toMatchObject({
        status: 400,
        body: { code: 'request.invalid', errors: [{ pointer: '/to' }] },
      });
    expect((await pass(staff.omar, [one.id])).status).toBe(404);
    expect((await pass(staff.rana, [one.id], { reason: undefined })).status).toBe(400);
    expect((await pass(staff.rana, [one.id], { reason: 'IBAN DE89370400440532013000' })).status).toBe(400);
    expect(await claimOf(staff.rana, one.id)).toMatchObject({ mine: true });
    // Several may be passed on, and nothing is ever decided about several at once.
    await claim(staff.rana, other.id);
    const key = crypto.randomUUID();
    const send = () =>
      staff.rana.post(
        '/v1/suggestions/passes',
        { ids: [one.id, other.id], to: staff.idOf.salma, reason: 'On leave.' },
        { 'idempotency-key': key },
      );
    expect([(await send()).status, (await send()).status]).toEqual([200, 200]);
    expect(
      await sql(
        `select count(*)::int as n from suggestion_events where suggestion_id = $1 and kind = 'passed'`,
        one.id,
      ),
    ).toEqual([{ n: 1 }]);
  });

  it('a second reader reads why it was passed to him after he said what he thinks himself', async () => {
    const { id } = await aSuggestion();
    await staff.rana.post(`/v1/suggestions/${id}/decisions`, propose);
    expect((await claim(staff.omar, id)).status).toBe(200);
    expect((await pass(staff.omar, [id], { to: staff.idOf.salma, reason: 'Surely the same man.' })).status).toBe(200);
    const blind = JSON.stringify((await staff.salma.get(`/v1/suggestions/${id}`)).body);
    expect(blind).not.toContain('Surely the same man.');
    expect(
      (await staff.salma.post(`/v1/suggestions/${id}/opinions`, { opinion: 'same', seen_revision: 2 })).status,
    ).toBe(200);
    expect(await claimOf(staff.salma, id)).toMatchObject({ mine: true, passed: { reason: 'Surely the same man.' } });
  });

  it('the database lets nobody pass on what is another’s, or into another organisation', async () => {
    const { id } = await aSuggestion();
    await claim(staff.rana, id);
    const [{ id: stranger }] = await sql(
      "select id from accounts where organisation_id <> (select organisation_id from accounts where login = 'rana') limit 1",
    );
    const connections = realConnections(process.env.DATABASE_URL!);
    try {
      const to = `update suggestion_claims set account_id = $2, passed_by = app_actor(), reason = 'x' where suggestion_id = $1 returning 1`;
      await connections.actAs('athar_api', await settingsOf(application, 'salma'), async (query) =>
        expect(await attempt(query, () => query(to, [id, staff.idOf.omar]))).toEqual([]),
      );
      await connections.actAs('athar_api', await settingsOf(application, 'rana'), async (query) => {
        expect(await attempt(query, () => query(to, [id, stranger]))).toEqual({ refused: '42501' });
        expect(await attempt(query, () => query(to, [id, staff.idOf.salma]))).toHaveLength(1);
      });
    } finally {
      await connections.end();
    }
  });
});
