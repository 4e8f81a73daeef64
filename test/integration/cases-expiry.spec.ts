import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { expireCases } from '../../src/consents/expire-cases.js';
import { openDataSource } from '../../src/database/data-source.js';
import { databaseUrls } from '../../src/database/roles.js';
import { type Client, startApplication, type TestApplication } from '../support/application.js';
import { because, casesOf, enter } from '../support/cases.js';

jest.setTimeout(120_000);

let application: TestApplication;
let workersOwn: DataSource;
let rana: Client;
let cases: ReturnType<typeof casesOf>;
let people = 200;

beforeAll(async () => {
  application = await startApplication();
  workersOwn = await openDataSource(databaseUrls(process.env.DATABASE_URL!).worker);
  rana = await enter(application, 'rana');
  cases = casesOf(rana);
});
afterAll(async () => {
  await workersOwn?.destroy();
  await application?.stop();
});

/** The clock of one case: as if nothing had happened to it for so long. */
async function quietFor(id: string, time: string): Promise<void> {
  await application.dataSource.transaction(async (manager) => {
    await manager.query("set local session_replication_role = 'replica'");
    await manager.query('update cases set updated_at = now() - $2::interval where id = $1', [id, time]);
  });
}
const consentsEnd = (reportId: string) =>
  application.dataSource.query(
    "update consents set given_at = given_at - interval '3 years', expires_at = now() - interval '1 second' where report_id = $1 and granted",
    [reportId],
  );
const closed = { closing_reason: 'found_alive_in_contact' };
const stateOf = async (id: string) => (await cases.get(id)).state;
const reportState = async (reportId: string) => (await rana.get(`/v1/reports/${reportId}`)).body.state;

/** Closed or withdrawn so long ago, and nobody allows anything any more. */
async function over(step: 'close' | 'withdraw', time = '2 years 1 day', consents: 'ended' | 'live' = 'ended') {
  const filed = await cases.fileOpen(people++);
  const moved = await cases.step(filed.id, step, step === 'close' ? closed : { reason: because });
  expect(moved.status).toBe(200);
  if (consents === 'ended') await consentsEnd(filed.reportId);
  await quietFor(filed.id, time);
  return filed;
}

describe('a case that is over', () => {
  it.each(['close', 'withdraw'] as const)(
    'expires two years after the last thing that happened to it (%s), by nobody’s hand, and once',
    async (step) => {
      const { id, reportId } = await over(step);
      expect(await expireCases(workersOwn)).toBe(1);
      expect(await expireCases(workersOwn)).toBe(0);
      const found = await cases.get(id);
      expect(found).toMatchObject({ state: 'expired', goes_back_to: null });
      expect(found.closing_reason).toBe(step === 'close' ? 'found_alive_in_contact' : null);
      const [last] = await cases.history(id, '&of=case');
      expect(last).toMatchObject({ kind: 'expire', by: null, to_state: 'expired' });
      expect(await reportState(reportId)).toBe('withdrawn');
      await application.settled();
      const profiles = await application.dataSource.query('select 1 from match_profiles where record_id = $1', [
        reportId,
      ]);
      expect(profiles).toEqual([]);
      // Nothing comes back from there.
      for (const action of ['reopen', 'restore', 'withdraw', 'hold'])
        expect((await cases.step(id, action, { reason: because })).body.code).toBe('case.wrong_state');
    },
  );

  it('is kept while anybody who reports allows anything, and while its two years last', async () => {
    const [asked, recent] = [await over('close', '5 years', 'live'), await over('withdraw', '23 months')];
    expect(await expireCases(workersOwn)).toBe(0);
    expect([await stateOf(asked.id), await stateOf(recent.id)]).toEqual(['closed', 'withdrawn']);
  });

  it('is brought back by a reopening, or kept by a new consent, before that', async () => {
    const [reopened, allowed] = [await over('close'), await over('close')];
    expect((await cases.step(reopened.id, 'reopen', { reason: because })).status).toBe(200);
    const { body } = await rana.get(`/v1/reports/${allowed.reportId}/reporters`);
    const answer = {
      reporter_id: body.items[0].id,
      purpose: 'contact',
      granted: true,
      form_version: 'test-2',
      language: 'ar',
    };
    expect((await rana.post(`/v1/reports/${allowed.reportId}/consents`, answer)).status).toBe(201);
    await quietFor(reopened.id, '5 years');
    expect(await expireCases(workersOwn)).toBe(0);
    expect([await stateOf(reopened.id), await stateOf(allowed.id)]).toEqual(['open', 'closed']);
  });

  it('is kept while it is contested, and the search for somebody else goes on whatever the time', async () => {
    const contested = await over('withdraw');
    const told = { case_id: contested.id, claim: 'this_is_false', told: because };
    expect((await rana.post('/v1/contests', told)).status).toBe(201);
    await quietFor(contested.id, '5 years');
    const open = await cases.fileOpen(people++);
    const paused = await cases.fileOpen(people++);
    expect((await cases.step(paused.id, 'pause', { reason: because })).status).toBe(200);
    for (const { id, reportId } of [open, paused]) {
      await consentsEnd(reportId);
      await quietFor(id, '20 years');
    }
    expect(await expireCases(workersOwn)).toBe(0);
    expect(await Promise.all([contested.id, open.id, paused.id].map(stateOf))).toEqual([
      'withdrawn',
      'open',
      'paused_by_family',
    ]);
  });

  it('is expired for the organisation that the worker works for, and no process may do so itself', async () => {
    const { id } = await over('close');
    const refusal = (work: Promise<unknown>) =>
      work.then(
        () => 'allowed',
        (error: { code: string }) => error.code,
      );
    expect(await workersOwn.query('select expire_cases() as n')).toEqual([{ n: 0 }]);
    expect(await refusal(workersOwn.query("update cases set state = 'expired' where id = $1", [id]))).toBe('42501');
    const api = await openDataSource(databaseUrls(process.env.DATABASE_URL!).api);
    expect(await refusal(api.query('select expire_cases()'))).toBe('42501');
    await api.destroy();
    expect(await stateOf(id)).toBe('closed');
    expect(await expireCases(workersOwn)).toBe(1);
  });
});
