import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Client } from '../support/application.js';
import { startApplication, type TestApplication } from '../support/application.js';
import {
  aPlan,
  aScene,
  namedGuards,
  planned,
  refusedBySql,
  type Scene,
  type Staff,
  staffOf,
  step,
} from '../support/disclosure-scene.js';
import { mona } from '../support/family.js';

jest.setTimeout(240_000);

let application: TestApplication;
let staff: Staff;
const sql = (text: string, ...values: unknown[]) => application.dataSource.query(text, values);

beforeAll(async () => {
  application = await startApplication();
  staff = await staffOf(application);
});
afterAll(() => application?.stop());

const told = 'Athartest: I am the man on this list, and I live.';
const stepContest = async (by: Client, id: string, end: string, body: object) => {
  const seen = (await by.get(`/v1/contests/${id}`)).headers.get('etag') ?? '';
  return by.post(`/v1/contests/${id}/${end}`, body, { 'if-match': seen });
};
async function upheld(about: object): Promise<string> {
  const taken = await staff.rana.post('/v1/contests', { claim: 'this_is_me', told, ...about });
  expect(taken.status).toBe(201);
  const { id } = taken.body;
  const checked = { identity: 'is_the_person', note: 'Family booklet seen.' };
  expect((await stepContest(staff.rana, id, 'identity-check', checked)).status).toBe(200);
  const decided = await stepContest(staff.salma, id, 'decision', { decision: 'uphold', note: 'He lives.' });
  expect(decided).toMatchObject({ status: 200, body: { state: 'upheld', freezes: true } });
  return id;
}
const alarmsAbout = (id: string) => sql('select kind, subject_kind from alarms where subject_id = $1', id);
const tasksAbout = (suggestionId: string) =>
  sql(
    'select done_by, done_at is not null as done, for_account, created_by from case_tasks where about = $1',
    suggestionId,
  );
const stateOf = async (id: string) => (await sql('select state from suggestions where id = $1', id))[0].state;
const revisionOf = async (id: string) => (await sql('select revision from suggestions where id = $1', id))[0].revision;
const revoke = async (by: Client, id: string) =>
  by.post(`/v1/suggestions/${id}/decisions`, {
    action: 'revoke',
    note: 'The man himself came.',
    seen_revision: await revisionOf(id),
  });

describe('R15: a contest that is upheld', () => {
  it('makes every link that rests on it a task for a supervisor, rings by ids, and revokes nothing by itself', async () => {
    const scene = await aScene(application, staff);
    const id = await planned(staff.rana, scene);
    const contestId = await upheld({ detention_record_id: scene.recordId });
    expect(await stateOf(scene.suggestionId)).toBe('confirmed');
    expect(await alarmsAbout(scene.suggestionId)).toEqual([{ kind: 'contest_upheld', subject_kind: 'suggestion' }]);
    const shown = (await staff.salma.get(`/v1/contests/${contestId}`)).body;
    expect(shown).toMatchObject({ to_revoke: [scene.suggestionId], held_disclosures: [id] });
    const mine = async (who: Client) =>
      (await who.get('/v1/tasks')).body.items.filter((one: { about: string }) => one.about === scene.suggestionId);
    expect(await mine(staff.salma)).toMatchObject([{ kind: 'revoke_link', for: null, created_by: null }]);
    expect(await mine(staff.rana)).toEqual([]);
    const ofCase = (await staff.rana.get(`/v1/cases/${scene.caseId}/tasks`)).body.items;
    expect(ofCase).toMatchObject([{ kind: 'revoke_link', about: scene.suggestionId, done_at: null }]);
    // Nothing but ids: no name, no word of what was told.
    const rung = JSON.stringify([await alarmsAbout(scene.suggestionId), ofCase]);
    expect(rung).not.toContain('أثرتست');
    expect(rung).not.toContain('I live');
    // What was planned is held, and nothing of it is deleted.
    expect(namedGuards(await step(staff.noor, id, 'approval'))).toEqual(['no_contest']);
    expect((await staff.rana.get(`/v1/disclosures/${id}`)).body.state).toBe('planned');

    expect((await revoke(staff.salma, scene.suggestionId)).status).toBe(200);
    expect(await tasksAbout(scene.suggestionId)).toEqual([
      { done_by: staff.idOf.salma, done: true, for_account: null, created_by: null },
    ]);
    expect((await staff.salma.get(`/v1/contests/${contestId}`)).body.to_revoke).toEqual([]);
  });

  it('about a case does the same, and opened again it takes back what nobody has done', async () => {
    const scene = await aScene(application, staff);
    const contestId = await upheld({ case_id: scene.caseId });
    expect(await tasksAbout(scene.suggestionId)).toMatchObject([{ done: false }]);
    expect((await stepContest(staff.rana, contestId, 'reopening', { note: 'New papers.' })).status).toBe(200);
    expect(await tasksAbout(scene.suggestionId)).toMatchObject([{ done: true, done_by: null }]);
    // Decided the same way once more it is a task once more.
    await stepContest(staff.rana, contestId, 'identity-check', { identity: 'is_the_person', note: 'Seen again.' });
    await stepContest(staff.salma, contestId, 'decision', { decision: 'uphold', note: 'He lives.' });
    expect(await tasksAbout(scene.suggestionId)).toHaveLength(2);
    expect((await staff.salma.get(`/v1/cases/${scene.caseId}`)).body.frozen).toBe(true);
  });

  it('also stops what names the record in its claim alone', async () => {
    const scene = await aScene(application, staff);
    const claimed = await staff.rana.post(`/v1/cases/${scene.caseId}/fate-claims`, {
      claim: 'released',
      level: 'documented',
      basis: [{ kind: 'detention_record', id: scene.recordId }],
    });
    expect(claimed.status).toBe(201);
    const id = await planned(staff.rana, scene, { suggestion_id: null, fate_claim_id: claimed.body.id });
    const taken = await staff.rana.post('/v1/contests', {
      detention_record_id: scene.recordId,
      claim: 'this_is_false',
      told,
    });
    expect(taken.body.held_disclosures).toEqual([id]);
    expect(namedGuards(await step(staff.noor, id, 'approval'))).toContain('no_contest');
    expect(
      await refusedBySql(
        application,
        `update disclosures set state = 'approved', approved_by = $2, approved_at = now(), revision = revision + 1 where id = $1`,
        [id, staff.idOf.noor],
      ),
    ).toBe('disclosures_not_while_contested');
  });

  it('nobody writes such a task himself, and no process may', async () => {
    const scene = await aScene(application, staff);
    const [{ organisation }] = await sql(
      'select organisation_id as organisation from cases where id = $1',
      scene.caseId,
    );
    expect(
      await refusedBySql(
        application,
        `insert into case_tasks (id, case_id, organisation_id, kind, title, due_on) values (gen_random_uuid(), $1, $2, 'revoke_link', 'x', '2030-01-01')`,
        [scene.caseId, organisation],
      ),
    ).toBe('case_tasks_to_revoke_are_about_a_link');
    const body = { title: 'x', due_on: '2030-01-01', for_account_id: staff.idOf.rana, kind: 'revoke_link' };
    expect((await staff.rana.post(`/v1/cases/${scene.caseId}/tasks`, body)).status).toBe(400);
  });
});

describe('what we told was wrong', () => {
  it('from the first news to the correction: contested, revoked, corrected by people, each step written down', async () => {
    const scene: Scene = await aScene(application, staff);
    const wrong = await planned(staff.rana, scene);
    expect((await step(staff.noor, wrong, 'approval')).status).toBe(200);
    await step(staff.rana, wrong, 'attempts');
    expect((await step(staff.rana, wrong, 'steps', { action: 'deliver' })).body.state).toBe('delivered');

    const contestId = await upheld({ detention_record_id: scene.recordId });
    expect((await revoke(staff.salma, scene.suggestionId)).status).toBe(200);
    const correction = { kind: 'correction', corrects: wrong, fate_claim_id: null, suggestion_id: null };
    const id = await planned(staff.rana, scene, correction);
    // Supervisors learn at once that a family was told something that is not so.
    expect(await alarmsAbout(id)).toEqual([{ kind: 'correction_planned', subject_kind: 'disclosure' }]);
    const view = (await staff.noor.get(`/v1/disclosures/${id}`)).body;
    expect([view.corrects, view.lines]).toEqual([wrong, ['line_free_of_charge']]);
    expect((await staff.noor.get(`/v1/disclosures/${wrong}`)).body.corrected_by).toEqual([id]);
    const { items } = (await staff.noor.get(`/v1/cases/${scene.caseId}/disclosures`)).body;
    expect(items.map((one: { corrected_by: string[] }) => one.corrected_by)).toEqual([[], [id]]);
    // What was upheld holds everything but its correction.
    const again = await planned(staff.rana, scene, { suggestion_id: scene.suggestionId });
    expect(namedGuards(await step(staff.noor, again, 'approval'))).toContain('no_contest');
    expect((await staff.noor.get(`/v1/contests/${contestId}`)).body.held_disclosures).toEqual([again]);

    // Its own second person, its own attempts, its own outcome.
    expect(await step(staff.rana, id, 'approval')).toMatchObject({ status: 404 });
    expect((await step(staff.huda, id, 'approval')).body).toMatchObject({ state: 'approved', kind: 'correction' });
    expect((await step(staff.rana, id, 'attempts')).body.attempts).toHaveLength(1);
    expect((await step(staff.rana, id, 'steps', { action: 'deliver' })).body.state).toBe('delivered');
    expect((await step(staff.rana, id, 'steps', { action: 'follow_up' })).body.state).toBe('followed_up');
    // What was told before stands as it was told.
    expect((await staff.rana.get(`/v1/disclosures/${wrong}`)).body).toMatchObject({
      state: 'delivered',
      fate_claim_id: scene.claimId,
    });
    // A correction may itself have been wrong.
    const second = await planned(staff.rana, scene, { ...correction, corrects: id });
    expect((await staff.rana.get(`/v1/disclosures/${id}`)).body.corrected_by).toEqual([second]);
  });

  it('a correction is for whoever was told, and waits while a contest is undecided', async () => {
    const scene = await aScene(application, staff);
    const wrong = await planned(staff.rana, scene);
    await step(staff.noor, wrong, 'approval');
    await step(staff.rana, wrong, 'attempts');
    await step(staff.rana, wrong, 'steps', { action: 'deliver' });
    const other = await staff.rana.post(`/v1/reports/${scene.reportId}/reporters`, mona);
    expect(other.status).toBe(201);
    const correction = { kind: 'correction', corrects: wrong, fate_claim_id: null, suggestion_id: null };
    const toAnother = await planned(staff.rana, scene, { ...correction, recipient_id: other.body.id });
    expect(namedGuards(await step(staff.noor, toAnother, 'approval'))).toContain('correction_recipient');
    const id = await planned(staff.rana, scene, correction);
    const taken = await staff.rana.post('/v1/contests', { case_id: scene.caseId, claim: 'this_is_false', told });
    expect(namedGuards(await step(staff.noor, id, 'approval'))).toEqual(['no_contest']);
    await stepContest(staff.rana, taken.body.id, 'identity-check', { identity: 'is_the_person', note: 'Seen.' });
    await stepContest(staff.salma, taken.body.id, 'decision', { decision: 'uphold', note: 'He lives.' });
    expect((await step(staff.noor, id, 'approval')).status).toBe(200);
    expect(
      (await staff.rana.post(`/v1/cases/${scene.caseId}/disclosures`, aPlan(scene, { corrects: wrong }))).status,
    ).toBe(422);
  });

  it('a link that people confirmed anew is no task any more', async () => {
    const scene = await aScene(application, staff);
    const contestId = await upheld({ detention_record_id: scene.recordId });
    expect((await revoke(staff.salma, scene.suggestionId)).status).toBe(200);
    await stepContest(staff.rana, contestId, 'reopening', { note: 'It was another man.' });
    await stepContest(staff.rana, contestId, 'identity-check', { identity: 'is_not_the_person', note: 'Papers.' });
    await stepContest(staff.salma, contestId, 'decision', { decision: 'refuse', note: 'Not he.' });
    const reopened = await staff.salma.post(`/v1/suggestions/${scene.suggestionId}/decisions`, {
      action: 'reopen',
      note: 'The contest was not upheld.',
      seen_revision: await revisionOf(scene.suggestionId),
    });
    expect(reopened.body.state).toBe('returned');
    const proposed = await staff.rana.post(`/v1/suggestions/${scene.suggestionId}/decisions`, {
      action: 'propose',
      evidence: 'As before.',
      seen_revision: await revisionOf(scene.suggestionId),
    });
    expect(proposed.status).toBe(200);
    expect((await staff.salma.get(`/v1/contests/${contestId}`)).body.to_revoke).toEqual([]);
  });
});
