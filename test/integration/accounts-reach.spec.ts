import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { policies } from '../../src/access/policies.js';
import {
  aKey,
  anAgreement,
  aPartner,
  aPerson,
  dayFromNow,
  demonstrationPerson,
  noLongerFresh,
  notFound,
  type Person,
  said,
} from '../support/administrators.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { audited } from '../support/staff.js';

jest.setTimeout(180_000);

let app: TestApplication;
let hadi: Person;
let lina: Person;
let partner: Awaited<ReturnType<typeof aPartner>>;
let other: Awaited<ReturnType<typeof aPartner>>;

beforeAll(async () => {
  app = await startApplication({ worker: false });
  hadi = await demonstrationPerson(app, 'hadi');
  lina = await demonstrationPerson(app, 'lina');
  partner = await aPartner(app, hadi);
  other = await aPartner(app, hadi);
});
afterAll(() => app.stop());

const administration = Object.entries(policies).filter(([route]) =>
  /^\w+ \/v1\/(accounts|role-changes|organisations|keys)/.test(route),
);

/** A body that each route would take from whoever may. */
const bodyOf = (route: string): object | undefined => {
  if (route.startsWith('GET')) return undefined;
  if (route.endsWith('/agreements')) return anAgreement();
  if (route.endsWith('/role-changes')) return { role: 'auditor' };
  if (route.endsWith('/rotation')) return { overlap_days: 1 };
  if (route.startsWith('PATCH')) return { display_name: 'Athartest' };
  if (route === 'POST /v1/accounts')
    return { login: `l-${randomUUID().slice(0, 8)}`, display_name: 'Athartest', role: 'auditor' };
  if (route === 'POST /v1/organisations') return { name: `Partner ${randomUUID()}` };
  if (route === 'POST /v1/keys')
    return { name: 'k', scopes: ['import'], expires_at: new Date(Date.now() + 1e6).toISOString() };
  return undefined;
};
const ask = (person: Person, route: string, ids: Record<string, string>) => {
  const [method, path] = route.split(' ');
  return person.client.send(
    method,
    path.replace(/:(\w+)/g, (_, name) => ids[name] ?? randomUUID()),
    bodyOf(route),
  );
};

/** Something of every kind in the other partner's organisation. */
async function everythingOf(owner: { id: string; admin: Person }) {
  const worker = await aPerson(app, 'caseworker', owner.id);
  const proposed = await owner.admin.client.post(`/v1/accounts/${worker.id}/role-changes`, { role: 'supervisor' });
  const key = await aKey(owner.admin, ['import']);
  const organisations = await owner.admin.client.get('/v1/organisations');
  return {
    account: worker.id,
    change: proposed.body.id as string,
    key: key.id,
    secret: key.secretId,
    organisation: owner.id,
    agreement: organisations.body.items[0].agreements[0].id as string,
  };
}

const idsFor = (route: string, theirs: Awaited<ReturnType<typeof everythingOf>>) => ({
  id: route.includes('/accounts')
    ? theirs.account
    : route.includes('/role-changes')
      ? theirs.change
      : route.includes('/keys')
        ? theirs.key
        : theirs.organisation,
  agreementId: theirs.agreement,
  secretId: theirs.secret,
});

describe('the administration', () => {
  it('is nothing for whoever is no administrator', async () => {
    const theirs = await everythingOf(other);
    for (const role of ['caseworker', 'supervisor', 'disclosure_lead', 'auditor'] as const) {
      const person = await aPerson(app, role, other.id);
      for (const [route] of administration)
        expect([route, ...said(await ask(person, route, idsFor(route, theirs)))]).toEqual([route, ...notFound]);
    }
    expect(administration.length).toBe(20);
  });

  it('needs a fresh proof of identity for every change, and none to look', async () => {
    const system = await aPerson(app, 'system_admin');
    const own = await aPerson(app, 'organisation_admin', partner.id);
    const theirs = await everythingOf(partner);
    await noLongerFresh(app, system);
    await noLongerFresh(app, own);
    for (const [route, policy] of administration) {
      const person = policy.callers.some(
        (caller) => typeof caller === 'object' && 'staff' in caller && caller.staff.includes('organisation_admin'),
      )
        ? own
        : system;
      const [status, code] = said(await ask(person, route, idsFor(route, theirs)));
      expect([route, status, code]).toEqual(
        route.startsWith('GET') ? [route, 200, undefined] : [route, 403, 'access.fresh_sign_in'],
      );
    }
  });

  it('ends at the own organisation: ids of another one read like ids that are not there, in every place, and are written down', async () => {
    const theirs = await everythingOf(other);
    const routes = administration.filter(([route]) => route.includes(':'));
    for (const [route] of routes) {
      const foreign = await ask(partner.admin, route, idsFor(route, theirs));
      const missing = await ask(partner.admin, route, {});
      expect([route, ...said(foreign)]).toEqual([route, ...notFound]);
      const { instance: _i, ...one } = foreign.body;
      const { instance: _j, ...two } = missing.body;
      expect(one).toEqual(two);
    }
    const denied = await app.dataSource.query(
      `select count(*)::int as n from audit_entries where actor_id = $1 and outcome = 'denied'`,
      [partner.admin.id],
    );
    expect(denied[0].n).toBe(2 * routes.length);
    // A child of somebody else's under a parent of one's own.
    const mine = await everythingOf(partner);
    const crossed = { id: mine.key, secretId: theirs.secret };
    expect(said(await ask(partner.admin, 'DELETE /v1/keys/:id/secrets/:secretId', crossed))).toEqual(notFound);
    const agreements = { id: partner.id, agreementId: theirs.agreement };
    expect(said(await ask(hadi, 'DELETE /v1/organisations/:id/agreements/:agreementId', agreements))).toEqual(notFound);
    const body = { login: 'x-athartest', display_name: 'Athartest', role: 'auditor', organisation_id: other.id };
    expect(said(await partner.admin.client.post('/v1/accounts', body))).toEqual(notFound);
  });

  it('lists what is of the own organisation, and everything for a system administrator', async () => {
    const idsIn = async (person: Person, path: string) => {
      const ids: string[] = [];
      let cursor = '';
      do {
        const { body } = await person.client.get(`${path}?limit=3${cursor}`);
        ids.push(...body.items.map((item: { id: string }) => item.id));
        cursor = body.next ? `&cursor=${body.next}` : '';
      } while (cursor);
      expect(new Set(ids).size).toBe(ids.length);
      return ids;
    };
    const theirs = await everythingOf(other);
    const mine = await everythingOf(partner);
    for (const [path, kind] of [
      ['/v1/accounts', 'account'],
      ['/v1/role-changes', 'change'],
      ['/v1/organisations', 'organisation'],
      ['/v1/keys', 'key'],
    ] as const) {
      const own = await idsIn(partner.admin, path);
      expect(own).toContain(mine[kind]);
      expect(own).not.toContain(theirs[kind]);
      expect(await idsIn(hadi, path)).toEqual(expect.arrayContaining([mine[kind], theirs[kind]]));
      const word = path.slice('/v1/'.length);
      expect((await audited(app.dataSource, `${word}.listed`))[0].outcome).toBe('done');
    }
    expect(await idsIn(partner.admin, '/v1/organisations')).toEqual([partner.id]);
    expect(await idsIn(lina, '/v1/accounts')).not.toContain(hadi.id);
  });
});

describe('C7: sessions', () => {
  it('of one account end at once', async () => {
    const worker = await aPerson(app, 'caseworker', partner.id);
    expect((await worker.client.get('/v1/session')).status).toBe(200);
    expect((await partner.admin.client.send('DELETE', `/v1/accounts/${worker.id}/sessions`)).status).toBe(204);
    expect(said(await worker.client.get('/v1/session'))).toEqual([401, 'access.sign_in']);
  });

  it('of a whole organisation end at once in an emergency, but for that of who ends them, and no other organisation’s', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => aPerson(app, 'caseworker', partner.id)));
    const answer = await partner.admin.client.post(`/v1/organisations/${partner.id}/sessions/revocation`, undefined);
    expect(answer.body.ended).toBeGreaterThanOrEqual(2);
    for (const person of [one, two]) expect((await person.client.get('/v1/session')).status).toBe(401);
    for (const person of [partner.admin, other.admin, lina])
      expect((await person.client.get('/v1/session')).status).toBe(200);
  });
});

describe('organisations', () => {
  it('are made by a system administrator, once under a name', async () => {
    const body = { name: `Partner ${randomUUID()}` };
    const made = await hadi.client.post('/v1/organisations', body);
    expect(made.body).toMatchObject({ ...body, kind: 'partner', agreements: [] });
    expect(said(await hadi.client.post('/v1/organisations', body))).toEqual([409, 'organisation.name_taken']);
    expect(said(await hadi.client.post('/v1/organisations', { name: 'x', kind: 'operator' }))).toEqual([
      400,
      'request.unknown_field',
    ]);
  });

  it('get system administrators only where the service is run', async () => {
    const worker = await aPerson(app, 'caseworker', partner.id);
    expect(said(await hadi.client.post(`/v1/accounts/${worker.id}/role-changes`, { role: 'system_admin' }))).toEqual([
      409,
      'role_change.operator_only',
    ]);
  });

  it('R27: keep their agreements when these end, and an agreement has an end and something that it is about', async () => {
    const made = await aPartner(app, hadi, false);
    const path = `/v1/organisations/${made.id}/agreements`;
    for (const wrong of [
      { valid_until: dayFromNow(-2) },
      { fields: [] },
      { fields: ['soul'] },
      { valid_until: undefined },
    ])
      expect(said(await hadi.client.post(path, anAgreement(wrong)))).toEqual([400, 'request.invalid']);
    const { body } = await hadi.client.post(path, anAgreement());
    expect(body.agreements).toMatchObject([{ purpose: 'import', in_force: true }]);
    const id = body.agreements[0].id;
    expect((await hadi.client.send('DELETE', `${path}/${id}`)).status).toBe(204);
    const after = await made.admin.client.get('/v1/organisations');
    expect(after.body.items[0].agreements).toMatchObject([{ id, in_force: false, valid_until: dayFromNow(-1) }]);
    expect((await audited(app.dataSource, 'agreement.ended', id)).length).toBe(1);
  });
});
