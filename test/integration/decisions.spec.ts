import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { aMan } from '../support/builders.js';
import { caseworkOf } from '../support/casework.js';
import { answerAboutSearch } from '../support/consent.js';

jest.setTimeout(90_000);

let application: TestApplication;
let rana: Client;
let file: ReturnType<typeof caseworkOf>['file'];
let importRows: ReturnType<typeof caseworkOf>['importRows'];
let suggestionsOf: ReturnType<typeof caseworkOf>['suggestionsOf'];
let omar: Client;

beforeAll(async () => {
  application = await startApplication();
  rana = await signIn(application.url, application.accounts[0]);
  ({ file, importRows, suggestionsOf } = caseworkOf(application, rana));
  omar = await signIn(application.url, application.accounts[1]);
});
afterAll(() => application?.stop());

let people = 0;
const somebody = () => aMan(people++);

describe('people decide', () => {
  async function aSuggestion() {
    const him = somebody();
    const reportId = await file(him.report());
    await importRows([him.row()]);
    return (await suggestionsOf(reportId))[0];
  }
  const decide = (client: Client, id: string, decision: object) =>
    client.post(`/v1/suggestions/${id}/decisions`, decision);

  it('a proposal is confirmed by a second person and never by the one who made it', async () => {
    const { id } = await aSuggestion();
    expect(await decide(rana, id, { action: 'propose', seen_revision: 1 })).toMatchObject({
      status: 400,
      body: { code: 'decision.evidence_missing' },
    });
    const proposed = await decide(rana, id, {
      action: 'propose',
      evidence: 'Mother and birth agree.',
      seen_revision: 1,
    });
    expect(proposed).toMatchObject({ status: 200, body: { state: 'proposed', proposed_by: 'rana', revision: 2 } });
    expect(await decide(rana, id, { action: 'confirm', seen_revision: 2 })).toMatchObject({
      status: 409,
      body: { code: 'decision.same_person' },
    });
    expect(await decide(omar, id, { action: 'confirm', seen_revision: 1 })).toMatchObject({
      status: 409,
      body: { code: 'suggestion.changed' },
    });
    expect(await decide(omar, id, { action: 'confirm', seen_revision: 2 })).toMatchObject({
      status: 200,
      body: { state: 'confirmed' },
    });
    expect(await decide(omar, id, { action: 'reject', reason: 'age', seen_revision: 3 })).toMatchObject({
      status: 409,
      body: { code: 'suggestion.wrong_state' },
    });
  });

  it('the database itself refuses a confirmation by the proposer', async () => {
    const { id } = await aSuggestion();
    await decide(rana, id, { action: 'propose', evidence: 'Agrees.', seen_revision: 1 });
    await expect(
      application.dataSource.query(
        "update suggestions set state = 'confirmed', decided_by = proposed_by, decided_at = now() where id = $1",
        [id],
      ),
    ).rejects.toMatchObject({ driverError: { constraint: 'suggestions_confirmed_by_a_second_person' } });
  });

  it('a returned proposal says what is needed and can be proposed again', async () => {
    const { id } = await aSuggestion();
    await decide(rana, id, { action: 'propose', evidence: 'Agrees.', seen_revision: 1 });
    expect(await decide(omar, id, { action: 'return', seen_revision: 2 })).toMatchObject({
      status: 400,
      body: { code: 'decision.note_missing' },
    });
    expect(await decide(omar, id, { action: 'return', note: 'Which register?', seen_revision: 2 })).toMatchObject({
      body: { state: 'returned' },
    });
    expect(await decide(rana, id, { action: 'propose', evidence: 'Page 3.', seen_revision: 3 })).toMatchObject({
      body: { state: 'proposed' },
    });
    const { body } = await rana.get(`/v1/suggestions/${id}`);
    expect(body.events.map((event: { kind: string }) => event.kind)).toEqual([
      'suggested',
      'proposed',
      'returned',
      'proposed',
    ]);
  });

  it('a record that is confirmed to one report cannot be confirmed to another', async () => {
    const him = somebody();
    const first = await file(him.report());
    const second = await file(him.report());
    await importRows([him.row()]);
    const [one] = await suggestionsOf(first);
    const [two] = await suggestionsOf(second);
    for (const { id } of [one, two])
      await decide(rana, id, { action: 'propose', evidence: 'Agrees.', seen_revision: 1 });
    expect((await decide(omar, one.id, { action: 'confirm', seen_revision: 2 })).status).toBe(200);
    expect(await decide(omar, two.id, { action: 'confirm', seen_revision: 2 })).toMatchObject({
      status: 409,
      body: { code: 'decision.record_already_confirmed' },
    });
  });

  it('a decision sent twice with one key is made once', async () => {
    const { id } = await aSuggestion();
    const key = crypto.randomUUID();
    const decision = { action: 'propose', evidence: 'Agrees.', seen_revision: 1 };
    const answers = await Promise.all(
      [1, 2, 3].map(() => rana.post(`/v1/suggestions/${id}/decisions`, decision, { 'idempotency-key': key })),
    );
    expect(answers.map((answer) => [answer.status, answer.body.state])).toEqual(Array(3).fill([200, 'proposed']));
    const events = await application.dataSource.query(
      "select 1 from suggestion_events where suggestion_id = $1 and kind = 'proposed'",
      [id],
    );
    expect(events).toHaveLength(1);
  });

  it('nothing is proposed or confirmed for a report whose family has withdrawn its consent to search', async () => {
    const him = somebody();
    const reportId = await file(him.report());
    await importRows([him.row()]);
    const [{ id }] = await suggestionsOf(reportId);
    await decide(rana, id, { action: 'propose', evidence: 'Agrees.', seen_revision: 1 });
    expect((await omar.get(`/v1/reports/${reportId}`)).status).toBe(200);
    await answerAboutSearch(rana, reportId, false);
    // At once, whether or not a worker has seen the withdrawal: to everybody, as if it were not there.
    for (const client of [rana, omar]) {
      expect((await client.get(`/v1/suggestions/${id}`)).status).toBe(404);
      const confirm = await decide(client, id, { action: 'confirm', seen_revision: 3 });
      expect([confirm.status, confirm.body.code]).toEqual([404, 'access.not_found']);
    }
    // R6: no proposal waits any more, and so the second person has no business here.
    expect((await omar.get(`/v1/reports/${reportId}`)).status).toBe(404);
    await answerAboutSearch(rana, reportId, true);
    await application.settled();
    expect((await rana.get(`/v1/suggestions/${id}`)).body.state).toBe('returned');
  });

  it('what happened is only ever added to', async () => {
    for (const table of ['suggestion_events', 'report_revisions', 'audit_entries']) {
      await expect(application.dataSource.query(`delete from ${table}`)).rejects.toMatchObject({
        driverError: { code: '23001' },
      });
    }
  });
});

describe('who may see', () => {
  it('nobody who is not signed in gets anything, and an administrator sees no case content', async () => {
    const stranger = await fetch(`${application.url}/v1/suggestions`);
    expect(stranger.status).toBe(401);
    expect(stranger.headers.get('content-type')).toContain('application/problem+json');
    const hadi = application.accounts.find(({ role }) => role === 'system_admin')!;
    const administrator = await signIn(application.url, hadi);
    expect((await administrator.get('/v1/suggestions')).status).toBe(404);
    expect((await administrator.get('/v1/session')).body.role).toBe('system_admin');
  });

  it('R16: every look at a suggestion is written down, refused ones too', async () => {
    const absent = crypto.randomUUID();
    expect((await rana.get(`/v1/suggestions/${absent}`)).status).toBe(404);
    const entries = await application.dataSource.query(
      'select action, outcome from audit_entries where subject_id = $1',
      [absent],
    );
    expect(entries).toEqual([{ action: 'access.denied', outcome: 'denied' }]);
  });

  it('signing out ends the session at once', async () => {
    const client = await signIn(application.url, application.accounts[2]);
    expect((await client.get('/v1/session')).status).toBe(200);
    expect((await client.send('DELETE', '/v1/session')).status).toBe(204);
    expect((await client.get('/v1/session')).status).toBe(401);
  });

  it('lists go on from their cursor without skipping or repeating', async () => {
    const all = (await rana.get('/v1/suggestions?limit=200')).body.items.map((item: { id: string }) => item.id);
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await rana.get(`/v1/suggestions?limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map((item: { id: string }) => item.id));
      if (!body.next) break;
      cursor = body.next;
    }
    expect(seen).toEqual(all);
    const reports = (await rana.get('/v1/reports?limit=200')).body.items.map((item: { id: string }) => item.id);
    const first = (await rana.get('/v1/reports?limit=4')).body;
    const second = (await rana.get(`/v1/reports?limit=4&cursor=${first.next}`)).body;
    expect([...first.items, ...second.items].map((item: { id: string }) => item.id)).toEqual(reports.slice(0, 8));
  });
});
