import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { demonstrationPerson, notFound, type Person, said } from '../support/administrators.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { aReport } from '../support/builders.js';
import { familySignIn, filerOf, issueReceipt, typeIn, writtenAbout } from '../support/families.js';
import { audited } from '../support/staff.js';

jest.setTimeout(180_000);

let app: TestApplication;
let rana: Person;
let omar: Person;
let salma: Person;

beforeAll(async () => {
  app = await startApplication({ worker: false });
  rana = await demonstrationPerson(app, 'rana');
  omar = await demonstrationPerson(app, 'omar');
  salma = await demonstrationPerson(app, 'salma');
});
afterAll(() => app?.stop());

async function file(): Promise<string> {
  const answer = await rana.client.post('/v1/reports', aReport());
  expect(said(answer)).toEqual([201, undefined]);
  return answer.body.id;
}
const breakGlass = async (report: string) =>
  expect((await omar.client.post(`/v1/reports/${report}/break-glass`, { reason: 'She is away.' })).status).toBe(201);
const assign = async (report: string) =>
  expect(
    (await salma.client.post(`/v1/reports/${report}/members`, { account_id: omar.id, via: 'assigned' })).status,
  ).toBe(201);
const remove = async (report: string) =>
  expect((await salma.client.send('DELETE', `/v1/reports/${report}/members/${omar.id}`)).status).toBe(204);

it('R6, R17: whoever is in by a broken glass gives out no receipt, as if the report were not there, and it is written down', async () => {
  const report = await file();
  await breakGlass(report);
  const body = { reporter_id: await filerOf(omar.client, report) };
  const refused = await omar.client.post(`/v1/reports/${report}/receipts`, body);
  const absent = await omar.client.post(`/v1/reports/${randomUUID()}/receipts`, body);
  expect(said(refused)).toEqual(notFound);
  expect({ ...refused.body, instance: '' }).toEqual({ ...absent.body, instance: '' });
  expect((await audited(app.dataSource, 'receipt.issued', report)).map(({ outcome }) => outcome)).toEqual(['denied']);
  expect((await omar.client.get(`/v1/reports/${report}/receipts`)).body.items).toEqual([]);
  await assign(report);
  expect((await omar.client.post(`/v1/reports/${report}/receipts`, body)).status).toBe(201);
});

it('R6: a member who is removed loses the receipts that he gave out for the report, and only those', async () => {
  const [report, another] = [await file(), await file()];
  for (const each of [report, another]) await assign(each);
  const ranas = await issueReceipt(rana.client, report);
  const omars = await issueReceipt(omar.client, report);
  const elsewhere = await issueReceipt(omar.client, another);
  const session = await familySignIn(app.url, omars);
  expect((await session.asks('/v1/family/report')).status).toBe(200);
  const listed = (await salma.client.get(`/v1/reports/${report}/receipts`)).body.items;
  expect(listed.map(({ issued_by }: { issued_by: string }) => issued_by)).toEqual([rana.id, omar.id]);

  await remove(report);
  expect((await session.asks('/v1/family/report')).status).toBe(401);
  expect((await typeIn(app.url, omars.request_number, omars.secret)).status).toBe(401);
  expect((await writtenAbout(app.dataSource, omars.id)).at(-1)).toBe(`staff:${salma.id} receipt.revoked done`);
  for (const kept of [ranas, elsewhere]) {
    const family = await familySignIn(app.url, kept);
    expect((await family.asks('/v1/family/report')).status).toBe(200);
  }
});

it('R6: a receipt that is given out while its giver is being removed does not outlive his access', async () => {
  const report = await file();
  const body = { reporter_id: await filerOf(rana.client, report) };
  const statuses = new Set<number>();
  for (let round = 0; round < 12; round++) {
    await assign(report);
    const issued = omar.client.post(`/v1/reports/${report}/receipts`, body);
    // The receipt's hash takes tens of milliseconds: the removal comes before, during and after it.
    await new Promise((resolve) => setTimeout(resolve, round * 10));
    await remove(report);
    statuses.add((await issued).status);
    const [{ live }] = await app.dataSource.query(
      'select count(*)::int as live from receipts where report_id = $1 and created_by = $2 and revoked_at is null',
      [report, omar.id],
    );
    expect(live).toBe(0);
  }
  for (const status of statuses) expect([201, 404]).toContain(status);
});
