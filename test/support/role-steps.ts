import { randomUUID } from 'node:crypto';
import type { Person } from './administrators.js';
import type { TestApplication } from './application.js';
import { call, codeOf, goodPassword } from './staff.js';

export const newLogin = () => `n-${randomUUID().slice(0, 8)}`;

/** A new colleague, whose role waits for a second administrator. */
export async function invited(by: Person, role = 'caseworker', more: object = {}) {
  const answer = await by.client.post('/v1/accounts', {
    login: newLogin(),
    display_name: 'Nur Athartest',
    role,
    ...more,
  });
  if (answer.status !== 201) throw new Error(`Making an account answered ${answer.status} ${answer.body.code}`);
  const { account, role_change: change, invitation } = answer.body;
  return { id: account.id as string, login: account.login as string, change: change.id as string, invitation, account };
}

export const invite = (by: Person, id: string) => by.client.post(`/v1/accounts/${id}/invitations`, undefined);

/** Sets up a password and an app by the link, as whoever holds it. */
export async function setUp(app: TestApplication, link: string) {
  const token = link.split('#')[1];
  const look = await call(app.url, 'POST', '/v1/invitations/accept/look', { token });
  const secret: string = look.body.totp.secret;
  const answer = await call(app.url, 'POST', '/v1/invitations/accept/password', {
    token,
    password: goodPassword,
    code: codeOf(secret, -30),
  });
  return { answer, secret };
}

export const propose = (by: Person, id: string, role: string | null) =>
  by.client.post(`/v1/accounts/${id}/role-changes`, { role });
export const confirm = (by: Person, change: string) =>
  by.client.post(`/v1/role-changes/${change}/confirmation`, undefined);
