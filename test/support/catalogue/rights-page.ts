import type { Query } from './acting-roles.js';
import {
  definerFunctions,
  keysWithoutOrganisation,
  notTenant,
  unconditionalPolicies,
  workerTables,
} from './allowed.js';
import { type Grant, grantsSql } from './lint.js';
import { inWords, type Someone, type TableReach } from './reach.js';

/** Where the page is kept; `npm run access:write` writes it anew. */
export const rightsPagePath = 'docs/database-rights.md';

/** A page as it is compared: the formatter fills up the columns of its tables. */
export const squeezed = (page: string) => page.replace(/ +/g, ' ').replace(/-+/g, '-');

const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const tableOf = (headings: string[], rows: string[][]) =>
  [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
const listOf = (entries: Record<string, string>) =>
  Object.keys(entries).length === 0
    ? 'None.'
    : tableOf(
        ['what', 'why'],
        Object.entries(entries).map(([name, why]) => [`\`${name}\``, why]),
      );
const oneLine = (text: string) => `\`${text.replace(/\s+/g, ' ')}\``;

/** Rights on tables and columns, one row a table and role. */
export async function grantsTable(query: Query): Promise<string> {
  const grants = await query<Grant>(`select * from (${grantsSql}) g order by name, grantee, privilege, "column"`);
  const rows = new Map<string, string[]>();
  for (const { name, grantee, privilege, column, grantable } of grants) {
    const key = `${name}|${grantee}`;
    const right = `${privilege.toLowerCase()}${grantable ? ' with grant option' : ''}`;
    const rights = rows.get(key) ?? [];
    const last = rights.at(-1);
    if (column && last?.startsWith(`${right} (`)) rights[rights.length - 1] = `${last.slice(0, -1)}, ${column})`;
    else rights.push(column ? `${right} (${column})` : right);
    rows.set(key, rights);
  }
  return tableOf(
    ['table', 'role', 'rights'],
    [...rows].map(([key, rights]) => [...key.split('|'), rights.join(', ')]),
  );
}

export async function policiesList(query: Query): Promise<string> {
  const rows = await query<Record<string, string | null>>(
    `select c.relname::text as name, case when relrowsecurity and relforcerowsecurity then '' else '(not forced) ' end as wall,
       p.policyname::text, array_to_string(p.roles, ', ') as roles, lower(p.permissive) as permissive, lower(p.cmd) as cmd, p.qual, p.with_check
     from pg_class c left join pg_policies p on p.schemaname = 'public' and p.tablename = c.relname
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and (relrowsecurity or policyname is not null)
     order by 1, 3`,
  );
  return rows
    .map((row) => {
      if (!row.policyname) return `- ${row.wall}${row.name}: none`;
      const kind = row.permissive === 'permissive' ? '' : `${row.permissive}, `;
      const conditions = [
        ...(row.qual === null ? [] : [`sees ${oneLine(row.qual)}`]),
        ...(row.with_check === null ? [] : [`writes ${oneLine(row.with_check)}`]),
      ];
      return `- ${row.wall}${row.name}: \`${row.policyname}\` for ${row.roles}, ${kind}${row.cmd}; ${conditions.join('; ')}`;
    })
    .join('\n');
}

export async function functionsTable(query: Query): Promise<string> {
  const rows = await query<Record<string, string | boolean>>(
    `select p.oid::regprocedure::text as name, prosecdef as definer,
       case when pg_get_userbyid(proowner) = 'athar_audit' then 'athar_audit' else 'the owner of the database' end as owner,
       coalesce(array_to_string(proconfig, ', '), '') as settings,
       coalesce((select string_agg(case a.grantee when 0 then 'everybody' else pg_get_userbyid(a.grantee)::text end, ', ' order by 1)
         from aclexplode(coalesce(proacl, acldefault('f', proowner))) a where a.grantee <> proowner), '') as callers
     from pg_proc p where pronamespace = 'public'::regnamespace order by 1`,
  );
  return tableOf(
    ['function', 'runs with the rights of', 'pinned settings', 'may be called by'],
    rows.map((row) => [
      `\`${row.name}\``,
      row.definer ? String(row.owner) : 'who calls',
      String(row.settings),
      String(row.callers),
    ]),
  );
}

/** What each of them really reaches, tried row by row: `all` has one entry for each table, in it one for each of `people`. */
function reachTable(people: Someone[], all: TableReach[]): string {
  const rows = all
    .map(({ table, reaches }) => [table.name, ...reaches.map(inWords)])
    .filter(([, ...cells]) => cells.some((cell) => cell !== '–'));
  return tableOf(['table', ...people.map(({ name }) => name)], rows);
}

/** The whole page, made from the database as it is. */
export async function rightsPage(query: Query, people: Someone[], all: TableReach[]): Promise<string> {
  return `# Who may do what in the database

Written by \`npm run access:write\` from a migrated database and compared with it in the tests
(\`test/integration/database-catalogue.spec.ts\`): a change of a right or a policy is a change of this page. The roles are explained in
[architecture.md](architecture.md).

## What each of them reaches

Tried on two organisations, Amal and Bayan, with two cases each. Everybody but the last ones acts for Amal. \`1\` and \`2\` are rows of its two
cases, \`a\` its other rows, \`B\` rows of Bayan, \`n\` rows of no organisation. _Adds_ means that row-level security lets such a row in, not that
the code ever writes one.

${reachTable(people, all)}

## Grants

${await grantsTable(query)}

## Policies

${await policiesList(query)}

## Functions

${await functionsTable(query)}

## Exceptions, and why

Tables without row-level security:

${listOf(notTenant)}

Policies whose condition does not ask who acts:

${listOf(unconditionalPolicies)}

Functions that run with their owner's rights:

${listOf(definerFunctions)}

Tables that the worker has any right to:

${listOf(workerTables)}

Foreign keys between tables of organisations that leave the organisation out:

${listOf(keysWithoutOrganisation)}
`;
}
