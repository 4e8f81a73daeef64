import type { Query } from './acting-roles.js';
import {
  definerFunctions,
  keysWithoutOrganisation,
  neverGranted,
  notifierTables,
  notTenant,
  senderTables,
  unconditionalPolicies,
  workerTables,
} from './allowed.js';

const signInNowhere = ['athar_audit', 'athar_filing', 'athar_casework', 'athar_families', 'athar_outbox'];
const ourRoles = ['athar_api', 'athar_worker', 'athar_sender', 'athar_notifier', ...signInNowhere];
const ours = `array[${ourRoles.map((role) => `'${role}'`).join(', ')}]::name[]`;

interface Finding {
  name: string;
  what: string;
}

/** Names that were found, compared with a list of allowed ones in both directions. */
function against(found: Finding[], allowed: Record<string, string>, list: string): string[] {
  const names = new Set(found.map(({ name }) => name));
  return [
    ...found.filter(({ name }) => !(name in allowed)).map(({ name, what }) => `${name}: ${what}`),
    ...Object.keys(allowed)
      .filter((name) => !names.has(name))
      .map((name) => `${name} stands in ${list} (test/support/catalogue/allowed.ts) and is no longer so`),
  ];
}

async function tablesOutsideRowSecurity(query: Query): Promise<string[]> {
  const rows = await query<{ name: string; enabled: boolean; forced: boolean }>(
    `select relname as name, relrowsecurity as enabled, relforcerowsecurity as forced from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)`,
  );
  return against(
    rows.map(({ name, enabled }) => ({
      name,
      what: `row-level security is not ${enabled ? 'forced' : 'enabled'} on this table`,
    })),
    notTenant,
    'notTenant',
  );
}

/** An ordinary view passes row-level security by: it reads with the rights of its owner. A materialised one always does. */
async function viewsOfTheirOwner(query: Query): Promise<string[]> {
  const rows = await query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace
     and (relkind = 'm' or relkind = 'v' and not coalesce(reloptions && array['security_invoker=true', 'security_invoker=on'], false))`,
  );
  return rows.map(({ name }) => `${name}: a view must be security_invoker, and a materialised view cannot be`);
}

async function strongRoles(query: Query): Promise<string[]> {
  const rows = await query<{ name: string; strong: boolean; signs_in: boolean; member_of: string[] }>(
    `select rolname as name, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as strong,
       rolcanlogin as signs_in,
       array(select pg_get_userbyid(roleid)::text from pg_auth_members where member = r.oid) as member_of
     from pg_roles r where rolname = any($1)`,
    [ourRoles],
  );
  return [
    ...ourRoles
      .filter((role) => !rows.some(({ name }) => name === role))
      .map((role) => `${role}: there is no such role`),
    ...rows.filter((row) => row.strong).map(({ name }) => `${name}: may do more than a process needs`),
    ...rows.filter((row) => row.member_of.length > 0).map(({ name }) => `${name}: is a member of another role`),
    ...rows.filter((row) => row.signs_in && signInNowhere.includes(row.name)).map(({ name }) => `${name}: may sign in`),
  ];
}

/** Functions of the role that no process signs in as. */
const ofFamilies = [
  'flag_filings',
  'end_own_consents',
  'withhold_own_report',
  'others_report_too',
  'empty_own_reveals',
  'own_standing',
  'own_case',
  'family_moves_case',
  'settle_family_pause',
  'family_pauses',
  'pause_follows_case',
  'family_leaves_case',
  'family_asks_to_reopen',
  'family_told_more',
  'family_reports_extortion',
];
const ofCasework = [
  'open_cases',
  'reports_follow_case',
  'case_follows_report',
  'move_report',
  'hide_contacts',
  'is_frozen',
  'is_undecided',
  'record_is_confirmed',
  'follow_contest',
  'revoking_is_done',
  'is_special_case',
  'may_leave',
  'is_special',
  'report_may_leave',
  'follow_class',
  'expire_cases',
];

async function ownedByRoles(query: Query): Promise<string[]> {
  const rows = await query<{ owner: string; name: string }>(
    `select pg_get_userbyid(relowner)::text as owner, relname::text as name from pg_class
       where relnamespace = 'public'::regnamespace and pg_get_userbyid(relowner) = any(${ours}) and relkind <> 'i'
     union all select pg_get_userbyid(proowner), proname from pg_proc
       where pronamespace = 'public'::regnamespace and pg_get_userbyid(proowner) = any(${ours})
     union all select pg_get_userbyid(nspowner), nspname from pg_namespace where pg_get_userbyid(nspowner) = any(${ours})`,
  );
  return rows
    .filter(({ owner, name }) => owner !== 'athar_audit' || !/^(audit_|append_audit_entry)/.test(name))
    .filter(({ owner, name }) => owner !== 'athar_filing' || !/imported_(report|row)/.test(name))
    .filter(({ owner, name }) => owner !== 'athar_casework' || !ofCasework.includes(name))
    .filter(({ owner, name }) => owner !== 'athar_families' || !ofFamilies.includes(name))
    .filter(({ owner, name }) => owner !== 'athar_outbox' || !/^tell_(webhooks|of_)|notice/.test(name))
    .map(({ owner, name }) => `${name}: is owned by ${owner}, whom its row-level security and grants do not hold`);
}

async function loosePolicies(query: Query): Promise<string[]> {
  const rows = await query<{ name: string; roles: string[]; permissive: string; conditions: string[] }>(
    `select policyname as name, roles::text[] as roles, permissive, array_remove(array[qual, with_check], null) as conditions
     from pg_policies where schemaname = 'public'`,
  );
  const unconditional = rows.filter(
    // A restrictive one opens nothing, whatever it says.
    ({ permissive, conditions }) => permissive === 'PERMISSIVE' && !conditions.every(asksWhoActs),
  );
  return [
    ...rows
      .filter(({ roles }) => roles.includes('public'))
      .map(({ name }) => `${name}: is for every role of the server`),
    ...rows
      .filter(({ conditions }) => conditions.some(asksForEachRow))
      .map(({ name }) => `${name}: calls app_…() or current_setting() outside of a (select …), once for every row`),
    ...against(
      unconditional.map(({ name }) => ({ name, what: 'a condition of this policy does not ask who acts' })),
      unconditionalPolicies,
      'unconditionalPolicies',
    ),
  ];
}

/** By a setting, by the role of the process, by another table that asks, or "nothing at all" (a lock without a change). */
const asksWhoActs = (condition: string) =>
  condition === 'false' || /\bapp_\w+\(\)|\bEXISTS \(|\bCURRENT_USER\b/.test(condition);

function asksForEachRow(condition: string): boolean {
  const rest = condition.replace(/\( ?SELECT (app_\w+)\(\) AS \1\)/g, '');
  return /\bapp_\w+\(|current_setting\(/.test(rest);
}

async function looseFunctions(query: Query): Promise<string[]> {
  const rows = await query<{ name: string; definer: boolean; settings: string[] | null; for_everybody: boolean }>(
    `select p.oid::regprocedure::text as name, prosecdef as definer, proconfig as settings,
       exists (select 1 from aclexplode(coalesce(proacl, acldefault('f', proowner))) a where a.grantee = 0) as for_everybody
     from pg_proc p where pronamespace = 'public'::regnamespace`,
  );
  const definers = rows.filter(({ definer }) => definer);
  return [
    ...rows.filter((row) => row.for_everybody).map(({ name }) => `${name}: every role of the server may call it`),
    ...definers
      .filter(({ settings }) => !settings?.some((each) => /^search_path=pg_catalog, (public, )?pg_temp$/.test(each)))
      .map(({ name }) => `${name}: runs with its owner's rights and its search_path is not pinned`),
    ...against(
      definers.map(({ name }) => ({ name, what: "runs with its owner's rights" })),
      definerFunctions,
      'definerFunctions',
    ),
  ];
}

/** Rights on whole tables and on columns, one row each. */
export const grantsSql = `
  select c.relname::text as name, case a.grantee when 0 then 'PUBLIC' else pg_get_userbyid(a.grantee)::text end as grantee,
    a.privilege_type as privilege, null::text as "column", a.is_grantable as grantable
  from pg_class c cross join lateral aclexplode(c.relacl) a
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S') and a.grantee <> c.relowner
  union all
  select c.relname, case a.grantee when 0 then 'PUBLIC' else pg_get_userbyid(a.grantee)::text end, a.privilege_type, t.attname, a.is_grantable
  from pg_class c join pg_attribute t on t.attrelid = c.oid and t.attnum > 0 and not t.attisdropped
  cross join lateral aclexplode(t.attacl) a
  where c.relnamespace = 'public'::regnamespace and a.grantee <> c.relowner`;

export interface Grant {
  name: string;
  grantee: string;
  privilege: string;
  column: string | null;
  grantable: boolean;
}

async function looseGrants(query: Query): Promise<string[]> {
  const rows = await query<Grant>(grantsSql);
  const tablesOf = (role: string) => [
    ...new Set(rows.filter(({ grantee }) => grantee === role).map(({ name }) => name)),
  ];
  const rightsOf = ({ privilege, column }: Grant) => (column ? `${privilege} (${column})` : privilege);
  return [
    ...rows
      .filter(({ grantee }) => grantee === 'PUBLIC' || !ourRoles.includes(grantee))
      .map((row) => `${row.name}: ${rightsOf(row)} is granted to ${row.grantee}`),
    ...rows
      .filter((row) => row.grantable || neverGranted.includes(row.privilege))
      .map((row) => `${row.name}: ${row.grantee} has ${rightsOf(row)}${row.grantable ? ' and may hand it on' : ''}`),
    ...against(
      tablesOf('athar_worker').map((name) => ({ name, what: 'the worker has a right to this table' })),
      workerTables,
      'workerTables',
    ),
    ...against(
      tablesOf('athar_sender').map((name) => ({ name, what: 'the sender has a right to this table' })),
      senderTables,
      'senderTables',
    ),
    ...against(
      tablesOf('athar_notifier').map((name) => ({ name, what: 'the notifier has a right to this table' })),
      notifierTables,
      'notifierTables',
    ),
    ...(await schemaRights(query)),
  ];
}

async function schemaRights(query: Query): Promise<string[]> {
  const rows = await query<{ role: string }>(
    `select rolname as role from pg_roles where rolname = any($1) and has_schema_privilege(oid, 'public', 'create')
     union all select 'PUBLIC' from pg_namespace, aclexplode(nspacl) a
     where nspname = 'public' and a.grantee = 0 and a.privilege_type = 'CREATE'`,
    [ourRoles],
  );
  return rows.map(({ role }) => `${role} may make tables and functions`);
}

/** A key that leaves the organisation out could join rows of two of them; and it tells whether an id exists, past row-level security. */
async function keysAcrossOrganisations(query: Query): Promise<string[]> {
  const rows = await query<{ name: string }>(
    `select format('%s(%s) -> %s', conrelid::regclass, array_to_string(child.columns, ', '), confrelid::regclass) as name
     from pg_constraint
     cross join lateral (select array_agg(attname::text order by attnum) as columns from pg_attribute
       where attrelid = conrelid and attnum = any(conkey)) child
     where contype = 'f' and connamespace = 'public'::regnamespace
       and (select count(*) from pg_attribute where attrelid in (conrelid, confrelid) and attname = 'organisation_id'
            and not attisdropped) = case when conrelid = confrelid then 1 else 2 end
       and not 'organisation_id' = any(child.columns)`,
  );
  return against(
    rows.map(({ name }) => ({ name, what: 'this foreign key could join rows of two organisations' })),
    keysWithoutOrganisation,
    'keysWithoutOrganisation',
  );
}

export const catalogueRules: Record<string, (query: Query) => Promise<string[]>> = {
  'every table has row-level security, enabled and forced, but for those that are nobody’s': tablesOutsideRowSecurity,
  'views read with the rights of who asks': viewsOfTheirOwner,
  'the roles of the processes are weak': strongRoles,
  'the roles of the processes own nothing but the audit trail': ownedByRoles,
  'policies name their roles and ask who acts': loosePolicies,
  'functions run with the rights of who calls, or are pinned and listed': looseFunctions,
  'grants are to our roles only, the worker’s, the sender’s and the notifier’s on listed tables only': looseGrants,
  'foreign keys stay inside one organisation, but for those that are listed': keysAcrossOrganisations,
};

/** @returns a sentence for everything in the catalogue that breaks a rule; nothing when all hold */
export async function lintCatalogue(query: Query): Promise<string[]> {
  const findings: string[] = [];
  for (const rule of Object.values(catalogueRules)) findings.push(...(await rule(query)));
  return findings;
}
