import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { aMan } from '../support/builders.js';
import { caseworkOf, confirmAsSecond } from '../support/casework.js';

/** The second reviewer does not see the first one's conclusion before giving their own (domain.md 2.2). */
jest.setTimeout(180_000);

let application: TestApplication;
let casework: ReturnType<typeof caseworkOf>;
let rana: Client;
let omar: Client;
let supervisor: Client;

beforeAll(async () => {
  application = await startApplication();
  rana = await signIn(application.url, application.accounts[0]);
  omar = await signIn(application.url, application.accounts[1]);
  supervisor = await signIn(application.url, application.accounts.find(({ role }) => role === 'supervisor')!);
  casework = caseworkOf(application, rana);
});
afterAll(() => application?.stop());

let people = 0;
const evidence = 'The same scar over the left eye';
/** Proposed by Rana at revision 2. */
async function aProposal(): Promise<{ id: string; reportId: string }> {
  const him = aMan(people++);
  const reportId = await casework.file(him.report());
  await casework.importRows([him.row()]);
  const [{ id }] = await casework.suggestionsOf(reportId);
  const proposed = await decide(rana, id, { action: 'propose', evidence, seen_revision: 1 });
  expect(proposed.status).toBe(200);
  return { id, reportId };
}
const decide = (client: Client, id: string, decision: object) =>
  client.post(`/v1/suggestions/${id}/decisions`, decision);
const opine = (client: Client, id: string, opinion: object) => client.post(`/v1/suggestions/${id}/opinions`, opinion);

describe('whoever reads a proposal as the second', () => {
  it('learns from no view who made it and why, before he has said what he thinks himself', async () => {
    const { id, reportId } = await aProposal();
    const [{ display_name: name, id: ranasId }] = await application.dataSource.query(
      'select id, display_name from accounts where login = $1',
      [application.accounts[0].login],
    );
    for (const reader of [omar, supervisor]) {
      const views = [
        await reader.get(`/v1/suggestions/${id}`),
        await reader.get(`/v1/suggestions?report_id=${reportId}`),
        await reader.get('/v1/suggestions?state=proposed'),
        await reader.get(`/v1/reports/${reportId}/members`),
      ];
      expect(views.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      const [detail, list] = views;
      expect(detail.body).toMatchObject({ awaits_own_opinion: true, proposed_by: null, evidence: null, opinions: [] });
      expect(list.body.items[0]).toMatchObject({ awaits_own_opinion: true, proposed_by: null, claim: null });
      const everything = JSON.stringify(views.slice(0, 3).map(({ body }) => body));
      expect(everything).not.toContain(evidence);
      expect(everything).not.toContain(name);
      // Rana filed the report: she is a member of it, and nothing says that it was her who lets the others in.
      const opened = views[3].body.items.find((one: { account_id: string | null }) => one.account_id === null);
      expect(opened).toMatchObject({ via: 'second_review', granted_by: null });
      expect(JSON.stringify(opened)).not.toContain(ranasId);
    }
    const { body } = await rana.get(`/v1/suggestions/${id}`);
    expect(body).toMatchObject({ awaits_own_opinion: false, proposed_by: 'rana', evidence });
  });

  it('is not told whose hands it is in either', async () => {
    const { id } = await aProposal();
    expect((await rana.post(`/v1/suggestions/${id}/claim`, undefined)).status).toBe(200);
    expect((await omar.get(`/v1/suggestions/${id}`)).body.claim).toMatchObject({ mine: false, by: null });
    const refused = await opine(omar, id, { opinion: 'same', seen_revision: 2 });
    expect(refused).toMatchObject({ status: 409, body: { code: 'suggestion.claimed', claim: { by: null } } });
    await rana.send('DELETE', `/v1/suggestions/${id}/claim`);
  });

  it('says what he thinks, then reads why, then confirms', async () => {
    const { id } = await aProposal();
    for (const decision of [
      { action: 'confirm' },
      { action: 'return', note: 'Why?' },
      { action: 'reject', reasons: ['age'] },
    ])
      expect(await decide(omar, id, { ...decision, seen_revision: 2 })).toMatchObject({
        status: 409,
        body: { code: 'decision.opinion_first' },
      });
    const given = await opine(omar, id, { opinion: 'same', note: 'The mother', seen_revision: 2 });
    expect(given).toMatchObject({ status: 200, body: { revision: 3, awaits_own_opinion: false, proposed_by: 'rana' } });
    const { body } = await omar.get(`/v1/suggestions/${id}`);
    expect(body).toMatchObject({ evidence, own_opinion: 'same', claim: { mine: true } });
    expect(body.opinions).toMatchObject([{ opinion: 'same', note: 'The mother', of_this_proposal: true }]);
    expect(body.events.map(({ kind, covered }: { kind: string; covered: boolean }) => [kind, covered])).toEqual([
      ['suggested', false],
      ['proposed', false],
      ['opinion', false],
    ]);
    // Still hidden from the next one.
    expect((await supervisor.get(`/v1/suggestions/${id}`)).body).toMatchObject({ opinions: [], evidence: null });
    expect(await opine(omar, id, { opinion: 'not_same', reasons: ['age'], seen_revision: 3 })).toMatchObject({
      status: 409,
      body: { code: 'opinion.given' },
    });
    expect((await decide(omar, id, { action: 'confirm', seen_revision: 3 })).body.state).toBe('confirmed');
  });

  it('cannot confirm what he thinks is somebody else, and says why he thinks so', async () => {
    const { id } = await aProposal();
    expect(await opine(omar, id, { opinion: 'not_same', seen_revision: 2 })).toMatchObject({
      status: 400,
      body: { code: 'decision.reason_missing' },
    });
    expect((await opine(omar, id, { opinion: 'not_same', reasons: ['place'], seen_revision: 2 })).status).toBe(200);
    expect(await decide(omar, id, { action: 'confirm', seen_revision: 3 })).toMatchObject({
      status: 409,
      body: { code: 'decision.opinion_differs' },
    });
    await omar.send('DELETE', `/v1/suggestions/${id}/claim`);
    // A third person may.
    await confirmAsSecond(supervisor, id, 3);
  });

  it('gives a new opinion of a new proposal', async () => {
    const { id } = await aProposal();
    await opine(omar, id, { opinion: 'same', seen_revision: 2 });
    expect((await decide(omar, id, { action: 'return', note: 'Which register?', seen_revision: 3 })).body.state).toBe(
      'returned',
    );
    await decide(rana, id, { action: 'propose', evidence: 'Page 3.', seen_revision: 4 });
    const { body } = await omar.get(`/v1/suggestions/${id}`);
    expect(body).toMatchObject({ awaits_own_opinion: true, evidence: null });
    // His own words of before are his to read; what Rana wrote then and now is not.
    const words = body.events.map(({ kind, note, covered }: { kind: string; note: string; covered: boolean }) =>
      [kind, note, covered].join(' '),
    );
    expect(words).toEqual([
      'suggested  false',
      'proposed  true',
      'opinion  false',
      'returned Which register? false',
      'proposed  true',
    ]);
    expect(await decide(omar, id, { action: 'confirm', seen_revision: 5 })).toMatchObject({
      body: { code: 'decision.opinion_first' },
    });
  });

  it('is not the one who proposed', async () => {
    const { id } = await aProposal();
    expect(await opine(rana, id, { opinion: 'same', seen_revision: 2 })).toMatchObject({
      status: 409,
      body: { code: 'opinion.own_proposal' },
    });
  });
});

describe('the database itself', () => {
  it('refuses a confirmation by somebody who has not said that it is the same person', async () => {
    const { id } = await aProposal();
    const [{ id: omarsId }] = await application.dataSource.query('select id from accounts where login = $1', [
      application.accounts[1].login,
    ]);
    const confirm = () =>
      application.dataSource.query(
        `update suggestions set state = 'confirmed', decided_by = $2, decided_at = now() where id = $1`,
        [id, omarsId],
      );
    const constraint = 'suggestions_confirmed_after_own_opinion';
    await expect(confirm()).rejects.toMatchObject({ driverError: { constraint } });
    await opine(omar, id, { opinion: 'cannot_tell', seen_revision: 2 });
    await expect(confirm()).rejects.toMatchObject({ driverError: { constraint } });
  });

  it('refuses an opinion of one’s own proposal, of none at all, and any change of one', async () => {
    const { id } = await aProposal();
    const insert = `insert into suggestion_opinions (id, suggestion_id, organisation_id, proposed_revision, account_id, opinion, blind)
      select gen_random_uuid(), id, organisation_id, coalesce(proposed_revision, 1) + $2, proposed_by, 'same', false from suggestions where id = $1`;
    for (const revisions of [0, 1])
      await expect(application.dataSource.query(insert, [id, revisions])).rejects.toMatchObject({
        driverError: { constraint: 'suggestion_opinions_about_a_proposal' },
      });
    await opine(omar, id, { opinion: 'same', seen_revision: 2 });
    for (const statement of ["update suggestion_opinions set opinion = 'same'", 'delete from suggestion_opinions'])
      await expect(application.dataSource.query(statement)).rejects.toMatchObject({ driverError: { code: '23001' } });
  });
});
