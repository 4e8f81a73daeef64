import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Client, startApplication, type TestApplication } from '../support/application.js';
import { aMan } from '../support/builders.js';
import { because, casesOf, enter, settingsOf } from '../support/cases.js';
import { caseworkOf } from '../support/casework.js';
import { mona, reveal } from '../support/family.js';
import { audited } from '../support/staff.js';

jest.setTimeout(180_000);

let application: TestApplication;
let rana: Client;
let omar: Client;
let salma: Client;
let cases: ReturnType<typeof casesOf>;
const ids: Record<string, string> = {};

beforeAll(async () => {
  application = await startApplication();
  rana = await enter(application, 'rana');
  omar = await enter(application, 'omar');
  salma = await enter(application, 'salma');
  cases = casesOf(rana);
  for (const login of ['rana', 'omar', 'salma', 'noor', 'tariq'])
    ids[login] = (await settingsOf(application, login)).actor;
});
afterAll(() => application?.stop());

describe('who works on a case', () => {
  it('a supervisor gives it to a caseworker, who is let in by that; he hands it over with a note', async () => {
    const { id, reportId } = await cases.file(0);
    const his = casesOf(omar);
    expect(await his.get(id)).toMatchObject({ code: 'access.not_found' });
    const note = 'The mother answers in the evening only.';
    const given = await casesOf(salma).assign(id, { account_id: ids.omar, note });
    expect(given.body).toMatchObject({ assigned_to: { id: ids.omar, name: 'Omar Athartest' } });
    expect((await omar.get(`/v1/reports/${reportId}`)).status).toBe(200);
    expect((await omar.get('/v1/cases?assigned_to=me')).body.items.map((item: { id: string }) => item.id)).toEqual([
      id,
    ]);
    // It is his now.
    expect(await cases.assign(id, { account_id: ids.rana })).toMatchObject({
      status: 409,
      body: { code: 'case.assigned_to_other' },
    });
    expect((await his.assign(id, { account_id: ids.rana, note })).body.assigned_to.id).toBe(ids.rana);
    const history = await cases.history(id, '&of=case');
    expect(history[0]).toMatchObject({ kind: 'assigned', about: ids.rana, note, by: { id: ids.omar } });
    expect((await cases.assign(id, { account_id: null })).body.assigned_to).toBeNull();
    expect((await rana.get('/v1/cases?assigned_to=nobody')).body.items.length).toBeGreaterThan(0);
  });

  it('a caseworker lets nobody in, and nobody has a case who works on none', async () => {
    const { id } = await cases.file(1);
    expect((await cases.assign(id, { account_id: ids.rana })).status).toBe(200);
    expect(await cases.assign(id, { account_id: ids.omar })).toMatchObject({
      status: 409,
      body: { code: 'case.assignee_not_let_in' },
    });
    for (const account_id of [ids.tariq, ids.noor, crypto.randomUUID()])
      expect(await casesOf(salma).assign(id, { account_id })).toMatchObject({
        status: 400,
        body: { code: 'request.invalid', errors: [{ pointer: '/account_id', code: 'account.unknown' }] },
      });
    const denied = await audited(application.dataSource, 'case.assigned', id);
    expect(denied.filter(({ outcome }) => outcome === 'denied')).toHaveLength(3);
  });
});

describe('tasks and notes', () => {
  it('a task has a day and a person; it is done, and not done after all, by whoever saw it last', async () => {
    const { id } = await cases.file(2);
    const task = { title: 'Ask for the family booklet', due_on: '2026-12-01', for_account_id: ids.salma };
    const made = await rana.post(`/v1/cases/${id}/tasks`, task);
    expect(made).toMatchObject({
      status: 201,
      body: { title: task.title, due_on: '2026-12-01', for: { id: ids.salma }, done_at: null, revision: 1 },
    });
    const path = `/v1/cases/${id}/tasks/${made.body.id}`;
    expect((await salma.get('/v1/tasks')).body.items).toContainEqual(made.body);
    expect((await salma.get(`/v1/cases/${id}`)).body.open_tasks).toBe(1);
    const done = await salma.send('PATCH', path, { done: true }, { 'if-match': '"1"' });
    expect(done.body).toMatchObject({ done_by: { id: ids.salma }, revision: 2 });
    expect((await salma.get('/v1/tasks')).body.items).toEqual([]);
    expect(await rana.send('PATCH', path, { done: false }, { 'if-match': '"1"' })).toMatchObject({
      status: 412,
      body: { code: 'precondition.failed' },
    });
    const again = await rana.send('PATCH', path, { done: false, due_on: '2026-12-08' }, { 'if-match': '"2"' });
    expect(again.body).toMatchObject({ done_by: null, due_on: '2026-12-08', revision: 3 });
    expect((await rana.send('PATCH', path, { title: 'x' }, { 'if-match': '"3"' })).status).toBe(400);
    expect((await omar.send('PATCH', path, { done: true }, { 'if-match': '"3"' })).status).toBe(404);
    expect((await rana.get(`/v1/cases/${id}/tasks`)).body.items).toEqual([again.body]);
    expect(
      (await cases.history(id, '&of=case')).map((item: { kind: string; reason: string }) => [item.kind, item.reason]),
    ).toEqual([
      ['task_changed', 'not_done'],
      ['task_changed', 'done'],
      ['task_added', null],
      ['made', null],
    ]);
  });

  it('a note is never changed, and account or card numbers are refused in whatever staff write (R11)', async () => {
    const { id } = await cases.file(3);
    const first = await rana.post(`/v1/cases/${id}/notes`, { text: 'Called, nobody answered.' });
    expect(first).toMatchObject({ status: 201, body: { text: 'Called, nobody answered.', by: { id: ids.rana } } });
    const second = await salma.post(`/v1/cases/${id}/notes`, { text: 'Try on Sunday.' });
    expect((await rana.get(`/v1/cases/${id}/notes`)).body.items).toEqual([second.body, first.body]);
    const page = (await rana.get(`/v1/cases/${id}/notes?limit=1`)).body;
    expect((await rana.get(`/v1/cases/${id}/notes?limit=1&cursor=${page.next}`)).body.items).toEqual([first.body]);
    const card = { text: 'His card is ٤١١١ ١١١١ ١١١١ ١١١١' };
    expect(await rana.post(`/v1/cases/${id}/notes`, card)).toMatchObject({
      status: 400,
      body: { errors: [{ code: 'text.bank_data' }] },
    });
    await expect(
      application.dataSource.query("update case_notes set text = 'x' where id = $1", [first.body.id]),
    ).rejects.toMatchObject({ driverError: { code: '23001' } });
    await expect(
      application.dataSource.query('delete from case_events where case_id = $1', [id]),
    ).rejects.toMatchObject({ driverError: { code: '23001' } });
  });
});

describe('the history of a case', () => {
  it('is everything that happened to it, its reports and their suggestions, newest first, page by page', async () => {
    const { file, importRows, suggestionsOf } = caseworkOf(application, rana);
    const him = aMan(4);
    const reportId = await file({ ...him.report(), reporter: mona });
    const { id } = await cases.ofReport(reportId);
    await importRows([him.row()]);
    const [suggestion] = await suggestionsOf(reportId);
    const { items } = (await rana.get(`/v1/reports/${reportId}/reporters`)).body;
    expect((await reveal(rana, reportId, items[0].id)).status).toBe(200);
    await rana.post(`/v1/cases/${id}/notes`, { text: because });
    const history = await cases.history(id);
    const kinds = history.map((item: { of: string; kind: string }) => `${item.of} ${item.kind}`);
    expect(kinds.slice(0, 3)).toEqual(['case note_added', 'reveal revealed', 'suggestion suggested']);
    expect(kinds).toEqual(expect.arrayContaining(['case made', 'report filed', 'consent given', 'consent refused']));
    expect(history[1]).toMatchObject({ by: { name: 'Rana Athartest' }, reason: 'name contacts', about: reportId });
    const paged: unknown[] = [];
    for (let next = ''; ; ) {
      const page = (await rana.get(`/v1/cases/${id}/history?limit=2${next}`)).body;
      paged.push(...page.items);
      if (!page.next) break;
      next = `&cursor=${page.next}`;
    }
    expect(paged).toEqual(history);

    // While a proposal waits, nobody learns from it who proposed, or why.
    const evidence = 'Mother and birth agree, and the same checkpoint.';
    expect(
      (await rana.post(`/v1/suggestions/${suggestion.id}/decisions`, { action: 'propose', evidence, seen_revision: 1 }))
        .status,
    ).toBe(200);
    const newest = async (client: Client) => (await casesOf(client).history(id, '&of=suggestion'))[0];
    expect(await newest(omar)).toMatchObject({ kind: 'proposed', by: null, note: null, reason: null });
    expect(await newest(rana)).toMatchObject({ kind: 'proposed', by: { id: ids.rana } });
    expect(JSON.stringify(await casesOf(salma).history(id))).not.toContain(evidence);
  });

  it('every look and every change is written down', async () => {
    const { id } = await cases.file(5);
    await cases.get(id);
    await cases.history(id);
    await cases.step(id, 'begin_intake');
    for (const action of ['case.viewed', 'case.history-viewed', 'case.begin_intake'])
      expect((await audited(application.dataSource, action, id))[0]).toMatchObject({
        actor_id: ids.rana,
        outcome: 'done',
      });
  });
});
