import { randomBytes, randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { Role } from './account.entity.js';
import { hashPassword } from './sessions.js';

export interface NewAccount {
  login: string;
  displayName: string;
  role: Role;
  password: string;
}

const operatorName = 'Athar (operator)';

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

/** Makes an account or gives an existing one a new password. */
export async function putAccount(dataSource: DataSource, account: NewAccount, demonstration: boolean): Promise<void> {
  const organisation = await operatorOrganisation(dataSource);
  await dataSource.query(
    `insert into accounts (id, organisation_id, login, display_name, role, password_hash, demonstration)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (login) do update set password_hash = excluded.password_hash, disabled_at = null
     where accounts.demonstration = excluded.demonstration`,
    [
      randomUUID(),
      organisation,
      account.login,
      account.displayName,
      account.role,
      await hashPassword(account.password),
      demonstration,
    ],
  );
}

/** Invented staff, each with a password of its own that is made anew here. They sign in only in demonstration mode. */
export function inventStaff(): NewAccount[] {
  const invent = (login: string, displayName: string, role: Role): NewAccount => ({
    login,
    displayName,
    role,
    password: randomBytes(12).toString('base64url'),
  });
  return [
    invent('rana', 'Rana Athartest', 'caseworker'),
    invent('omar', 'Omar Athartest', 'caseworker'),
    invent('salma', 'Salma Athartest', 'supervisor'),
    invent('hadi', 'Hadi Athartest', 'system_admin'),
  ];
}
