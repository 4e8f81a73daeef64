import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { aMan } from '../support/builders.js';
import { caseworkOf, confirmAsSecond } from '../support/casework.js';
import { answerAboutSearch } from '../support/consent.js';

jest.setTimeout(180_000);

let application: TestApplication;
let rana: Client;
let file: ReturnType<typeof caseworkOf>['file'];
let importRows: ReturnType<typeof caseworkOf>['importRows'];
let suggestionsOf: ReturnType<typeof caseworkOf>['suggestionsOf'];
let omar: Client;
/** A supervisor. */
let salma: Client;

beforeAll(async () => {
  application = await startApplication();
  rana = await signIn(application.url, application.accounts[0]);
  ({ file, importRows, suggestionsOf } = caseworkOf(application, rana));
  omar = await signIn(application.url, application.accounts[1]);
  salma = await signIn(application.url, application.accounts.find(({ role }) => role === 'supervisor')!);
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
    expect((await confirmAsSecond(omar, id, 2)).body).toMatchObject({ state: 'confirmed', revision: 4 });
    expect(await decide(omar, id, { action: 'reject', reasons: ['age'], seen_revision: 4 })).toMatchObject({
      status: 409,
      body: { code: 'suggestion.wrong_state' },
    });
  });

  it('the database itself refuses a confirmation by the proposer', async () => {
    const { id } = await aSuggestion();
    await decide(rana, id, { action: 'propose', evidence: 'Agrees.', seen_revision: 1 });
    await omar.post(`/v1/suggestions/${id}/opinions`, { opinion: 'same', seen_revision: 2 });
    await expect(
      application.dataSource.query(
        `update suggestions set state = 'confirmed', decided_by = o.account_id, proposed_by = o.account_id, decided_at = now()
         from suggestion_opinions o where suggestions.id = $1 and o.suggestion_id = $1`,
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
    await omar.post(`/v1/suggestions/${id}/opinions`, { opinion: 'cannot_tell', seen_revision: 2 });
    expect(await decide(omar, id, { action: 'return', note: 'Which register?', seen_revision: 3 })).toMatchObject({
      body: { state: 'returned' },
    });
    expect(await decide(rana, id, { action: 'propose', evidence: 'Page 3.', seen_revision: 4 })).toMatchObject({
      body: { state: 'proposed' },
    });
    const { body } = await rana.get(`/v1/suggestions/${id}`);
    expect(body.events.map((event: { kind: string }) => event.kind)).toEqual([
      'suggested',
      'proposed',
      'opinion',
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
    await confirmAsSecond(omar, one.id, 2);
    await omar.post(`/v1/suggestions/${two.id}/opinions`, { opinion: 'same', seen_revision: 2 });
    expect(await decide(omar, two.id, { action: 'confirm', seen_revision: 3 })).toMatchObject({
      status: 409,
      body: { code: 'decision.record_already_confirmed' },
    });
    // A hard stop for the supervisor, who is told of the two by their ids alone.
    const alarms = (await salma.get('/v1/alarms')).body.items.filter(
      (alarm: { kind: string }) => alarm.kind === 'record_confirmed_twice',
    );
    expect(alarms.map((alarm: { subject_id: string }) => alarm.subject_id).sort()).toEqual([one.id, two.id].sort());
    expect(alarms[0]).toMatchObject({ subject_kind: 'suggestion', times: 1, acknowledged_at: null });
  });

  it('a rejection has at least one reason and may have several', async () => {
    const { id } = await aSuggestion();
    for (const reasons of [undefined, []])
      expect(await decide(rana, id, { action: 'reject', reasons, seen_revision: 1 })).toMatchObject({
        status: 400,
        body: { code: 'decision.reason_missing' },
      });
    for (const reasons of [['ugly'], ['age', 'age'], 'age'])
      expect((await decide(rana, id, { action: 'reject', reasons, seen_revision: 1 })).status).toBe(400);
    await decide(rana, id, { action: 'reject', reasons: ['age', 'mother_name'], seen_revision: 1 });
    const { body } = await rana.get(`/v1/suggestions/${id}`);
    expect(body.events.at(-1)).toMatchObject({ kind: 'rejected', reasons: ['age', 'mother_name'] });
    await expect(
      application.dataSource.query("update suggestions set decision_reasons = '{}' where id = $1", [id]),
    ).rejects.toMatchObject({ driverError: { constraint: 'suggestions_rejected_for_a_reason' } });
  });

  it('a pair can wait for information, which is said, and is decided when it has come', async () => {
    const { id } = await aSuggestion();
    expect(await decide(rana, id, { action: 'needs_info', seen_revision: 1 })).toMatchObject({
      status: 400,
      body: { code: 'decision.note_missing' },
    });
    const waits = await decide(rana, id, { action: 'needs_info', note: 'Ask in Homs', seen_revision: 1 });
    expect(waits).toMatchObject({ status: 200, body: { state: 'needs_info' } });
    expect(
      (await decide(rana, id, { action: 'propose', evidence: 'They know him', seen_revision: 2 })).body.state,
    ).toBe('proposed');
  });

  it('a link is revoked by somebody else than who confirmed it, or by a supervisor, and a rejection is reopened', async () => {
    const { id } = await aSuggestion();
    await decide(rana, id, { action: 'propose', evidence: 'Agrees.', seen_revision: 1 });
    await confirmAsSecond(omar, id, 2);
    const note = 'His brother came back under that name';
    expect(await decide(omar, id, { action: 'revoke', note, seen_revision: 4 })).toMatchObject({
      status: 409,
      body: { code: 'decision.own_confirmation' },
    });
    expect(await decide(rana, id, { action: 'revoke', seen_revision: 4 })).toMatchObject({
      status: 400,
      body: { code: 'decision.note_missing' },
    });
    expect((await decide(rana, id, { action: 'revoke', note, seen_revision: 4 })).body.state).toBe('revoked');
    expect(
      (await decide(omar, id, { action: 'reopen', note: 'It was another brother', seen_revision: 5 })).body.state,
    ).toBe('returned');
    await decide(omar, id, { action: 'reject', reasons: ['other_person_known'], seen_revision: 6 });
    expect((await decide(rana, id, { action: 'reopen', note: 'Look again', seen_revision: 7 })).body.state).toBe(
      'returned',
    );

    const other = await aSuggestion();
    await decide(rana, other.id, { action: 'propose', evidence: 'Agrees.', seen_revision: 1 });
    await confirmAsSecond(salma, other.id, 2);
    expect((await decide(salma, other.id, { action: 'revoke', note, seen_revision: 4 })).body.state).toBe('revoked');
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

  it('what a withdrawn consent took out of sight comes back as it was decided', async () => {
    const him = somebody();
    const reportId = await file(him.report());
    const rows = ['1', '2', '3', '4'].map((id) => him.row({ id, birth_date: `19${60 + Number(id)}` }));
    await importRows(rows);
    const found: { id: string }[] = await suggestionsOf(reportId);
    expect(found.length).toBeGreaterThanOrEqual(3);
    const [asked, revoked, rejected] = found.map(({ id }) => id);
    await decide(rana, asked, { action: 'needs_info', note: 'Ask in Homs', seen_revision: 1 });
    await decide(rana, revoked, { action: 'propose', evidence: 'Agrees.', seen_revision: 1 });
    await confirmAsSecond(omar, revoked, 2);
    await decide(rana, revoked, { action: 'revoke', note: 'No', seen_revision: 4 });
    await decide(rana, rejected, { action: 'reject', reasons: ['place'], seen_revision: 1 });
    await answerAboutSearch(rana, reportId, false);
    for (const id of [asked, revoked, rejected]) expect((await rana.get(`/v1/suggestions/${id}`)).status).toBe(404);
    await answerAboutSearch(rana, reportId, true);
    await application.settled();
    const states = await Promise.all(
      [asked, revoked, rejected].map(async (id) => (await rana.get(`/v1/suggestions/${id}`)).body.state),
    );
    expect(states).toEqual(['needs_info', 'revoked', 'rejected']);
  });

  it('what happened is only ever added to', async () => {
    for (const table of ['suggestion_events', 'report_revisions', 'audit_entries']) {
      await expect(application.dataSource.query(`delete from ${table}`)).rejects.toMatchObject({
        driverError: { code: '23001' },
      });
    }
  });
});

describe('a slip', () => {
  const proposal = { action: 'propose', evidence: 'Agrees.', seen_revision: 1 };
  async function aSuggestion() {
    const him = somebody();
    const reportId = await file(him.report());
    await importRows([him.row()]);
    return (await suggestionsOf(reportId))[0];
  }
  const decide = (client: Client, id: string, decision: object) =>
    client.post(`/v1/suggestions/${id}/decisions`, decision);
  const undo = (client: Client, id: string, seen: number) =>
    client.post(`/v1/suggestions/${id}/undo`, { seen_revision: seen });
  const nothingToUndo = { status: 409, body: { code: 'decision.nothing_to_undo' } };

  it('is undone within half a minute, once, by whoever made it; what was done stays in the history', async () => {
    const { id } = await aSuggestion();
    expect(await undo(rana, id, 1)).toMatchObject(nothingToUndo);
    const proposed = await decide(rana, id, proposal);
    const left = Date.parse(proposed.body.undo_until) - Date.now();
    expect(left).toBeGreaterThan(20_000);
    expect(left).toBeLessThanOrEqual(31_000);
    expect(await undo(salma, id, 2)).toMatchObject(nothingToUndo);
    expect(await undo(rana, id, 1)).toMatchObject({ status: 409, body: { code: 'suggestion.changed' } });
    const undone = await undo(rana, id, 2);
    expect(undone).toMatchObject({ status: 200, body: { state: 'suggested', proposed_by: null, undo_until: null } });
    expect(await undo(rana, id, 3)).toMatchObject(nothingToUndo);
    // R6: nothing waits for a second person any more.
    expect((await omar.get(`/v1/suggestions/${id}`)).status).toBe(404);
    const { body } = await rana.get(`/v1/suggestions/${id}`);
    expect(body.evidence).toBeNull();
    expect(body.events.map(({ kind }: { kind: string }) => kind)).toEqual(['suggested', 'proposed', 'undone']);
  });

  it('of the second person is undone as well, and the proposal waits again', async () => {
    const { id } = await aSuggestion();
    await decide(rana, id, proposal);
    const confirmed = await confirmAsSecond(omar, id, 2);
    expect(await undo(rana, id, confirmed.body.revision)).toMatchObject(nothingToUndo);
    expect((await undo(omar, id, confirmed.body.revision)).body).toMatchObject({
      state: 'proposed',
      proposed_by: 'rana',
    });
    // His opinion of it stands.
    expect((await decide(omar, id, { action: 'confirm', seen_revision: 5 })).body.state).toBe('confirmed');
  });

  it('is not undone when something happened since, or later than that', async () => {
    const { id } = await aSuggestion();
    await decide(rana, id, proposal);
    await omar.post(`/v1/suggestions/${id}/opinions`, { opinion: 'same', seen_revision: 2 });
    await omar.send('DELETE', `/v1/suggestions/${id}/claim`);
    expect(await undo(rana, id, 3)).toMatchObject(nothingToUndo);

    const late = await aSuggestion();
    await decide(rana, late.id, { action: 'reject', reasons: ['age'], seen_revision: 1 });
    await application.dataSource.query(
      "update suggestions set decided_at = decided_at - interval '31 seconds' where id = $1",
      [late.id],
    );
    expect(await undo(rana, late.id, 2)).toMatchObject(nothingToUndo);
  });
});

describe('a rejected pair', () => {
  it('comes up again when a record says something else in what it was rejected for, with the old decision and its reasons', async () => {
    const him = somebody();
    const reportId = await file(him.report({ sought: { mother_name: 'نوال' } }));
    await importRows([him.row()]);
    const [{ id }] = await suggestionsOf(reportId);
    const decide = (decision: object) => rana.post(`/v1/suggestions/${id}/decisions`, decision);
    await decide({ action: 'reject', reasons: ['mother_name'], note: 'Nawal is not Huda', seen_revision: 1 });
    const edit = (changes: object, revision: number) =>
      rana.send('PATCH', `/v1/reports/${reportId}`, changes, { 'if-match': `"${revision}"` });
    // Nothing that it was rejected for.
    expect((await edit({ disappearance: { date: '13/3/2013' } }, 1)).status).toBe(200);
    await application.settled();
    expect((await rana.get(`/v1/suggestions/${id}`)).body.state).toBe('rejected');

    const hers = him.report().sought as { mother_name: string };
    expect((await edit({ sought: { mother_name: hers.mother_name } }, 2)).status).toBe(200);
    await application.settled();
    const { body } = await rana.get(`/v1/suggestions/${id}`);
    expect(body.state).toBe('resurfaced');
    const kinds = body.events.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toEqual(['suggested', 'rejected', 'rescored', 'resurfaced']);
    expect(body.events[1]).toMatchObject({ reasons: ['mother_name'], note: 'Nawal is not Huda' });
    expect((await decide({ action: 'propose', evidence: 'The mother', seen_revision: body.revision })).body.state).toBe(
      'proposed',
    );
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
