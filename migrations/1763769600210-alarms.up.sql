-- What a supervisor has to look at: patterns of reading (R14), sealed fields that were changed. Ids and codes only.
create table alarms (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  kind text not null check (kind in ('reading_budget_hour', 'reading_budget_day', 'reads_outside_caseload', 'sealed_field_altered', 'break_glass', 'many_name_searches',
    'session_moved', 'import_quarantined', 'confirmed_source_withdrawn', 'large_export', 'extortion_reported', 'record_confirmed_twice',
     'contest_upheld', 'correction_planned', 'webhook_disabled', 'model_rolled_back')),
  actor_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  -- Whole milliseconds, as a cursor holds them.
  at timestamptz(3) not null default clock_timestamp(),
  last_at timestamptz not null default clock_timestamp(),
  times integer not null default 1,
  acknowledged_by uuid references accounts,
  acknowledged_at timestamptz,
  constraint alarms_acknowledged_by_somebody check ((acknowledged_by is null) = (acknowledged_at is null)),
  constraint alarms_acknowledged_by_somebody_else check (acknowledged_by <> actor_id)
);
-- While one of a kind waits, the same thing happening again makes it count on and adds no row.
create unique index alarms_waiting on alarms (organisation_id, kind, actor_id, subject_kind, subject_id) where acknowledged_at is null;
create index alarms_actor on alarms (actor_id, kind, last_at);

-- Refused reads of the last ten minutes, so that a person who tries one id after the other is noticed.
create table denied_reads (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  actor_id uuid not null,
  at timestamptz not null default clock_timestamp()
);
create index denied_reads_actor on denied_reads (actor_id, at);

alter table alarms enable row level security;
alter table alarms force row level security;
grant select, insert, update (last_at, times, acknowledged_by, acknowledged_at) on alarms to athar_api;
create policy alarms_api on alarms to athar_api
  using (organisation_id = (select app_organisation())
    and (actor_id = (select app_actor()) or (select app_role()) in ('supervisor', 'auditor')
      -- Administrators see what became of their programs, and not how people read.
      or (select app_role()) = 'organisation_admin' and kind = 'webhook_disabled'))
  with check (organisation_id = (select app_organisation()));

-- The worker rings for what it finds itself, and sees no alarm.
grant insert on alarms to athar_worker;
create policy alarms_worker on alarms for insert to athar_worker
  with check (organisation_id = (select app_organisation()) and kind in ('import_quarantined', 'confirmed_source_withdrawn', 'record_confirmed_twice')
    and acknowledged_by is null);

alter table denied_reads enable row level security;
alter table denied_reads force row level security;
grant select, insert, delete on denied_reads to athar_api;
create policy denied_reads_api on denied_reads to athar_api
  using (organisation_id = (select app_organisation()) and actor_id = (select app_actor()))
  with check (organisation_id = (select app_organisation()) and actor_id = (select app_actor()));
