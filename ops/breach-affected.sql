-- Whose reports were seen, by whom we have to fear: the list of receipts for the first ten minutes of a breach (docs/operations.md).
--
--   psql "$DATABASE_URL" -v account=<id> -v from='2026-01-31 00:00Z' -v until='2026-02-01 00:00Z' -f ops/breach-affected.sql
--
-- account: of a member of staff, or of a partner's key, as the audit has it (athar's console, Audit). With account=00000000-0000-0000-0000-000000000000
-- everybody's: what was read in that time at all. As the database's superuser, whom row-level security lets pass. Only reads; nothing is changed.
--
-- One line for each report with a receipt, and each report without: what was done at most (revealed: a name or contact in clear text; read: its content;
-- listed: a line of a list), how often, first and last. It holds request numbers, which are no secrets, and ids; no name.
with read_by as (
  select e.at::timestamptz as at, e.action, e.subject_kind, e.subject_id, e.seen
  from audit_entries e
  where e.outcome = 'done'
    and (:'account' = '00000000-0000-0000-0000-000000000000' or e.actor_id = :'account')
    and e.at::timestamptz >= :'from' and e.at::timestamptz < :'until'
    and e.actor_kind in ('staff', 'partner', 'command')
),
touched as (
  select at, action, subject_id as id, false as listed from read_by where subject_id is not null
  union all
  select at, action, listed.id::text, true from read_by cross join lateral unnest(seen) as listed (id)
),
-- Whatever was looked at belongs to a report, directly or by its case.
reports_of (id, report_id) as (
  select id::text, id from reports
  union all select id::text, report_id from reporters
  union all select id::text, report_id from receipts
  union all select id::text, report_id from consents
  union all select id::text, report_id from suggestions
  union all select id::text, report_id from reveals
  union all select id::text, report_id from family_messages
  union all select case_id::text, report_id from case_reports
  union all select d.id::text, c.report_id from disclosures d join case_reports c on c.case_id = d.case_id
  union all select f.id::text, c.report_id from fate_claims f join case_reports c on c.case_id = f.case_id
)
select r.organisation_id as organisation,
  coalesce(receipts.request_number, '-') as request_number,
  r.id as report,
  case when bool_or(t.action = 'reporter.revealed') then 'revealed' when bool_or(not t.listed) then 'read' else 'listed' end as most,
  count(*) as times,
  min(t.at) as first, max(t.at) as last
from touched t
join reports_of o on o.id = t.id
join reports r on r.id = o.report_id
left join receipts on receipts.report_id = r.id and receipts.revoked_at is null
group by 1, 2, 3
order by most desc, last desc, report;
