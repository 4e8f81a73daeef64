import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Client, startApplication, type TestApplication } from '../support/application.js';
import { because, casesOf, enter, settingsOf } from '../support/cases.js';
import { attempt, realConnections } from '../support/catalogue/acting-roles.js';

jest.setTimeout(180_000);

let application: TestApplication;
let rana: Client;
let cases: ReturnType<typeof casesOf>;
let connections: ReturnType<typeof realConnections>;

beforeAll(async () => {
  application = await startApplication({ worker: false });
  rana = await enter(application, 'rana');
  cases = casesOf(rana);
  connections = realConnections(process.env.DATABASE_URL!);
});
afterAll(async () => {
  await connections?.end();
  await application?.stop();
});

const kinds = (history: { kind: string }[]) => history.map(({ kind }) => kind);

describe('several relatives report one person', () => {
  it('their reports stand in one case and stay whole; the empty one stays behind with its history', async () => {
    const mother = await cases.fileOpen(0);
    const brother = await cases.fileOpen(0);
    const before = (await rana.get(`/v1/reports/${brother.reportId}`)).body;
    const linked = await cases.link(mother.id, brother.reportId);
    expect(linked.status).toBe(201);
    expect(linked.body).toMatchObject({ id: mother.id, state: 'open', reports_total: 2 });
    expect(linked.body.reports).toEqual([
      expect.objectContaining({ report_id: mother.reportId, own: true }),
      expect.objectContaining({
        report_id: brother.reportId,
        own: false,
        reason: because,
        linked_by: expect.objectContaining({ name: 'Rana Athartest' }),
      }),
    ]);
    expect((await rana.get(`/v1/reports/${brother.reportId}`)).body).toEqual(before);
    expect((await cases.ofReport(brother.reportId)).id).toBe(mother.id);
    const left = await cases.get(brother.id);
    expect(left).toMatchObject({
      state: 'closed',
      closing_reason: 'transferred',
      reports_total: 0,
      reports: [],
      linked_to: mother.id,
      possible_actions: [],
    });
    expect(kinds(await cases.history(brother.id, '&of=case'))).toEqual(['linked_away', 'open', 'begin_intake', 'made']);
    expect(kinds(await cases.history(mother.id, '&of=report'))).toEqual(['filed', 'filed']);
    expect(await cases.step(brother.id, 'reopen', { reason: because })).toMatchObject({
      status: 409,
      body: { code: 'case.empty' },
    });

    const unlinked = await cases.unlink(mother.id, brother.reportId);
    expect(unlinked).toMatchObject({ status: 200, body: { id: mother.id, reports_total: 1 } });
    expect(await cases.get(brother.id)).toMatchObject({
      state: 'open',
      closing_reason: null,
      reports_total: 1,
      linked_to: null,
    });
    expect(await cases.unlink(mother.id, brother.reportId)).toMatchObject({ status: 404 });
    expect(await cases.unlink(mother.id, mother.reportId)).toMatchObject({
      status: 409,
      body: { code: 'case.own_report' },
    });
  });

  it('what is done to the case is done to all its reports, also to one that the caseworker does not reach', async () => {
    const his = await cases.fileOpen(1);
    const salma = casesOf(await enter(application, 'salma'));
    const omar = casesOf(await enter(application, 'omar'));
    const other = await omar.fileOpen(1);
    // Neither reaches both.
    expect(await cases.link(his.id, other.reportId)).toMatchObject({ status: 404 });
    expect(await omar.link(his.id, other.reportId)).toMatchObject({ status: 404 });
    expect((await salma.link(his.id, other.reportId)).status).toBe(201);
    expect(await cases.get(his.id)).toMatchObject({ reports_total: 2, reports: [{ report_id: his.reportId }] });
    expect((await rana.get(`/v1/reports/${other.reportId}`)).status).toBe(404);
    // Whoever reaches one of its reports reaches the case.
    expect(await omar.get(his.id)).toMatchObject({ reports: [{ report_id: other.reportId, own: false }] });
    expect((await cases.step(his.id, 'pause', { reason: because })).status).toBe(200);
    const states = await application.dataSource.query(
      `select r.state, (select count(*)::int from due_marks d where d.subject_id = r.id and d.task = 'reports.match') as due
       from reports r where r.id in ($1, $2)`,
      [his.reportId, other.reportId],
    );
    expect(states).toEqual(Array(2).fill({ state: 'paused_by_family', due: 1 }));
  });

  it('is refused with a word of its own where it would tangle cases', async () => {
    const [one, two, three] = [await cases.fileOpen(2), await cases.fileOpen(2), await cases.fileOpen(2)];
    const fresh = await cases.file(2);
    const code = async (answer: Promise<{ status: number; body: { code: string } }>) => (await answer).body.code;
    expect(await code(cases.link(one.id, fresh.reportId))).toBe('case.wrong_state');
    expect(await code(cases.link(fresh.id, one.reportId))).toBe('case.wrong_state');
    expect(await code(cases.link(one.id, one.reportId))).toBe('case.link_taken');
    expect((await cases.link(one.id, two.reportId)).status).toBe(201);
    expect(await code(cases.link(three.id, two.reportId))).toBe('case.link_taken');
    expect(await code(cases.link(three.id, one.reportId))).toBe('case.has_linked_reports');
    expect(await code(cases.link(two.id, three.reportId))).toBe('case.empty');
    expect(await code(cases.link(one.id, crypto.randomUUID()))).toBe('access.not_found');
    await cases.step(one.id, 'hold', { reason: because });
    expect(await code(cases.unlink(one.id, two.reportId))).toBe('case.wrong_state');
    expect(await rana.post(`/v1/cases/${three.id}/reports`, { report_id: fresh.reportId })).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    });
  });

  it('the database itself refuses a report of a case that is not open, and a link without a person and a reason', async () => {
    const one = await cases.fileOpen(3);
    const fresh = await cases.file(3);
    await connections.actAs('athar_api', await settingsOf(application, 'rana'), async (query) => {
      const link = (reportId: string, caseId: string, further: string) => () =>
        query(`update case_reports set case_id = $2, ${further} where report_id = $1`, [reportId, caseId]);
      const whole = "linked_by = app_actor(), reason = 'x'";
      expect(await attempt(query, link(fresh.reportId, one.id, whole))).toEqual({ refused: '23001' });
      expect(await attempt(query, link(one.reportId, fresh.id, whole))).toEqual({ refused: '23001' });
      expect(await attempt(query, link(fresh.reportId, one.id, 'linked_by = null'))).toEqual({ refused: '23514' });
    });
  });

  it('two people who link to and fro at the same moment end with one of the two links', async () => {
    const [one, two] = [await cases.fileOpen(4), await cases.fileOpen(4)];
    const answers = await Promise.all([cases.link(one.id, two.reportId), cases.link(two.id, one.reportId)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const totals = [await cases.get(one.id), await cases.get(two.id)].map(({ reports_total }) => reports_total);
    expect(totals.sort()).toEqual([0, 2]);
  });
});
