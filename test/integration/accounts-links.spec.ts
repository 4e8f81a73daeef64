import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { databaseUrls } from '../../src/database/roles.js';
import { aPartner, aPerson, demonstrationPerson, type Person, said } from '../support/administrators.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { confirm, invite, invited, propose, setUp } from '../support/role-steps.js';
import { audited, call, codeOf, goodPassword } from '../support/staff.js';

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

const roleOf = async (id: string) =>
  (await app.dataSource.query('select role from accounts where id = $1', [id]))[0].role;
const decisionOf = async (change: string) =>
  (await app.dataSource.query('select decision from role_changes where id = $1', [change]))[0].decision;
const samePerson = [409, 'role_change.same_person'];
const ok = [200, undefined];

describe('C11: who made a link may hold it, and is no second person for the role behind it', () => {
  it('nor when somebody else had proposed the role: the new link ends that, and he becomes the proposer himself', async () => {
    for (const role of ['supervisor', 'organisation_admin']) {
      const nur = await invited(lina, role);
      await setUp(app, nur.invitation.link);
      const answer = await invite(hadi, nur.id);
      expect(answer.body.role_change).toMatchObject({ state: 'pending', to_role: role, proposed_by: hadi.id });
      const { answer: taken, secret } = await setUp(app, answer.body.invitation.link);
      expect(taken.status).toBe(202);
      expect([await decisionOf(nur.change), said(await confirm(hadi, nur.change))]).toEqual(['lapsed', samePerson]);
      expect(said(await confirm(hadi, answer.body.role_change.id))).toEqual(samePerson);
      // Nor her, whose link came before: both of them may have set up how this account signs in.
      expect(said(await confirm(lina, answer.body.role_change.id))).toEqual(samePerson);
      const enter = { account: nur.login, password: goodPassword, code: codeOf(secret) };
      expect((await call(app.url, 'POST', '/v1/session', enter)).status).toBe(401);
      expect(await roleOf(nur.id)).toBeNull();
      expect(said(await confirm(samir, answer.body.role_change.id))).toEqual(ok);
      expect(await roleOf(nur.id)).toBe(role);
    }
  });

  it('nor when the role was taken away, proposed by an honest administrator and the link made last', async () => {
    const worker = await aPerson(app, 'caseworker');
    expect((await propose(hadi, worker.id, null)).status).toBe(201);
    const honest = await propose(lina, worker.id, 'supervisor');
    const { body } = await invite(hadi, worker.id);
    await setUp(app, body.invitation.link);
    expect([await decisionOf(honest.body.id), body.role_change.proposed_by]).toEqual(['lapsed', hadi.id]);
    expect(said(await confirm(hadi, body.role_change.id))).toEqual(samePerson);
    expect((await audited(app.dataSource, 'role.confirmed', body.role_change.id)).map((one) => one.outcome)).toEqual([
      'denied',
    ]);
    expect(said(await confirm(lina, body.role_change.id))).toEqual(ok);
    expect(await roleOf(worker.id)).toBe('supervisor');
  });

  it('nor when the link was made first, used, and an honest administrator proposed after it', async () => {
    const worker = await aPerson(app, 'caseworker');
    expect((await propose(hadi, worker.id, null)).status).toBe(201);
    const { body } = await invite(hadi, worker.id);
    expect(body.role_change).toBeNull();
    await setUp(app, body.invitation.link);
    const honest = await propose(lina, worker.id, 'supervisor');
    expect(said(await confirm(hadi, honest.body.id))).toEqual(samePerson);
    expect(said(await confirm(samir, honest.body.id))).toEqual(ok);
    // Given by two: his link is history, and he may confirm what comes next.
    const next = await propose(lina, worker.id, 'caseworker');
    expect(said(await confirm(hadi, next.body.id))).toEqual(ok);
  });

  it('nor when he made the account, and withdrew so that somebody else would propose', async () => {
    const nur = await invited(hadi, 'supervisor');
    await setUp(app, nur.invitation.link);
    expect((await hadi.client.post(`/v1/role-changes/${nur.change}/withdrawal`, undefined)).status).toBe(200);
    const honest = await propose(lina, nur.id, 'supervisor');
    expect(said(await confirm(hadi, honest.body.id))).toEqual(samePerson);
    expect(await roleOf(nur.id)).toBeNull();
  });

  it('nor across organisations, in either order', async () => {
    const partner = await aPartner(app, hadi);
    const nur = await invited(partner.admin, 'organisation_admin');
    await setUp(app, nur.invitation.link);
    const byHadi = await invite(hadi, nur.id);
    await setUp(app, byHadi.body.invitation.link);
    expect(said(await confirm(hadi, nur.change))).toEqual(samePerson);
    expect(said(await confirm(hadi, byHadi.body.role_change.id))).toEqual(samePerson);
    expect(said(await confirm(partner.admin, byHadi.body.role_change.id))).toEqual(samePerson);
    expect(said(await confirm(samir, byHadi.body.role_change.id))).toEqual(ok);

    const worker = await aPerson(app, 'caseworker', partner.id);
    await propose(hadi, worker.id, null);
    const { body } = await invite(hadi, worker.id);
    await setUp(app, body.invitation.link);
    const honest = await propose(partner.admin, worker.id, 'supervisor');
    expect(said(await confirm(hadi, honest.body.id))).toEqual(samePerson);
    expect(said(await confirm(samir, honest.body.id))).toEqual(ok);
  });

  it('nor for the database, should the service not ask', async () => {
    const worker = await aPerson(app, 'caseworker');
    await propose(hadi, worker.id, null);
    await setUp(app, (await invite(hadi, worker.id)).body.invitation.link);
    const honest = await propose(lina, worker.id, 'supervisor');
    const api = new pg.Client({ connectionString: databaseUrls(process.env.DATABASE_URL!).api });
    await api.connect();
    const give = async (by: Person) => {
      await api.query('begin');
      try {
        await api.query(
          "select set_config('app.organisation', $1, true), set_config('app.actor', $2, true), set_config('app.role', $3, true)",
          [by.organisationId, by.id, by.role],
        );
        await api.query(
          "update role_changes set decision = 'confirmed', decided_by = $2, decided_at = now() where id = $1",
          [honest.body.id, by.id],
        );
        return (await api.query("update accounts set role = 'supervisor' where id = $1", [worker.id])).rowCount;
      } catch (error) {
        return (error as { code: string }).code;
      } finally {
        await api.query('rollback');
      }
    };
    try {
      expect([await give(hadi), await give(samir)]).toEqual(['23001', 1]);
    } finally {
      await api.end();
    }
  });

  it('also when thirty days have passed: a link that was used is not forgotten', async () => {
    const worker = await aPerson(app, 'caseworker');
    await propose(hadi, worker.id, null);
    const used = await invite(hadi, worker.id);
    await setUp(app, used.body.invitation.link);
    const unused = await invite(samir, worker.id);
    expect(unused.status).toBe(201);
    await app.dataSource.query(
      "update invitations set expires_at = now() - interval '40 days', created_at = now() - interval '41 days' where account_id = $1",
      [worker.id],
    );
    const api = new pg.Client({ connectionString: databaseUrls(process.env.DATABASE_URL!).api });
    await api.connect();
    try {
      await api.query("begin; set local app.purpose = 'sweep'");
      expect((await api.query('delete from invitations where account_id = $1', [worker.id])).rowCount).toBe(1);
      await api.query('commit');
    } finally {
      await api.end();
    }
    const honest = await propose(lina, worker.id, 'supervisor');
    expect(said(await confirm(hadi, honest.body.id))).toEqual(samePerson);
  });
});

describe('a proposal to make a system administrator', () => {
  it('ends when an administrator who does not see it disables the account or makes a link', async () => {
    for (const end of [
      (id: string) => lina.client.send('PATCH', `/v1/accounts/${id}`, { disabled: true }),
      (id: string) => invite(lina, id),
    ]) {
      const worker = await aPerson(app, 'caseworker');
      const proposed = await propose(hadi, worker.id, 'system_admin');
      expect(said(await propose(lina, worker.id, 'supervisor'))).toEqual([409, 'role_change.waiting']);
      expect((await end(worker.id)).status).toBeLessThan(300);
      expect(await decisionOf(proposed.body.id)).toBe('lapsed');
      await lina.client.send('PATCH', `/v1/accounts/${worker.id}`, { disabled: false });
      expect(said(await confirm(samir, proposed.body.id))).toEqual([409, 'role_change.decided']);
    }
    // Also one for an account that has no role yet.
    const nur = await invited(hadi, 'system_admin');
    const { body } = await invite(lina, nur.id);
    expect([await decisionOf(nur.change), body.role_change]).toEqual(['lapsed', null]);
  });
});
