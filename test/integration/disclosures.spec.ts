import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openDataSource } from '../../src/database/data-source.js';
import { databaseUrls } from '../../src/database/roles.js';
import { guardCodes } from '../../src/disclosures/guards.js';
import { disclosurePairs } from '../../src/disclosures/transitions.js';
import { startApplication, type TestApplication } from '../support/application.js';
import {
  aDeath,
  agreedClaim,
  anOpenCase,
  aPlan,
  aScene,
  assess,
  day,
  edit,
  namedGuards,
  planned,
  refusedBySql,
  type Scene,
  type Staff,
  staffOf,
  step,
} from '../support/disclosure-scene.js';
import { join, tareq } from '../support/family.js';

jest.setTimeout(180_000);

/** Whom a correction is for is asked of corrections alone (wrong-news.spec.ts). */
const ofFateNews = guardCodes.filter((code) => code !== 'correction_recipient');

let application: TestApplication;
let staff: Staff;
let scene: Scene;
const sql = (text: string, ...values: unknown[]) => application.dataSource.query(text, values);
const refused = (text: string, ...values: unknown[]) => refusedBySql(application, text, values);

beforeAll(async () => {
  application = await startApplication();
  staff = await staffOf(application);
  scene = await aScene(application, staff);
});
afterAll(() => application?.stop());

const approve = (id: string, by = staff.noor) => step(by, id, 'approval');
const take = (id: string, action: string, more: object = {}, by = staff.rana) =>
  step(by, id, 'steps', { action, ...more });
const shown = async (id: string) => (await staff.noor.get(`/v1/disclosures/${id}`)).body;
const unmetShown = async (id: string) =>
  (await shown(id)).guards.filter((one: { met: boolean }) => !one.met).map((one: { code: string }) => one.code);

async function approved(changes: object = {}): Promise<string> {
  const id = await planned(staff.rana, scene, changes);
  expect(await approve(id)).toMatchObject({ status: 200, body: { state: 'approved' } });
  return id;
}

describe('what a mother is told', () => {
  it('is planned by one person, approved by another, told after an attempt was written down, and followed up', async () => {
    const id = await planned(staff.rana, scene);
    expect(await unmetShown(id)).toEqual(['second_person', 'approver_role']);
    expect(await approve(id)).toMatchObject({
      status: 200,
      body: { state: 'approved', approved_by: staff.idOf.noor, proposed_by: staff.idOf.rana },
    });
    expect(await unmetShown(id)).toEqual([]);
    expect(await step(staff.omar, id, 'attempts', { note: 'She did not open.' })).toMatchObject({
      status: 200,
      body: { state: 'attempted', attempts: [{ channel: 'in_person', made_by: staff.idOf.omar }] },
    });
    expect((await step(staff.rana, id, 'attempts')).body.attempts).toHaveLength(2);
    expect(await take(id, 'deliver', { note: 'With her sister.' })).toMatchObject({ body: { state: 'delivered' } });
    expect(await take(id, 'follow_up')).toMatchObject({ body: { state: 'followed_up' } });
    const { events, legal_effect: effect } = await shown(id);
    expect(events.map(({ kind }: { kind: string }) => kind)).toEqual([
      'planned',
      'approved',
      'attempted',
      'attempted',
      'delivered',
      'followed_up',
    ]);
    // Which guards were asked and met stands in the decision row.
    expect(events[1].fields).toEqual(ofFateNews);
    expect(effect).toBe('information note, no legal effect');
  });

  it('is refused for each guard that is not met, one after the other, and approved when all are', async () => {
    const id = await planned(staff.rana, scene);
    const seen = new Set<string>();
    const refusedFor = async (...codes: string[]) => {
      const answer = await approve(id);
      expect([answer.status, answer.body.code, namedGuards(answer)]).toEqual([409, 'disclosure.guards_unmet', codes]);
      expect((await shown(id)).state).toBe('planned');
      for (const code of codes) seen.add(code);
    };
    const plan = aPlan(scene) as Record<string, unknown>;
    const without = async (field: string, code: string, value: unknown = null) => {
      expect((await edit(staff.rana, id, { [field]: value })).status).toBe(200);
      await refusedFor(code);
      expect((await edit(staff.rana, id, { [field]: plan[field] })).status).toBe(200);
    };
    const onCase = async (path: string, body: object, by = staff.rana) => {
      const answer = await by.post(`/v1/cases/${scene.caseId}/${path}`, body);
      expect(answer.status).toBe(201);
      return answer.body.id as string;
    };
    const { reporterId, caseId, reportId } = scene;

    await without('suggestion_id', 'link_confirmed');
    await without('channel', 'channel');
    await without('planned_for', 'planned_for');
    await without('trained_person', 'trained_person');
    await without('spoken_language', 'language_fits', 'en');
    await without('accompanying_person', 'accompanying_person');
    await without('support_referral', 'support_referral');
    await without('safety_plan_on', 'safety_plan', day(-100));
    await without('safety_plan_on', 'safety_plan');
    await without('follow_up_on', 'follow_up_date');
    await without('checklist', 'script_read', { script_read: false });
    await without('checklist', 'what_not_to_say_read', { what_not_to_say_read: false });

    await assess(staff.omar, scene.sourceId, 'doubtful');
    await refusedFor('document_checked');
    await assess(staff.omar, scene.sourceId, 'consistent');

    const onlyDocumented = await onCase(
      'fate-claims',
      aDeath(scene, { claim: 'executed', level: 'documented', basis: [{ kind: 'link', id: scene.suggestionId }] }),
    );
    await without('fate_claim_id', 'fate_level', onlyDocumented);
    const newer = await agreedClaim(staff, caseId, aDeath(scene, { supersedes: scene.claimId }));
    await refusedFor('fate_current');
    expect((await edit(staff.rana, id, { fate_claim_id: newer })).status).toBe(200);
    scene = { ...scene, claimId: newer };

    await onCase('fate-claims', {
      claim: 'released',
      level: 'alleged',
      basis: [{ kind: 'testimony', text: 'Somebody says that he was let go.' }],
    });
    await refusedFor('sought_wish_recorded');
    await onCase('wishes/sought-person', { wish: 'refuses_contact', note: 'He was asked in person.' });
    await refusedFor('sought_wish_allows');
    await onCase('wishes/sought-person', { wish: 'may_be_told', note: 'He was asked again.' });

    const { body: consents } = await staff.rana.get(`/v1/reports/${reportId}/consents`);
    const contact = consents.items.find((one: { purpose: string }) => one.purpose === 'contact');
    await staff.rana.post(`/v1/reports/${reportId}/consents/${contact.id}/withdrawal`, { reason: 'asked_by_person' });
    await refusedFor('contact_consent');
    await answerAboutContact(scene, true);

    await onCase('wishes/recipients', { reporter_id: reporterId, wish: 'taken_back' });
    await refusedFor('recipient_agreed');
    await onCase('wishes/recipients', { reporter_id: reporterId, wish: 'agreed' });
    const brother = await join(staff.rana, reportId, tareq);
    await onCase('wishes/recipients', { reporter_id: reporterId, said_by: brother, wish: 'excluded' });
    await refusedFor('recipient_not_excluded');
    await onCase('wishes/recipients', { reporter_id: reporterId, said_by: brother, wish: 'taken_back' });

    await onCase('special-classes', { class: 'defector', applies: true });
    await refusedFor('special_class_supervisor');
    expect((await step(staff.salma, id, 'supervision')).status).toBe(200);
    expect(await unmetShown(id)).toEqual(['second_person', 'approver_role']);
    // A plan that was changed since is another plan.
    await edit(staff.rana, id, { note: 'On Tuesday.' });
    await refusedFor('special_class_supervisor');
    await onCase('special-classes', { class: 'defector', applies: false });

    await sql(`update cases set state = 'closed', closing_reason = 'erroneous' where id = $1`, caseId);
    await refusedFor('case_open');
    await sql(`update cases set state = 'open' where id = $1`, caseId);
    await hold(caseId);
    await refusedFor('no_safety_hold');
    await liftHold(caseId);
    const contest = await contested(caseId);
    await refusedFor('no_contest');
    await notUpheld(contest);
    await application.settled();

    expect(await approve(id)).toMatchObject({ status: 200, body: { state: 'approved' } });
    // Those that are left are about who approves and whose news it is.
    const others = ['ours_to_tell', 'second_person', 'approver_role'];
    expect([...seen, ...others].sort()).toEqual([...ofFateNews].sort());
  });

  it('is not approved by whoever planned it, whatever his role, by the service or past it', async () => {
    const id = await planned(staff.noor, scene);
    expect(await approve(id)).toMatchObject({ status: 409, body: { code: 'disclosure.same_person' } });
    expect((await approve(id, staff.rana)).status).toBe(404);
    expect((await approve(id, staff.salma)).status).toBe(404);
    const byHand = (account: string) =>
      refused(
        `update disclosures set state = 'approved', approved_by = $2, approved_at = now(), revision = revision + 1 where id = $1`,
        id,
        account,
      );
    expect(await byHand(staff.idOf.noor)).toBe('disclosures_approved_by_a_second_person');
    for (const who of ['rana', 'salma', 'lina', 'hadi'] as const)
      expect([who, await byHand(staff.idOf[who])]).toEqual([who, 'disclosures_approved_by_a_lead']);
    expect(await approve(id, staff.huda)).toMatchObject({ status: 200 });
  });

  it('belongs to whoever changed the plan last: then somebody else approves', async () => {
    const id = await planned(staff.rana, scene);
    expect((await edit(staff.noor, id, { note: 'In the afternoon.' })).body.proposed_by).toBe(staff.idOf.noor);
    expect(await approve(id)).toMatchObject({ status: 409, body: { code: 'disclosure.same_person' } });
    expect(await approve(id, staff.huda)).toMatchObject({ status: 200 });
  });

  it('is seen by a supervisor who did not plan it', async () => {
    const id = await planned(staff.salma, scene);
    expect(await step(staff.salma, id, 'supervision')).toMatchObject({ body: { code: 'disclosure.same_person' } });
    expect(
      await refused(
        `update disclosures set supervisor_id = $2, supervised_at = now(), revision = revision + 1 where id = $1`,
        id,
        staff.idOf.noor,
      ),
    ).toBe('disclosures_seen_by_a_supervisor');
  });

  it('is approved once when two approve at the same moment', async () => {
    const id = await planned(staff.rana, scene);
    const answers = await Promise.all([approve(id, staff.noor), approve(id, staff.huda)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('is changed and approved only as it was seen', async () => {
    const id = await planned(staff.rana, scene);
    const path = `/v1/disclosures/${id}`;
    expect(await staff.noor.post(`${path}/approval`, {})).toMatchObject({ status: 428 });
    expect(await staff.noor.post(`${path}/approval`, {}, { 'if-match': '"9"' })).toMatchObject({ status: 412 });
    expect(await staff.rana.send('PATCH', path, { note: 'x' }, { 'if-match': '"9"' })).toMatchObject({ status: 412 });
    const key = { 'if-match': '"1"', 'idempotency-key': crypto.randomUUID() };
    expect((await staff.noor.post(`${path}/approval`, {}, key)).status).toBe(200);
    const again = await staff.noor.post(`${path}/approval`, {}, key);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    expect((await shown(id)).events).toHaveLength(2);
  });
});

describe('after the approval', () => {
  it('a consent that is taken back blocks the next attempt at once, and so does everything else that no longer holds', async () => {
    const id = await approved();
    const attempt = () => step(staff.rana, id, 'attempts');
    await answerAboutContact(scene, false);
    expect([(await attempt()).body.code, namedGuards(await attempt())]).toEqual([
      'disclosure.guards_unmet',
      ['contact_consent'],
    ]);
    // Past the service too.
    expect(await refused(`update disclosures set state = 'attempted', revision = revision + 1 where id = $1`, id)).toBe(
      'disclosures_with_consent',
    );
    await answerAboutContact(scene, true);

    await hold(scene.caseId);
    expect(namedGuards(await attempt())).toEqual(['no_safety_hold']);
    await liftHold(scene.caseId);
    const contest = await contested(scene.caseId);
    expect(namedGuards(await attempt())).toEqual(['no_contest']);
    expect(await refused(`update disclosures set state = 'attempted', revision = revision + 1 where id = $1`, id)).toBe(
      'disclosures_not_while_contested',
    );
    await notUpheld(contest);
    await assess(staff.omar, scene.sourceId, 'forged');
    expect(namedGuards(await attempt())).toEqual(['document_checked']);
    await assess(staff.omar, scene.sourceId, 'consistent');
    expect((await attempt()).body.state).toBe('attempted');
    // Between two attempts as well.
    await staff.rana.post(`/v1/cases/${scene.caseId}/wishes/sought-person`, {
      wish: 'refuses_contact',
      note: 'Asked.',
    });
    expect(namedGuards(await attempt())).toEqual(['sought_wish_allows']);
    expect(await refused(`update disclosures set state = 'attempted', revision = revision + 1 where id = $1`, id)).toBe(
      'disclosures_as_the_sought_person_wishes',
    );
    await staff.rana.post(`/v1/cases/${scene.caseId}/wishes/sought-person`, { wish: 'may_be_told', note: 'Asked.' });
    expect((await attempt()).body.attempts).toHaveLength(2);
  });

  it('a reviewer who disagrees about the death blocks it', async () => {
    const other = await aScene(application, staff);
    const id = await planned(staff.rana, other);
    expect((await approve(id)).status).toBe(200);
    await staff.salma.post(`/v1/fate-claims/${other.claimId}/reviews`, { agrees: false, note: 'Not this man.' });
    expect(namedGuards(await step(staff.rana, id, 'attempts'))).toEqual(['fate_level']);
    expect(await refused(`update disclosures set state = 'attempted', revision = revision + 1 where id = $1`, id)).toBe(
      'disclosures_of_corroborated_deaths',
    );
  });

  it('the plan is not changed any more; taken back, it needs a new approval', async () => {
    const id = await approved();
    expect(await edit(staff.rana, id, { note: 'other' })).toMatchObject({ body: { code: 'disclosure.wrong_state' } });
    expect(
      await refused(`update disclosures set trained_person = 'other', revision = revision + 1 where id = $1`, id),
    ).toBe('disclosures_only_plans_change');
    expect((await take(id, 'return', { reason: 'She is travelling.' })).body).toMatchObject({
      state: 'planned',
      approved_by: null,
    });
    expect(await step(staff.rana, id, 'attempts')).toMatchObject({ body: { code: 'disclosure.wrong_state' } });
    expect((await approve(id)).status).toBe(200);
  });

  it('what was told may be corrected, and only that', async () => {
    const id = await approved();
    const correction = { kind: 'correction', corrects: id, fate_claim_id: null, suggestion_id: null };
    const path = `/v1/cases/${scene.caseId}/disclosures`;
    expect(await staff.rana.post(path, aPlan(scene, correction))).toMatchObject({
      status: 422,
      body: { code: 'disclosure.nothing_to_correct' },
    });
    await step(staff.rana, id, 'attempts');
    expect((await take(id, 'deliver')).body.state).toBe('delivered');
    const corrected = await planned(staff.rana, scene, correction);
    expect((await approve(corrected)).body).toMatchObject({ state: 'approved', corrects: id });
  });

  it('another body that owns the news gets it, and we do not tell it besides', async () => {
    const id = await planned(staff.rana, scene, { owner_body: 'commission' });
    expect(namedGuards(await approve(id))).toEqual(['ours_to_tell']);
    const transfer = { owner_body: 'commission', note: 'To the Commission, number 12.' };
    expect((await take(id, 'transfer', transfer)).body).toMatchObject({
      state: 'transferred',
      owner_body: 'commission',
    });
    expect(await approve(id)).toMatchObject({ body: { code: 'disclosure.wrong_state' } });
    expect((await take(id, 'take_up', { reason: 'They gave it back.' })).body).toMatchObject({
      state: 'planned',
      owner_body: 'operator',
    });
  });
});

describe('a plan', () => {
  it('names a recipient, a link and a claim of its own case', async () => {
    const other = await anOpenCase(application, staff);
    const path = `/v1/cases/${other.caseId}/disclosures`;
    const answer = await staff.rana.post(path, aPlan(scene));
    expect([answer.status, answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
      422,
      ['/recipient_id', '/suggestion_id', '/fate_claim_id'],
    ]);
    const insert = `insert into disclosures (id, case_id, organisation_id, kind, state, recipient_id, proposed_by)
      select gen_random_uuid(), $1, organisation_id, 'fate', $3, $2, proposed_by from disclosures limit 1`;
    expect(await refused(insert, other.caseId, scene.reporterId, 'planned')).toBe('disclosures_told_to_a_reporter');
    expect(await refused(insert, scene.caseId, scene.reporterId, 'approved')).toBe('disclosures_move_by_their_table');
  });

  it('has no channel in writing, no bank data and no document for the family', async () => {
    const path = `/v1/cases/${scene.caseId}/disclosures`;
    for (const channel of ['sms', 'letter', 'email'])
      expect((await staff.rana.post(path, aPlan(scene, { channel }))).status).toBe(400);
    for (const field of ['trained_person', 'accompanying_person', 'support_referral', 'note'])
      expect(await staff.rana.post(path, aPlan(scene, { [field]: 'Pay to 4111 1111 1111 1111' }))).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: `/${field}`, code: 'text.bank_data' }] },
      });
    for (const field of ['document', 'file', 'attachment'])
      expect(await staff.rana.post(path, aPlan(scene, { [field]: 'x' }))).toMatchObject({
        body: { code: 'request.unknown_field' },
      });
  });

  it('about a child needs a supervisor by the dates of the report alone', async () => {
    const child = await aScene(application, staff);
    await sql(
      `update reports set birth_earliest = '2000-01-01', birth_latest = '2000-12-31' where id = $1`,
      child.reportId,
    );
    const id = await planned(staff.rana, child);
    expect(namedGuards(await approve(id))).toEqual(['special_class_supervisor']);
    expect((await step(staff.salma, id, 'supervision')).status).toBe(200);
    expect((await approve(id)).status).toBe(200);
  });

  it('is listed for its case, newest first, page by page', async () => {
    const path = `/v1/cases/${scene.caseId}/disclosures`;
    const all = (await staff.rana.get(`${path}?limit=200`)).body.items.map(({ id }: { id: string }) => id);
    const first = await staff.rana.get(`${path}?limit=2`);
    const second = await staff.rana.get(`${path}?limit=2&cursor=${first.body.next}`);
    expect([...first.body.items, ...second.body.items].map(({ id }) => id)).toEqual(all.slice(0, 4));
  });
});

describe('in the database', () => {
  it('disclosures go where the program lets them go', async () => {
    const rows = await sql('select from_state, to_state from disclosure_transitions');
    expect(rows.map((row: Record<string, string>) => `${row.from_state} ${row.to_state}`).sort()).toEqual(
      disclosurePairs.map((pair) => pair.join(' ')).sort(),
    );
    const id = await planned(staff.rana, scene);
    for (const state of ['attempted', 'delivered', 'followed_up'])
      expect(await refused(`update disclosures set state = $2, revision = revision + 1 where id = $1`, id, state)).toBe(
        'disclosures_move_by_their_table',
      );
  });

  it('there is no disclosure, and no change of one, without its decision row', async () => {
    const id = await planned(staff.rana, scene);
    expect(
      await refused(`update disclosures set state = 'not_planned', revision = revision + 1 where id = $1`, id),
    ).toBe('disclosures_have_decision_rows');
    expect(
      await refused(
        `insert into disclosures (id, case_id, organisation_id, kind, state, recipient_id, proposed_by)
         select gen_random_uuid(), case_id, organisation_id, 'no_news', 'planned', recipient_id, proposed_by from disclosures where id = $1`,
        id,
      ),
    ).toBe('disclosures_have_decision_rows');
  });

  it('events, attempts and wishes are only ever added', async () => {
    for (const table of [
      'disclosure_events',
      'disclosure_attempts',
      'recipient_wishes',
      'sought_person_wishes',
      'case_special_classes',
    ]) {
      const [{ n }] = await sql(`select count(*)::int as n from ${table}`);
      expect([table, n > 0]).toEqual([table, true]);
      expect(await refused(`update ${table} set note = 'other'`)).toBe('23001');
      expect(await refused(`delete from ${table}`)).toBe('23001');
    }
  });

  it('the worker has no right to any of it (R8)', async () => {
    const worker = await openDataSource(databaseUrls(process.env.DATABASE_URL!).worker);
    try {
      for (const table of [
        ...['fate_claims', 'fate_reviews', 'source_assessments', 'recipient_wishes', 'sought_person_wishes'],
        ...['case_special_classes', 'disclosures', 'disclosure_events', 'disclosure_attempts'],
      ]) {
        for (const text of [`select 1 from ${table}`, `insert into ${table} default values`, `delete from ${table}`])
          await expect(worker.query(text)).rejects.toMatchObject({ driverError: { code: '42501' } });
      }
    } finally {
      await worker.destroy();
    }
  });
});

async function answerAboutContact({ reportId, reporterId }: Scene, granted: boolean): Promise<void> {
  const answer = { reporter_id: reporterId, purpose: 'contact', granted, form_version: 'test-2', language: 'ar' };
  expect((await staff.rana.post(`/v1/reports/${reportId}/consents`, answer)).status).toBe(201);
}

async function hold(caseId: string): Promise<void> {
  await sql(
    `insert into case_holds (id, case_id, organisation_id, set_by, reason)
     select gen_random_uuid(), id, organisation_id, $2, 'Somebody watches the house.' from cases where id = $1`,
    caseId,
    staff.idOf.rana,
  );
  await sql(`update cases set state = 'safety_hold' where id = $1`, caseId);
}

async function liftHold(caseId: string): Promise<void> {
  await sql(
    `update case_holds set lifted_by = $2, lifted_at = now(), lift_reason = 'It is over.' where case_id = $1 and lifted_at is null`,
    caseId,
    staff.idOf.salma,
  );
  await sql(`update cases set state = 'open' where id = $1`, caseId);
}

async function contested(caseId: string): Promise<string> {
  const [{ id }] = await sql(
    `insert into contests (id, organisation_id, case_id, claim, told, taken_by)
     select gen_random_uuid(), organisation_id, id, 'this_is_false', 'A man says so.', $2 from cases where id = $1 returning id`,
    caseId,
    staff.idOf.rana,
  );
  return id;
}

async function notUpheld(contest: string): Promise<void> {
  await sql(
    `update contests set state = 'identity_checked', identity = 'is_not_the_person', identity_note = 'By his papers.',
       identity_checked_by = $2, identity_checked_at = now() where id = $1`,
    contest,
    staff.idOf.rana,
  );
  await sql(
    `update contests set state = 'not_upheld', decision_note = 'Not he.', decided_by = $2, decided_at = now() where id = $1`,
    contest,
    staff.idOf.salma,
  );
}
