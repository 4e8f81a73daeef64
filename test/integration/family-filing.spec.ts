import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SweepOldRows } from '../../src/access/sweep-old-rows.js';
import { FamilyFiling } from '../../src/family-reports/family-filing.js';
import { OwnReport } from '../../src/family-reports/own-report.js';
import { type Client, startApplication, type TestApplication } from '../support/application.js';
import { aMan, markerFamily } from '../support/builders.js';
import { because, casesOf, enter } from '../support/cases.js';
import { caseworkOf } from '../support/casework.js';
import { familySignIn, lookOf } from '../support/families.js';
import { mona } from '../support/family.js';
import { type FamilySide, familySide } from '../support/family-side.js';

jest.setTimeout(180_000);

let application: TestApplication;
let families: FamilySide;
let rana: Client;
let salma: Client;
let noor: Client;

beforeAll(async () => {
  application = await startApplication();
  [families, rana, salma, noor] = await Promise.all([
    familySide(application),
    enter(application, 'rana'),
    enter(application, 'salma'),
    enter(application, 'noor'),
  ]);
});
afterAll(async () => {
  await families?.close();
  await application?.stop();
});

const rows = (sql: string, ...values: unknown[]) => application.dataSource.query(sql, values);
const countOf = async (table: string) => (await rows(`select count(*)::int as n from ${table}`))[0].n as number;
const own = (actor: Parameters<OwnReport['read']>[0]) => families.get(OwnReport).read(actor);

describe('a family files by itself', () => {
  it('one report, one person, one receipt, however often it is sent at the same moment or later', async () => {
    const filing = families.get(FamilyFiling);
    const sent = families.submission({ ...aMan(1).report(), reporter: mona });
    const [reports, receipts] = [await countOf('reports'), await countOf('receipts')];
    const all = await Promise.all(Array.from({ length: 20 }, () => filing.file(sent)));
    all.push(await filing.file({ ...sent, address: '203.0.113.80' }));
    expect(new Set(all.map(({ requestNumber }) => requestNumber)).size).toBe(1);
    expect([await countOf('reports'), await countOf('receipts')]).toEqual([reports + 1, receipts + 1]);
    const { actor } = await families.holderOf(all[0].requestNumber);
    const filed = await rows(
      "select action, actor_kind from audit_entries where subject_id = $1 and action = 'report.filed'",
      actor.reportId,
    );
    expect(filed).toEqual([{ action: 'report.filed', actor_kind: 'family' }]);
  });

  it('with a number and a code that open it, for as long as a family comes back', async () => {
    const filed = await families.file(aMan(2).report());
    const back = await familySignIn(application.url, { request_number: filed.requestNumber, secret: filed.secret });
    const looked = lookOf(await back.asks('/v1/family/report'));
    expect(JSON.parse(looked.text)).toMatchObject({ request_number: filed.requestNumber, state: 'received' });
  });

  it('two sent at once under different ids are two: they are two people, and nobody merges them', async () => {
    const before = await countOf('reports');
    await Promise.all([families.file(aMan(3).report()), families.file(aMan(3).report())]);
    expect(await countOf('reports')).toBe(before + 2);
  });

  it('loses nothing while the database is slow: who gave up waiting and sends again gets the same report', async () => {
    const filing = families.get(FamilyFiling);
    const sent = families.submission(aMan(4).report());
    const before = await countOf('reports');
    const answers: Promise<{ requestNumber: string }>[] = [];
    await application.dataSource.transaction(async (manager) => {
      await manager.query('lock table receipts in exclusive mode');
      answers.push(filing.file(sent));
      await pause(1_500);
      // The browser's connection dropped, and the script sends it a second time.
      answers.push(filing.file(sent));
      await pause(1_500);
      expect(await manager.query('select count(*)::int as n from reports')).toEqual([{ n: before }]);
    });
    const [first, second] = await Promise.all(answers);
    expect(second).toEqual(first);
    expect(await countOf('reports')).toBe(before + 1);
  });

  it('and when something fails half way, nothing is stored and the same submission goes through later', async () => {
    const filing = families.get(FamilyFiling);
    const sent = families.submission(aMan(5).report());
    const before = await countOf('reports');
    const broken = { ...sent, storeNotice: () => Promise.reject(new Error('nothing was stored')) };
    await expect(filing.file(broken)).rejects.toThrow('nothing was stored');
    expect([
      await countOf('reports'),
      (await rows('select 1 from family_filings where submission_id = $1', sent.id)).length,
    ]).toEqual([before, 0]);
    expect((await filing.file(sent)).requestNumber).toMatch(/^[1-9]\d{5}$/);
  });

  it('a day that does not exist is said before anything is stored', async () => {
    const before = await countOf('family_filings');
    const report = aMan(6).report({ disappearance: { date: '31/2/2013' } });
    await expect(families.file(report)).rejects.toMatchObject({
      code: 'request.invalid',
      errors: [{ pointer: '/disappearance/date', code: 'date.impossible' }],
    });
    expect(await countOf('family_filings')).toBe(before);
  });

  it('is compared at once if it allows that, and stays received until somebody takes it up', async () => {
    const him = aMan(7);
    const filed = await families.file({ ...him.report(), reporter: mona });
    const { importRows, suggestionsOf } = caseworkOf(application, salma);
    await importRows([him.row()]);
    expect(await suggestionsOf(filed.actor.reportId)).toHaveLength(1);
    expect((await own(filed.actor)).state).toBe('received');

    // R6: nobody but supervisors sees it, until it is somebody's.
    expect((await rana.get(`/v1/reports/${filed.actor.reportId}`)).status).toBe(404);
    const seen = await salma.get(`/v1/reports/${filed.actor.reportId}`);
    expect(seen.body).toMatchObject({ filed_by_family: true, taken_up_at: null, intake_flag: false });
    const cases = casesOf(salma);
    const { id } = await cases.ofReport(filed.actor.reportId);
    const { items } = (await salma.get('/v1/cases?assigned_to=nobody&state=submitted')).body;
    expect(items.map((one: { id: string }) => one.id)).toContain(id);
    expect((await cases.assign(id, { account_id: (await accountOf('rana')).id })).status).toBe(200);
    expect((await own(filed.actor)).state).toBe('received');
    expect((await casesOf(rana).step(id, 'begin_intake')).status).toBe(200);
    expect((await own(filed.actor)).state).toBe('open');
    expect((await rana.get(`/v1/reports/${filed.actor.reportId}`)).body.taken_up_at).toEqual(expect.any(String));
    const history = await casesOf(rana).history(id, '&of=report');
    expect(history).toMatchObject([{ kind: 'filed', by: null }]);
  });

  it('not allowed to be compared, it is kept and never compared', async () => {
    const him = aMan(8);
    const filed = await families.file(him.report({ consent: { search: false } }));
    const { importRows } = caseworkOf(application, salma);
    await importRows([him.row()]);
    expect(await rows('select 1 from suggestions where report_id = $1', filed.actor.reportId)).toEqual([]);
  });

  it('what staff takes down is taken up by that', async () => {
    const { reportId } = await casesOf(rana).file(9);
    const { body } = await rana.get(`/v1/reports/${reportId}`);
    expect(body).toMatchObject({ filed_by_family: false, taken_up_at: expect.any(String) });
  });

  it('C1: a report beside which somebody was found looks to its family like one beside which nobody was', async () => {
    const [found, alone] = [aMan(10), aMan(11)];
    const [hers, his] = [
      await families.file({ ...found.report(), reporter: mona }),
      await families.file({ ...alone.report(), reporter: mona }),
    ];
    const { importRows, suggestionsOf } = caseworkOf(application, salma);
    const before = await own(hers.actor);
    await importRows([found.row()]);
    const [suggestion] = await suggestionsOf(hers.actor.reportId);
    const propose = { action: 'propose', evidence: 'Agrees.', seen_revision: suggestion.revision };
    expect((await salma.post(`/v1/suggestions/${suggestion.id}/decisions`, propose)).status).toBe(200);
    expect(await own(hers.actor)).toEqual(before);
    const words = ({ content, requestNumber, ...rest }: Awaited<ReturnType<typeof own>>) => rest;
    expect(words(await own(hers.actor))).toEqual(words(await own(his.actor)));
    expect(await suggestionsOf(his.actor.reportId)).toEqual([]);
  });
});

const accountOf = async (login: string) => (await rows('select id from accounts where login = $1', login))[0];

describe('what a family tells', () => {
  const further = {
    under_18: 'not_sure',
    name_certainty: 'part',
    recognise: { height: 'As tall as a door', marks: `A scar of ${markerFamily}\non the left hand`, work: 'Baker' },
  };

  it('is kept as told: what is not compared too, and which questions it did not want to answer', async () => {
    const { sought, disappearance, ...rest } = aMan(12).report({ disappearance: { what_happened: 'checkpoint' } });
    const { birth: _, mother_name: __, ...without } = sought as Record<string, unknown>;
    const body = {
      ...rest,
      sought: { ...without, ...further },
      disappearance,
      unanswered: {
        'sought.birth': 'unknown',
        'sought.mother_name': 'prefer_not_to_say',
        'disappearance.date': 'unknown',
      },
      reporter: { relationship: 'sibling', helper_typed: true },
    };
    const filed = await families.file(body);
    const view = await own(filed.actor);
    // The day was told after all: it is no longer a question without an answer.
    const unanswered = { 'sought.birth': 'unknown', 'sought.mother_name': 'prefer_not_to_say' };
    expect(view.content).toEqual({ sought: body.sought, disappearance, unanswered });
    expect(view).toMatchObject({
      consents: [
        { purpose: 'search', granted: true },
        { purpose: 'partners', granted: false },
        { purpose: 'contact', granted: true },
      ],
      contactKinds: [],
    });
    const { body: shown } = await salma.get(`/v1/reports/${filed.actor.reportId}`);
    expect(shown.sought).toMatchObject({ ...further, recognise: { ...further.recognise, family: null } });
    expect(shown.disappearance.what_happened).toBe('checkpoint');
    expect(shown.unanswered).toEqual(unanswered);
    const { body: reporters } = await salma.get(`/v1/reports/${filed.actor.reportId}/reporters`);
    expect(reporters.items).toMatchObject([{ filing_mode: 'pseudonymous', helper_typed: true, has_name: false }]);
  });

  it('R20: of somebody who is no relative nothing goes to partners, whatever was ticked', async () => {
    const report = aMan(13).report({ consent: { partners: true } });
    const filed = await families.file({ ...report, reporter: { relationship: 'other' } });
    expect((await own(filed.actor)).consents).toContainEqual({ purpose: 'partners', granted: false });
    const related = await families.file(aMan(14).report({ consent: { partners: true } }));
    expect((await own(related.actor)).consents).toContainEqual({ purpose: 'partners', granted: true });
  });

  it('R23: a child is of a special class by the family’s word, without a date of birth', async () => {
    const { sought, ...rest } = aMan(15).report();
    const { birth: _, ...without } = sought as Record<string, unknown>;
    const file = (under_18: string) => families.file({ ...rest, sought: { ...without, under_18 } });
    const special = async (answer: string) => {
      const { actor } = await file(answer);
      const [{ is }] = await application.dataSource.transaction(async (manager) => {
        await manager.query("select set_config('app.organisation', $1, true)", [actor.organisationId]);
        return manager.query('select is_special($1) as is', [actor.reportId]);
      });
      return is;
    };
    expect([await special('yes'), await special('no'), await special('not_sure')]).toEqual([true, false, false]);
  });
});

describe('floods', () => {
  const someoneOf = (family: string, number: number) =>
    aMan(number).report({ sought: { names: [{ given: 'سامر', family: `${family} ${markerFamily}` }] } });
  const flagOf = async (reportId: string) =>
    (await rows('select intake_flag from reports where id = $1', reportId))[0].intake_flag;

  it('three families from one network are marked for staff, three brothers are not', async () => {
    const brothers = await Promise.all(
      [20, 21, 22].map((number) => families.file(aMan(number).report(), { address: '192.0.2.1' })),
    );
    for (const { actor } of brothers) expect(await flagOf(actor.reportId)).toBe(false);

    const town = '203.0.113.';
    const strangers = [];
    for (const [place, family] of ['Alpha', 'Beta', 'Gamma'].entries()) {
      for (const { actor } of strangers) expect(await flagOf(actor.reportId)).toBe(false);
      const report = aMan(23 + place).report({
        sought: { names: [{ given: 'سامر', family: `${markerFamily}${family}` }] },
      });
      strangers.push(await families.file(report, { address: `${town}${place + 1}` }));
    }
    for (const { actor } of strangers) expect(await flagOf(actor.reportId)).toBe(true);
    const cases = casesOf(salma);
    const { id } = await cases.ofReport(strangers[0].actor.reportId);
    expect(await cases.get(id)).toMatchObject({ intake_flag: true });
    const flagged = (await salma.get('/v1/cases?intake_flag=true')).body.items;
    expect(flagged.map((one: { id: string }) => one.id)).toContain(id);
    expect(flagged.every((one: { intake_flag: boolean }) => one.intake_flag)).toBe(true);
    // It is for staff alone, and no state: the family is told nothing by it.
    expect((await own(strangers[0].actor)).state).toBe('received');
  });

  it('no address is kept: hashes of one day, and not those for two days', async () => {
    const { actor } = await families.file(someoneOf('Delta', 30), { address: '2001:db8:77::1' });
    const [kept] = await rows('select * from family_filings where report_id = $1', actor.reportId);
    expect(JSON.stringify(kept)).not.toMatch(/2001|db8|Delta|Athartest/i);
    expect([kept.network_hash.length, kept.kin_hash.length]).toEqual([32, 32]);
    await rows("update family_filings set filed_at = now() - interval '49 hours' where report_id = $1", actor.reportId);
    // Every process of the API sweeps when it starts.
    await (families.get(SweepOldRows) as unknown as { sweep(): Promise<void> }).sweep();
    const another = await familySide(application);
    await another.close();
    expect(await rows('select 1 from family_filings where report_id = $1', actor.reportId)).toEqual([]);
    expect(await rows('select 1 from reports where id = $1', actor.reportId)).toHaveLength(1);
  });

  it('more than fifty from one network wait, and what waits is not lost', async () => {
    const address = '198.18.5.5';
    const sent = families.submission(someoneOf('Epsilon', 31), { address });
    await families.file(aMan(32).report(), { address });
    await rows(
      "update try_limits set tries = 60, next_allowed_at = now() + interval '40 seconds' where scope = 'family_filing.network'",
    );
    await expect(families.get(FamilyFiling).file(sent)).rejects.toMatchObject({ code: 'access.too_many_tries' });
    await rows("update try_limits set next_allowed_at = now() - interval '1 second'");
    expect((await families.get(FamilyFiling).file(sent)).requestNumber).toMatch(/^\d{6}$/);
  });

  it('an erroneous one is closed as that, by staff', async () => {
    const filed = await families.file(someoneOf('Zeta', 33));
    const cases = casesOf(salma);
    const { id } = await cases.ofReport(filed.actor.reportId);
    for (const action of ['begin_intake', 'open']) expect((await cases.step(id, action)).status).toBe(200);
    expect((await cases.step(id, 'close', { closing_reason: 'erroneous', reason: because })).status).toBe(200);
    expect((await own(filed.actor)).state).toBe('closed');
    expect((await noor.get(`/v1/cases/${id}`)).status).toBe(200);
  });
});
