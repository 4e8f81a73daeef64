import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { FamilyActor } from '../../src/access/actor.js';
import { FamilyChanges } from '../../src/family-reports/family-changes.js';
import { OwnReport } from '../../src/family-reports/own-report.js';
import type { ReportContent } from '../../src/reports/report-body.js';
import { type Client, startApplication, type TestApplication } from '../support/application.js';
import { aMan, markerFamily } from '../support/builders.js';
import { because, casesOf, enter } from '../support/cases.js';
import { caseworkOf } from '../support/casework.js';
import { issueReceipt } from '../support/families.js';
import { join, mona, reveal, tareq } from '../support/family.js';
import { type FamilySide, familySide } from '../support/family-side.js';

jest.setTimeout(180_000);

let application: TestApplication;
let families: FamilySide;
let changes: FamilyChanges;
let salma: Client;
let work: ReturnType<typeof caseworkOf>;
let cases: ReturnType<typeof casesOf>;

beforeAll(async () => {
  application = await startApplication();
  [families, salma] = await Promise.all([familySide(application), enter(application, 'salma')]);
  changes = families.get(FamilyChanges);
  work = caseworkOf(application, salma);
  cases = casesOf(salma);
});
afterAll(async () => {
  await families?.close();
  await application?.stop();
});

const rows = (sql: string, ...values: unknown[]) => application.dataSource.query(sql, values);
const own = (actor: FamilyActor) => families.get(OwnReport).read(actor);
const wordsOf = async (actor: FamilyActor) => (await own(actor)).content as ReportContent;
const stateOf = async (actor: FamilyActor) => (await own(actor)).state;
const caseOf = (actor: FamilyActor) => cases.ofReport(actor.reportId);
const statesOf = (reportId: string) =>
  rows('select state, suppressed_from, suppressed_for from suggestions where report_id = $1 order by id', reportId);
const form = { formVersion: 'test-2', language: 'ar' };
let people = 0;
const nextMan = () => aMan(people++);

/** Another relative who joins the same report, with a receipt of his own. */
async function relativeOf(actor: FamilyActor) {
  const receipt = await issueReceipt(salma, actor.reportId, await join(salma, actor.reportId, tareq));
  return { ...(await families.holderOf(receipt.request_number)), secret: receipt.secret };
}

describe('a family corrects what it told', () => {
  it('what it told first stays word for word, and it is compared again', async () => {
    const him = nextMan();
    const filed = await families.file(him.report({ sought: { birth: '1931' }, disappearance: { date: '1950' } }));
    await work.importRows([him.row()]);
    const bands = async () =>
      (await work.suggestionsOf(filed.actor.reportId)).map(({ band }: { band: string }) => band);
    expect(await bands()).toEqual(['weak']);
    const first = await wordsOf(filed.actor);
    const { sought, disappearance } = him.report();
    const corrected = { sought, disappearance } as ReportContent;
    await changes.correct(filed.actor, corrected);
    await application.settled();
    expect(await bands()).toEqual(['strong']);
    expect(await wordsOf(filed.actor)).toEqual(corrected);
    const { body } = await salma.get(`/v1/reports/${filed.actor.reportId}/revisions`);
    expect(body.items.map(({ content }: { content: object }) => content)).toEqual([first, corrected]);
    const history = await cases.history((await caseOf(filed.actor)).id, '&of=report');
    expect(history.map(({ kind, by, by_family }: Record<string, unknown>) => [kind, by, by_family])).toEqual([
      ['edited', null, true],
      ['filed', null, true],
    ]);
  });

  it('the same words again are no correction', async () => {
    const filed = await families.file(nextMan().report());
    await changes.correct(filed.actor, await wordsOf(filed.actor));
    expect(await rows('select revision from reports where id = $1', filed.actor.reportId)).toEqual([{ revision: 1 }]);
  });

  it('what staff put right since stands, where the family changed something else', async () => {
    const filed = await families.file(nextMan().report());
    const path = `/v1/reports/${filed.actor.reportId}`;
    const edit = { sought: { birth_place: 'Homs, by the booklet' }, disappearance: { governorate: 'حماة' } };
    expect((await salma.send('PATCH', path, edit, { 'if-match': '"1"' })).status).toBe(200);
    const before = await wordsOf(filed.actor);
    expect(before.sought.birth_place).toBeUndefined();
    const { mother_name: _, ...sought } = before.sought;
    await changes.correct(filed.actor, {
      ...before,
      sought: { ...sought, home: 'Qusour' },
      unanswered: { 'sought.mother_name': 'prefer_not_to_say' },
    });
    const { body } = await salma.get(path);
    expect(body).toMatchObject({
      revision: 4,
      sought: { home: 'Qusour', birth_place: 'Homs, by the booklet', mother_name: null },
      disappearance: { governorate: 'حماة' },
      unanswered: { 'sought.mother_name': 'prefer_not_to_say' },
    });
    // R2: neither what staff wrote nor the two together is shown to it.
    const now = await wordsOf(filed.actor);
    expect(now.sought).toEqual({ ...sought, home: 'Qusour' });
    expect(now.disappearance).toEqual(before.disappearance);
    const { id } = await caseOf(filed.actor);
    const { items } = (await salma.get(`/v1/cases/${id}/tasks`)).body;
    expect(items).toMatchObject([{ kind: 'family_told_more', about: filed.actor.reportId, for: null, done_at: null }]);
  });

  it('R5: a relative who tells for the first time overwrites nothing; somebody is asked to look', async () => {
    const filed = await families.file(nextMan().report());
    const brother = await relativeOf(filed.actor);
    expect((await own(brother.actor)).content).toBeNull();
    const his = { ...(await wordsOf(filed.actor)), disappearance: { place: 'A bakery', date: '2014' } };
    await changes.correct(brother.actor, his);
    expect(await wordsOf(brother.actor)).toEqual(his);
    expect((await wordsOf(filed.actor)).disappearance).not.toEqual(his.disappearance);
    const { body } = await salma.get(`/v1/reports/${filed.actor.reportId}`);
    expect(body.disappearance.place).toBeNull();
    const { id } = await caseOf(filed.actor);
    expect((await salma.get(`/v1/cases/${id}/tasks`)).body.items).toMatchObject([{ kind: 'family_told_more' }]);
    const mine = (await salma.get('/v1/tasks')).body.items;
    expect(mine.map(({ case_id }: { case_id: string }) => case_id)).toContain(id);
  });

  it('a day that does not exist changes nothing', async () => {
    const filed = await families.file(nextMan().report());
    const before = await wordsOf(filed.actor);
    await expect(
      changes.correct(filed.actor, { ...before, disappearance: { date: '30/2/2013' } }),
    ).rejects.toMatchObject({ code: 'request.invalid' });
    expect(await wordsOf(filed.actor)).toEqual(before);
  });

  it('two at once are two revisions, one after the other', async () => {
    const filed = await families.file(nextMan().report());
    const before = await wordsOf(filed.actor);
    await Promise.all(
      ['Qusour', 'Waer', 'Inshaat'].map((home) =>
        changes.correct(filed.actor, { ...before, sought: { ...before.sought, home } }),
      ),
    );
    const [{ revision, told }] = await rows(
      'select r.revision, (select count(*)::int from report_revisions v where v.report_id = r.id) as told from reports r where id = $1',
      filed.actor.reportId,
    );
    expect([revision, told]).toEqual([4, 4]);
  });
});

describe('how a family is reached', () => {
  it('is replaced whole and shown to nobody but by a reveal', async () => {
    const filed = await families.file({ ...nextMan().report(), reporter: mona });
    expect((await own(filed.actor)).contactKinds).toEqual(['phone', 'email']);
    const value = `+000 000 777 ${markerFamily}`;
    const noted: object[] = [];
    await changes.changeContacts(filed.actor, [{ kind: 'whatsapp', value }], async (_, of) => void noted.push(of));
    expect(noted).toEqual([
      { organisationId: filed.actor.organisationId, reportId: filed.actor.reportId, reporterId: filed.reporterId },
    ]);
    const view = await own(filed.actor);
    expect(view.contactKinds).toEqual(['whatsapp']);
    expect(JSON.stringify(view)).not.toContain('777');
    const seen = await reveal(salma, filed.actor.reportId, filed.reporterId);
    expect(seen.body.contacts).toMatchObject([{ kind: 'whatsapp', value }]);
    const [stored] = await rows('select value from reporter_contacts where reporter_id = $1', filed.reporterId);
    expect(stored.value.toString('latin1')).not.toContain('777');

    await changes.changeContacts(filed.actor, []);
    const { items } = (await salma.get(`/v1/reports/${filed.actor.reportId}/reporters`)).body;
    expect(items).toMatchObject([{ filing_mode: 'pseudonymous', contacts: [] }]);
  });

  it('of another relative nothing is replaced', async () => {
    const filed = await families.file({ ...nextMan().report(), reporter: mona });
    const brother = await relativeOf(filed.actor);
    await changes.changeContacts(brother.actor, []);
    expect([(await own(brother.actor)).contactKinds, (await own(filed.actor)).contactKinds]).toEqual([
      [],
      ['phone', 'email'],
    ]);
  });
});

describe('what a family allows', () => {
  async function compared(consent: object = {}) {
    const him = nextMan();
    const filed = await families.file({ ...him.report({ consent }), reporter: mona });
    await work.importRows([him.row()]);
    const states = await statesOf(filed.actor.reportId);
    expect(new Set(states.map(({ state }: { state: string }) => state))).toEqual(new Set(['suggested']));
    return filed;
  }
  const answer = (actor: FamilyActor, purpose: 'search' | 'partners' | 'contact', granted: boolean) =>
    changes.answerConsent(actor, purpose, granted, form);

  it('R4: taken back, nothing is found by it from that moment on, and it comes back when it is allowed again', async () => {
    const { actor } = await compared();
    await answer(actor, 'search', false);
    expect((await statesOf(actor.reportId))[0]).toEqual({
      state: 'suppressed',
      suppressed_from: 'suggested',
      suppressed_for: ['consent'],
    });
    expect(await rows('select 1 from match_profiles where record_id = $1', actor.reportId)).toEqual([]);
    expect(await work.suggestionsOf(actor.reportId)).toEqual([]);
    expect((await own(actor)).consents).toContainEqual({ purpose: 'search', granted: false });
    await answer(actor, 'search', true);
    await application.settled();
    expect((await statesOf(actor.reportId))[0]).toMatchObject({ state: 'suggested', suppressed_for: [] });
    expect((await own(actor)).consents).toContainEqual({ purpose: 'search', granted: true });
  });

  it('R4: does to the record exactly what it does when staff writes it down', async () => {
    const [byItself, byStaff] = [await compared({ partners: true }), await compared({ partners: true })];
    const answers = async (reportId: string) =>
      rows(
        `select purpose, granted, withdrawn_at is not null as ended, withdrawn_reason, form_version, given_by from consents where report_id = $1
         order by purpose, given_at, granted desc`,
        reportId,
      );
    const left = async (reportId: string) => ({
      answers: await answers(reportId),
      suggestions: await rows(
        'select distinct state, suppressed_from, suppressed_for, runner_up_margin from suggestions where report_id = $1',
        reportId,
      ),
      events: await rows(
        `select distinct e.kind, e.from_state, e.to_state, e.reasons, e.match_weight is not null as weighed from suggestion_events e
         join suggestions s on s.id = e.suggestion_id where s.report_id = $1 and e.kind = 'suppressed'`,
        reportId,
      ),
      profiles: await rows('select distinct with_partners from match_profiles where record_id = $1', reportId),
      gone: (await rows('select 1 from gone_profiles where record_id = $1', reportId)).length,
      suppressed: (
        await rows(
          `select distinct s.purpose from suppressions s join reporters r on s.digest = any(r.suppression_digests) where r.report_id = $1 order by 1`,
          reportId,
        )
      ).map(({ purpose }: { purpose: string }) => purpose),
    });
    await answer(byItself.actor, 'search', false);
    const stood = await salma.post(`/v1/reports/${byStaff.actor.reportId}/consents`, {
      reporter_id: byStaff.reporterId,
      purpose: 'search',
      granted: false,
      form_version: form.formVersion,
      language: form.language,
    });
    expect(stood.status).toBe(201);
    await application.settled();
    expect(await left(byItself.actor.reportId)).toEqual(await left(byStaff.actor.reportId));
  });

  it('R5: one relative’s "no" ends nothing that another one allows', async () => {
    const { actor } = await compared();
    const brother = await relativeOf(actor);
    await answer(brother.actor, 'search', true);
    await answer(actor, 'search', false);
    await application.settled();
    expect((await statesOf(actor.reportId))[0]).toMatchObject({ state: 'suggested' });
    expect((await own(actor)).consents).toContainEqual({ purpose: 'search', granted: false });
    expect((await own(brother.actor)).consents).toContainEqual({ purpose: 'search', granted: true });
    await answer(brother.actor, 'search', false);
    expect((await statesOf(actor.reportId))[0]).toMatchObject({ state: 'suppressed' });
  });

  it('R20: somebody who is no relative cannot let partners know, either', async () => {
    const filed = await families.file({ ...nextMan().report(), reporter: { relationship: 'other' } });
    await answer(filed.actor, 'partners', true);
    expect((await own(filed.actor)).consents).toContainEqual({ purpose: 'partners', granted: false });
  });
});

describe('a family pauses', () => {
  it('and goes on: the search rests, the history says who did it, and staff sees the case paused', async () => {
    const filed = await families.file(nextMan().report());
    await changes.pause(filed.actor);
    await changes.pause(filed.actor);
    expect(await stateOf(filed.actor)).toBe('paused');
    const { id, state } = await caseOf(filed.actor);
    expect(state).toBe('paused_by_family');
    expect(await rows('select state from reports where id = $1', filed.actor.reportId)).toEqual([
      { state: 'paused_by_family' },
    ]);
    await changes.resume(filed.actor);
    expect(await stateOf(filed.actor)).toBe('received');
    const history = await cases.history(id, '&of=case');
    expect(
      history.map(({ kind, by, by_family, to_state }: Record<string, unknown>) => [kind, by, by_family, to_state]),
    ).toEqual([
      ['resume', null, true, 'submitted'],
      ['pause', null, true, 'paused_by_family'],
      ['made', null, false, 'submitted'],
    ]);
  });

  it('R5: another relative’s search goes on until he pauses too', async () => {
    const filed = await families.file(nextMan().report());
    const brother = await relativeOf(filed.actor);
    await changes.pause(filed.actor);
    expect([await stateOf(filed.actor), await stateOf(brother.actor)]).toEqual(['paused', 'received']);
    expect((await caseOf(filed.actor)).state).toBe('submitted');
    await changes.pause(brother.actor);
    expect((await caseOf(filed.actor)).state).toBe('paused_by_family');
    await changes.resume(brother.actor);
    expect((await caseOf(filed.actor)).state).toBe('submitted');
    expect([await stateOf(filed.actor), await stateOf(brother.actor)]).toEqual(['paused', 'received']);
  });

  it('staff that lets it go on has spoken with it: nobody’s pause is left', async () => {
    const filed = await families.file(nextMan().report());
    await changes.pause(filed.actor);
    const { id } = await caseOf(filed.actor);
    expect((await cases.step(id, 'resume', { reason: because })).status).toBe(200);
    expect(await stateOf(filed.actor)).toBe('received');
  });

  it('what is closed is not paused, and is opened again by people only, whom it asks', async () => {
    const filed = await families.file(nextMan().report());
    const { id } = await caseOf(filed.actor);
    await expect(changes.reopen(filed.actor)).rejects.toMatchObject({ code: 'case.wrong_state' });
    for (const action of ['begin_intake', 'open']) expect((await cases.step(id, action)).status).toBe(200);
    expect((await cases.step(id, 'close', { closing_reason: 'family_asked_to_stop' })).status).toBe(200);
    await expect(changes.pause(filed.actor)).rejects.toMatchObject({ code: 'case.wrong_state' });
    await changes.reopen(filed.actor);
    await changes.reopen(filed.actor);
    expect(await stateOf(filed.actor)).toBe('closed');
    const { items } = (await salma.get(`/v1/cases/${id}/tasks`)).body;
    expect(items).toMatchObject([{ kind: 'family_asks_to_reopen', about: filed.actor.reportId, created_by: null }]);
    const [task] = (await salma.get('/v1/tasks')).body.items.filter((one: { case_id: string }) => one.case_id === id);
    const done = await salma.send('PATCH', `/v1/cases/${id}/tasks/${task.id}`, { done: true }, { 'if-match': '"1"' });
    expect(done.status).toBe(200);
    expect((await cases.step(id, 'reopen', { reason: because })).status).toBe(200);
    expect(await stateOf(filed.actor)).toBe('open');
  });

  it('under a hold it is noted, and done when the hold is lifted', async () => {
    const filed = await families.file(nextMan().report());
    const { id } = await caseOf(filed.actor);
    const omar = await enter(application, 'omar');
    expect(
      (await cases.assign(id, { account_id: (await rows("select id from accounts where login = 'omar'"))[0].id }))
        .status,
    ).toBe(200);
    expect((await casesOf(omar).step(id, 'hold', { reason: because })).status).toBe(200);
    await changes.pause(filed.actor);
    expect(await stateOf(filed.actor)).toBe('paused');
    expect((await cases.get(id)).state).toBe('safety_hold');
    expect((await cases.step(id, 'lift_hold', { reason: because })).status).toBe(200);
    expect((await cases.get(id)).state).toBe('paused_by_family');
  });
});
