import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Client, signIn, startApplication, type TestApplication } from '../support/application.js';
import { auditOf } from '../support/audit-rows.js';
import { fileWith, mona, reveal } from '../support/family.js';

jest.setTimeout(180_000);

let app: TestApplication;
let salma: Client;
const enter = (login: string) => signIn(app.url, app.accounts.find((one) => one.login === login)!);
const idOf = async (login: string): Promise<string> =>
  (await app.dataSource.query('select id from accounts where login = $1', [login]))[0].id;
const alarmsOf = async (login: string) =>
  app.dataSource.query('select kind, times, acknowledged_by from alarms where actor_id = $1 order by at', [
    await idOf(login),
  ]);
/** Makes everything that this person saw, and the alarms about it, older. */
const age = async (login: string, interval: string) => {
  const id = await idOf(login);
  await app.dataSource.query('update reveals set at = at - $2::interval where account_id = $1', [id, interval]);
  await app.dataSource.query(
    `update alarms set at = at - $2::interval, last_at = last_at - $2::interval,
       acknowledged_at = acknowledged_at - $2::interval where actor_id = $1`,
    [id, interval],
  );
};
/** So many at once. @returns how often each status came */
async function revealAtOnce(client: Client, times: number, of: { id: string; reporterId: string }) {
  const answers = await Promise.all(Array.from({ length: times }, () => reveal(client, of.id, of.reporterId)));
  const count = (status: number) => answers.filter((answer) => answer.status === status).length;
  expect(count(200) + count(403) + count(429)).toBe(times);
  return { answers, shown: count(200), refused: count(403) + count(429) };
}

beforeAll(async () => {
  app = await startApplication({ worker: false });
  salma = await enter('salma');
}, 60_000);
afterAll(() => app.stop());

describe('R14: the reading budget of one person', () => {
  let rana: Client;
  let family: { id: string; reporterId: string };

  it('is 60 an hour also when 100 are asked for at once, and never one more', async () => {
    rana = await enter('rana');
    family = await fileWith(rana);
    const { answers, shown, refused } = await revealAtOnce(rana, 100, family);
    expect({ shown, refused }).toEqual({ shown: 60, refused: 40 });
    expect(answers.filter((answer) => answer.status === 200).map((answer) => answer.body.name)).toEqual(
      Array(60).fill(mona.name),
    );
    const limited = answers.find((answer) => answer.status === 429)!;
    expect(limited.body.code).toBe('budget.exhausted');
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(3_500);
    expect(Number(limited.headers.get('retry-after'))).toBeLessThanOrEqual(3_600);
    const entries = await auditOf(app.dataSource, family.reporterId, 'reporter.revealed');
    expect(entries.filter((entry) => entry.outcome === 'done')).toHaveLength(60);
    expect(entries.filter((entry) => entry.outcome === 'refused')).toHaveLength(
      answers.filter((answer) => answer.status === 429).length,
    );
    expect(await alarmsOf('rana')).toEqual([expect.objectContaining({ kind: 'reading_budget_hour' })]);
  });

  it('then asks for a fresh sign-in, in every session', async () => {
    expect((await reveal(rana, family.id, family.reporterId)).body.code).toBe('access.fresh_sign_in');
    const [{ fresh }] = await app.dataSource.query(
      'select count(fresh_until)::int as fresh from sessions where account_id = $1',
      [await idOf('rana')],
    );
    expect(fresh).toBe(0);
  });

  it('gives twenty more within the hour after it, and no more however often one signs in', async () => {
    rana = await enter('rana');
    expect(await revealAtOnce(rana, 30, family)).toMatchObject({ shown: 20, refused: 10 });
    rana = await enter('rana');
    expect(await revealAtOnce(rana, 5, family)).toMatchObject({ shown: 0, refused: 5 });
    const [{ n }] = await app.dataSource.query('select count(*)::int as n from reveals where account_id = $1', [
      await idOf('rana'),
    ]);
    expect(n).toBe(80);
  });

  it('rings one alarm, which counts on, for the supervisor', async () => {
    const { body } = await salma.get('/v1/alarms');
    expect(body.items).toEqual([
      expect.objectContaining({ kind: 'reading_budget_hour', actor_id: await idOf('rana'), acknowledged_at: null }),
    ]);
    expect(body.items[0].times).toBeGreaterThan(2);
  });

  it('lets go by itself after an hour, until 200 are reached within the day', async () => {
    await age('rana', '61 minutes');
    rana = await enter('rana');
    expect(await revealAtOnce(rana, 60, family)).toMatchObject({ shown: 60 });
    await age('rana', '61 minutes');
    rana = await enter('rana');
    expect(await revealAtOnce(rana, 60, family)).toMatchObject({ shown: 60 });
    await age('rana', '61 minutes');
    rana = await enter('rana');
    const first = await reveal(rana, family.id, family.reporterId);
    expect({ status: first.status, code: first.body.code }).toEqual({ status: 429, code: 'budget.exhausted' });
    expect(Number(first.headers.get('retry-after'))).toBeGreaterThan(20 * 3_600);
    rana = await enter('rana');
    expect((await reveal(rana, family.id, family.reporterId)).status).toBe(429);
  });

  it('of the day is given again by a supervisor who acknowledges the alarm, and by nobody else', async () => {
    const alarm = (await salma.get('/v1/alarms')).body.items.find(
      (one: { kind: string }) => one.kind === 'reading_budget_day',
    );
    const path = `/v1/alarms/${alarm.id}/acknowledgement`;
    expect((await rana.post(path, {})).status).toBe(404);
    expect((await rana.get('/v1/alarms')).status).toBe(404);
    expect((await salma.post(path, {})).body).toMatchObject({ acknowledged_by: await idOf('salma') });
    expect((await salma.post(path, {})).status).toBe(200);
    rana = await enter('rana');
    const again = await reveal(rana, family.id, family.reporterId);
    expect(again).toMatchObject({ status: 200, body: { name: mona.name, left: { day: 199 } } });
  });

  it('is not touched by what others read', async () => {
    const omar = await enter('omar');
    const his = await fileWith(omar);
    expect((await reveal(omar, his.id, his.reporterId)).body.left).toEqual({ hour: 59, day: 199 });
  });
});

describe('an alarm', () => {
  it('about a supervisor is acknowledged by somebody else', async () => {
    const family = await fileWith(salma);
    await revealAtOnce(salma, 61, family);
    salma = await enter('salma');
    const herId = await idOf('salma');
    const own = (await salma.get('/v1/alarms')).body.items.find((one: { actor_id: string }) => one.actor_id === herId);
    expect(own.kind).toBe('reading_budget_hour');
    expect((await salma.post(`/v1/alarms/${own.id}/acknowledgement`, {})).body.code).toBe('alarm.own');
  });
});
