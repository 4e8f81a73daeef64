import { createHmac } from 'node:crypto';
import pg from 'pg';

/**
 * Who may do what in the database is decided by the role a process signs in with (docs/threat-model.md):
 * - the owner migrates and does nothing else,
 * - `athar_api` serves people, behind row-level security,
 * - `athar_worker` compares, and can reach neither who reports nor who works here,
 * - `athar_sender` sends webhooks: it reaches where they go and what has to be told, by ids, and nothing else,
 * - `athar_notifier` sends notices to families: it reaches who wants one, sealed, and when, and no report, no message, no person,
 * - `athar_audit` signs in nowhere: it owns the audit trail and the one function that writes it,
 * - `athar_filing` signs in nowhere: it owns the functions that file reports out of a confirmed list,
 * - `athar_casework` signs in nowhere: it owns the triggers that open cases and hide contacts, which no process may do by itself,
 * - `athar_families` signs in nowhere: it owns what happens to a case and to what was found when a family changes its own report,
 * - `athar_outbox` signs in nowhere: it owns the triggers that write what is to be told by webhook and by notice.
 */
export const loginRoles = ['athar_api', 'athar_worker', 'athar_sender', 'athar_notifier'] as const;
export type LoginRole = (typeof loginRoles)[number];
const allRoles = [...loginRoles, 'athar_audit', 'athar_filing', 'athar_casework', 'athar_families', 'athar_outbox'];

export interface DatabaseUrls {
  owner: string;
  api: string;
  worker: string;
  sender: string;
  notifier: string;
}

/**
 * The addresses that belong to an owner's. The roles' passwords are derived from the owner's (HMAC-SHA256), so that there is nothing
 * more to keep, and whoever holds one of them still cannot work out another. API_DATABASE_PASSWORD, WORKER_DATABASE_PASSWORD,
 * SENDER_DATABASE_PASSWORD and NOTIFIER_DATABASE_PASSWORD replace them, for processes on machines that do not know the owner's.
 */
export function databaseUrls(ownerUrl: string, environment: NodeJS.ProcessEnv = process.env): DatabaseUrls {
  return {
    owner: ownerUrl,
    api: urlFor(ownerUrl, 'athar_api', environment.API_DATABASE_PASSWORD),
    worker: urlFor(ownerUrl, 'athar_worker', environment.WORKER_DATABASE_PASSWORD),
    sender: urlFor(ownerUrl, 'athar_sender', environment.SENDER_DATABASE_PASSWORD),
    notifier: urlFor(ownerUrl, 'athar_notifier', environment.NOTIFIER_DATABASE_PASSWORD),
  };
}

function urlFor(ownerUrl: string, role: LoginRole, password: string | undefined): string {
  const url = new URL(ownerUrl);
  // Already a role's own address, as a process of a container is given it.
  if (loginRoles.some((each) => each === url.username)) return ownerUrl;
  url.username = role;
  // A server that asks for no password (trust, peer) is asked without one.
  if (password !== undefined) url.password = encodeURIComponent(password);
  else if (url.password !== '')
    url.password = createHmac('sha256', decodeURIComponent(url.password)).update(role).digest('base64url');
  return url.href;
}

/**
 * Makes the roles, or mends their rights and passwords. Roles belong to the whole server, so two databases may do this at once: then
 * the one that loses the race tries again. The owner must be allowed to create roles.
 */
export async function prepareRoles(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        return await makeRoles(client, ownerUrl);
      } catch (error) {
        // Another process made or changed the same role at the same moment.
        const raced = ['XX000', '23505', '42710'].includes((error as { code?: string }).code ?? '');
        if (!raced || attempt === 20) throw error;
        await new Promise((resolve) => setTimeout(resolve, 20 * attempt));
      }
    }
  } finally {
    await client.end();
  }
}

async function makeRoles(client: pg.Client, ownerUrl: string): Promise<void> {
  const { rows } = await client.query<{ rolname: string; weak: boolean }>(
    `select rolname, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as weak
     from pg_roles where rolname = any($1)`,
    [allRoles],
  );
  for (const role of allRoles) {
    const found = rows.find((row) => row.rolname === role);
    const login = loginRoles.some((each) => each === role);
    if (!found) await client.query(`create role ${role} ${login ? 'login' : 'nologin'}`);
    if (found?.weak) throw new Error(`The database role ${role} has rights that it must not have.`);
  }
  const urls = databaseUrls(ownerUrl);
  for (const [role, url] of [
    ['athar_api', urls.api],
    ['athar_worker', urls.worker],
    ['athar_sender', urls.sender],
    ['athar_notifier', urls.notifier],
  ] as const) {
    const { password, username } = new URL(url);
    if (username !== role || password === '' || (await signsIn(url))) continue;
    await client.query(`alter role ${role} password ${client.escapeLiteral(decodeURIComponent(password))}`);
  }
  // An owner that is no superuser must be a member to give away the audit trail, the filing of reports, what cases rest on, what families do, what is told.
  await client.query('grant athar_audit, athar_filing, athar_casework, athar_families, athar_outbox to current_user');
}

async function signsIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * The role a process signed in with must be the one it was meant for, and a weak one: no superuser, nothing that passes row-level
 * security, owner of no table.
 * @throws Error in words for the operator
 */
export async function requireRole(url: string, role: LoginRole): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; strong: boolean }>(
      `select rolname as name, rolsuper or rolbypassrls
         or exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    where c.relowner = r.oid and n.nspname = 'public') as strong
       from pg_roles r where rolname = current_user`,
    );
    if (rows[0].name !== role || rows[0].strong)
      throw new RoleError(
        `This process must sign in to the database as ${role}, which owns nothing; it came as another role.`,
      );
  } finally {
    await client.end();
  }
}

export class RoleError extends Error {}
