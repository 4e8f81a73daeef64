import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { aPerson, demonstrationPerson, notFound, type Person, said } from '../support/administrators.js';
import { signIn, startApplication, type TestApplication } from '../support/application.js';
import { confirm, invited, newLogin, propose, setUp } from '../support/role-steps.js';
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

describe('C11: a new colleague', () => {
  it('is let in by two administrators: one invites, he sets up signing in himself, another one confirms', async () => {
    const nur = await invited(lina);
    expect(nur.account).toMatchObject({ role: null, disabled: false });
    expect(said(await confirm(lina, nur.change))).toEqual([409, 'role_change.same_person']);
    // The link is still open: whoever made it could use it after the role is given.
    expect(said(await confirm(hadi, nur.change))).toEqual([409, 'role_change.invitation_open']);
    const { answer, secret } = await setUp(app, nur.invitation.link);
    expect([answer.status, answer.body, answer.headers.getSetCookie()]).toEqual([202, { state: 'waiting' }, []]);
    const enter = () =>
      call(app.url, 'POST', '/v1/session', { account: nur.login, password: goodPassword, code: codeOf(secret) });
    expect(said(await enter())).toEqual([401, 'access.wrong_credentials']);
    expect(await roleOf(nur.id)).toBeNull();

    const confirmed = await confirm(hadi, nur.change);
    expect(confirmed.body).toMatchObject({ state: 'confirmed', to_role: 'caseworker', decided_by: hadi.id });
    // The refused try used up the code of this half minute.
    await app.dataSource.query('update totp_secrets set last_step = null where account_id = $1', [nur.id]);
    const entered = await enter();
    expect([entered.status, entered.body.role]).toEqual([200, 'caseworker']);
    expect((await audited(app.dataSource, 'role.confirmed', nur.change)).map((entry) => entry.outcome)).toEqual([
      'done',
      'denied',
    ]);
  });

  it('is invited once: the same request again makes nothing and shows no link', async () => {
    const body = { login: newLogin(), display_name: 'Nur Athartest', role: 'auditor' };
    const key = { 'idempotency-key': randomUUID() };
    const first = await lina.client.post('/v1/accounts', body, key);
    const again = await lina.client.post('/v1/accounts', body, key);
    expect(first.body.invitation.link).toMatch(/#ati_/);
    expect(again.body).toEqual({ ...first.body, invitation: null });
    expect(said(await lina.client.post('/v1/accounts', { ...body, role: 'supervisor' }, key))).toEqual([
      422,
      'idempotency.reused',
    ]);
    expect(said(await lina.client.post('/v1/accounts', body))).toEqual([409, 'account.login_taken']);
  });
});

describe('C11: an administrator alone', () => {
  it.each(['system_admin', 'organisation_admin'] as const)(
    '(%s) gives no role, to himself or to others',
    async (role) => {
      const admin = await aPerson(app, role);
      const other = await aPerson(app, 'caseworker');
      const forbidden = ['role', 'organisation_id', 'disabled_at', 'login', 'password_hash', 'demonstration', 'id'];
      for (const id of [admin.id, other.id]) {
        for (const field of forbidden) {
          const answer = await admin.client.send('PATCH', `/v1/accounts/${id}`, { [field]: 'supervisor' });
          expect(said(answer)).toEqual([400, 'request.unknown_field']);
        }
        const more = { role: 'supervisor', decided_by: hadi.id, decision: 'confirmed' };
        expect(said(await admin.client.post(`/v1/accounts/${id}/role-changes`, more))).toEqual([
          400,
          'request.unknown_field',
        ]);
      }
      for (const wish of ['supervisor', 'caseworker', 'disclosure_lead']) {
        const own = await propose(admin, admin.id, wish);
        expect(said(own)).toEqual([409, 'account.own']);
      }
      expect(said(await admin.client.post(`/v1/accounts/${admin.id}/invitations`, undefined))).toEqual([
        409,
        'account.own',
      ]);
      const proposed = await propose(admin, other.id, 'supervisor');
      expect([proposed.status, proposed.body.state]).toEqual([201, 'pending']);
      expect(said(await confirm(admin, proposed.body.id))).toEqual([409, 'role_change.same_person']);
      expect(said(await propose(admin, other.id, 'auditor'))).toEqual([409, 'role_change.waiting']);
      // A second account of his own does not help: it has no role until somebody else confirms it.
      const second = await invited(admin, role === 'system_admin' ? 'system_admin' : 'organisation_admin');
      const { answer } = await setUp(app, second.invitation.link);
      expect(answer.status).toBe(202);
      expect([await roleOf(admin.id), await roleOf(other.id), await roleOf(second.id)]).toEqual([
        role,
        'caseworker',
        null,
      ]);
    },
  );

  it('takes over nobody by a link for recovery: the role goes at once and waits for a second administrator', async () => {
    const worker = await aPerson(app, 'caseworker');
    const answer = await lina.client.post(`/v1/accounts/${worker.id}/invitations`, undefined);
    expect(answer.body).toMatchObject({
      account: { role: null },
      role_change: { state: 'pending', from_role: null, to_role: 'caseworker' },
    });
    expect(said(await worker.client.get('/v1/session'))).toEqual([401, 'access.sign_in']);
    expect((await setUp(app, answer.body.invitation.link)).answer.status).toBe(202);
    expect(said(await confirm(lina, answer.body.role_change.id))).toEqual([409, 'role_change.same_person']);
    expect(said(await confirm(samir, answer.body.role_change.id))).toEqual([200, undefined]);
    expect(await roleOf(worker.id)).toBe('caseworker');
  });

  it('who is of an organisation reaches no system administrator and makes none', async () => {
    const worker = await aPerson(app, 'caseworker');
    expect(said(await propose(lina, worker.id, 'system_admin'))).toEqual(notFound);
    expect(
      said(await lina.client.post('/v1/accounts', { login: newLogin(), display_name: 'Nur', role: 'system_admin' })),
    ).toEqual(notFound);
    expect(said(await propose(lina, samir.id, null))).toEqual(notFound);
    expect(said(await lina.client.send('PATCH', `/v1/accounts/${samir.id}`, { disabled: true }))).toEqual(notFound);
    expect(said(await lina.client.send('DELETE', `/v1/accounts/${samir.id}/sessions`))).toEqual(notFound);
    const byHadi = await propose(hadi, worker.id, 'system_admin');
    expect(byHadi.status).toBe(201);
    for (const step of ['confirmation', 'refusal', 'withdrawal'])
      expect(said(await lina.client.post(`/v1/role-changes/${byHadi.body.id}/${step}`, undefined))).toEqual(notFound);
    const listed = await lina.client.get('/v1/role-changes?state=pending&limit=200');
    expect(listed.body.items.map((one: { id: string }) => one.id)).not.toContain(byHadi.body.id);
    expect((await audited(app.dataSource, 'role.proposed', worker.id)).map((entry) => entry.outcome)).toEqual([
      'done',
      'denied',
    ]);
  });

  it('sees no case content', async () => {
    for (const admin of [hadi, lina]) {
      for (const path of [
        '/v1/reports',
        '/v1/imports',
        '/v1/suggestions',
        '/v1/figures',
        `/v1/reports/${randomUUID()}`,
      ])
        expect(said(await admin.client.get(path))).toEqual(notFound);
    }
  });
});

describe('a proposed role', () => {
  it('is not confirmed by whom it is about', async () => {
    const other = await aPerson(app, 'system_admin');
    const { body } = await propose(hadi, other.id, 'supervisor');
    expect(said(await confirm(other, body.id))).toEqual([409, 'role_change.same_person']);
    expect(said(await other.client.post(`/v1/role-changes/${body.id}/refusal`, undefined))).toEqual([
      409,
      'role_change.same_person',
    ]);
    expect((await confirm(samir, body.id)).body.state).toBe('confirmed');
  });

  it('is refused by another administrator, or withdrawn by the proposer alone', async () => {
    const worker = await aPerson(app, 'caseworker');
    const first = await propose(lina, worker.id, 'supervisor');
    expect((await hadi.client.post(`/v1/role-changes/${first.body.id}/refusal`, undefined)).body.state).toBe('refused');
    const second = await propose(lina, worker.id, 'supervisor');
    expect(said(await hadi.client.post(`/v1/role-changes/${second.body.id}/withdrawal`, undefined))).toEqual(notFound);
    const withdrawn = await lina.client.post(`/v1/role-changes/${second.body.id}/withdrawal`, undefined);
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn', decided_by: null });
    for (const id of [first.body.id, second.body.id])
      expect(said(await confirm(samir, id))).toEqual([409, 'role_change.decided']);
    expect(await roleOf(worker.id)).toBe('caseworker');
  });

  it('lapses when its proposer is disabled, or the account loses its role, before it is confirmed', async () => {
    const [proposer, worker, other] = await Promise.all([
      aPerson(app, 'system_admin'),
      aPerson(app, 'caseworker'),
      aPerson(app, 'caseworker'),
    ]);
    const first = await propose(proposer, worker.id, 'supervisor');
    expect((await samir.client.send('PATCH', `/v1/accounts/${proposer.id}`, { disabled: true })).status).toBe(200);
    expect(said(await confirm(lina, first.body.id))).toEqual([409, 'role_change.decided']);
    expect(said(await confirm(proposer, first.body.id))).toEqual([401, 'access.sign_in']);
    const second = await propose(hadi, other.id, 'supervisor');
    expect((await propose(samir, other.id, null)).body.state).toBe('at_once');
    expect(said(await confirm(samir, second.body.id))).toEqual([409, 'role_change.decided']);
    const { body } = await hadi.client.get('/v1/role-changes?state=decided&limit=200');
    const stateOf = (id: string) => body.items.find((one: { id: string }) => one.id === id).state;
    expect([stateOf(first.body.id), stateOf(second.body.id)]).toEqual(['lapsed', 'lapsed']);
    expect([await roleOf(worker.id), await roleOf(other.id)]).toEqual(['caseworker', null]);
  });

  it('is given once by many confirmations at the same moment', async () => {
    const worker = await aPerson(app, 'caseworker');
    const { body } = await propose(lina, worker.id, 'supervisor');
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => confirm(i % 2 ? hadi : samir, body.id)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 200))
      expect(said(answer)).toEqual([409, 'role_change.decided']);
    expect((await audited(app.dataSource, 'role.confirmed', body.id)).map((entry) => entry.outcome)).toEqual(['done']);
    expect(said(await worker.client.get('/v1/session'))).toEqual([401, 'access.sign_in']);
  });

  it('is either given or lapsed when its proposer is disabled in the same moment, never half of each', async () => {
    for (let round = 0; round < 6; round++) {
      const [proposer, worker] = await Promise.all([aPerson(app, 'system_admin'), aPerson(app, 'caseworker')]);
      const { body } = await propose(proposer, worker.id, 'supervisor');
      const [confirmed, disabled] = await Promise.all([
        confirm(lina, body.id),
        samir.client.send('PATCH', `/v1/accounts/${proposer.id}`, { disabled: true }),
      ]);
      expect(disabled.status).toBe(200);
      const [{ decision }] = await app.dataSource.query('select decision from role_changes where id = $1', [body.id]);
      expect([confirmed.status, decision, await roleOf(worker.id)]).toEqual(
        confirmed.status === 200 ? [200, 'confirmed', 'supervisor'] : [409, 'lapsed', 'caseworker'],
      );
    }
  });
});

describe('taking rights away', () => {
  it('works alone and at once, and nobody gets his role back by being enabled again', async () => {
    const worker = await aPerson(app, 'supervisor');
    expect((await worker.client.get('/v1/reports')).status).toBe(200);
    const disabled = await lina.client.send('PATCH', `/v1/accounts/${worker.id}`, { disabled: true });
    expect(disabled.body).toMatchObject({ disabled: true, role: null });
    expect(said(await worker.client.get('/v1/reports'))).toEqual([401, 'access.sign_in']);
    await expect(signIn(app.url, worker.account)).rejects.toThrow('401');
    const enabled = await lina.client.send('PATCH', `/v1/accounts/${worker.id}`, { disabled: false });
    expect(enabled.body).toMatchObject({ disabled: false, role: null });
    await expect(signIn(app.url, worker.account)).rejects.toThrow('401');
  });

  it('nobody does it to himself: an organisation is not left without an administrator by a slip', async () => {
    expect(said(await hadi.client.send('PATCH', `/v1/accounts/${hadi.id}`, { disabled: true }))).toEqual([
      409,
      'account.own',
    ]);
    expect(said(await propose(lina, lina.id, null))).toEqual([409, 'account.own']);
  });
});
