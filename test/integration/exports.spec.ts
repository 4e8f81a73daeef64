import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { openDataSource } from '../../src/database/data-source.js';
import { databaseUrls } from '../../src/database/roles.js';
import { EndExports } from '../../src/exports/run/end-exports.js';
import { createLog } from '../../src/logging.js';
import { rows } from '../../src/partner-files/index.js';
import { workerEntities } from '../../src/worker.entities.js';
import {
  anAgreement,
  aPartner,
  aPerson,
  demonstrationPerson,
  noLongerFresh,
  type Person,
} from '../support/administrators.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { aMan, aReport, aSource, csv, markerFamilyArabic } from '../support/builders.js';
import { fetchText, readPfifText } from '../support/feed-follower.js';
import { collected, inPieces } from '../support/written-files.js';

jest.setTimeout(300_000);

const everything = ['names', 'mother_name', 'sex', 'birth', 'events', 'places', 'facility', 'identifiers', 'notes'];
let app: TestApplication;
let hadi: Person;
let maha: Person;
let lina: Person;
let recipient: string;
let workersOwn: DataSource;

beforeAll(async () => {
  process.env.EXPORT_ALARM_RECORDS = '3';
  app = await startApplication();
  workersOwn = await openDataSource(databaseUrls(process.env.DATABASE_URL!).worker, workerEntities);
  hadi = await demonstrationPerson(app, 'hadi');
  maha = await aPerson(app, 'supervisor');
  lina = await aPerson(app, 'disclosure_lead');
  recipient = await aRecipient();
});
afterAll(async () => {
  await workersOwn?.destroy();
  await app?.stop();
});

async function aRecipient(fields = everything): Promise<string> {
  const { id } = await aPartner(app, hadi, false);
  const body = anAgreement({ purpose: 'export', fields });
  expect((await hadi.client.post(`/v1/organisations/${id}/agreements`, body)).status).toBe(201);
  return id;
}

/** What no file may hold. */
const canaries = {
  reporter: 'canaryreporter',
  contact: 'canarycontact',
  circumstances: 'canarycircumstances',
  place: 'canaryplace',
  facility: 'canaryfacility',
  home: 'canaryhome',
  number: 'canarynumber',
  birthPlace: 'canarybirthplace',
};
let filed = 0;

async function file(partners: boolean, names: object[] = [{ given: 'خالد', family: markerFamilyArabic }]) {
  const report = aReport({
    consent: { partners },
    sought: {
      names,
      mother_name: `Fatima ${++filed}`,
      birth: '12/3/1985',
      home: canaries.home,
      birth_place: canaries.birthPlace,
      national_number: canaries.number,
    },
    disappearance: {
      circumstances: canaries.circumstances,
      place: canaries.place,
      believed_facility: canaries.facility,
    },
  });
  const reporter = {
    relationship: 'mother',
    language: 'ar',
    name: canaries.reporter,
    contacts: [{ kind: 'other', value: canaries.contact }],
  };
  const answer = await maha.client.post('/v1/reports', { ...report, reporter });
  expect(answer.status).toBe(201);
  return answer.body.id as string;
}

async function takeBack(reportId: string): Promise<void> {
  const { body } = await maha.client.get(`/v1/reports/${reportId}/consents`);
  const { id } = body.items.find(({ purpose }: { purpose: string }) => purpose === 'partners');
  const answer = await maha.client.post(`/v1/reports/${reportId}/consents/${id}/withdrawal`, {
    reason: 'asked_by_person',
  });
  expect(answer.status).toBe(200);
}

const request = (changes: object = {}) => ({
  kind: 'reports',
  recipient_id: recipient,
  format: 'csv',
  reason: 'Joint search in Homs',
  ...changes,
});

async function ask(changes: object = {}, by = maha) {
  const asked = await by.client.post('/v1/exports', request(changes));
  expect([asked.status, asked.body.code]).toEqual([201, undefined]);
  return asked.body;
}

/** Asked, confirmed by somebody else and made. */
async function made(changes: object = {}, [by, second] = [maha, lina]): Promise<string> {
  await app.settled();
  const { id } = await ask(changes, by);
  expect((await second.client.post(`/v1/exports/${id}/confirmation`, undefined)).status).toBe(200);
  await app.settled();
  expect((await by.client.get(`/v1/exports/${id}`)).body.state).toBe('made');
  return id;
}

const fileOf = (id: string, person = maha) => fetchText(person.client, `/v1/exports/${id}/file`);
const said = ({ status, body }: { status: number; body: { code?: string } }) => [status, body?.code];

/** The rows of a CSV as our own reader has them, by heading. */
async function readCsv(text: string) {
  const { rows: read, headings } = await collected(
    rows(inPieces(text), { format: 'csv', delimiter: ',', encoding: 'utf-8' }),
  );
  return read.map(({ cells }) => Object.fromEntries(headings.map((name, at) => [name, cells[at]?.raw ?? ''])));
}

describe('an export of reports', () => {
  it('leaves when a second person agreed, with whom the families allow, and says whose it is', async () => {
    const [shown, hidden] = [await file(true), await file(false)];
    await app.settled();
    const asked = await ask();
    expect(asked).toMatchObject({
      state: 'asked',
      recipient: { id: recipient },
      reason: 'Joint search in Homs',
      expected: { records: 1, without_consent: 1 },
      downloads_left: 0,
    });
    expect(said(await maha.client.get(`/v1/exports/${asked.id}/file`))).toEqual([409, 'export.wrong_state']);
    expect(said(await maha.client.post(`/v1/exports/${asked.id}/confirmation`, undefined))).toEqual([
      409,
      'export.same_person',
    ]);
    const confirmed = await lina.client.post(`/v1/exports/${asked.id}/confirmation`, undefined);
    expect([confirmed.status, confirmed.body.state, confirmed.body.decided_by]).toEqual([200, 'confirmed', lina.id]);
    await app.settled();
    const view = (await maha.client.get(`/v1/exports/${asked.id}`)).body;
    expect(view).toMatchObject({ state: 'made', records: 1, without_consent: 1, downloads_left: 3 });

    const { status, headers, text } = await fileOf(asked.id);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [row, ...others] = await readCsv(text);
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      name_as_written: `خالد ${markerFamilyArabic}`,
      given_name: 'خالد',
      sex: 'male',
      birth_from: '1985-03-12',
      birth_to: '1985-12-03',
      birth_calendar_as_written: 'gregorian',
      event_type: 'disappearance',
      event_precision: 'day',
      export_id: asked.id,
      exported_for: view.recipient.name,
      facility: '',
    });
    expect(row.name_normalised).not.toBe('');
    expect(row.record_id).toMatch(/^localhost\/[\w-]{43}$/);
    expect(text).not.toContain(shown);
    expect(text).not.toContain(hidden);
    const actions = await app.dataSource.query(
      `select action, actor_id from audit_entries where subject_id = $1 and outcome = 'done' order by seq`,
      [asked.id],
    );
    expect(actions.map(({ action }: { action: string }) => action)).toEqual([
      'export.asked',
      'export.confirmed',
      'export.viewed',
      'export.fetched',
    ]);
  });

  it.each(['csv', 'jsonl', 'pfif'])(
    'as %s holds nothing of who reports, and nothing in their own words',
    async (format) => {
      await file(true);
      const { status, text } = await fileOf(await made({ format }));
      expect(status).toBe(200);
      expect(text).toContain(markerFamilyArabic);
      for (const canary of [...Object.values(canaries), 'Joint search', maha.id]) expect(text).not.toContain(canary);
    },
  );

  it('is whole and valid as PFIF, with the end of each consent and the recipient in a comment', async () => {
    const id = await made({ format: 'pfif' });
    const { text } = await fileOf(id);
    expect(text).toMatch(new RegExp(`<!-- exported_for: Partner [^;]*; export_id: ${id}; expires: `));
    const records = await readPfifText(text);
    const persons = records.filter(({ record_type }) => record_type === 'person');
    expect(persons).toHaveLength((await maha.client.get(`/v1/exports/${id}`)).body.records);
    for (const person of persons) expect(person.expiry_date).toMatch(/^\d{4}-\d\d-\d\dT/);
    const notes = records.filter(({ record_type }) => record_type === 'note');
    expect(new Set(notes.map(({ status }) => status))).toEqual(new Set(['information_sought']));
  });

  it('as JSON Lines says at its end how many there are', async () => {
    const id = await made({ format: 'jsonl' });
    const lines = (await fileOf(id)).text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const { records } = (await maha.client.get(`/v1/exports/${id}`)).body;
    expect(lines[0]).toMatchObject({ type: 'export', export_id: id });
    expect(lines.at(-1)).toEqual({ type: 'end', records });
    expect(lines).toHaveLength(records + 2);
    expect(Object.keys(lines[1]).sort()).toEqual(
      [
        ...['type', 'record_id', 'changed_at', 'expires', 'names', 'mother_names', 'sex', 'birth', 'event', 'place'],
        ...['home', 'facility', 'source_record_id'],
      ].sort(),
    );
  });

  it('runs in no spreadsheet, and reads back as it was written', async () => {
    const name = "=HYPERLINK('x') Athartest";
    await file(true, [{ full: name }]);
    const { text } = await fileOf(await made());
    const cells = text.split('\r\n').flatMap((line) => line.split(','));
    expect(cells.filter((cell) => /^"?\s*[=+@]/.test(cell))).toEqual([]);
    expect((await readCsv(text)).map((row) => row.name_as_written.replace(/^'/, ''))).toContain(name);
  });

  it('holds for each recipient what its agreement is about, under ids of its own', async () => {
    const namesOnly = await aRecipient(['names']);
    const all = await readCsv((await fileOf(await made())).text);
    const some = await readCsv((await fileOf(await made({ recipient_id: namesOnly }))).text);
    expect(some).toHaveLength(all.length);
    expect(
      new Set(some.flatMap(({ sex, birth_from, mother_name_as_written }) => [sex, birth_from, mother_name_as_written])),
    ).toEqual(new Set(['']));
    const ids = new Set(all.map(({ record_id }) => record_id));
    expect(some.filter(({ record_id }) => ids.has(record_id))).toEqual([]);
    // The same recipient knows the same person again.
    const again = await readCsv((await fileOf(await made())).text);
    expect(again.map(({ record_id }) => record_id).sort()).toEqual([...ids].sort());
  });

  it('leaves out whose family took the consent back while it waited for the second person', async () => {
    const [stays, goes] = [await file(true), await file(true)];
    await app.settled();
    const { id, expected } = await ask({ format: 'jsonl' });
    await takeBack(goes);
    expect((await lina.client.post(`/v1/exports/${id}/confirmation`, undefined)).status).toBe(200);
    await app.settled();
    const view = (await maha.client.get(`/v1/exports/${id}`)).body;
    expect(view).toMatchObject({
      state: 'made',
      records: expected.records - 1,
      without_consent: expected.without_consent + 1,
    });
    expect((await fileOf(id)).text.split('\n')).toHaveLength(expected.records - 1 + 3);
    expect(stays).not.toBe(goes);
  });

  it('cannot be fetched from the moment on that a family takes its consent back, and says whom to delete', async () => {
    const goes = await file(true);
    const id = await made();
    const before = await readCsv((await fileOf(id)).text);
    await takeBack(goes);
    // Whether or not the worker has noticed.
    expect(said(await maha.client.get(`/v1/exports/${id}/file`))).toEqual([409, 'export.withdrawn']);
    await app.settled();
    expect((await maha.client.get(`/v1/exports/${id}`)).body).toMatchObject({ state: 'withdrawn', downloads_left: 0 });
    expect(said(await maha.client.get(`/v1/exports/${id}/file`))).toEqual([409, 'export.withdrawn']);
    const { record_ids } = (await maha.client.get(`/v1/exports/${id}/recall`)).body;
    expect(record_ids).toHaveLength(1);
    expect(before.map(({ record_id }) => record_id)).toContain(record_ids[0]);
  });

  it('can be fetched three times, for a week', async () => {
    const id = await made();
    for (let time = 0; time < 3; time++) expect((await fileOf(id, time === 1 ? lina : maha)).status).toBe(200);
    expect(said(await maha.client.get(`/v1/exports/${id}/file`))).toEqual([409, 'export.used_up']);
    const other = await made();
    const waiting = await ask();
    await app.dataSource.query("update exports set available_until = now() - interval '1 second' where id = $1", [
      other,
    ]);
    await app.dataSource.query("update exports set asked_at = now() - interval '8 days' where id = $1", [waiting.id]);
    expect(said(await maha.client.get(`/v1/exports/${other}/file`))).toEqual([409, 'export.wrong_state']);
    await new EndExports(workersOwn, createLog('silent', 'test')).end();
    for (const one of [other, waiting.id])
      expect((await maha.client.get(`/v1/exports/${one}`)).body.state).toBe('expired');
    expect(said(await lina.client.post(`/v1/exports/${waiting.id}/confirmation`, undefined))).toEqual([
      409,
      'export.wrong_state',
    ]);
  });

  it('is refused for a reason by the second person, and then it is over', async () => {
    const { id } = await ask();
    expect(said(await maha.client.post(`/v1/exports/${id}/refusal`, { reason: 'Mine' }))).toEqual([
      409,
      'export.same_person',
    ]);
    const refused = await lina.client.post(`/v1/exports/${id}/refusal`, { reason: 'Ask them first' });
    expect(refused.body).toMatchObject({ state: 'refused', refusal_reason: 'Ask them first', decided_by: lina.id });
    expect(said(await lina.client.post(`/v1/exports/${id}/confirmation`, undefined))).toEqual([
      409,
      'export.wrong_state',
    ]);
    expect(said(await maha.client.get(`/v1/exports/${id}/file`))).toEqual([409, 'export.wrong_state']);
  });

  it('needs a fresh proof of identity to be confirmed and to be fetched', async () => {
    const id = await made();
    const { id: waiting } = await ask();
    const stale = await aPerson(app, 'supervisor');
    await noLongerFresh(app, stale);
    expect(said(await stale.client.post(`/v1/exports/${waiting}/confirmation`, undefined))).toEqual([
      403,
      'access.fresh_sign_in',
    ]);
    expect(said(await stale.client.get(`/v1/exports/${id}/file`))).toEqual([403, 'access.fresh_sign_in']);
  });

  it('of many people raises an alarm', async () => {
    while ((await ask()).expected.records < 3) {
      await file(true);
      await app.settled();
    }
    const id = await made();
    const alarms = await app.dataSource.query('select kind, actor_id from alarms where subject_id = $1', [id]);
    expect(alarms).toEqual([{ kind: 'large_export', actor_id: lina.id }]);
  });

  it('goes to nobody without an agreement, neither when it is asked for nor later', async () => {
    const nobody = await aPartner(app, hadi, true);
    expect(said(await maha.client.post('/v1/exports', request({ recipient_id: nobody.id })))).toEqual([
      409,
      'agreement.missing',
    ]);
    expect(said(await maha.client.post('/v1/exports', request({ recipient_id: maha.organisationId })))).toEqual([
      422,
      'export.recipient',
    ]);
    const ends = await aRecipient();
    const id = await made({ recipient_id: ends });
    const { id: waiting } = await ask({ recipient_id: ends });
    await app.dataSource.query('update agreements set valid_until = current_date - 1 where organisation_id = $1', [
      ends,
    ]);
    expect(said(await maha.client.get(`/v1/exports/${id}/file`))).toEqual([409, 'agreement.missing']);
    expect(said(await lina.client.post(`/v1/exports/${waiting}/confirmation`, undefined))).toEqual([
      409,
      'agreement.missing',
    ]);
    const { items } = (await maha.client.get('/v1/export-recipients')).body;
    expect(items.map((one: { id: string }) => one.id)).toContain(recipient);
    expect(items.map((one: { id: string }) => one.id)).not.toContain(ends);
  });

  it('is no business of caseworkers, importers and administrators, or of another organisation', async () => {
    const { id } = await ask();
    const partner = await aPartner(app, hadi, true);
    const others = [
      await aPerson(app, 'caseworker'),
      await aPerson(app, 'importer'),
      hadi,
      await aPerson(app, 'supervisor', partner.id),
    ];
    for (const { client } of others) expect((await client.get(`/v1/exports/${id}`)).status).toBe(404);
    for (const { client } of others.slice(0, 3)) expect((await client.post('/v1/exports', request())).status).toBe(404);
    // Who does not run the service gives nothing to others.
    expect(said(await others[3].client.post('/v1/exports', request()))).toEqual([422, 'export.recipient']);
    expect((await others[3].client.get('/v1/export-recipients')).body).toEqual({ items: [] });
  });
});

describe('in the database', () => {
  it('nobody confirms what he asked for himself, and the worker confirms nothing', async () => {
    const { id } = await ask();
    await expect(
      app.dataSource.query(
        "update exports set state = 'confirmed', decided_by = asked_by, decided_at = now() where id = $1",
        [id],
      ),
    ).rejects.toMatchObject({ constraint: 'exports_decided_by_a_second_person' });
    const asWorker = workersOwn.transaction(async (manager) => {
      await manager.query("select set_config('app.organisation', $1, true)", [maha.organisationId]);
      await manager.query("update exports set state = 'confirmed' where id = $1", [id]);
    });
    await expect(asWorker).rejects.toMatchObject({ constraint: 'exports_decided_by_somebody' });
  });
});

describe('an export of own detention records', () => {
  it('is taken along by the organisation itself, of one list or all, without notes', async () => {
    const partner = await aPartner(app, hadi, true);
    const [samar, nour] = [await aPerson(app, 'supervisor', partner.id), await aPerson(app, 'supervisor', partner.id)];
    const uploaded = [];
    for (const number of [1, 2]) {
      const row = aMan(number).row({ source_record_id: `A-${number}`, notes: 'canarynotes' });
      uploaded.push(await samar.client.upload(csv([row]), aSource({ title: 'canarytitle' })));
    }
    await app.settled();
    const own = { kind: 'detention_records', recipient_id: partner.id };
    const all = await readCsv((await fileOf(await made(own, [samar, nour]), samar)).text);
    expect(all.map(({ source_record_id }) => source_record_id).sort()).toEqual(['A-1', 'A-2']);
    const list_id = uploaded[0].body.list.id;
    const text = (await fileOf(await made({ ...own, list_id, format: 'jsonl' }, [samar, nour]), samar)).text;
    expect(text).toContain('"source_record_id":"A-1"');
    expect(text).not.toMatch(/A-2|canary/);
    expect(said(await samar.client.post('/v1/exports', request({ ...own, format: 'pfif' })))).toEqual([
      422,
      'export.format',
    ]);
    expect(said(await samar.client.post('/v1/exports', request({ ...own, list_id: crypto.randomUUID() })))).toEqual([
      404,
      'access.not_found',
    ]);
  });
});
