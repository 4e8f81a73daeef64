import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { openDataSource } from '../../src/database/data-source.js';
import { databaseUrls } from '../../src/database/roles.js';
import { anAgreement, aPartner, demonstrationPerson } from '../support/administrators.js';
import { type Client, startApplication, type TestApplication } from '../support/application.js';
import { aMan, aSource, markerFamily } from '../support/builders.js';
import { caseworkOf } from '../support/casework.js';
import {
  aDeath,
  anOpenCase,
  aPlan,
  aScene,
  edit,
  namedGuards,
  planned,
  type Scene,
  type Staff,
  staffOf,
  step,
  survivorsWords,
} from '../support/disclosure-scene.js';
import { familySignIn, issueReceipt } from '../support/families.js';
import { reveal } from '../support/family.js';
import { fetchText } from '../support/feed-follower.js';
import { brokenImportRules } from '../support/import-rules.js';
import { programFiles, textOf } from '../support/source-files.js';

/** The rules of domain.md section 3, by their numbers, through the interface that people use. */
jest.setTimeout(180_000);

let application: TestApplication;
let staff: Staff;
let scene: Scene;
const sql = (text: string, ...values: unknown[]) => application.dataSource.query(text, values);

beforeAll(async () => {
  application = await startApplication();
  staff = await staffOf(application);
  scene = await aScene(application, staff);
});
afterAll(() => application?.stop());
beforeEach(() => sql('delete from try_limits'));

const approve = (id: string, by = staff.noor) => step(by, id, 'approval');

interface Described {
  paths: Record<string, object>;
  components: { schemas: Record<string, { properties: Record<string, unknown> }> };
}

/** What the family of a report is shown, as it comes over the line. */
async function familyOf(reportId: string) {
  const receipt = await issueReceipt(staff.rana, reportId);
  const family = await familySignIn(application.url, receipt);
  return async () => {
    const { status, text } = await family.asks('/v1/family/report');
    expect(status).toBe(200);
    return text;
  };
}

describe('do no harm', () => {
  it('R2 a family sees its own words and a neutral state, and the same before and after its fate is claimed and told', async () => {
    const open = await anOpenCase(application, staff);
    const seen = await familyOf(open.reportId);
    const before = await seen();
    expect(Object.keys(JSON.parse(before)).sort()).toEqual(
      expect.arrayContaining(['received_on', 'request_number', 'state', 'told']),
    );
    expect(JSON.parse(before).state).toMatch(/^(received|open|paused|closed)$/);
    const whole = await aScene(application, staff);
    const seenOfWhole = await familyOf(whole.reportId);
    const earlier = await seenOfWhole();
    const id = await planned(staff.rana, whole);
    expect((await approve(id)).status).toBe(200);
    await step(staff.rana, id, 'attempts');
    await step(staff.rana, id, 'steps', { action: 'deliver' });
    expect(await seenOfWhole()).toBe(earlier);
    expect(await seen()).toBe(before);
    const receipt = await issueReceipt(staff.rana, whole.reportId);
    const family = await familySignIn(application.url, receipt);
    for (const path of [
      `/v1/cases/${whole.caseId}/fate-claims`,
      `/v1/cases/${whole.caseId}/disclosures`,
      `/v1/cases/${whole.caseId}/wishes`,
      `/v1/disclosures/${id}`,
      `/v1/suggestions/${whole.suggestionId}`,
    ])
      expect((await family.asks(path)).status).toBe(404);
  });

  it('R8 nothing sends: no step of a disclosure makes work for a machine, and the worker has neither code nor right to read one', async () => {
    await application.settled();
    const marks = () => sql('select count(*)::int as n, coalesce(sum(marks), 0)::int as marks from due_marks');
    const before = await marks();
    const id = await planned(staff.rana, scene);
    expect((await approve(id)).status).toBe(200);
    expect((await step(staff.rana, id, 'attempts')).body.state).toBe('attempted');
    expect((await step(staff.rana, id, 'steps', { action: 'deliver' })).body.state).toBe('delivered');
    expect(await marks()).toEqual(before);

    const worker = await openDataSource(databaseUrls(process.env.DATABASE_URL!).worker);
    try {
      for (const table of [
        'disclosures',
        'disclosure_events',
        'disclosure_attempts',
        'fate_claims',
        'recipient_wishes',
      ])
        await expect(worker.query(`select 1 from ${table}`)).rejects.toMatchObject({ driverError: { code: '42501' } });
    } finally {
      await worker.destroy();
    }
    const sources = new Map(
      programFiles()
        .filter((path) => path.startsWith('src/'))
        .map((path) => [path, textOf(path)]),
    );
    expect(sources.has('src/worker.module.ts')).toBe(true);
    expect(brokenImportRules(sources).filter((rule) => rule.startsWith('the worker can reach'))).toEqual([]);
    // There is nothing to send with, either, but for the notices that say that something waits: their process knows no news (import-rules.ts).
    const { dependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    const senders = /mail|smtp|sms|twilio|vonage|push|whatsapp|telegram|slack|postmark|sendgrid|amqp|kafka/i;
    expect(Object.keys(dependencies).filter((name) => senders.test(name))).toEqual(['nodemailer']);
    expect([...sources].filter(([, text]) => /from 'nodemailer/.test(text)).map(([path]) => path)).toEqual([
      'src/notifier/send-email.ts',
    ]);
    expect(brokenImportRules(sources)).toEqual([]);
  });

  it('R9 no state, level or claim is called probable, neither in the database nor in the interface', async () => {
    const checks: { definition: string }[] = await sql(
      `select pg_get_constraintdef(oid) as definition from pg_constraint
       where contype = 'c' and connamespace = 'public'::regnamespace`,
    );
    const words = /probab|likely|presum/i;
    expect(checks.length).toBeGreaterThan(50);
    expect(checks.filter(({ definition }) => words.test(definition))).toEqual([]);
    const document = await (await fetch(`${application.url}/openapi.json`)).json();
    const enums = JSON.stringify(document, (key, value) => (key === 'description' ? undefined : value)).match(
      /"enum":\[[^\]]*\]/g,
    );
    expect(enums?.length).toBeGreaterThan(20);
    // How sure a program is that a column of a file holds birth dates says nothing of a person.
    const ofColumns = /"guess"/;
    expect(enums?.filter((values) => words.test(values) && !ofColumns.test(values))).toEqual([]);
    for (const level of ['probable', 'likely'])
      expect((await staff.rana.post(`/v1/cases/${scene.caseId}/fate-claims`, aDeath(scene, { level }))).status).toBe(
        400,
      );
  });

  it('R10 a death that only documents of those who detained tell of is told to nobody', async () => {
    const basis = [
      { kind: 'link', id: scene.suggestionId },
      { kind: 'document', id: scene.sourceId },
    ];
    const claim = { claim: 'executed', basis, legal_status: 'death_registered_by_regime' };
    const path = `/v1/cases/${scene.caseId}/fate-claims`;
    expect(await staff.rana.post(path, { ...claim, level: 'corroborated' })).toMatchObject({
      status: 422,
      body: { code: 'fate_claim.perpetrators_only' },
    });
    const documented = await staff.rana.post(path, { ...claim, level: 'documented' });
    expect(documented.status).toBe(201);
    for (const who of [staff.omar, staff.salma, staff.noor])
      expect(
        (await who.post(`/v1/fate-claims/${documented.body.id}/reviews`, { agrees: true })).body.effective_level,
      ).toBe('documented');
    const id = await planned(staff.rana, scene, { fate_claim_id: documented.body.id });
    expect(namedGuards(await approve(id))).toEqual(['fate_level']);
  });

  it('R11 no text of casework holds the number of an account or a card', async () => {
    const { rana } = staff;
    const { caseId, reporterId, sourceId } = scene;
    for (const text of ['IBAN DE89 3704 0044 0532 0130 00', 'Card ٤١١١ ١١١١ ١١١١ ١١١١']) {
      const bodies: [string, object][] = [
        [`/v1/cases/${caseId}/fate-claims`, aDeath(scene, { note: text })],
        [`/v1/cases/${caseId}/fate-claims`, aDeath(scene, { basis: [{ kind: 'testimony', text }] })],
        [`/v1/cases/${caseId}/wishes/recipients`, { reporter_id: reporterId, wish: 'agreed', note: text }],
        [`/v1/cases/${caseId}/wishes/sought-person`, { wish: 'may_be_told', note: text }],
        [`/v1/cases/${caseId}/special-classes`, { class: 'defector', applies: true, note: text }],
        [`/v1/sources/${sourceId}/assessments`, { authenticity: 'consistent', issuer_kind: 'unknown', note: text }],
        ...['trained_person', 'accompanying_person', 'support_referral', 'note'].map((field): [string, object] => [
          `/v1/cases/${caseId}/disclosures`,
          aPlan(scene, { [field]: text }),
        ]),
        [`/v1/cases/${caseId}/notes`, { text }],
        [`/v1/cases/${caseId}/extortion-reports`, { asked_for: 'money', way: 'telephone', told: text }],
        ['/v1/contests', { case_id: caseId, claim: 'this_is_false', told: text }],
      ];
      for (const [path, body] of bodies) {
        const answer = await rana.post(path, body);
        expect([path, answer.status, answer.body.errors?.map(({ code }: { code: string }) => code)]).toEqual([
          path,
          400,
          ['text.bank_data'],
        ]);
      }
    }
    expect((await edit(rana, await planned(rana, scene), { note: 'GB29NWBK60161331926819' })).status).toBe(400);
    // And whoever tells has before him that it is free (test/integration/bank-data.spec.ts walks over every free text).
    expect((await rana.get(`/v1/disclosures/${await planned(rana, scene)}`)).body.lines).toContain(
      'line_free_of_charge',
    );
  });

  it('R13 extortion stops what is about to be told and hides how the family is reached', async () => {
    const own = await aScene(application, staff);
    const id = await planned(staff.rana, own);
    expect((await approve(id)).status).toBe(200);
    const reported = await staff.rana.post(`/v1/cases/${own.caseId}/extortion-reports`, {
      asked_for: 'money',
      way: 'telephone',
      told: 'A man asked the mother for money for news.',
    });
    expect(reported.status).toBe(201);
    expect(namedGuards(await step(staff.rana, id, 'attempts'))).toEqual(['no_safety_hold']);
    expect((await reveal(staff.rana, own.reportId, own.reporterId)).status).toBe(409);
    // Past the service too.
    await expect(
      sql(`update disclosures set state = 'attempted', revision = revision + 1 where id = $1`, id),
    ).rejects.toMatchObject({ driverError: { constraint: 'disclosures_of_open_cases' } });
  });

  it('R15 what somebody contests is told to nobody until two people have looked, and nothing is deleted', async () => {
    const own = await aScene(application, staff);
    const id = await planned(staff.rana, own);
    const taken = await staff.rana.post('/v1/contests', {
      detention_record_id: own.recordId,
      claim: 'this_is_me',
      told: 'I am the man on the list.',
    });
    expect(taken.status).toBe(201);
    expect(namedGuards(await approve(id))).toEqual(['no_contest']);
    const decide = async (by: Client, end: string, body: object) => {
      const path = `/v1/contests/${taken.body.id}`;
      const seen = (await by.get(path)).headers.get('etag') ?? '';
      return by.post(`${path}/${end}`, body, { 'if-match': seen });
    };
    const checked = { identity: 'is_not_the_person', note: 'By his papers.' };
    expect((await decide(staff.rana, 'identity-check', checked)).status).toBe(200);
    expect(namedGuards(await approve(id))).toEqual(['no_contest']);
    expect((await decide(staff.rana, 'decision', { decision: 'refuse', note: 'Not he.' })).body.code).toBe(
      'contest.same_person',
    );
    expect((await decide(staff.salma, 'decision', { decision: 'refuse', note: 'Not he.' })).status).toBe(200);
    expect((await approve(id)).status).toBe(200);
    expect((await staff.rana.get(`/v1/detention-records/${own.recordId}`)).status).toBe(200);
  });

  it('R20 a report that the family lets nobody search for stays with whoever took it down', async () => {
    const work = caseworkOf(application, staff.rana);
    const him = (number: number) => ({ birth: String(1940 + number) });
    const man = aMan(9);
    const reportId = await work.file(man.report({ sought: him(1), consent: { search: false } }));
    const allowed = await work.file(man.report({ sought: him(1) }));
    await work.importRows([man.row({ birth_date: '1941' })]);
    expect(await work.suggestionsOf(reportId)).toEqual([]);
    expect(await work.suggestionsOf(allowed, '&band=strong')).toHaveLength(1);
    const [{ profiles, entries }] = await sql(
      `select (select count(*)::int from match_profiles where record_id = $1) as profiles,
         (select count(*)::int from feed_entries where report_id = $1 and content is not null) as entries`,
      reportId,
    );
    expect([profiles, entries]).toEqual([0, 0]);
  });

  it('R23 what is told about a child, a defector or a survivor of sexual violence needs a supervisor as the third person', async () => {
    for (const special of ['child', 'defector', 'sexual_violence', 'isis_affiliation_claimed']) {
      const classify = (applies: boolean) =>
        staff.rana.post(`/v1/cases/${scene.caseId}/special-classes`, { class: special, applies });
      expect((await classify(true)).status).toBe(201);
      const id = await planned(staff.rana, scene);
      expect(namedGuards(await approve(id))).toEqual(['special_class_supervisor']);
      expect((await step(staff.rana, id, 'supervision')).status).toBe(404);
      expect((await step(staff.salma, id, 'supervision')).status).toBe(200);
      expect(await approve(id)).toMatchObject({
        status: 200,
        body: { proposed_by: staff.idOf.rana, supervised_by: staff.idOf.salma, approved_by: staff.idOf.noor },
      });
      expect((await classify(false)).status).toBe(201);
    }
  });

  it('R24 that a list is one of wanted persons is shown neither to the family nor to a partner', async () => {
    const work = caseworkOf(application, staff.rana);
    const man = aMan(10);
    const title = `Wanted persons and informants ${markerFamily}`;
    const reportId = await work.file(man.report({ sought: { birth: '1951' } }));
    const seen = await familyOf(reportId);
    const before = await seen();
    await work.importRows(
      [man.row({ birth_date: '1951', notes: 'wanted', id: `WANTED-7 ${title}` })],
      aSource({ document_type: 'wanted_list', title }),
    );
    const [suggested] = await work.suggestionsOf(reportId);
    expect(suggested).toMatchObject({ band: 'strong', record: { source_title: title } });
    expect(await seen()).toBe(before);

    const hadi = await demonstrationPerson(application, 'hadi');
    const partner = await aPartner(application, hadi, false);
    const fields = ['names', 'mother_name', 'sex', 'birth', 'events', 'places', 'facility', 'identifiers'];
    const agreed = anAgreement({ purpose: 'export', fields });
    const agreement = await hadi.client.post(`/v1/organisations/${partner.id}/agreements`, agreed);
    expect(agreement.status).toBe(201);
    // The canary in a name: what the list calls him behind it.
    await work.importRows(
      [aMan(11).row({ birth_date: '1961', full_name: `Nizar Samer ${markerFamily} (informant)`, id: 'I-8' })],
      aSource({ document_type: 'wanted_list', title: `Informants ${markerFamily} 8` }),
    );
    for (const format of ['csv', 'jsonl']) {
      const asked = await staff.salma.post('/v1/exports', {
        kind: 'detention_records',
        recipient_id: partner.id,
        format,
        reason: 'Joint search',
      });
      expect(asked.status).toBe(201);
      const { id } = asked.body;
      expect((await staff.noor.post(`/v1/exports/${id}/confirmation`, undefined)).status).toBe(200);
      await application.settled();
      const { status, text } = await fetchText(staff.salma, `/v1/exports/${id}/file`);
      expect([status, text.includes(markerFamily)]).toEqual([200, true]);
      expect(text).not.toMatch(/wanted|informant/i);
      expect([text.includes('[withheld]'), text.includes('Nizar Samer')]).toEqual([true, true]);
      expect((await staff.salma.get(`/v1/exports/${id}`)).body.withheld_texts).toBeGreaterThanOrEqual(1);
    }
  });

  it('R25 what a survivor told stands in the claim alone: not for the family, not in the trail, not in a log or a mark', async () => {
    expect((await staff.rana.get(`/v1/cases/${scene.caseId}/fate-claims`)).body.items[0].basis.length).toBeGreaterThan(
      0,
    );
    const told = JSON.stringify((await staff.rana.get(`/v1/cases/${scene.caseId}/fate-claims`)).body);
    expect(told).toContain(survivorsWords);
    const seen = await familyOf(scene.reportId);
    const outside = [
      await seen(),
      JSON.stringify((await staff.rana.get(`/v1/cases/${scene.caseId}/disclosures`)).body),
      JSON.stringify((await staff.rana.get(`/v1/cases/${scene.caseId}/history`)).body),
      application.api.output(),
      application.worker?.output() ?? '',
    ];
    for (const text of outside) expect(text).not.toContain(survivorsWords);
    const tables: { name: string }[] = await sql(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const [{ holds }] = await sql(
        `select exists (select 1 from ${name} t where strpos(t::text, $1) > 0) as holds`,
        survivorsWords,
      );
      if (holds) found.push(name);
    }
    expect(found).toEqual(['fate_claims']);
  });

  it('R29 every answer about a fate or a disclosure says that it has no legal effect, and none declares a death', async () => {
    const effect = 'information note, no legal effect';
    await planned(staff.rana, scene);
    const claims = (await staff.rana.get(`/v1/cases/${scene.caseId}/fate-claims`)).body;
    const list = (await staff.rana.get(`/v1/cases/${scene.caseId}/disclosures`)).body;
    const one = (await staff.rana.get(`/v1/disclosures/${list.items[0].id}`)).body;
    for (const answer of [claims, ...claims.items, list, ...list.items, one]) expect(answer.legal_effect).toBe(effect);
    expect(claims.items.length * list.items.length).toBeGreaterThan(0);
    const { paths, components } = (await (await fetch(`${application.url}/openapi.json`)).json()) as Described;
    expect(Object.keys(paths).filter((path) => /certificate|declaration/.test(path))).toEqual([]);
    for (const name of ['CaseFateClaim', 'CaseFateClaims', 'DisclosureSummary', 'DisclosurePage', 'Disclosure'])
      expect([name, JSON.stringify(components.schemas[name].properties.legal_effect)]).toEqual([
        name,
        expect.stringContaining(effect),
      ]);
  });
});
