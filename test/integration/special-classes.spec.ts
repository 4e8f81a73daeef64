import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  aKey,
  anAgreement,
  aPartner,
  aPerson,
  demonstrationPerson,
  type Person,
  said,
} from '../support/administrators.js';
import { type Client, startApplication, type TestApplication } from '../support/application.js';
import { aMan, markerFamily } from '../support/builders.js';
import { settingsOf } from '../support/cases.js';
import { caseworkOf } from '../support/casework.js';
import { attempt, realConnections } from '../support/catalogue/acting-roles.js';
import { type Staff, staffOf } from '../support/disclosure-scene.js';
import { reveal } from '../support/family.js';
import { fetchText } from '../support/feed-follower.js';

jest.setTimeout(240_000);

let application: TestApplication;
let staff: Staff;
let hadi: Person;
let recipient: string;
let connections: ReturnType<typeof realConnections>;
const sql = (text: string, ...values: unknown[]) => application.dataSource.query(text, values);

beforeAll(async () => {
  application = await startApplication();
  staff = await staffOf(application);
  hadi = await demonstrationPerson(application, 'hadi');
  ({ id: recipient } = await aPartner(application, hadi, false));
  const fields = ['names', 'mother_name', 'sex', 'birth', 'events', 'places', 'facility', 'identifiers'];
  const agreed = anAgreement({ purpose: 'export', fields });
  expect((await hadi.client.post(`/v1/organisations/${recipient}/agreements`, agreed)).status).toBe(201);
  connections = realConnections(process.env.DATABASE_URL!);
});
afterAll(async () => {
  await connections?.end();
  await application?.stop();
});

let people = 0;
/** A family that lets partners know. @returns ids of the report and its case */
async function aCase(sought: object = {}): Promise<{ reportId: string; caseId: string }> {
  const report = aMan(people++ % 10).report({ sought, consent: { partners: true } });
  const reportId = await caseworkOf(application, staff.rana).file({
    ...report,
    disappearance: { ...report.disappearance, circumstances: `Taken from school, told by ${markerFamily}` },
  });
  const [{ case_id: caseId }] = await sql('select case_id from case_reports where report_id = $1', reportId);
  return { reportId, caseId };
}
const classify = async (caseId: string, applies = true, special = 'sexual_violence') =>
  expect((await staff.rana.post(`/v1/cases/${caseId}/special-classes`, { class: special, applies })).status).toBe(201);
const say = (who: Client, caseId: string, allowed: boolean) =>
  who.post(`/v1/cases/${caseId}/exchange-words`, { allowed, reason: 'The family asks for it.' });
const exchange = async (caseId: string) => {
  const { special, may_leave } = (await staff.rana.get(`/v1/cases/${caseId}/wishes`)).body.exchange;
  return { special, may_leave };
};

/** What goes out, and what is compared with partners' records here, as the database has it once the worker is done. */
async function outside(reportId: string) {
  await application.settled();
  const [row] = await sql(
    `select (select with_partners from match_profiles where record_id = $1) as compared,
       exists (select 1 from feed_entries where report_id = $1 and content is not null) as in_feed`,
    reportId,
  );
  return row;
}

async function exportOf(kind: string, format = 'jsonl') {
  const asked = await staff.salma.post('/v1/exports', {
    kind,
    recipient_id: recipient,
    format,
    reason: 'Joint search',
  });
  expect(asked.status).toBe(201);
  const { id } = asked.body;
  expect((await staff.noor.post(`/v1/exports/${id}/confirmation`, undefined)).status).toBe(200);
  await application.settled();
  const { text } = await fetchText(staff.salma, `/v1/exports/${id}/file`);
  const { body } = await staff.salma.get(`/v1/exports/${id}`);
  return { text, view: body, expected: asked.body.expected };
}

describe('R23: what goes to other organisations', () => {
  it('holds nobody whose case somebody put into a special class, from that moment on, until two people let it', async () => {
    const { reportId, caseId } = await aCase();
    expect(await outside(reportId)).toEqual({ compared: true, in_feed: true });
    const before = await exportOf('reports');
    await classify(caseId);
    // At once, whatever the worker has noticed.
    const [{ content }] = await sql('select content from feed_entries where report_id = $1', reportId);
    expect(content).toBeNull();
    expect(await outside(reportId)).toEqual({ compared: true, in_feed: false });
    const without = await exportOf('reports', 'pfif');
    expect(without.view.records).toBe(before.view.records - 1);
    expect(await exchange(caseId)).toEqual({ special: true, may_leave: false });

    // One person alone lets nothing out, however often he says so.
    for (const _ of [1, 2]) expect((await say(staff.rana, caseId, true)).status).toBe(201);
    expect(await outside(reportId)).toEqual({ compared: true, in_feed: false });
    expect((await say(staff.salma, caseId, true)).status).toBe(201);
    expect(await exchange(caseId)).toEqual({ special: true, may_leave: true });
    expect(await outside(reportId)).toEqual({ compared: true, in_feed: true });
    expect((await exportOf('reports')).view.records).toBe(before.view.records);

    // One no ends it, and a class that is added is asked about anew.
    expect((await say(staff.noor, caseId, false)).status).toBe(201);
    expect(await outside(reportId)).toEqual({ compared: true, in_feed: false });
    for (const who of [staff.rana, staff.salma]) await say(who, caseId, true);
    expect(await exchange(caseId)).toMatchObject({ may_leave: true });
    await classify(caseId, true, 'defector');
    expect(await exchange(caseId)).toMatchObject({ may_leave: false });
    for (const special of ['defector', 'sexual_violence']) await classify(caseId, false, special);
    expect(await exchange(caseId)).toEqual({ special: false, may_leave: true });
    expect(await outside(reportId)).toEqual({ compared: true, in_feed: true });
  });

  it('holds no child, by the dates alone, and follows when a date is put right or a brother’s report is linked', async () => {
    const child = await aCase({ birth: '2001' });
    const grown = await aCase({ birth: '1980' });
    expect(await outside(child.reportId)).toEqual({ compared: true, in_feed: false });
    expect(await outside(grown.reportId)).toEqual({ compared: true, in_feed: true });
    expect((await staff.rana.get(`/v1/reports/${child.reportId}`)).status).toBe(200);
    const { headers } = await staff.rana.get(`/v1/reports/${child.reportId}`);
    const patched = await staff.rana.send(
      'PATCH',
      `/v1/reports/${child.reportId}`,
      { sought: { birth: '1981' } },
      { 'if-match': headers.get('etag') ?? '', 'content-type': 'application/merge-patch+json' },
    );
    expect(patched.status).toBe(200);
    expect(await outside(child.reportId)).toEqual({ compared: true, in_feed: true });
    await sql(`update cases set state = 'intake_check' where id = any($1)`, [child.caseId, grown.caseId]);
    await sql(`update cases set state = 'open' where id = any($1)`, [child.caseId, grown.caseId]);
    await classify(grown.caseId);
    const linked = await staff.rana.post(`/v1/cases/${grown.caseId}/reports`, {
      report_id: child.reportId,
      reason: 'His brother reports the same man.',
    });
    expect(linked.status).toBe(201);
    expect(await outside(child.reportId)).toEqual({ compared: true, in_feed: false });
  });

  it('nor a detention record of a child, or one confirmed to such a case; whoever owns the list takes it along', async () => {
    const work = caseworkOf(application, staff.rana);
    await work.importRows([
      aMan(10).row({ id: 'C-1', birth_date: '2003', full_name: `Childish Samer ${markerFamily}` }),
      aMan(11).row({ id: 'G-1', birth_date: '1971', full_name: `Grown Samer ${markerFamily}` }),
    ]);
    const { text } = await exportOf('detention_records');
    expect([text.includes('Grown Samer'), text.includes('Childish Samer')]).toEqual([true, false]);
    const [{ organisation_id: own }] = await sql("select organisation_id from accounts where login = 'salma'");
    const asked = await staff.salma.post('/v1/exports', {
      kind: 'detention_records',
      recipient_id: own,
      format: 'jsonl',
      reason: 'Our own copy',
    });
    expect(asked.body.expected.records).toBeGreaterThanOrEqual(2);
    await staff.noor.post(`/v1/exports/${asked.body.id}/confirmation`, undefined);
    await application.settled();
    expect((await fetchText(staff.salma, `/v1/exports/${asked.body.id}/file`)).text).toContain('Childish Samer');
  });

  it('nobody of another organisation searches for a name here', async () => {
    const { reportId, caseId } = await aCase();
    await classify(caseId);
    const theirs = await aPerson(application, 'caseworker', recipient);
    const search = { reason: 'Athartest', names: [markerFamily] };
    expect(said(await theirs.client.post('/v1/name-searches', search))).toEqual([409, 'search.operator_only']);
    const { program } = await aKey((await aPartner(application, hadi)).admin, ['read_own']);
    expect((await program.post('/v1/name-searches', search)).status).toBe(404);
    expect((await theirs.client.get(`/v1/reports/${reportId}`)).status).toBe(404);
    expect((await staff.rana.get(`/v1/reports/${reportId}`)).status).toBe(200);
  });
});

describe('R23: nobody reads such a case on his own word alone', () => {
  it('whoever took it down does; a supervisor is let in by somebody who reads it, for hours, and it is written down', async () => {
    const { reportId, caseId } = await aCase();
    expect((await staff.salma.get(`/v1/reports/${reportId}`)).status).toBe(200);
    await classify(caseId);
    expect((await staff.rana.get(`/v1/reports/${reportId}`)).status).toBe(200);
    for (const who of [staff.salma, staff.noor])
      for (const path of ['', '/revisions'])
        expect(await who.get(`/v1/reports/${reportId}${path}`)).toMatchObject({
          status: 403,
          body: { code: 'read.second_person' },
        });
    const [{ id: reporterId }] = await sql('select id from reporters where report_id = $1', reportId);
    expect((await reveal(staff.salma, reportId, reporterId)).body.code).toBe('read.second_person');

    const letIn = (who: Client, account: string) =>
      who.post(`/v1/reports/${reportId}/readers`, { account_id: account, reason: 'She approves the disclosure.' });
    // Not oneself, not by somebody who does not read it, and nobody but those who reach every report.
    expect((await letIn(staff.salma, staff.idOf.salma)).body.code).toBe('read.second_person');
    expect((await letIn(staff.noor, staff.idOf.salma)).body.code).toBe('read.second_person');
    expect((await letIn(staff.rana, staff.idOf.omar)).status).toBe(400);
    expect((await letIn(staff.omar, staff.idOf.salma)).status).toBe(404);
    const let1 = await letIn(staff.rana, staff.idOf.salma);
    expect(let1).toMatchObject({ status: 201, body: { via: 'read_by_two', granted_by: staff.idOf.rana } });
    expect(Date.parse(let1.body.expires_at) - Date.now()).toBeLessThan(8.1 * 3_600_000);
    expect((await staff.salma.get(`/v1/reports/${reportId}`)).status).toBe(200);
    // A supervisor lets another person in without reading it himself.
    const other = await aCase();
    await classify(other.caseId);
    const path = `/v1/reports/${other.reportId}`;
    expect(
      (await staff.salma.post(`${path}/readers`, { account_id: staff.idOf.noor, reason: 'Approves.' })).status,
    ).toBe(201);
    expect([(await staff.noor.get(path)).status, (await staff.salma.get(path)).status]).toEqual([200, 403]);
    await sql(
      `update report_members set expires_at = now() - interval '1 second' where report_id = $1 and via = 'read_by_two'`,
      reportId,
    );
    expect((await staff.salma.get(`/v1/reports/${reportId}`)).status).toBe(403);
    expect((await letIn(staff.rana, staff.idOf.salma)).status).toBe(201);
    const written = await sql(
      `select count(*)::int as n from audit_entries where action = 'report.reader-let-in' and subject_id = $1 and outcome = 'done'`,
      reportId,
    );
    expect(written).toEqual([{ n: 2 }]);
  });

  it('breaking the glass opens no such case, by the service or past it', async () => {
    const { reportId, caseId } = await aCase();
    const other = await aCase();
    await classify(caseId);
    const glass = (id: string) => staff.omar.post(`/v1/reports/${id}/break-glass`, { reason: 'Urgent call.' });
    expect(await glass(reportId)).toMatchObject({ status: 403, body: { code: 'read.second_person' } });
    expect((await staff.omar.get(`/v1/reports/${reportId}`)).status).toBe(404);
    expect((await glass(other.reportId)).status).toBe(201);
    expect((await glass(crypto.randomUUID())).status).toBe(404);
    await connections.actAs('athar_api', await settingsOf(application, 'omar'), async (query) => {
      const insert = () =>
        query(
          `insert into report_members (id, report_id, organisation_id, account_id, via, reason, granted_by, expires_at)
           values (gen_random_uuid(), $1, app_organisation(), app_actor(), 'break_glass', 'x', app_actor(), now() + interval '1 hour')`,
          [reportId],
        );
      expect(await attempt(query, insert)).toEqual({ refused: '23001' });
    });
  });

  it('in a suggestion the narrative stays hidden from a supervisor whom nobody let in', async () => {
    const work = caseworkOf(application, staff.rana);
    const him = aMan(9);
    const { reportId, caseId } = await aCase({ ...him.report().sought, birth: '1953' });
    await work.importRows([him.row({ birth_date: '1953' })]);
    const [{ id }] = await work.suggestionsOf(reportId);
    await classify(caseId);
    const shown = async (who: Client) => (await who.get(`/v1/suggestions/${id}`)).body.report_in_full;
    expect(await shown(staff.rana)).toMatchObject({
      narrative_withheld: false,
      circumstances: expect.stringContaining(markerFamily),
    });
    expect(await shown(staff.salma)).toMatchObject({ narrative_withheld: true, circumstances: null });
    // A proposal is the word of whoever made it: those who have to look read.
    const proposed = { action: 'propose', evidence: 'Mother and birth agree.', seen_revision: 1 };
    expect((await staff.rana.post(`/v1/suggestions/${id}/decisions`, proposed)).status).toBe(200);
    for (const who of [staff.omar, staff.salma]) expect((await shown(who)).narrative_withheld).toBe(false);
  });
});
