import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { isMadeByPerpetrators, issuerKinds } from '../../src/sources/perpetrator-documents.js';
import { documentTypes } from '../../src/sources/source.entity.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { answerAboutSearch } from '../support/consent.js';
import {
  aDeath,
  agreedClaim,
  anOpenCase,
  assess,
  refusedBySql,
  type Scene,
  type Staff,
  staffOf,
  survivorsWords,
} from '../support/disclosure-scene.js';

jest.setTimeout(180_000);

let application: TestApplication;
let staff: Staff;

beforeAll(async () => {
  application = await startApplication();
  staff = await staffOf(application);
});
afterAll(() => application?.stop());

const claim = (caseId: string, body: object) => staff.rana.post(`/v1/cases/${caseId}/fate-claims`, body);
const review = (by: Staff['rana'], id: string, body: object = { agrees: true }) =>
  by.post(`/v1/fate-claims/${id}/reviews`, body);
const claimsOf = async (caseId: string) => (await staff.rana.get(`/v1/cases/${caseId}/fate-claims`)).body.items;
const effective = async (caseId: string, id: string) =>
  (await claimsOf(caseId)).find((one: { id: string }) => one.id === id).effective_level;

describe('a claim about what became of somebody', () => {
  let scene: Omit<Scene, 'claimId'>;
  beforeAll(async () => {
    scene = await anOpenCase(application, staff);
  });

  it('counts above "documented" only when a second person agrees, and never by the assessor himself', async () => {
    const claimed = await claim(scene.caseId, aDeath(scene));
    expect(claimed).toMatchObject({
      status: 201,
      body: { level: 'corroborated', effective_level: 'documented', current: true, legal_effect: expect.any(String) },
    });
    const { id } = claimed.body;
    expect(await review(staff.rana, id)).toMatchObject({ status: 409, body: { code: 'fate_claim.same_person' } });
    expect(
      await refusedBySql(
        application,
        `insert into fate_reviews (id, claim_id, organisation_id, assessed_by, reviewer, agrees)
         select gen_random_uuid(), id, organisation_id, assessed_by, assessed_by, true from fate_claims where id = $1`,
        [id],
      ),
    ).toBe('fate_reviews_by_a_second_person');
    expect(await review(staff.omar, id)).toMatchObject({ status: 201, body: { effective_level: 'corroborated' } });
    expect(await review(staff.omar, id)).toMatchObject({ status: 409, body: { code: 'fate_claim.reviewed' } });
    expect(await review(staff.salma, id, { agrees: false })).toMatchObject({
      status: 400,
      body: { code: 'decision.note_missing' },
    });
    expect(await review(staff.salma, id, { agrees: false, note: 'Another man of the name.' })).toMatchObject({
      status: 201,
      body: { effective_level: 'documented' },
    });
  });

  it('is not lifted above "documented" by documents of those who detained, whoever says so (R10)', async () => {
    await assess(staff.rana, scene.sourceId, 'consistent', 'civil_society');
    for (const legal_status of ['none', 'death_registered_by_regime']) {
      const basis = [
        { kind: 'link', id: scene.suggestionId },
        { kind: 'detention_record', id: scene.recordId },
        { kind: 'document', id: scene.sourceId },
      ];
      for (const level of ['corroborated', 'confirmed'])
        expect(await claim(scene.caseId, { claim: 'executed', level, basis, legal_status })).toMatchObject({
          status: 422,
          body: { code: 'fate_claim.perpetrators_only', errors: [{ pointer: '/level' }] },
        });
      const documented = await claim(scene.caseId, { claim: 'executed', level: 'documented', basis, legal_status });
      expect(documented).toMatchObject({ status: 201, body: { effective_level: 'documented' } });
      expect(documented.body.basis.map((one: { of_perpetrators: boolean }) => one.of_perpetrators)).toEqual([
        true,
        true,
        true,
      ]);
    }
    expect(
      await refusedBySql(
        application,
        `insert into fate_claims (id, case_id, organisation_id, claim, level, basis, family_accepts, legal_status, assessed_by)
         select gen_random_uuid(), id, organisation_id, 'executed', 'confirmed', $2, 'unknown', 'death_registered_by_regime', $3
         from cases where id = $1`,
        [scene.caseId, JSON.stringify([{ kind: 'link', id: scene.suggestionId }]), staff.idOf.hadi],
      ),
    ).toBe('fate_claims_perpetrators_document_at_most');
  });

  it('names only what is of the case and stands', async () => {
    const other = await anOpenCase(application, staff);
    expect(await claim(scene.caseId, aDeath(other))).toMatchObject({
      status: 422,
      body: { code: 'fate_claim.basis_unknown', errors: [{ pointer: '/basis/0/id' }] },
    });
    expect(await claim(scene.caseId, { claim: 'released', level: 'documented', basis: [] })).toMatchObject({
      status: 422,
      body: { code: 'fate_claim.basis_missing' },
    });
    expect(
      await claim(scene.caseId, {
        claim: 'released',
        level: 'alleged',
        basis: [{ kind: 'detention_record', id: crypto.randomUUID() }],
      }),
    ).toMatchObject({ status: 422, body: { code: 'fate_claim.basis_unknown' } });
  });

  it('is replaced by a newer one, once, and only in its own case', async () => {
    const other = await anOpenCase(application, staff);
    const first = await claim(other.caseId, aDeath(other));
    const second = await claim(other.caseId, aDeath(other, { supersedes: first.body.id }));
    expect(second).toMatchObject({ status: 201, body: { supersedes: first.body.id } });
    expect(await claim(other.caseId, aDeath(other, { supersedes: first.body.id }))).toMatchObject({
      status: 409,
      body: { code: 'fate_claim.superseded' },
    });
    expect(await claim(scene.caseId, aDeath(scene, { supersedes: second.body.id }))).toMatchObject({ status: 409 });
    expect(await review(staff.omar, first.body.id)).toMatchObject({ status: 409 });
    const shown = await claimsOf(other.caseId);
    expect(shown.map(({ id, current, superseded }: Record<string, unknown>) => [id, current, superseded])).toEqual([
      [second.body.id, true, false],
      [first.body.id, false, true],
    ]);
  });

  it('stands beside the newest of every other kind: what is present is computed', async () => {
    const other = await anOpenCase(application, staff);
    const told = [{ kind: 'testimony', text: 'Seen at a market in 2016.' }];
    const death = await claim(other.caseId, aDeath(other));
    const alleged = await claim(other.caseId, { claim: 'released', level: 'alleged', basis: told });
    const newer = await claim(other.caseId, { claim: 'released', level: 'alleged', basis: told });
    const current = (await claimsOf(other.caseId)).filter((one: { current: boolean }) => one.current);
    expect(current.map(({ id }: { id: string }) => id).sort()).toEqual([death.body.id, newer.body.id].sort());
    expect(alleged.status).toBe(201);
  });

  it('falls when its document is found forged or its link is withheld, and rises when they come back', async () => {
    const other = await anOpenCase(application, staff);
    const documented = { claim: 'executed', level: 'documented', basis: [{ kind: 'link', id: other.suggestionId }] };
    const id = await agreedClaim(staff, other.caseId, documented);
    expect(await effective(other.caseId, id)).toBe('documented');
    await assess(staff.omar, other.sourceId, 'forged');
    expect(await effective(other.caseId, id)).toBe('alleged');
    expect((await staff.omar.get(`/v1/suggestions/${other.suggestionId}`)).body.source.authenticity).toBe('forged');
    await assess(staff.rana, other.sourceId, 'consistent');
    expect(await effective(other.caseId, id)).toBe('documented');
    await answerAboutSearch(staff.rana, other.reportId, false);
    expect(await effective(other.caseId, id)).toBe('alleged');
    await answerAboutSearch(staff.rana, other.reportId, true);
    await application.settled();
    expect(await effective(other.caseId, id)).toBe('documented');
  });

  it('made twice with one key is made once', async () => {
    const other = await anOpenCase(application, staff);
    const key = crypto.randomUUID();
    const answers = await Promise.all(
      [1, 2, 3].map(() =>
        staff.rana.post(`/v1/cases/${other.caseId}/fate-claims`, aDeath(other), { 'idempotency-key': key }),
      ),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(await claimsOf(other.caseId)).toHaveLength(1);
  });

  it('holds no number of an account', async () => {
    const text = 'They asked for DE89 3704 0044 0532 0130 00';
    for (const body of [{ basis: [{ kind: 'testimony', text }] }, { note: text }])
      expect(await claim(scene.caseId, aDeath(scene, body))).toMatchObject({
        status: 400,
        body: { code: 'request.invalid', errors: [{ code: 'text.bank_data' }] },
      });
  });

  it('is written down in the audit trail by ids and codes, and never with what somebody told', async () => {
    const entries: { text: string }[] = await application.dataSource.query(
      `select to_jsonb(e)::text as text from audit_entries e where action ~ '^(fate-claim|source)'`,
    );
    const actions = entries.map(({ text }) => JSON.parse(text).action);
    expect(new Set(actions)).toEqual(
      new Set(['fate-claims.listed', 'fate-claim.added', 'fate-claim.reviewed', 'source.assessed']),
    );
    expect(entries.filter(({ text }) => text.includes(survivorsWords))).toEqual([]);
  });
});

describe('in the database', () => {
  it('claims, reviews and assessments are only ever added, whoever asks', async () => {
    for (const table of ['fate_claims', 'fate_reviews', 'source_assessments']) {
      const [{ n }] = await application.dataSource.query(`select count(*)::int as n from ${table}`);
      expect(n).toBeGreaterThan(0);
      expect(await refusedBySql(application, `update ${table} set note = 'other'`, [])).toBe('23001');
      expect(await refusedBySql(application, `delete from ${table}`, [])).toBe('23001');
    }
  });

  it('the same documents are those of perpetrators as in the program', async () => {
    const rows: { document_type: string; issuer_kind: string }[] = await application.dataSource.query(
      'select document_type, issuer_kind from perpetrator_documents',
    );
    const expected = documentTypes.flatMap((type) =>
      issuerKinds.filter((issuer) => isMadeByPerpetrators(type, issuer)).map((issuer) => `${type} ${issuer}`),
    );
    expect(rows.map((row) => `${row.document_type} ${row.issuer_kind}`).sort()).toEqual(expected.sort());
  });
});
