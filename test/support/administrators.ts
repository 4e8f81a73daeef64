import { randomUUID } from 'node:crypto';
import type { Role } from '../../src/access/account.entity.js';
import { slowHash } from '../../src/access/slow-hashes.js';
import { type Answer, Client, signIn, type TestAccount, type TestApplication } from './application.js';
import { markerFamily } from './builders.js';

/** A member of staff of a test, with his session at the interface. */
export interface Person {
  id: string;
  organisationId: string;
  login: string;
  role: Role | null;
  account: TestAccount;
  client: Client;
}

/** One of the invented staff of the demonstration. */
export async function demonstrationPerson(app: TestApplication, login: string): Promise<Person> {
  const account = app.accounts.find((one) => one.login === login);
  if (!account) throw new Error(`Nobody is called ${login}`);
  const [row] = await app.dataSource.query(
    'select id, organisation_id as "organisationId", role from accounts where login = $1',
    [login],
  );
  return { ...row, login, account, client: await signIn(app.url, account) };
}

/** Somebody of a role and an organisation of the test's choice (the operator's if none is named), put there by the owner of the database. */
export async function aPerson(app: TestApplication, role: Role, organisationId?: string): Promise<Person> {
  const login = `p-${randomUUID().slice(0, 8)}`;
  const password = randomUUID();
  const [row]: { id: string; organisationId: string }[] = await app.dataSource.query(
    `insert into accounts (id, organisation_id, login, display_name, role, password_hash, demonstration)
     values ($1, coalesce($2, (select id from organisations where kind = 'operator')), $3, $4, $5, $6, true)
     returning id, organisation_id as "organisationId"`,
    [randomUUID(), organisationId ?? null, login, `Sami ${markerFamily}`, role, await slowHash(password)],
  );
  const account = { login, account: login, displayName: `Sami ${markerFamily}`, role, password };
  return { ...row, login, role, account, client: await signIn(app.url, account) };
}

/** A partner organisation as a system administrator makes it, with an administrator of its own. */
export async function aPartner(app: TestApplication, systemAdmin: Person, agreed = true) {
  const made = await systemAdmin.client.post('/v1/organisations', { name: `Partner ${randomUUID()}` });
  if (made.status !== 201) throw new Error(`Making an organisation answered ${made.status} ${made.body.code}`);
  const id: string = made.body.id;
  if (agreed) {
    const agreement = await systemAdmin.client.post(`/v1/organisations/${id}/agreements`, anAgreement());
    if (agreement.status !== 201) throw new Error(`Agreeing answered ${agreement.status} ${agreement.body.code}`);
  }
  return { id, admin: await aPerson(app, 'organisation_admin', id) };
}

export const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
export const anAgreement = (changes: object = {}) => ({
  purpose: 'import',
  fields: ['names', 'events'],
  valid_from: dayFromNow(-1),
  valid_until: dayFromNow(30),
  ...changes,
});

/** A key of the administrator's organisation and a program that uses it. */
export async function aKey(admin: Person, scopes: string[], expiresInMs = 86_400_000) {
  const made = await admin.client.post('/v1/keys', {
    name: 'A program',
    scopes,
    expires_at: new Date(Date.now() + expiresInMs).toISOString(),
  });
  if (made.status !== 201) throw new Error(`Making a key answered ${made.status} ${made.body.code}`);
  const { key, secret, secret_id: secretId } = made.body;
  return { id: key.id as string, secret: secret as string, secretId, program: new Client(admin.client.url, secret) };
}

/** The last proof of identity of these people is older than five minutes. */
export const noLongerFresh = (app: TestApplication, person: Person) =>
  app.dataSource.query("update sessions set fresh_until = now() - interval '1 second' where account_id = $1", [
    person.id,
  ]);

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the answer holds
export const said = ({ status, body }: Answer<any>) => [status, body?.code];
export const notFound = [404, 'access.not_found'];
