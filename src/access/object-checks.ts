import type { EntityManager } from 'typeorm';

/**
 * Who reaches which thing: one condition for each kind of thing that a route can be about, used by the guard before a handler runs and
 * by every list. The database asks the same again (row-level security), in SQL of its own.
 * Who calls, the SQL reads from the settings of the caller's transaction (`app_actor()`, `app_organisation()`, `app_role()`).
 */
interface Reach {
  table: string;
  alias: string;
  condition: string;
}

/**
 * A caseworker reaches the reports he is a member of; supervisors and disclosure leads all of their organisation (domain.md R6).
 * A row without an account lets in every caseworker: a proposal waits for a second person.
 * `offset 0`: one look into an index for each report; the planner may else read all members for a single one.
 */
const reachesReport = (alias: string) => `(${alias}.organisation_id = app_organisation() and (
  app_role() in ('supervisor', 'disclosure_lead') or app_role() = 'caseworker' and exists (
    select 1 from report_members m where m.report_id = ${alias}.id and (m.account_id = app_actor() or m.account_id is null)
      and (m.expires_at is null or m.expires_at > now()) offset 0)))`;

/**
 * A pair rests on the family's consent, and one with a partner's record on the partner's agreement too. Without them it is
 * out of sight from that moment on, whether or not the worker has noticed (R3, R4, R27).
 */
const mayBeShown = (alias: string) => `(${alias}.state <> 'suppressed' and live_consent(${alias}.report_id, 'search')
  and (${alias}.record_organisation_id = ${alias}.organisation_id
    or live_consent(${alias}.report_id, 'partners') and agreement_in_force(${alias}.record_organisation_id)))`;

const ofOwnOrganisation = (alias: string) => `${alias}.organisation_id = app_organisation()`;

/** Administrators: of their own organisation, system administrators of all. System administrators are out of the others' reach. */
const administers = (alias: string, ...roles: string[]) => `(app_role() = 'system_admin'
  or app_role() = 'organisation_admin' and ${ofOwnOrganisation(alias)}${roles
    .map((role) => ` and ${alias}.${role} is distinct from 'system_admin'`)
    .join('')})`;

/** Whoever reaches one of its reports; and the empty case that a report which is linked elsewhere left behind. */
const reachesCase = (alias: string) => `(${alias}.organisation_id = app_organisation() and (
  app_role() in ('supervisor', 'disclosure_lead') or app_role() = 'caseworker' and exists (
    select 1 from case_reports c join report_members m on m.report_id = c.report_id
    where (c.case_id = ${alias}.id or c.own_case_id = ${alias}.id) and (m.account_id = app_actor() or m.account_id is null)
      and (m.expires_at is null or m.expires_at > now()) offset 0)))`;

/** What hangs off a case. */
const ofReachedCase = (alias: string) =>
  `exists (select 1 from cases sought_case where sought_case.id = ${alias}.case_id and ${reachesCase('sought_case')} offset 0)`;

export const reaches = {
  report: { table: 'reports', alias: 'report', condition: reachesReport('report') },
  case: { table: 'cases', alias: 'sought_case', condition: reachesCase('sought_case') },
  /** About a case that one reaches, or a record that one sees: the own organisation's, and a partner's beside a report that one reaches. */
  contest: {
    table: 'contests',
    alias: 'contest',
    condition: `(contest.organisation_id = app_organisation() and (app_role() in ('supervisor', 'disclosure_lead')
      or app_role() = 'caseworker' and (
        exists (select 1 from cases sought_case where sought_case.id = contest.case_id and ${reachesCase('sought_case')} offset 0)
        or exists (select 1 from detention_records record where record.id = contest.detention_record_id
          and record.organisation_id = app_organisation() offset 0)
        or exists (select 1 from suggestions suggestion join reports report on report.id = suggestion.report_id
          where suggestion.detention_record_id = contest.detention_record_id and ${reachesReport('report')} offset 0))))`,
  },
  /** Administrators: what became of their webhooks. */
  alarm: {
    table: 'alarms',
    alias: 'alarm',
    condition: `(${ofOwnOrganisation('alarm')} and (app_role() <> 'organisation_admin' or alarm.kind = 'webhook_disabled'))`,
  },
  /** Who may read them at all is said by the roles of the routes. */
  extortion_tip: { table: 'extortion_tips', alias: 'tip', condition: ofOwnOrganisation('tip') },
  import: { table: 'imports', alias: 'import', condition: ofOwnOrganisation('import') },
  list: { table: 'lists', alias: 'list', condition: ofOwnOrganisation('list') },
  /** Whoever sent it: the supervisors of the organisation that runs the service look at it. */
  suspicious_import: {
    table: 'imports',
    alias: 'import',
    condition: `(app_role() = 'supervisor' and import.quarantine <> '[]' and exists (
      select 1 from organisations o where o.id = app_organisation() and o.kind = 'operator'))`,
  },
  export: { table: 'exports', alias: 'export', condition: ofOwnOrganisation('export') },
  fate_claim: { table: 'fate_claims', alias: 'claim', condition: ofReachedCase('claim') },
  disclosure: { table: 'disclosures', alias: 'disclosure', condition: ofReachedCase('disclosure') },
  /** Of the own organisation, or behind a record that stands beside a report in reach (row-level security of both asks). */
  source: {
    table: 'sources',
    alias: 'source',
    condition: `(source.organisation_id = app_organisation() or exists (
      select 1 from detention_records d join suggestions s on s.detention_record_id = d.id
      where d.source_id = source.id and s.organisation_id = app_organisation() offset 0))`,
  },
  detention_record: { table: 'detention_records', alias: 'record', condition: ofOwnOrganisation('record') },
  suggestion: {
    table: 'suggestions',
    alias: 'suggestion',
    condition: `(suggestion.organisation_id = app_organisation() and ${mayBeShown('suggestion')} and exists (
      select 1 from reports report where report.id = suggestion.report_id and ${reachesReport('report')} offset 0))`,
  },
  account: { table: 'accounts', alias: 'account', condition: administers('account', 'role') },
  role_change: {
    table: 'role_changes',
    alias: 'change',
    condition: administers('change', 'from_role', 'to_role'),
  },
  key: { table: 'partner_keys', alias: 'key', condition: administers('key') },
  webhook: {
    table: 'webhook_endpoints',
    alias: 'endpoint',
    condition: `(app_role() = 'organisation_admin' and ${ofOwnOrganisation('endpoint')} and endpoint.deleted_at is null)`,
  },
  organisation: {
    table: 'organisations',
    alias: 'organisation',
    condition: `(app_role() = 'system_admin' or app_role() = 'organisation_admin' and organisation.id = app_organisation())`,
  },
  /** System administrators, and supervisors of the organisation that runs the service. */
  model_change: { table: 'model_changes', alias: 'change', condition: 'app_looks_after_models()' },
  rematch: { table: 'rematches', alias: 'rematch', condition: `(app_role() = 'system_admin')` },
  own_session: { table: 'sessions', alias: 'session', condition: 'session.account_id = app_actor()' },
  own_passkey: { table: 'passkeys', alias: 'passkey', condition: 'passkey.account_id = app_actor()' },
} as const satisfies Record<string, Reach>;

export type ObjectKind = keyof typeof reaches;

/** To be asked in the caller's own transaction (`Acting.as`). An id that is no UUID names nothing. */
export async function reachesObject(manager: EntityManager, kind: ObjectKind, id: string): Promise<boolean> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return false;
  const { table, alias, condition } = reaches[kind];
  const rows: unknown[] = await manager.query(
    `select 1 from ${table} ${alias} where ${alias}.id = $1 and ${condition}`,
    [id],
  );
  return rows.length > 0;
}

/** Of a case of a special class (R23): whoever took it down himself, or was let in by somebody else. Any other report is read by whoever reaches it. */
export async function mayBeRead(manager: EntityManager, reportId: string): Promise<boolean> {
  const [{ may }]: { may: boolean }[] = await manager.query('select may_be_read($1) as may', [reportId]);
  return may;
}
