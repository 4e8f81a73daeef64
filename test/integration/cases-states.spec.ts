import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { contestStates, contestTransitions } from '../../src/cases/contest-transitions.js';
import { caseStates, caseSteps } from '../../src/cases/transitions.js';
import { type Client, startApplication, type TestApplication } from '../support/application.js';
import { anotherSupervisor, because, casesOf, enter, settingsOf } from '../support/cases.js';
import { attempt, realConnections } from '../support/catalogue/acting-roles.js';
import { versionsOf } from '../support/versions.js';

jest.setTimeout(180_000);

let application: TestApplication;
let rana: Client;
let cases: ReturnType<typeof casesOf>;
let salma: ReturnType<typeof casesOf>;
let dalia: ReturnType<typeof casesOf>;
let connections: ReturnType<typeof realConnections>;

beforeAll(async () => {
  application = await startApplication();
  rana = await enter(application, 'rana');
  cases = casesOf(rana);
  salma = casesOf(await enter(application, 'salma'));
  dalia = casesOf(await anotherSupervisor(application));
  connections = realConnections(process.env.DATABASE_URL!);
});
afterAll(async () => {
  await connections?.end();
  await application?.stop();
});

const stateOfReport = async (id: string) =>
  (await application.dataSource.query('select state from reports where id = $1', [id]))[0].state;
const compared = async (id: string) =>
  (await application.dataSource.query('select 1 from match_profiles where record_id = $1', [id])).length > 0;
const one = async (sql: string, values: unknown[] = []) => (await application.dataSource.query(sql, values))[0];

describe('every report has a case', () => {
  it('one that staff file begins as submitted, with a locator that can be said on a telephone and names nobody', async () => {
    const { id, reportId } = await cases.file(0);
    const found = await cases.get(id);
    expect(found).toMatchObject({
      state: 'submitted',
      closing_reason: null,
      reports_total: 1,
      reports: [{ report_id: reportId, own: true, linked_by: null }],
      assigned_to: null,
      hold: null,
      contacts_hidden: false,
      frozen: false,
      possible_actions: ['begin_intake', 'pause', 'hold', 'withdraw'],
    });
    expect(found.locator).toMatch(/^C-[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/);
    expect(found.sought[0].as_written).toContain('أثرتست');
  });

  it('also one that came in a file of reports; it rests when the file is taken back, and is as it was when it comes back', async () => {
    const list = versionsOf(application, rana, 'cases', 'reports');
    const consent = { search: true as const, partners: false, form_version: 'form-7', language: 'ar' };
    const done = await list.handIn(
      [{ 'record id': 'C-1', full_name: 'Nader Athartest', birth_date: '1985', relationship: 'mother' }],
      { consent },
    );
    const { id: reportId } = await one('select report_id as id from import_rows where import_id = $1', [done.id]);
    const { id } = await cases.ofReport(reportId);
    expect(await cases.get(id)).toMatchObject({ state: 'submitted', reports_total: 1 });
    await cases.step(id, 'begin_intake');
    await list.revert(done.id);
    expect(await cases.get(id)).toMatchObject({ state: 'withdrawn', goes_back_to: 'intake_check' });
    await list.bringBack(done.id);
    expect(await cases.get(id)).toMatchObject({ state: 'intake_check', goes_back_to: null });
    const history = await cases.history(id, '&of=case');
    expect(history.map(({ kind }: { kind: string }) => kind)).toEqual(['restore', 'withdraw', 'begin_intake', 'made']);
    expect(history[0].by).toBeNull();
  });

  it('no process makes or removes a case by itself', async () => {
    const salmasSettings = await settingsOf(application, 'salma');
    const { id } = await cases.file(1);
    await connections.actAs('athar_api', salmasSettings, async (query) => {
      const refused = { refused: '42501' };
      const made = () =>
        query('insert into cases (id, organisation_id) values (gen_random_uuid(), app_organisation())');
      expect(await attempt(query, made)).toEqual(refused);
      expect(await attempt(query, () => query('delete from cases where id = $1', [id]))).toEqual(refused);
      expect(await attempt(query, () => query('update cases set contacts_hidden = false where id = $1', [id]))).toEqual(
        refused,
      );
    });
    await connections.actAs('athar_worker', { organisation: salmasSettings.organisation }, async (query) => {
      expect(await attempt(query, () => query('select 1 from cases'))).toEqual({ refused: '42501' });
      expect(await attempt(query, () => query('select 1 from extortion_reports'))).toEqual({ refused: '42501' });
    });
  });
});

describe('a case moves by its table', () => {
  it('the program and the database hold the same steps, row by row', async () => {
    const rows = (table: string) => application.dataSource.query(`select from_state, to_state from ${table}`);
    const asText = (steps: { from_state: string; to_state: string }[]) =>
      steps.map(({ from_state, to_state }) => `${from_state} ${to_state}`).sort();
    expect(asText(await rows('case_transitions'))).toEqual(
      caseSteps()
        .map(([from, to]) => `${from} ${to}`)
        .sort(),
    );
    expect(asText(await rows('contest_transitions'))).toEqual(
      Object.values(contestTransitions)
        .flatMap(({ from, to }) => from.map((state) => `${state} ${to}`))
        .sort(),
    );
  });

  it('the database itself refuses every step that is not in it', async () => {
    const { id } = await cases.file(2);
    const steps = caseSteps().map(([from, to]) => `${from} ${to}`);
    const runner = application.dataSource.createQueryRunner();
    const tried: string[] = [];
    try {
      for (const from of caseStates) {
        for (const to of caseStates) {
          if (from === to || steps.includes(`${from} ${to}`)) continue;
          await runner.startTransaction();
          await runner.query('alter table cases disable trigger user');
          const before = ['paused_by_family', 'safety_hold', 'withdrawn'].includes(from) ? '{open}' : '{}';
          await runner.query(`update cases set state = $2, state_before = $3, closing_reason = $4 where id = $1`, [
            id,
            from,
            before,
            from === 'closed' ? 'erroneous' : null,
          ]);
          await runner.query('alter table cases enable trigger user');
          await expect(
            runner.query("update cases set state = $2, closing_reason = 'erroneous' where id = $1", [id, to]),
          ).rejects.toMatchObject({ code: '23001' });
          await runner.rollbackTransaction();
          tried.push(`${from} ${to}`);
        }
      }
    } finally {
      await runner.release();
    }
    expect(tried).toHaveLength(caseStates.length * (caseStates.length - 1) - steps.length);
    expect(contestStates.length).toBe(4);
  });

  it('is taken up, closed for one of a few reasons, and opened again with a reason; its report follows', async () => {
    const { id, reportId } = await cases.file(3);
    expect(await cases.step(id, 'open')).toMatchObject({ status: 409, body: { code: 'case.wrong_state' } });
    expect((await cases.step(id, 'begin_intake')).body.state).toBe('intake_check');
    const opened = await cases.step(id, 'open');
    expect(opened.body).toMatchObject({ state: 'open' });
    expect(opened.body.opened_at).not.toBeNull();
    await application.settled();
    expect(await compared(reportId)).toBe(true);
    expect(await cases.step(id, 'close')).toMatchObject({
      status: 400,
      body: { code: 'case.closing_reason_missing', errors: [{ pointer: '/closing_reason' }] },
    });
    for (const closing_reason of ['registered_dead', 'no_lead', 'name_on_a_list'])
      expect(await cases.step(id, 'close', { closing_reason })).toMatchObject({
        status: 400,
        body: { code: 'request.invalid' },
      });
    expect((await cases.step(id, 'close', { closing_reason: 'family_asked_to_stop' })).body).toMatchObject({
      state: 'closed',
      closing_reason: 'family_asked_to_stop',
    });
    expect(await stateOfReport(reportId)).toBe('closed');
    await application.settled();
    expect(await compared(reportId)).toBe(false);
    expect(await cases.step(id, 'reopen')).toMatchObject({ status: 400, body: { code: 'case.reason_missing' } });
    expect((await cases.step(id, 'reopen', { reason: because })).body).toMatchObject({
      state: 'open',
      closing_reason: null,
    });
    await application.settled();
    expect(await compared(reportId)).toBe(true);
  });

  it('"registered dead" is refused by the database as well, and so is closing for nothing', async () => {
    const { id } = await cases.fileOpen(4);
    const close = (reason: string | null) =>
      application.dataSource.query("update cases set state = 'closed', closing_reason = $2 where id = $1", [
        id,
        reason,
      ]);
    await expect(close('registered_dead')).rejects.toMatchObject({ driverError: { code: '23514' } });
    await expect(close(null)).rejects.toMatchObject({ driverError: { constraint: 'cases_closed_for_a_reason' } });
  });

  it('pausing stops the search and resuming goes back to what it was, not simply to open', async () => {
    const { id, reportId } = await cases.file(5);
    await cases.step(id, 'begin_intake');
    expect((await cases.step(id, 'pause', { reason: because })).body).toMatchObject({
      state: 'paused_by_family',
      goes_back_to: 'intake_check',
    });
    expect(await stateOfReport(reportId)).toBe('paused_by_family');
    await application.settled();
    expect(await compared(reportId)).toBe(false);
    // Also whoever writes past the program.
    await expect(
      application.dataSource.query("update cases set state = 'open' where id = $1", [id]),
    ).rejects.toMatchObject({ driverError: { code: '23001' } });
    expect((await cases.step(id, 'resume', { reason: because })).body.state).toBe('intake_check');
    expect(await stateOfReport(reportId)).toBe('open');
  });

  it('side states lie on each other: withdrawn while held while paused comes back step by step', async () => {
    const { id, reportId } = await cases.fileOpen(6);
    await cases.step(id, 'pause', { reason: because });
    await cases.step(id, 'hold', { reason: because });
    expect(await stateOfReport(reportId)).toBe('paused_by_family');
    await cases.step(id, 'withdraw', { reason: because });
    expect(await stateOfReport(reportId)).toBe('withdrawn');
    expect((await cases.step(id, 'restore', { reason: because })).body).toMatchObject({
      state: 'safety_hold',
      goes_back_to: 'paused_by_family',
    });
    expect((await salma.step(id, 'lift_hold', { reason: because })).body.state).toBe('paused_by_family');
    expect((await cases.step(id, 'resume', { reason: because })).body.state).toBe('open');
    expect(await stateOfReport(reportId)).toBe('open');
  });

  it('whoever did not see the last change is told so, and a step sent twice is made once', async () => {
    const { id } = await cases.file(7);
    const first = (await cases.get(id)).revision;
    expect((await rana.post(`/v1/cases/${id}/steps`, { action: 'begin_intake' })).status).toBe(428);
    const key = crypto.randomUUID();
    const send = () =>
      rana.post(
        `/v1/cases/${id}/steps`,
        { action: 'begin_intake' },
        { 'if-match': `"${first}"`, 'idempotency-key': key },
      );
    const answers = await Promise.all([send(), send()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await cases.history(id, '&of=case')).length).toBe(2);
    expect(await cases.step(id, 'open', {}, first)).toMatchObject({
      status: 412,
      body: { code: 'precondition.failed' },
    });
    expect((await rana.get(`/v1/cases/${id}`)).headers.get('etag')).toBe(`"${(await cases.get(id)).revision}"`);
  });

  it('a case that is not one’s own reads like one that is not there', async () => {
    const { id, reportId } = await cases.file(8);
    const omar = await enter(application, 'omar');
    const nothing = crypto.randomUUID();
    for (const path of ['', '/history', '/notes', '/tasks', '/extortion-reports']) {
      const [his, none] = [await omar.get(`/v1/cases/${id}${path}`), await omar.get(`/v1/cases/${nothing}${path}`)];
      expect(his.status).toBe(404);
      expect({ ...his.body, instance: 0 }).toEqual({ ...none.body, instance: 0 });
    }
    expect((await omar.get(`/v1/reports/${reportId}/case`)).status).toBe(404);
    expect((await casesOf(omar).step(id, 'begin_intake', {}, 1)).status).toBe(404);
    const { items } = (await omar.get('/v1/cases?limit=200')).body;
    expect(items.map((item: { id: string }) => item.id)).not.toContain(id);
    for (const login of ['tariq', 'lina', 'maha'])
      expect((await (await enter(application, login)).get(`/v1/cases/${id}`)).status).toBe(404);
    // Disclosure leads read, and work on nothing.
    const noor = await enter(application, 'noor');
    expect((await noor.get(`/v1/cases/${id}`)).body).toMatchObject({ id, possible_actions: [] });
    expect((await casesOf(noor).step(id, 'begin_intake')).status).toBe(404);
  });

  it('the list is newest first, by state and by whose they are, page by page', async () => {
    const mine = await cases.file(9);
    await cases.step(mine.id, 'begin_intake');
    const { body } = await rana.get('/v1/cases?state=intake_check&limit=1');
    expect(body.items[0].id).toBe(mine.id);
    const all: string[] = [];
    for (let next = ''; ; ) {
      const page = (await rana.get(`/v1/cases?limit=3${next}`)).body;
      all.push(...page.items.map((item: { id: string }) => item.id));
      if (!page.next) break;
      next = `&cursor=${page.next}`;
    }
    const { n } = await one('select count(*)::int as n from cases');
    expect(new Set(all).size).toBe(n);
    expect(all).toHaveLength(n);
  });
});

describe('a safety hold', () => {
  it('is set by a caseworker, stops no search, and is lifted by a supervisor who did not set it', async () => {
    const { id, reportId } = await cases.fileOpen(10);
    const held = await cases.step(id, 'hold', { reason: because });
    expect(held.body).toMatchObject({ state: 'safety_hold', goes_back_to: 'open', hold: { reason: because } });
    expect(await stateOfReport(reportId)).toBe('open');
    await application.settled();
    expect(await compared(reportId)).toBe(true);
    expect(await cases.step(id, 'lift_hold', { reason: because })).toMatchObject({
      status: 403,
      body: { code: 'case.supervisor_only' },
    });
    expect((await salma.step(id, 'lift_hold', { reason: because })).body).toMatchObject({ state: 'open', hold: null });
  });

  it('a supervisor who set it does not lift it', async () => {
    const { id } = await cases.fileOpen(11);
    expect((await salma.step(id, 'hold', { reason: because })).body.possible_actions).not.toContain('lift_hold');
    expect(await salma.step(id, 'lift_hold', { reason: because })).toMatchObject({
      status: 409,
      body: { code: 'case.hold_same_person' },
    });
    expect((await dalia.step(id, 'lift_hold', { reason: because })).body.state).toBe('open');
  });

  it('the database refuses one person for both, whoever is no supervisor, and a case that leaves its hold unlifted', async () => {
    const { id } = await cases.fileOpen(12);
    await salma.step(id, 'hold', { reason: because });
    const lift =
      "update case_holds set lifted_by = app_actor(), lifted_at = now(), lift_reason = 'x' where case_id = $1";
    await connections.actAs('athar_api', await settingsOf(application, 'salma'), async (query) => {
      expect(await attempt(query, () => query(lift, [id]))).toEqual({ refused: '23514' });
      expect(await attempt(query, () => query("update cases set state = 'open' where id = $1", [id]))).toEqual({
        refused: '23001',
      });
    });
    await connections.actAs('athar_api', await settingsOf(application, 'rana'), async (query) => {
      expect(await attempt(query, () => query(lift, [id]))).toEqual({ refused: '42501' });
      const inHisName = lift.replace('app_actor()', "'00000000-0000-4000-8000-000000000000'");
      expect(await attempt(query, () => query(inHisName, [id]))).toEqual({ refused: '42501' });
    });
    await connections.actAs('athar_api', await settingsOf(application, 'dalia'), async (query) => {
      expect(await attempt(query, () => query(lift, [id]))).toEqual([]);
    });
  });
});
