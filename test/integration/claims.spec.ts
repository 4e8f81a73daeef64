import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { aMan } from '../support/builders.js';
import { caseworkOf } from '../support/casework.js';

jest.setTimeout(180_000);

let application: TestApplication;
let casework: ReturnType<typeof caseworkOf>;
let rana: Client;
let omar: Client;
/** Reaches every report of the organisation. */
let salma: Client;

beforeAll(async () => {
  application = await startApplication();
  rana = await signIn(application.url, application.accounts[0]);
  omar = await signIn(application.url, application.accounts[1]);
  salma = await signIn(application.url, application.accounts.find(({ role }) => role === 'supervisor')!);
  casework = caseworkOf(application, rana);
});
afterAll(() => application?.stop());

let people = 0;
async function aSuggestion(report: object = {}, row: Record<string, string> = {}): Promise<string> {
  const him = aMan(people++);
  const reportId = await casework.file(him.report(report));
  await casework.importRows([him.row(row)]);
  return (await casework.suggestionsOf(reportId))[0].id;
}
const claim = (client: Client, id: string) => client.post(`/v1/suggestions/${id}/claim`, undefined);
const release = (client: Client, id: string) => client.send('DELETE', `/v1/suggestions/${id}/claim`);
const next = async (client: Client, body: object = {}) =>
  (await client.post('/v1/suggestions/next', body)).body.suggestion?.id ?? null;
const propose = { action: 'propose', evidence: 'Agrees.', seen_revision: 1 };

describe('who is at a suggestion', () => {
  it('is seen by others, who can neither take it nor decide about it until he lets it go', async () => {
    const id = await aSuggestion();
    const taken = await claim(rana, id);
    expect(taken).toMatchObject({ status: 200, body: { claim: { mine: true } } });
    const { until } = taken.body.claim;
    expect(Date.parse(until) - Date.now()).toBeGreaterThan(14 * 60_000);
    expect((await salma.get(`/v1/suggestions/${id}`)).body.claim).toMatchObject({
      mine: false,
      by: expect.any(String),
      until,
    });
    for (const refused of [
      await claim(salma, id),
      await salma.post(`/v1/suggestions/${id}/decisions`, propose),
      await salma.post(`/v1/suggestions/${id}/undo`, { seen_revision: 1 }),
    ])
      expect(refused).toMatchObject({
        status: 409,
        body: { code: 'suggestion.claimed', claim: { mine: false, by: expect.any(String), until } },
      });
    // Not his to let go.
    expect((await release(salma, id)).status).toBe(204);
    expect((await claim(salma, id)).status).toBe(409);
    expect((await release(rana, id)).status).toBe(204);
    expect((await claim(salma, id)).status).toBe(200);
  });

  it('needs no claim to decide, and a decision lets it go', async () => {
    const id = await aSuggestion();
    await claim(rana, id);
    const proposed = await rana.post(`/v1/suggestions/${id}/decisions`, propose);
    expect(proposed).toMatchObject({ status: 200, body: { state: 'proposed', claim: null } });
    expect((await claim(omar, id)).status).toBe(200);
  });

  it('loses it after fifteen minutes without a sign of work', async () => {
    const id = await aSuggestion();
    await claim(rana, id);
    await application.dataSource.query(
      `update suggestion_claims set claimed_at = claimed_at - interval '15 minutes', expires_at = expires_at - interval '15 minutes 1 second'
       where suggestion_id = $1`,
      [id],
    );
    expect((await rana.get(`/v1/suggestions/${id}`)).body.claim).toBeNull();
    expect((await claim(salma, id)).status).toBe(200);
    expect((await claim(rana, id)).status).toBe(409);
  });

  it('stays with whoever has it, however many ask at one moment', async () => {
    const id = await aSuggestion();
    await claim(rana, id);
    const answers = await Promise.all([1, 2, 3, 4].map((i) => claim(i % 2 ? rana : salma, id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409, 409]);
  });
});

describe('the next one', () => {
  it('is the same until one has decided, is nobody else’s at that moment, and then another', async () => {
    const ids = [await aSuggestion(), await aSuggestion()];
    const mine = await next(rana);
    expect(mine).not.toBeNull();
    expect(await next(rana)).toBe(mine);
    const other = await next(rana, { except: [mine] });
    expect(other).not.toBe(mine);
    expect([await next(salma), await next(salma)]).not.toContain(mine);
    expect(ids.length).toBe(2);
    for (const client of [rana, salma]) for (const id of [mine, other]) await release(client, id);
  });

  it('waits three minutes for whoever took it ahead and left, and fifteen once he has opened it', async () => {
    await aSuggestion();
    const minutesLeft = async (id: string) =>
      (Date.parse((await rana.get(`/v1/suggestions/${id}`)).body.claim.until) - Date.now()) / 60_000;
    const ahead = await next(rana);
    expect(await minutesLeft(ahead)).toBeLessThanOrEqual(3);
    expect(await minutesLeft(ahead)).toBeGreaterThan(2);
    await claim(rana, ahead);
    expect(await minutesLeft(ahead)).toBeGreaterThan(14);
    // Asked for again, it is not his for less.
    expect(await next(rana)).toBe(ahead);
    expect(await minutesLeft(ahead)).toBeGreaterThan(14);
    await release(rana, ahead);
    const again = await next(rana);
    await application.dataSource.query(
      "update suggestion_claims set expires_at = expires_at - interval '3 minutes 1 second' where suggestion_id = $1",
      [again],
    );
    expect((await claim(salma, again)).status).toBe(200);
    await release(salma, again);
  });

  it('is what waits for a second look, then a child, then what has waited longest', async () => {
    // Brothers of other tests resemble each other a little.
    const strong = (client: Client, body: object = {}) => next(client, { band: 'strong', ...body });
    for (const client of [rana, salma])
      for (let id = await next(client); id; id = await next(client)) await putAside(client, id);
    const oldest = await aSuggestion();
    const child = await aSuggestion(
      { sought: { birth: '2005-03-01' }, disappearance: { date: '12/3/2013', governorate: 'حمص' } },
      { birth_date: '2005-03-01' },
    );
    const waits = await aSuggestion();
    expect((await salma.post(`/v1/suggestions/${waits}/decisions`, propose)).status).toBe(200);
    expect(await strong(salma)).toBe(child);
    expect(await strong(rana)).toBe(waits);
    expect(await strong(rana, { except: [waits] })).toBe(oldest);
    await release(salma, child);
    await release(rana, oldest);
    expect(await strong(rana, { except: [waits] })).toBe(child);
    expect(await strong(rana, { except: [waits, child, oldest] })).toBeNull();
  });

  it('is not what waits for information or what one proposed oneself', async () => {
    const id = await aSuggestion();
    const asked = await rana.post(`/v1/suggestions/${id}/decisions`, {
      action: 'needs_info',
      note: 'Ask the registry of Homs',
      seen_revision: 1,
    });
    expect(asked).toMatchObject({ status: 200, body: { state: 'needs_info' } });
    const offered: string[] = [];
    for (let one = await next(rana); one; one = await next(rana, { except: offered })) offered.push(one);
    expect(offered).not.toContain(id);
  });
});

async function putAside(client: Client, id: string): Promise<void> {
  const { body } = await client.get(`/v1/suggestions/${id}`);
  if (body.awaits_own_opinion)
    await client.post(`/v1/suggestions/${id}/opinions`, { opinion: 'cannot_tell', seen_revision: body.revision });
  const { revision } = (await client.get(`/v1/suggestions/${id}`)).body;
  const rejected = await client.post(`/v1/suggestions/${id}/decisions`, {
    action: 'reject',
    reasons: ['insufficient'],
    seen_revision: revision,
  });
  expect(rejected.status).toBe(200);
}
