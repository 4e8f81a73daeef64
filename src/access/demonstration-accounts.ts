import { randomBytes, randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { Role } from './account.entity.js';
import { slowHash } from './slow-hashes.js';

export interface NewAccount {
  login: string;
  displayName: string;
  role: Role;
  password: string;
  /** The partner organisation that it belongs to; the operator's if none is named. */
  partner?: string;
}

export const operatorName = 'Athar (operator)';
export const demonstrationPartner = 'Demonstration partner';

/** The organisation that runs this service; made at the first need. */
export async function operatorOrganisation(dataSource: DataSource): Promise<string> {
  await dataSource.query(
    `insert into organisations (id, kind, name) values ($1, 'operator', $2) on conflict (name) do nothing`,
    [randomUUID(), operatorName],
  );
  const [{ id }]: { id: string }[] = await dataSource.query('select id from organisations where name = $1', [
    operatorName,
  ]);
  return id;
}

/** A partner with an agreement to hand in lists that is in force; made at the first need. */
async function partnerOrganisation(dataSource: DataSource, name: string): Promise<string> {
  await dataSource.query(
    `insert into organisations (id, kind, name) values ($1, 'partner', $2) on conflict (name) do nothing`,
    [randomUUID(), name],
  );
  const [{ id }]: { id: string }[] = await dataSource.query('select id from organisations where name = $1', [name]);
  await dataSource.query(
    `insert into agreements (id, organisation_id, purpose, fields, valid_from)
     select $1, $2, 'import', array['names', 'birth', 'places', 'events'], current_date
     where not exists (select 1 from agreements where organisation_id = $2 and purpose = 'import')`,
    [randomUUID(), id],
  );
  return id;
}

/**
 * Makes an account, or gives an existing one this name, role and password and ends its sessions.
 * @returns false when the login belongs to an account of the other kind, demonstration or real, or of another organisation: then nothing is
 * changed.
 */
export async function putAccount(
  dataSource: DataSource,
  account: NewAccount,
  demonstration: boolean,
): Promise<boolean> {
  const organisation = account.partner
    ? await partnerOrganisation(dataSource, account.partner)
    : await operatorOrganisation(dataSource);
  const stored: { id: string }[] = await dataSource.query(
    `insert into accounts (id, organisation_id, login, display_name, role, password_hash, demonstration)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (login) do update set display_name = excluded.display_name, role = excluded.role,
       password_hash = excluded.password_hash, disabled_at = null
     where accounts.demonstration = excluded.demonstration and accounts.organisation_id = excluded.organisation_id
     returning id`,
    [
      randomUUID(),
      organisation,
      account.login,
      account.displayName,
      account.role,
      await slowHash(account.password),
      demonstration,
    ],
  );
  await dataSource.query(
    'update sessions set revoked_at = now() where account_id = any($1::uuid[]) and revoked_at is null',
    [stored.map((row) => row.id)],
  );
  return stored.length > 0;
}

/** Invented staff, each with a password of its own that is made anew here. They sign in only in demonstration mode. */
export function inventStaff(): NewAccount[] {
  const invent = (login: string, displayName: string, role: Role, partner?: string): NewAccount => ({
    login,
    displayName,
    role,
    password: randomBytes(12).toString('base64url'),
    ...(partner ? { partner } : {}),
  });
  return [
    invent('rana', 'Rana Athartest', 'caseworker'),
    invent('omar', 'Omar Athartest', 'caseworker'),
    invent('salma', 'Salma Athartest', 'supervisor'),
    invent('noor', 'Noor Athartest', 'disclosure_lead'),
    invent('tariq', 'Tariq Athartest', 'auditor'),
    invent('lina', 'Lina Athartest', 'organisation_admin'),
    invent('hadi', 'Hadi Athartest', 'system_admin'),
    invent('samir', 'Samir Athartest', 'system_admin'),
    invent('maha', 'Maha Athartest', 'importer', demonstrationPartner),
  ];
}
