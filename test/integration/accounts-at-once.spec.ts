import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { aPerson, demonstrationPerson, type Person, said } from '../support/administrators.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { confirm, invite, invited, propose, setUp } from '../support/role-steps.js';

jest.setTimeout(180_000);

let app: TestApplication;
let hadi: Person;
let samir: Person;
let lina: Person;

beforeAll(async () => {
  app = await startApplication({ worker: false });
  hadi = await demonstrationPerson(app, 'hadi');
  samir = await demonstrationPerson(app, 'samir');
  lina = await demonstrationPerson(app, 'lina');
});
afterAll(() => app.stop());

const disable = (by: Person, id: string) => by.client.send('PATCH', `/v1/accounts/${id}`, { disabled: true });

describe('administrators who act in the same moment', () => {
  it('wait for each other and never make the service fail: 25 rounds of giving a role and taking it away', async () => {
    for (let round = 0; round < 25; round++) {
      const worker = await aPerson(app, 'caseworker');
      const { body } = await propose(lina, worker.id, 'supervisor');
      const [confirmed, takenAway] = await Promise.all([confirm(hadi, body.id), propose(samir, worker.id, null)]);
      expect([200, 409]).toContain(confirmed.status);
      expect([round, takenAway.status]).toEqual([round, 201]);
      const [{ role }] = await app.dataSource.query('select role from accounts where id = $1', [worker.id]);
      expect(role).toBeNull();
    }
  });

  it('each invite the other: one of them goes first, and then the other is no administrator any more', async () => {
    for (let round = 0; round < 12; round++) {
      const [one, two] = await Promise.all([aPerson(app, 'system_admin'), aPerson(app, 'system_admin')]);
      const answers = await Promise.all([invite(one, two.id), invite(two, one.id)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 401]);
    }
  });

  it('disable, invite and confirm, while the invited person sets up signing in: nobody meets a failure', async () => {
    for (let round = 0; round < 6; round++) {
      const nur = await invited(lina);
      const answers = await Promise.all([
        setUp(app, nur.invitation.link).then(({ answer }) => answer),
        invite(hadi, nur.id),
        confirm(samir, nur.change),
        disable(lina, nur.id),
      ]);
      for (const answer of answers) expect([202, 201, 200, 401, 404, 409]).toContain(answer.status);
    }
  });
});

describe('an administrator who was disabled while his request waited', () => {
  it.each<[string, (admin: Person, id: string) => ReturnType<typeof invite>]>([
    ['makes no link', invite],
    ['disables nobody', disable],
    ['ends nobody’s sessions', (admin, id) => admin.client.send('DELETE', `/v1/accounts/${id}/sessions`)],
    ['takes no role away', (admin, id) => propose(admin, id, null)],
  ])('%s', async (_, act) => {
    const [admin, worker] = await Promise.all([aPerson(app, 'system_admin'), aPerson(app, 'caseworker')]);
    const other = app.dataSource.createQueryRunner();
    await other.connect();
    await other.startTransaction();
    // His own row and the other one are held, as by somebody who is disabling him.
    await other.query('select 1 from accounts where id = any($1) order by id for update', [[admin.id, worker.id]]);
    const answer = act(admin, worker.id);
    await waitsForALock();
    await other.query('update accounts set disabled_at = now(), role = null where id = $1', [admin.id]);
    await other.commitTransaction();
    await other.release();
    expect(said(await answer)).toEqual([401, 'access.sign_in']);
    const [{ role }] = await app.dataSource.query('select role from accounts where id = $1', [worker.id]);
    expect(role).toBe('caseworker');
    expect((await worker.client.get('/v1/session')).status).toBe(200);
  });
});

async function waitsForALock(): Promise<void> {
  for (;;) {
    const [{ waiting }] = await app.dataSource.query(
      `select count(*)::int as waiting from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and usename = 'athar_api'`,
    );
    if (waiting > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
