import type { DataSource } from 'typeorm';
import type { World } from '../matrix/world.js';

/** Whose a row is: of the first or second case of Amal, of Amal as a whole, of Bayan, or of no organisation. */
export const belongings = ['case 1', 'case 2', 'amal', 'bayan', 'nobody'] as const;
export type Belonging = (typeof belongings)[number];

export interface Row {
  belongs: Belonging;
  content: Record<string, unknown>;
}

export interface Table {
  name: string;
  rows: Row[];
  /** All but what Postgres itself fills in. */
  columns: { name: string; key: boolean }[];
}

/**
 * Whose the rows of a table are, where no column says so, as SQL over the row `t`. A table that has an organisation_id and hangs off a
 * report by report_id, reporter_id, suggestion_id or receipt_id needs no entry.
 */
const organisationOf: Record<string, string> = {
  organisations: 't.id',
  report_revisions: '(select organisation_id from reports where id = t.report_id)',
  passkey_challenges: '(select organisation_id from accounts where id = t.account_id)',
  try_limits: 'null::uuid',
  family_drafts: 'null::uuid',
  audit_entries: "nullif(t.chain_id, '00000000-0000-0000-0000-000000000000')",
  rematches: 'null::uuid',
  matching_models: 'null::uuid',
  model_changes: 'null::uuid',
  places: 'null::uuid',
  snapshot_marks: 'null::uuid',
  completeness_audits: 'null::uuid',
  match_size: 'null::uuid',
  suggestion_transitions: 'null::uuid',
  facilities: 'null::uuid',
  schema_migrations: 'null::uuid',
  webhook_event_types: 'null::uuid',
  case_transitions: 'null::uuid',
  contest_transitions: 'null::uuid',
  disclosure_transitions: 'null::uuid',
  perpetrator_documents: 'null::uuid',
};
const reportOf: Record<string, string> = {
  reports: 't.id',
  match_profiles: 't.record_id',
  gone_profiles: 't.record_id',
  export_items: 't.record_id',
  cases: '(select report_id from case_reports where own_case_id = t.id)',
  extortion_reports: '(select report_id from case_reports where own_case_id = t.case_id)',
};
const reportBy: Record<string, string> = {
  report_id: 't.report_id',
  suggestion_id: '(select report_id from suggestions where id = t.suggestion_id)',
  reporter_id: '(select report_id from reporters where id = t.reporter_id)',
  receipt_id: '(select report_id from receipts where id = t.receipt_id)',
  message_id: '(select report_id from family_messages where id = t.message_id)',
  wish_id: '(select report_id from notice_wishes where id = t.wish_id)',
  case_id: '(select report_id from case_reports where own_case_id = t.case_id)',
  claim_id:
    '(select c.report_id from case_reports c join fate_claims on fate_claims.case_id = c.own_case_id where fate_claims.id = t.claim_id)',
  disclosure_id:
    '(select c.report_id from case_reports c join disclosures on disclosures.case_id = c.own_case_id where disclosures.id = t.disclosure_id)',
  contest_id:
    '(select c.report_id from case_reports c join contests on contests.case_id = c.own_case_id where contests.id = t.contest_id)',
};

/** @throws Error naming each table that the world has no row of for one of the organisations */
export async function rowsOfWorld(dataSource: DataSource, world: World): Promise<Table[]> {
  const columns: { table: string; name: string; key: boolean; writable: boolean }[] = await dataSource.query(
    `select c.relname as table, a.attname as name,
         a.attgenerated = '' and a.attidentity = '' as writable,
         exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any(i.indkey)) as key
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname, a.attnum`,
  );
  const tables: Table[] = [];
  const missing: string[] = [];
  for (const name of new Set(columns.map(({ table }) => table))) {
    const own = columns.filter(({ table }) => table === name);
    const has = (column: string) => own.some((each) => each.name === column);
    const organisation = organisationOf[name] ?? (has('organisation_id') ? 't.organisation_id' : undefined);
    if (!organisation) {
      missing.push(`${name}: say in organisationOf (test/support/catalogue/rows.ts) whose its rows are`);
      continue;
    }
    const by = Object.keys(reportBy).find(has);
    const rows = await sampleRows(
      dataSource,
      world,
      name,
      organisation,
      reportOf[name] ?? (by ? reportBy[by] : 'null::uuid'),
    );
    const found = new Set(rows.map(({ belongs }) => belongs));
    const ofNobody = found.size === 1 && found.has('nobody');
    const ofBoth = found.has('bayan') && [...found].some((each) => each.startsWith('case') || each === 'amal');
    if (!ofNobody && !ofBoth)
      missing.push(
        `${name}: the world has no row of ${found.has('bayan') ? 'Amal' : 'Bayan'}; add one in test/support/matrix/world.ts`,
      );
    tables.push({ name, rows, columns: own.filter(({ writable }) => writable) });
  }
  if (missing.length > 0) throw new Error(missing.join('\n'));
  return tables;
}

/** One row of each belonging. */
async function sampleRows(
  dataSource: DataSource,
  world: World,
  table: string,
  organisation: string,
  report: string,
): Promise<Row[]> {
  return dataSource.query(
    `select distinct on (belongs) belongs, content from (
       select t.ctid as place, to_jsonb(t) as content, case
         when ${organisation} = $1 and ${report} = $3 then 'case 1'
         when ${organisation} = $1 and ${report} = $4 then 'case 2'
         when ${organisation} = $1 then 'amal'
         when ${organisation} = $2 then 'bayan'
         when ${organisation} is null then 'nobody' end as belongs
       from ${table} t) rows
     where belongs is not null order by belongs, place`,
    [world.amal.id, world.bayan.id, world.amal.cases[0].reportId, world.amal.cases[1].reportId],
  );
}
