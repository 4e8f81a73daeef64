import type { Query } from './acting-roles.js';
import { type Grant, grantsSql } from './lint.js';

/** One thing in the catalogue made wrong. Applied inside a transaction that is taken back. */
export interface CatalogueMutation {
  name: string;
  /** The table that it weakens or breaks; none for functions and roles. */
  table?: string;
  sql: string;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Every policy removed and opened, every wall taken down, every right taken away, one right too many for each table, every pin pulled. */
export async function catalogueMutations(query: Query): Promise<CatalogueMutation[]> {
  return [
    ...(await policyMutations(query)),
    ...(await wallMutations(query)),
    ...(await grantMutations(query)),
    ...(await functionMutations(query)),
  ];
}

async function policyMutations(query: Query): Promise<CatalogueMutation[]> {
  const rows = await query<{ table: string; name: string; qual: string | null; with_check: string | null }>(
    `select tablename as table, policyname as name, qual, with_check from pg_policies where schemaname = 'public' order by 1, 2`,
  );
  return rows.flatMap(({ table, name, qual, with_check }) => {
    const policy = `${quoted(name)} on ${quoted(table)}`;
    const opened: CatalogueMutation[] = [];
    if (qual !== null && qual !== 'true')
      opened.push({ name: `policy ${name}: using (true)`, table, sql: `alter policy ${policy} using (true)` });
    if (with_check !== null)
      opened.push({
        name: `policy ${name}: with check (true)`,
        table,
        sql: `alter policy ${policy} with check (true)`,
      });
    return [
      { name: `policy ${name}: dropped`, table, sql: `drop policy ${policy}` },
      ...opened,
      { name: `policy ${name}: for everybody`, table, sql: `alter policy ${policy} to public` },
    ];
  });
}

async function wallMutations(query: Query): Promise<CatalogueMutation[]> {
  const rows = await query<{ table: string; walled: boolean }>(
    `select relname as table, relrowsecurity as walled from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
  );
  return rows.flatMap(({ table, walled }) => {
    const alter = `alter table ${quoted(table)}`;
    const owned = { name: `${table}: given to athar_api`, table, sql: `${alter} owner to athar_api` };
    if (!walled) return [owned];
    return [
      { name: `${table}: not enabled`, table, sql: `${alter} disable row level security` },
      { name: `${table}: not forced`, table, sql: `${alter} no force row level security` },
      owned,
    ];
  });
}

async function grantMutations(query: Query): Promise<CatalogueMutation[]> {
  const grants = await query<Grant>(`select * from (${grantsSql}) g order by name, grantee, privilege, "column"`);
  const revoked = grants.map(({ name, grantee, privilege, column }) => {
    const right = `${privilege}${column ? ` (${quoted(column)})` : ''}`;
    return {
      name: `${name}: ${right} revoked from ${grantee}`,
      table: name,
      sql: `revoke ${right} on ${quoted(name)} from ${grantee}`,
    };
  });
  const tables = await query<{ table: string }>(
    `select relname as table from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
  );
  const tooMuch = tables.flatMap(({ table }) =>
    (['athar_api', 'athar_worker', 'athar_sender', 'athar_notifier'] as const).flatMap((role) =>
      ['select', 'insert', 'update', 'delete', 'truncate']
        .filter(
          (right) =>
            !grants.some(
              (g) => g.name === table && g.grantee === role && g.privilege === right.toUpperCase() && !g.column,
            ),
        )
        .slice(0, 1)
        .map((right) => ({
          name: `${table}: ${right} granted to ${role}`,
          table,
          sql: `grant ${right} on ${quoted(table)} to ${role}`,
        })),
    ),
  );
  return [...revoked, ...tooMuch];
}

async function functionMutations(query: Query): Promise<CatalogueMutation[]> {
  const rows = await query<{ name: string; definer: boolean; grantees: string[] }>(
    `select p.oid::regprocedure::text as name, prosecdef as definer,
       array(select pg_get_userbyid(a.grantee)::text from aclexplode(proacl) a where a.grantee <> proowner and a.grantee <> 0) as grantees
     from pg_proc p where pronamespace = 'public'::regnamespace order by 1`,
  );
  return rows.flatMap(({ name, definer, grantees }) => [
    { name: `${name}: for everybody`, sql: `grant execute on function ${name} to public` },
    ...grantees.map((role) => ({
      name: `${name}: revoked from ${role}`,
      sql: `revoke execute on function ${name} from ${role}`,
    })),
    definer
      ? { name: `${name}: search_path not pinned`, sql: `alter function ${name} reset search_path` }
      : { name: `${name}: with its owner's rights`, sql: `alter function ${name} security definer` },
  ]);
}
