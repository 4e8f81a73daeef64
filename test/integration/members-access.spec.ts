import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  aPartner,
  aPerson,
  demonstrationPerson,
  noLongerFresh,
  notFound,
  type Person,
  said,
} from '../support/administrators.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { aReport } from '../support/builders.js';
import { audited } from '../support/staff.js';

jest.setTimeout(180_000);

let app: TestApplication;
let rana: Person;
let omar: Person;
let salma: Person;
let partner: Awaited<ReturnType<typeof aPartner>>;
let theirWorker: Person;
let theirReport: string;

beforeAll(async () => {
  app = await startApplication({ worker: false });
  rana = await demonstrationPerson(app, 'rana');
  omar = await demonstrationPerson(app, 'omar');
  salma = await demonstrationPerson(app, 'salma');
  partner = await aPartner(app, await demonstrationPerson(app, 'hadi'));
  theirWorker = await aPerson(app, 'caseworker', partner.id);
  theirReport = await file(theirWorker);
});
afterAll(() => app.stop());

async function file(by: Person): Promise<string> {
  const answer = await by.client.post('/v1/reports', aReport());
  expect(said(answer)).toEqual([201, undefined]);
  return answer.body.id;
}
const reads = async (person: Person, report: string) => (await person.client.get(`/v1/reports/${report}`)).status;
const letIn = (by: Person, report: string, body: object) => by.client.post(`/v1/reports/${report}/members`, body);
const breakGlass = (by: Person, report: string, body: object = { reason: 'The family called and he is away.' }) =>
  by.client.post(`/v1/reports/${report}/break-glass`, body);

describe('R6: access by need', () => {
  it('a caseworker reaches what he filed, and another one only when a supervisor lets him in, until she shuts it again', async () => {
    const report = await file(rana);
    expect([await reads(rana, report), await reads(omar, report)]).toEqual([200, 404]);
    const added = await letIn(salma, report, { account_id: omar.id, via: 'assigned' });
    expect(added.body).toMatchObject({ account_id: omar.id, via: 'assigned', granted_by: salma.id, expires_at: null });
    expect(await reads(omar, report)).toBe(200);
    const { body } = await rana.client.get(`/v1/reports/${report}/members`);
    expect(body.items.map((member: { via: string }) => member.via)).toEqual(['filed', 'assigned']);
    expect((await salma.client.send('DELETE', `/v1/reports/${report}/members/${omar.id}`)).status).toBe(204);
    expect(await reads(omar, report)).toBe(404);
    expect(said(await salma.client.send('DELETE', `/v1/reports/${report}/members/${omar.id}`))).toEqual(notFound);
    for (const action of ['report.member-added', 'report.member-removed', 'report.members-listed'])
      expect((await audited(app.dataSource, action, report)).at(-1)?.outcome).toBe('done');
  });

  it('a membership ends at its time, and asked again the newer end counts', async () => {
    const report = await file(rana);
    const until = (ms: number) => new Date(Date.now() + ms).toISOString();
    await letIn(salma, report, { account_id: omar.id, via: 'second_review', expires_at: until(60_000) });
    const again = await letIn(salma, report, { account_id: omar.id, via: 'second_review', expires_at: until(1_500) });
    expect(again.status).toBe(201);
    expect(await reads(omar, report)).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1_600));
    expect(await reads(omar, report)).toBe(404);
    const { body } = await salma.client.get(`/v1/reports/${report}/members`);
    expect(body.items).toHaveLength(1);
  });

  it('only a supervisor lets in and shuts out, and nobody is let in who could not work on it', async () => {
    const report = await file(rana);
    const [tariq, lina, noor] = await Promise.all(
      ['tariq', 'lina', 'noor'].map((login) => demonstrationPerson(app, login)),
    );
    for (const person of [rana, omar, noor, tariq, lina]) {
      expect(said(await letIn(person, report, { account_id: omar.id, via: 'assigned' }))).toEqual(notFound);
      expect(said(await person.client.send('DELETE', `/v1/reports/${report}/members/${rana.id}`))).toEqual(notFound);
    }
    const disabled = await aPerson(app, 'caseworker');
    await lina.client.send('PATCH', `/v1/accounts/${disabled.id}`, { disabled: true });
    const refusals = [];
    for (const id of [theirWorker.id, randomUUID(), tariq.id, lina.id, disabled.id]) {
      const answer = await letIn(salma, report, { account_id: id, via: 'assigned' });
      const { instance: _, ...rest } = answer.body;
      refusals.push(rest);
    }
    for (const refusal of refusals) expect(refusal).toEqual(refusals[0]);
    expect(refusals[0]).toMatchObject({ status: 400, errors: [{ pointer: '/account_id', code: 'account.unknown' }] });
    expect((await audited(app.dataSource, 'report.member-added', report)).map((entry) => entry.outcome)).toEqual(
      refusals.map(() => 'denied'),
    );
  });

  it('takes no field that would say more than whom and how long', async () => {
    const report = await file(rana);
    const body = { account_id: omar.id, via: 'assigned' };
    for (const field of ['report_id', 'organisation_id', 'granted_by', 'granted_at', 'reason', 'role'])
      expect(said(await letIn(salma, report, { ...body, [field]: randomUUID() }))).toEqual([
        400,
        'request.unknown_field',
      ]);
    for (const via of ['filed', 'break_glass'])
      expect(said(await letIn(salma, report, { ...body, via }))).toEqual([400, 'request.invalid']);
    expect(said(await breakGlass(rana, report, { reason: 'x', expires_at: '2099-01-01T00:00:00Z' }))).toEqual([
      400,
      'request.unknown_field',
    ]);
    expect(await reads(omar, report)).toBe(404);
  });

  it('a report of another organisation reads like one that is not there', async () => {
    for (const report of [theirReport, randomUUID()]) {
      expect(said(await salma.client.get(`/v1/reports/${report}/members`))).toEqual(notFound);
      expect(said(await letIn(salma, report, { account_id: omar.id, via: 'assigned' }))).toEqual(notFound);
      expect(said(await salma.client.send('DELETE', `/v1/reports/${report}/members/${theirWorker.id}`))).toEqual(
        notFound,
      );
      expect(said(await breakGlass(omar, report))).toEqual(notFound);
    }
    expect(await reads(theirWorker, theirReport)).toBe(200);
    expect((await audited(app.dataSource, 'report.glass-broken', theirReport)).map((entry) => entry.outcome)).toEqual([
      'denied',
    ]);
  });
});

describe('R17: breaking the glass', () => {
  it('lets a caseworker in for four hours, for a reason, and rings for supervisors and auditors at once', async () => {
    const report = await file(rana);
    expect(await reads(omar, report)).toBe(404);
    const broken = await breakGlass(omar, report);
    expect(broken.body).toMatchObject({ account_id: omar.id, via: 'break_glass', reason: null });
    const hours = (Date.parse(broken.body.expires_at) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(3.9);
    expect(hours).toBeLessThanOrEqual(4);
    expect(await reads(omar, report)).toBe(200);
    const tariq = await demonstrationPerson(app, 'tariq');
    for (const person of [salma, tariq]) {
      const { body } = await person.client.get('/v1/alarms');
      expect(body.items).toContainEqual(
        expect.objectContaining({ kind: 'break_glass', actor_id: omar.id, subject_id: report, acknowledged_at: null }),
      );
    }
    const members = async (person: Person) =>
      (await person.client.get(`/v1/reports/${report}/members`)).body.items.map(
        (one: { reason: string }) => one.reason,
      );
    expect(await members(salma)).toEqual([null, 'The family called and he is away.']);
    expect(await members(rana)).toEqual([null, null]);
    expect((await audited(app.dataSource, 'report.glass-broken', report))[0].outcome).toBe('done');
    await app.dataSource.query(
      "update report_members set expires_at = now() where report_id = $1 and via = 'break_glass'",
      [report],
    );
    expect(await reads(omar, report)).toBe(404);
  });

  it('twice keeps both reasons, and a repeated request is one', async () => {
    const report = await file(rana);
    const key = { 'idempotency-key': randomUUID() };
    const body = { reason: 'First.' };
    const first = await omar.client.post(`/v1/reports/${report}/break-glass`, body, key);
    expect((await omar.client.post(`/v1/reports/${report}/break-glass`, body, key)).body).toEqual(first.body);
    await breakGlass(omar, report, { reason: 'Second.' });
    const { body: members } = await salma.client.get(`/v1/reports/${report}/members`);
    expect(members.items.map((one: { reason: string | null }) => one.reason)).toEqual([null, 'First.', 'Second.']);
  });

  it('needs a reason, a fresh proof of identity, and a caseworker', async () => {
    const report = await file(rana);
    for (const body of [{}, { reason: '' }, { reason: '   ' }, { reason: 'x'.repeat(1_001) }])
      expect(said(await breakGlass(omar, report, body))).toEqual([400, 'request.invalid']);
    for (const login of ['tariq', 'lina', 'hadi', 'noor', 'salma'])
      expect(said(await breakGlass(await demonstrationPerson(app, login), report))).toEqual(notFound);
    const stale = await aPerson(app, 'caseworker');
    await noLongerFresh(app, stale);
    expect(said(await breakGlass(stale, report))).toEqual([403, 'access.fresh_sign_in']);
    expect(await reads(stale, report)).toBe(404);
  });
});
