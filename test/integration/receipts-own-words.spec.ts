import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { aMan } from '../support/builders.js';
import { caseworkOf } from '../support/casework.js';
import { familySignIn, issueReceipt, lookOf } from '../support/families.js';
import { join, tareq } from '../support/family.js';

jest.setTimeout(180_000);

let application: TestApplication;
let rana: Client;
let salma: Client;
let file: ReturnType<typeof caseworkOf>['file'];

beforeAll(async () => {
  application = await startApplication({ worker: false });
  const of = (login: string) => application.accounts.find((account) => account.login === login)!;
  [rana, salma] = await Promise.all(['rana', 'salma'].map((login) => signIn(application.url, of(login))));
  ({ file } = caseworkOf(application, rana));
});
afterAll(() => application?.stop());

const told = { circumstances: 'Taken from the bakery of her sister Athartest.' };
const aReportOf = (i: number) => aMan(i).report({ disappearance: told });
async function signedIn(reportId: string, reporterId?: string) {
  const family = await familySignIn(application.url, await issueReceipt(rana, reportId, reporterId));
  return async () => lookOf(await family.asks('/v1/family/report'));
}

it('R2, C5: a relative who joined later sees number, state and day, and never what the first one told', async () => {
  const report = aReportOf(1);
  const reportId = await file(report);
  const mother = await signedIn(reportId);
  const brother = await signedIn(reportId, await join(rana, reportId, tareq));
  const hers = JSON.parse((await mother()).text);
  expect(hers.told).toEqual({ sought: report.sought, disappearance: report.disappearance });
  const answer = await brother();
  const { padding, ...his } = JSON.parse(answer.text);
  expect(his).toEqual({
    request_number: expect.stringMatching(/^\d{6}$/),
    state: 'open',
    received_on: hers.received_on,
    told: null,
  });
  expect(his.request_number).not.toBe(hers.request_number);
  expect([answer.status, answer.bytes]).toEqual([200, 4096]);
  for (const word of [told.circumstances, 'bakery', JSON.stringify(report.sought)])
    expect(answer.text).not.toContain(word);
});

it('R16: what is written down of a look says which words were shown, if any', async () => {
  const reportId = await file(aReportOf(2));
  await (await signedIn(reportId))();
  await (await signedIn(reportId, await join(rana, reportId, tareq)))();
  const looks: { fields: string[] }[] = await application.dataSource.query(
    "select fields from audit_entries where subject_id = $1 and action = 'report.viewed' and actor_kind = 'family' order by at",
    [reportId],
  );
  expect(looks.map(({ fields }) => fields ?? [])).toEqual([['sought', 'disappearance'], []]);
});

it('R2: what a caseworker corrects or adds is not shown to any relative', async () => {
  const reportId = await file(aReportOf(3));
  const looks = [await signedIn(reportId), await signedIn(reportId, await join(rana, reportId, tareq))];
  const seen = async () => Promise.all(looks.map((look) => look()));
  const before = await seen();
  for (const [revision, circumstances] of ['An uncle saw him in a prison, he says.', null].entries()) {
    const edited = await rana.send(
      'PATCH',
      `/v1/reports/${reportId}`,
      { disappearance: { circumstances } },
      { 'if-match': `"${revision + 1}"` },
    );
    expect([edited.status, edited.body.revision]).toEqual([200, revision + 2]);
    expect(await seen()).toEqual(before);
  }
});

it('R21: with the only person of a report erased nobody comes in as the family any more', async () => {
  const reportId = await file(aReportOf(4));
  const { body } = await rana.get(`/v1/reports/${reportId}/reporters`);
  const look = await signedIn(reportId);
  expect((await look()).status).toBe(200);
  const path = `/v1/reports/${reportId}/reporters/${body.items[0].id}`;
  expect((await salma.send('DELETE', path, { reason: 'asked_by_person' })).status).toBe(204);
  expect((await look()).status).toBe(401);
  const [{ live }] = await application.dataSource.query(
    'select count(*)::int as live from receipts where report_id = $1 and revoked_at is null',
    [reportId],
  );
  expect(live).toBe(0);
});
