// What the checker must find: each is planted into a copy of a database in which nothing is wrong.
const filed = "select resource_id from idempotency_keys where operation = 'fileReport' order by key limit 1";

/** `sql`: done past foreign keys, triggers and row-level security, as no process of ours could. `log`: written into a log. */
export const plants = [
  {
    name: 'a report that was acknowledged is gone',
    invariant: 'I1',
    sql: [`delete from reports where id = (${filed})`],
  },
  {
    name: 'a report is there twice',
    invariant: 'I1',
    sql: [
      `create temp table twin as select * from reports where id = (${filed})`,
      'update twin set id = gen_random_uuid()',
      'insert into reports select * from twin',
    ],
  },
  {
    name: 'a report says something else than was sent',
    invariant: 'I1',
    sql: [
      `update report_revisions set content = jsonb_set(content, '{sought,names}', '[]') where report_id = (${filed})`,
    ],
  },
  {
    name: 'a decision that nobody was told of is there',
    invariant: 'I1',
    sql: [
      `insert into suggestion_events (id, suggestion_id, organisation_id, account_id, kind, to_state, suggestion_revision)
      select gen_random_uuid(), s.id, s.organisation_id, a.id, 'rejected', 'rejected', 2 from suggestions s, accounts a limit 1`,
    ],
  },
  {
    name: 'a byte of a file is another',
    invariant: 'I1',
    sql: ['update source_chunks set bytes = set_byte(bytes, 20, (get_byte(bytes, 20) + 1) % 256) where position = 0'],
  },
  {
    name: 'a row of a list is gone',
    invariant: 'I2',
    sql: ['delete from import_rows where ctid in (select ctid from import_rows limit 1)'],
  },
  {
    name: 'a row is stored twice',
    invariant: 'I3',
    sql: [
      'alter table detention_records drop constraint detention_records_source_id_row_number_key',
      'create temp table twin as select * from detention_records limit 1',
      'update twin set id = gen_random_uuid()',
      'insert into detention_records select * from twin',
    ],
  },
  {
    name: 'a suggestion is missing',
    invariant: 'I4',
    sql: ['delete from suggestions where id = (select id from suggestions order by id limit 1)'],
  },
  {
    name: 'a suggestion has another weight',
    invariant: 'I4',
    sql: ['update suggestions set match_weight = match_weight + 0.5'],
  },
  {
    name: 'an entry of the audit was changed',
    invariant: 'I5',
    sql: [
      'alter table audit_entries disable trigger all',
      "update audit_entries set action = 'report.viewed' where action = 'report.filed' and seq = (select max(seq) from audit_entries where action = 'report.filed')",
    ],
  },
  {
    name: 'the end of the audit is cut off',
    invariant: 'I5',
    sql: ['alter table audit_entries disable trigger all', 'delete from audit_entries where seq > 5'],
  },
  {
    name: 'work is left over',
    invariant: 'I6',
    sql: [
      `insert into due_marks (task, organisation_id, subject_id, revision, due_at)
      select 'reports.match', organisation_id, id, 1, now() + interval '1 day' from reports limit 1`,
    ],
  },
  {
    name: 'a link is confirmed that nobody decided about',
    invariant: 'I7',
    sql: [
      'alter table suggestions disable trigger all',
      `update suggestions set state = 'confirmed', evidence = 'none', proposed_revision = 1, proposed_by = (select id from accounts order by login limit 1),
         decided_by = (select id from accounts order by login desc limit 1) where id = (select id from suggestions order by id limit 1)`,
    ],
  },
  {
    name: 'a name stands in a log',
    invariant: 'I8',
    log: (canary) => `Athartest ${canary}`,
  },
];
