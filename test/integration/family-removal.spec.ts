import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { FamilyActor } from '../../src/access/actor.js';
import { FamilyChanges } from '../../src/family-reports/family-changes.js';
import { OwnReport } from '../../src/family-reports/own-report.js';
import { type Client, startApplication, type TestApplication } from '../support/application.js';
import { aMan } from '../support/builders.js';
import { casesOf, enter } from '../support/cases.js';
import { caseworkOf } from '../support/casework.js';
import { anotherSecret, familySignIn, issueReceipt, waitedLongEnough } from '../support/families.js';
import { join, mona, reveal, tareq } from '../support/family.js';
import { type FamilySide, familySide } from '../support/family-side.js';

jest.setTimeout(180_000);

let application: TestApplication;
let families: FamilySide;
let changes: FamilyChanges;
let salma: Client;
let cases: ReturnType<typeof casesOf>;
let work: ReturnType<typeof caseworkOf>;

beforeAll(async () => {
  application = await startApplication();
  [families, salma] = await Promise.all([familySide(application), enter(application, 'salma')]);
  changes = families.get(FamilyChanges);
  cases = casesOf(salma);
  work = caseworkOf(application, salma);
});
afterAll(async () => {
  await families?.close();
  await application?.stop();
});

const rows = (sql: string, ...values: unknown[]) => application.dataSource.query(sql, values);
const own = (actor: FamilyActor) => families.get(OwnReport).read(actor);
const address = '198.51.200.1';
let people = 0;
const nextMan = () => aMan(people++);

async function relativeOf(actor: FamilyActor) {
  const receipt = await issueReceipt(salma, actor.reportId, await join(salma, actor.reportId, tareq));
  return { ...(await families.holderOf(receipt.request_number)), secret: receipt.secret };
}

/** What is left of one person, whoever removed him. Ids and moments are not compared. */
async function leftOf(reportId: string, reporterId: string) {
  const ids = /[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT[\d:.]+Z/g;
  const left = {
    person: await rows('select * from reporters where id = $1', reporterId),
    name: await rows('select 1 from reporter_identities where reporter_id = $1', reporterId),
    contacts: await rows('select 1 from reporter_contacts where reporter_id = $1', reporterId),
    messages: await rows('select 1 from family_messages where reporter_id = $1', reporterId),
    wishes: await rows('select address, ended_reason from notice_wishes where reporter_id = $1', reporterId),
    reveals: await rows('select 1 from reveals where reporter_id = $1', reporterId),
    emptied: await rows('select count(*)::int > 0 as n from reveals where report_id is null and reason is null'),
    receipts: await rows('select revoked_at is not null as revoked from receipts where reporter_id = $1', reporterId),
    consents: await rows(
      'select purpose, granted, withdrawn_reason from consents where reporter_id = $1 order by purpose',
      reporterId,
    ),
    keys: await rows(
      'select wrapped is null as destroyed from case_keys where report_id = $1 order by created_at',
      reportId,
    ),
    suggestions: await rows(
      'select distinct state, suppressed_from, suppressed_for from suggestions where report_id = $1',
      reportId,
    ),
    profiles: await rows('select 1 from match_profiles where record_id = $1', reportId),
    told: await rows('select revision from report_revisions where report_id = $1', reportId),
  };
  return JSON.parse(JSON.stringify(left).replaceAll(ids, 'its own'));
}

describe('a family removes its report', () => {
  it('R21: of the person who told it there stays what stays when staff removes him, and nothing more', async () => {
    const filed = [];
    for (const _ of [1, 2]) {
      const him = nextMan();
      const one = await families.file({ ...him.report(), reporter: mona });
      await work.importRows([him.row()]);
      expect((await reveal(salma, one.actor.reportId, one.reporterId)).status).toBe(200);
      filed.push(one);
    }
    const [byItself, byStaff] = filed;
    await changes.remove(byItself.actor, byItself.secret, address);
    const path = `/v1/reports/${byStaff.actor.reportId}/reporters/${byStaff.reporterId}`;
    expect((await salma.send('DELETE', path, { reason: 'asked_by_person' })).status).toBe(204);
    await application.settled();
    const left = await leftOf(byItself.actor.reportId, byItself.reporterId);
    expect(left).toEqual(await leftOf(byStaff.actor.reportId, byStaff.reporterId));
    expect(left).toMatchObject({
      name: [],
      contacts: [],
      messages: [],
      reveals: [],
      receipts: [{ revoked: true }],
      keys: [{ destroyed: true }],
      profiles: [],
      suggestions: [{ state: 'suppressed' }],
    });
  });

  it('nobody comes in any more, with any telephone, and the case is withdrawn by the family', async () => {
    const filed = await families.file({ ...nextMan().report(), reporter: mona });
    const telephone = await familySignIn(application.url, {
      request_number: filed.requestNumber,
      secret: filed.secret,
    });
    expect((await telephone.asks('/v1/family/report')).status).toBe(200);
    await changes.remove(filed.actor, filed.secret, address);
    expect((await telephone.asks('/v1/family/report')).status).toBe(401);
    await expect(own(filed.actor)).rejects.toMatchObject({ code: 'access.not_found' });
    for (const again of [
      () => changes.pause(filed.actor),
      () => changes.changeContacts(filed.actor, []),
      () => changes.remove(filed.actor, filed.secret, address),
    ])
      await expect(again()).rejects.toMatchObject({ code: 'access.sign_in' });
    const { id, state } = await cases.ofReport(filed.actor.reportId);
    expect(state).toBe('withdrawn');
    expect(await cases.history(id, '&of=case')).toMatchObject([
      { kind: 'withdraw', by: null, by_family: true },
      { kind: 'made' },
    ]);
  });

  it('R5: another relative’s report stands, is compared, and its contacts can still be read', async () => {
    const him = nextMan();
    const filed = await families.file({ ...him.report(), reporter: mona });
    const brother = await relativeOf(filed.actor);
    await families
      .get(FamilyChanges)
      .answerConsent(brother.actor, 'search', true, { formVersion: 'test-2', language: 'en' });
    await work.importRows([him.row()]);
    await changes.remove(filed.actor, filed.secret, address);
    await application.settled();
    const { reportId } = filed.actor;
    expect((await cases.ofReport(reportId)).state).toBe('submitted');
    expect(await leftOf(reportId, filed.reporterId)).toMatchObject({
      name: [],
      contacts: [],
      keys: [{ destroyed: false }],
      suggestions: [{ state: 'suggested' }],
      told: [{ revision: 1 }],
    });
    expect((await own(brother.actor)).state).toBe('received');
    const seen = await reveal(salma, reportId, brother.reporterId);
    expect(seen.body).toMatchObject({ name: tareq.name, contacts: [{ value: tareq.contacts[0].value }] });
    // The last one goes, and the key with him.
    await changes.remove(brother.actor, brother.secret, address);
    expect(await leftOf(reportId, brother.reporterId)).toMatchObject({ keys: [{ destroyed: true }] });
    expect((await cases.ofReport(reportId)).state).toBe('withdrawn');
  });

  it('the relative who stays had paused: then everybody who is left has', async () => {
    const filed = await families.file(nextMan().report());
    const brother = await relativeOf(filed.actor);
    await changes.pause(brother.actor);
    expect((await cases.ofReport(filed.actor.reportId)).state).toBe('submitted');
    await changes.remove(filed.actor, filed.secret, address);
    expect((await cases.ofReport(filed.actor.reportId)).state).toBe('paused_by_family');
  });

  it('only with the code typed again: a wrong one is refused, counted and written down, and removes nothing', async () => {
    const filed = await families.file({ ...nextMan().report(), reporter: mona });
    await application.settled();
    const before = await leftOf(filed.actor.reportId, filed.reporterId);
    for (const typed of [anotherSecret(filed.secret), '', 'not digits at all, not at all', '1'.repeat(5_000)])
      await expect(changes.remove(filed.actor, typed, address)).rejects.toMatchObject({ code: 'receipt.wrong' });
    const tries = async () =>
      (await rows("select max(tries)::int as n from try_limits where scope = 'receipt'"))[0].n as number;
    expect(await tries()).toBe(4);
    await expect(changes.remove(filed.actor, anotherSecret(filed.secret), address)).rejects.toMatchObject({
      code: 'receipt.wrong',
    });
    await expect(changes.remove(filed.actor, filed.secret, address)).rejects.toMatchObject({
      code: 'access.too_many_tries',
    });
    const refused = await rows(
      "select outcome from audit_entries where action = 'receipt.not_proved' and actor_id = $1",
      filed.actor.id,
    );
    expect(refused).toHaveLength(5);
    expect(new Set(refused.map(({ outcome }: { outcome: string }) => outcome))).toEqual(new Set(['denied']));
    expect(await leftOf(filed.actor.reportId, filed.reporterId)).toEqual(before);
    await waitedLongEnough(application.dataSource);
    // As it stands on the paper, in groups and in other digits.
    const onPaper = filed.secret
      .replaceAll(/.{5}(?=.)/g, '$& ')
      .replaceAll(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
    await changes.remove(filed.actor, onPaper, address);
    expect(await leftOf(filed.actor.reportId, filed.reporterId)).toMatchObject({ name: [], contacts: [] });
  });

  it('R4: the same report with the same consent from before does not come to life again', async () => {
    const report = { ...nextMan().report(), reporter: mona };
    const filed = await families.file(report);
    await changes.remove(filed.actor, filed.secret, address);
    const handedIn = await salma.post('/v1/reports', report);
    expect(handedIn.status).toBe(201);
    const consents = (await salma.get(`/v1/reports/${handedIn.body.id}/consents`)).body.items;
    expect(consents.find(({ purpose }: { purpose: string }) => purpose === 'search').standing).toBe(
      'before_withdrawal',
    );
    // The family itself, today, says yes anew.
    const anew = await families.file(report);
    expect((await own(anew.actor)).consents).toContainEqual({ purpose: 'search', granted: true });
  });
});
