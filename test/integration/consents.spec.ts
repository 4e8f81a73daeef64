import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { slowHash } from '../../src/access/slow-hashes.js';
import {
  type Client,
  signIn,
  startApplication,
  type TestAccount,
  type TestApplication,
} from '../support/application.js';
import { aMan, aSource, csv, markerFamily } from '../support/builders.js';
import { caseworkOf } from '../support/casework.js';

jest.setTimeout(180_000);

let application: TestApplication;
let rana: Client;
let partner: Client;
let partnerId: string;
let work: ReturnType<typeof caseworkOf>;
const lastMonth = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10);
let people = 0;
const somebody = () => aMan(people++);
const rows = (sql: string, ...values: unknown[]) => application.dataSource.query(sql, values);

/** A caseworker of another organisation that has agreed to hand in lists. */
async function aPartner(): Promise<Client> {
  const account: TestAccount = {
    login: 'widad',
    account: 'widad',
    displayName: `Widad ${markerFamily}`,
    role: 'caseworker',
    password: 'an invented long password',
  };
  partnerId = crypto.randomUUID();
  await rows(`insert into organisations (id, kind, name) values ($1, 'partner', 'Invented partner')`, partnerId);
  await rows(
    `insert into agreements (id, organisation_id, purpose, valid_from) values (gen_random_uuid(), $1, 'import', current_date)`,
    partnerId,
  );
  await rows(
    `insert into accounts (id, organisation_id, login, display_name, role, password_hash, demonstration)
     values (gen_random_uuid(), $1, $2, $3, $4, $5, true)`,
    partnerId,
    account.login,
    account.displayName,
    account.role,
    await slowHash(account.password),
  );
  return signIn(application.url, account);
}

beforeAll(async () => {
  application = await startApplication();
  rana = await signIn(application.url, application.accounts[0]);
  partner = await aPartner();
  work = caseworkOf(application, rana);
});
afterAll(() => application?.stop());

const reportersOf = async (reportId: string) => (await rana.get(`/v1/reports/${reportId}/reporters`)).body.items;
const consentsOf = async (reportId: string) => (await rana.get(`/v1/reports/${reportId}/consents`)).body.items;
const answer = (reportId: string, reporterId: string, purpose: string, granted: boolean, more: object = {}) =>
  rana.post(`/v1/reports/${reportId}/consents`, {
    reporter_id: reporterId,
    purpose,
    granted,
    form_version: 'test-2',
    language: 'ar',
    ...more,
  });
async function withdraw(reportId: string, purpose: string, whose = 0) {
  const { id: reporterId } = (await reportersOf(reportId))[whose];
  const consent = (await consentsOf(reportId)).find(
    (one: Record<string, string>) =>
      one.reporter_id === reporterId && one.purpose === purpose && one.standing === 'live',
  );
  return rana.post(`/v1/reports/${reportId}/consents/${consent.id}/withdrawal`, { reason: 'asked_by_person' });
}
const statesOf = async (reportId: string) =>
  (await rows('select state from suggestions where report_id = $1 order by id', reportId)).map(
    (row: { state: string }) => row.state,
  );
const isFindable = async (reportId: string) =>
  (await rows('select 1 from match_profiles where record_id = $1', reportId)).length > 0;

async function partnerSends(row: Record<string, string>) {
  expect((await partner.upload(csv([row]), aSource())).status).toBe(202);
  await application.settled();
}

describe('R3: consent gates the query', () => {
  it("a report without consent for partners is never found by a partner's record, in whatever order they come", async () => {
    const [him, her] = [somebody(), somebody()];
    const before = await work.file(him.report());
    await partnerSends(him.row());
    await partnerSends(her.row());
    const after = await work.file(her.report());
    await application.settled();
    for (const report of [before, after]) {
      expect(await rows('select with_partners from match_profiles where record_id = $1', report)).toEqual([
        { with_partners: false },
      ]);
      expect(await statesOf(report)).toEqual([]);
    }
  });

  it("with that consent it is, and the caseworker sees the partner's row beside it; the partner learns nothing", async () => {
    const him = somebody();
    const report = await work.file(him.report({ consent: { partners: true } }));
    await partnerSends(him.row());
    const [suggestion] = await work.suggestionsOf(report);
    const detail = await rana.get(`/v1/suggestions/${suggestion.id}`);
    expect(detail.status).toBe(200);
    expect(JSON.stringify(detail.body.original_row)).toContain(markerFamily);
    expect((await rana.get(`/v1/detention-records/${suggestion.record.id}`)).status).toBe(404);
    expect((await partner.get(`/v1/suggestions/${suggestion.id}`)).status).toBe(404);
    expect((await partner.get('/v1/suggestions')).body.items).toEqual([]);
    expect((await partner.get('/v1/reports')).body.items).toEqual([]);
  });

  it('a "yes" that is given later lets the report be found, and a "no" takes it away again at once', async () => {
    const him = somebody();
    const report = await work.file(him.report());
    await partnerSends(him.row());
    const [{ id }] = await reportersOf(report);
    expect((await answer(report, id, 'partners', true)).status).toBe(201);
    await application.settled();
    expect(await statesOf(report)).toEqual(['suggested']);
    expect((await answer(report, id, 'partners', false)).status).toBe(201);
    // Before any worker has heard of it.
    expect(await statesOf(report)).toEqual(['suppressed']);
    await application.settled();
    expect(await statesOf(report)).toEqual(['suppressed']);
    expect(await rows('select with_partners from match_profiles where record_id = $1', report)).toEqual([
      { with_partners: false },
    ]);
  });

  it("R27: a pair with a partner's record goes out of sight with the partner's agreement, and back with it", async () => {
    const him = somebody();
    await partnerSends(him.row());
    const report = await work.file(him.report({ consent: { partners: true } }));
    await application.settled();
    const [{ id }] = await work.suggestionsOf(report);
    await rows(
      'update agreements set valid_until = current_date - 1, valid_from = current_date - 9 where organisation_id = $1',
      partnerId,
    );
    expect((await rana.get(`/v1/suggestions/${id}`)).status).toBe(404);
    expect(await work.suggestionsOf(report)).toEqual([]);
    await rows('update agreements set valid_until = null where organisation_id = $1', partnerId);
    expect((await rana.get(`/v1/suggestions/${id}`)).status).toBe(200);
  });

  it('what stays in sight does not tell how well a withheld record fits', async () => {
    const him = somebody();
    await partnerSends(him.row());
    const report = await work.file(him.report({ consent: { partners: true } }));
    await work.importRows([him.row()]);
    const close = async () =>
      (await work.suggestionsOf(report)).filter((one: { runner_up_close: boolean }) => one.runner_up_close).length;
    expect(await close()).toBe(2);
    await withdraw(report, 'partners');
    for (const _ of ['at once', 'and after the next job']) {
      expect(await close()).toBe(0);
      await application.settled();
    }
  });

  it('a consent that ran out takes the pair out of sight, although no job has noticed', async () => {
    const him = somebody();
    const report = await work.file(him.report());
    await work.importRows([him.row()]);
    const [{ id }] = await work.suggestionsOf(report);
    await rows("update consents set expires_at = now() - interval '1 second' where report_id = $1", report);
    expect((await rana.get(`/v1/suggestions/${id}`)).status).toBe(404);
    expect(await work.suggestionsOf(report)).toEqual([]);
  });

  it('a consent that changes while the worker has the report in hand is not lost', async () => {
    const him = somebody();
    const report = await work.file(him.report());
    await application.settled();
    const [{ id: reporter }] = await reportersOf(report);
    // Stops the worker in the middle: it waits for this row, whose consents it has read already.
    const stopped = application.dataSource.createQueryRunner();
    await stopped.startTransaction();
    await stopped.query('select 1 from match_profiles where record_id = $1 for update', [report]);
    const edit = await rana.send(
      'PATCH',
      `/v1/reports/${report}`,
      { sought: { birth: '1986' } },
      { 'if-match': '"1"' },
    );
    expect(edit.status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const withdrawal = answer(report, reporter, 'search', false);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await stopped.rollbackTransaction();
    await stopped.release();
    expect((await withdrawal).status).toBe(201);
    expect(await isFindable(report)).toBe(false);
    await application.settled();
    expect(await isFindable(report)).toBe(false);
    expect((await answer(report, reporter, 'search', true)).status).toBe(201);
    await application.settled();
    expect(await isFindable(report)).toBe(true);
  });

  it("an agreement that has ended lets no new pair with the partner's records be stored", async () => {
    const him = somebody();
    await partnerSends(him.row());
    await rows(
      `update agreements set valid_until = current_date - 1, valid_from = current_date - 9 where organisation_id = $1`,
      partnerId,
    );
    const report = await work.file(him.report({ consent: { partners: true } }));
    await application.settled();
    await rows('update agreements set valid_until = null where organisation_id = $1', partnerId);
    expect(await statesOf(report)).toEqual([]);
  });

  it('a consent that ran out a moment ago is no consent, although no job has noticed', async () => {
    const him = somebody();
    const report = await work.file(him.report());
    await application.settled();
    await rows("update consents set expires_at = now() - interval '1 second' where report_id = $1", report);
    expect(await isFindable(report)).toBe(true);
    await work.importRows([him.row()]);
    expect(await statesOf(report)).toEqual([]);
  });
});

describe('R4: a withdrawal', () => {
  it('ends the search in the same moment, puts every suggestion out of sight, and keeps what was decided', async () => {
    const him = somebody();
    const report = await work.file(him.report());
    await work.importRows([him.row(), him.row({ id: '2', birth_date: '1986' })]);
    const [first] = await work.suggestionsOf(report);
    await rana.post(`/v1/suggestions/${first.id}/decisions`, { action: 'reject', reasons: ['age'], seen_revision: 1 });
    const before = (await statesOf(report)).sort();
    expect([...new Set(before)]).toEqual(['rejected', 'suggested']);
    const allSuppressed = before.map(() => 'suppressed');

    expect((await withdraw(report, 'search')).body).toMatchObject({ standing: 'withdrawn', purpose: 'search' });
    expect(await isFindable(report)).toBe(false);
    expect(await statesOf(report)).toEqual(allSuppressed);
    expect(await work.suggestionsOf(report)).toEqual([]);
    expect(await work.suggestionsOf(report, '&state=suppressed')).toEqual([]);
    await work.importRows([him.row({ id: '3' })]);
    expect(await statesOf(report)).toEqual(allSuppressed);

    const [{ id }] = await reportersOf(report);
    await answer(report, id, 'search', true);
    await application.settled();
    expect((await statesOf(report)).sort()).toEqual([...before, 'suggested'].sort());
  });

  it('leaves a keyed hash: the same report with the old consent does not come to life again, with a new one it does', async () => {
    const him = somebody();
    const report = him.report({ consent: { given_on: lastMonth } });
    await withdraw(await work.file(report), 'search');
    const [{ digest }] = await rows(
      "select encode(digest, 'hex') as digest from suppressions order by withdrawn_at desc",
    );
    expect(digest).toMatch(/^[0-9a-f]{64}$/);

    // Also without a day on it: it may be the old form.
    const undated = await work.file(him.report());
    await application.settled();
    expect(await isFindable(undated)).toBe(false);
    const again = await work.file(report);
    await work.importRows([him.row()]);
    expect(await isFindable(again)).toBe(false);
    expect((await consentsOf(again)).find((one: { purpose: string }) => one.purpose === 'search').standing).toBe(
      'before_withdrawal',
    );
    const [{ id }] = await reportersOf(again);
    await answer(again, id, 'search', true);
    await application.settled();
    expect(await isFindable(again)).toBe(true);
  });

  it('knows every telling of the report, the first as well as the corrected ones', async () => {
    const him = somebody();
    const first = him.report({ consent: { given_on: lastMonth } });
    const corrected = him.report({ consent: { given_on: lastMonth }, sought: { mother_name: 'وداد' } });
    const report = await work.file(first);
    const patch = { sought: { mother_name: 'وداد' } };
    expect((await rana.send('PATCH', `/v1/reports/${report}`, patch, { 'if-match': '"1"' })).status).toBe(200);
    await withdraw(report, 'search');
    for (const telling of [first, corrected]) {
      const again = await work.file(telling);
      await application.settled();
      expect(await isFindable(again)).toBe(false);
    }
  });

  it('that is sent twice is one withdrawal', async () => {
    const report = await work.file(somebody().report());
    const count = async () => (await rows('select count(*)::int as n from suppressions'))[0].n;
    const before = await count();
    const first = await withdraw(report, 'search');
    const second = await rana.post(`/v1/reports/${report}/consents/${first.body.id}/withdrawal`, {
      reason: 'asked_by_person',
    });
    expect(second).toMatchObject({ status: 200, body: { withdrawn_at: first.body.withdrawn_at } });
    expect(await count()).toBe(before + 1);
  });

  it('of another report, or of a consent that does not exist, is not there', async () => {
    const [one, other] = [await work.file(somebody().report()), await work.file(somebody().report())];
    const [foreign] = await consentsOf(other);
    for (const id of [foreign.id, crypto.randomUUID()]) {
      const refused = await rana.post(`/v1/reports/${one}/consents/${id}/withdrawal`, { reason: 'asked_by_person' });
      expect([refused.status, refused.body.code]).toEqual([404, 'access.not_found']);
    }
    const [{ id: stranger }] = await reportersOf(other);
    expect((await answer(one, stranger, 'search', true)).status).toBe(404);
    expect((await consentsOf(other)).every((consent: { standing: string }) => consent.standing !== 'withdrawn')).toBe(
      true,
    );
  });

  it('dated in the future is refused', async () => {
    const report = await work.file(somebody().report());
    const [{ id }] = await reportersOf(report);
    const refused = await answer(report, id, 'search', true, { given_on: '2999-01-01' });
    expect([refused.status, refused.body.errors[0].code]).toEqual([400, 'consent.given_later']);
  });
});

describe("R5: one relative's withdrawal", () => {
  const brother = { relationship: 'sibling', name: `Samer ${markerFamily}` };

  it('does not end what another relative allows for the same report', async () => {
    const him = somebody();
    const report = await work.file(him.report());
    await work.importRows([him.row()]);
    const joined = await rana.post(`/v1/reports/${report}/reporters`, brother);
    expect(joined.status).toBe(201);
    await answer(report, joined.body.id, 'search', true);
    await withdraw(report, 'search', 0);
    await application.settled();
    expect(await isFindable(report)).toBe(true);
    const states = await statesOf(report);
    expect([...new Set(states)]).toEqual(['suggested']);
    await withdraw(report, 'search', 1);
    expect(await statesOf(report)).toEqual(states.map(() => 'suppressed'));
  });

  it('does not touch another report about the same person, not even one that comes in later', async () => {
    const him = somebody();
    const given_on = lastMonth;
    const mothers = await work.file(him.report({ consent: { given_on } }));
    await withdraw(mothers, 'search');
    const brothers = await work.file({ ...him.report({ consent: { given_on } }), reporter: brother });
    await application.settled();
    expect(await isFindable(brothers)).toBe(true);
    expect(await isFindable(mothers)).toBe(false);
  });
});
