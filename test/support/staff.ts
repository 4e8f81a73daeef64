import { randomUUID } from 'node:crypto';
import { generateSync } from 'otplib';
import type { DataSource } from 'typeorm';
import type { Role } from '../../src/access/account.entity.js';
import { operatorOrganisation } from '../../src/access/demonstration-accounts.js';
import { createInvitation } from '../../src/access/invitations.js';
import { Authenticator } from './authenticator.js';
import { markerFamily } from './builders.js';

export const testOrigin = 'https://athar.test.example';
export const goodPassword = 'umbrella kettle fjord 9';

/** One call of the interface, without anything that a test does not send itself. */
export async function call(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the answer holds
): Promise<{ status: number; headers: Headers; body: any }> {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) };
}

/** The cookie that an answer sets, as a browser would send it back. */
export const cookieOf = (headers: Headers): string => headers.getSetCookie()[0]?.split(';')[0] ?? '';

/** The code of an app whose clock goes wrong by so many seconds. */
export const codeOf = (secret: string, seconds = 0): string =>
  generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + seconds });

/** An invented account that was invited and has not come yet, and the token of its link. */
export async function anInvited(
  dataSource: DataSource,
  role: Role = 'caseworker',
  login = `s-${randomUUID().slice(0, 8)}`,
) {
  const organisation = await operatorOrganisation(dataSource);
  const id = randomUUID();
  await dataSource.query(
    'insert into accounts (id, organisation_id, login, display_name, role) values ($1, $2, $3, $4, $5)',
    [id, organisation, login, `Sami ${markerFamily}`, role],
  );
  return { id, login, token: await invite(dataSource, id) };
}

export async function invite(dataSource: DataSource, accountId: string): Promise<string> {
  return (await dataSource.transaction((manager) => createInvitation(manager, accountId, null))).token;
}

/** Waits while a half minute is about to end, so that a code is checked within the one that it was made in. */
export async function earlyInHalfMinute(): Promise<void> {
  const left = 30_000 - (Date.now() % 30_000);
  if (left < 5_000) await new Promise((resolve) => setTimeout(resolve, left + 10));
}

/** A real account with a password and an app, as somebody sets them up by a link. The code that proved the app may be used once more. */
export async function withPassword(
  url: string,
  dataSource: DataSource,
  role: Role = 'caseworker',
  password = goodPassword,
) {
  const invited = await anInvited(dataSource, role);
  const look = await call(url, 'POST', '/v1/invitations/accept/look', { token: invited.token });
  const secret = look.body.totp.secret as string;
  const { status, body } = await call(url, 'POST', '/v1/invitations/accept/password', {
    token: invited.token,
    password,
    code: codeOf(secret),
  });
  if (status !== 200) throw new Error(`Setting up a password answered ${status} ${body?.code}`);
  await dataSource.query('update totp_secrets set last_step = null where account_id = $1', [invited.id]);
  return { ...invited, password, secret, session: body as { token: string; csrf_token: string } };
}

/** A real account with a passkey on a device of its own. */
export async function withPasskey(
  url: string,
  dataSource: DataSource,
  device = new Authenticator(testOrigin),
  role: Role = 'caseworker',
) {
  const invited = await anInvited(dataSource, role);
  const look = await call(url, 'POST', '/v1/invitations/accept/look', { token: invited.token });
  const passkey = device.register(look.body.passkey);
  const { status, body } = await call(url, 'POST', '/v1/invitations/accept/passkey', { token: invited.token, passkey });
  if (status !== 200) throw new Error(`Setting up a passkey answered ${status} ${body?.code}`);
  return { ...invited, device, session: body as { token: string; csrf_token: string } };
}

/** What somebody with this device sends to sign in, for a challenge of its own. */
export async function assertion(
  url: string,
  device: Authenticator,
  ceremony: Parameters<Authenticator['assert']>[1] = {},
) {
  const { body } = await call(url, 'POST', '/v1/session/passkey/challenge');
  return device.assert(body, ceremony);
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** Newest first: what was written down about an account or a session. */
export async function audited(dataSource: DataSource, action: string, subjectId?: string) {
  const rows: { actor_id: string | null; subject_id: string | null; outcome: string }[] = await dataSource.query(
    `select actor_id, subject_id, outcome from audit_entries
     where action = $1 and ($2::text is null or subject_id = $2) order by at desc`,
    [action, subjectId ?? null],
  );
  return rows;
}
